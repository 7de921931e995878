#include "adapters/api/handlers.hpp"
#include "adapters/api/idempotency.hpp"
#include "adapters/api/json_body.hpp"
#include "adapters/cell/case_documents.hpp"
#include "adapters/cell/whole_number.hpp"
#include "engine/mail_care.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

/// Mails and files with all they say. In a case: once the act of looking was recorded; each file taken is noted.
namespace rexflow::api {

namespace {

using cell::CaseFile;
using cell::id_of;
using cell::Viewpoint;

std::optional<web::Response> names_not_open(const Call& call, const CaseFile& file) {
    if (!call.bearer.may(engine::scopes::identity_read))
        return problem(Trouble::forbidden, "the token lacks the scope identity.read");
    if (shows_names(call, file)) return std::nullopt;
    return problem(Trouble::refused, "looking at the identities of the case has to be recorded first",
                   "record identity_seen with a reason; it counts for eight hours");
}

Json file_json(std::string_view name, std::string_view bytes) { return {{"name", name}, {"base64", to_base64(bytes)}}; }

template <typename Find>
web::Response give(const ApiParts& parts, const Call& call, const Find& find) {
    std::optional<cell::Document> found;
    auto otherwise = look_at_case(parts, call, [&](const Viewpoint& view, const CaseFile& file) {
        if (auto no = names_not_open(call, file)) return std::move(*no);
        auto document = find(view, file);
        if (!document) return problem_of(document.error());
        found = std::move(*document);
        return web::Response{};
    });
    if (!found) return otherwise;
    const auto noted = cell::note(parts.store, found->look);
    return noted ? json_answer(file_json(found->name, found->bytes)) : problem_of(noted.error());
}

Json text_of_message(const engine::StoredMessage& message, const engine::InboundEmail& email) {
    Json json{{"id", message.id.value},
              {"from", email.from.empty() ? Json() : Json(email.from.front().address)},
              {"subject", email.subject},
              {"text", email.text},
              {"attachments", Json::array()}};
    for (std::size_t place = 0; place < email.attachments.size(); ++place)
        json["attachments"].push_back({{"position", place},
                                       {"name", email.attachments[place].file_name},
                                       {"bytes", email.attachments[place].size}});
    return json;
}

}  // namespace

web::Response show_message(const ApiParts& parts, const Call& call) {
    return look_at_case(parts, call, [&](const Viewpoint& view, const CaseFile& file) {
        if (auto no = names_not_open(call, file)) return std::move(*no);
        const auto message = view.reader.find_message(id_of<engine::MessageId>(call.parts.at(1)));
        if (!message || message->case_id != file.row.id)
            return problem(Trouble::not_found, "this case has no message of that number");
        const auto raw = view.reader.raw(message->id);
        const auto email = raw ? parts.message_reader.read(*raw) : engine::Err(engine::Error::Code::erased, "");
        return email ? json_answer(text_of_message(*message, *email))
                     : problem(Trouble::not_found, "the message was erased, or cannot be read");
    });
}

web::Response show_letter(const ApiParts& parts, const Call& call) {
    return look_at_case(parts, call, [&](const Viewpoint& view, const CaseFile& file) {
        if (auto no = names_not_open(call, file)) return std::move(*no);
        const auto row = view.reader.find_outbox(id_of<engine::OutboxId>(call.parts.at(1)));
        if (!row || row->letter.case_id != file.row.id || row->state == engine::OutboxState::erased)
            return problem(Trouble::not_found, "this case has no letter of that number, or it was erased");
        const auto& letter = row->letter;
        const auto text = parts.letter_renderer.render(letter.name, letter.to.locale, letter.variables);
        if (!text) return problem_of(text.error());
        return json_answer({{"id", row->id.value},
                            {"letter", letter.name},
                            {"to", letter.to.address},
                            {"subject", text->subject},
                            {"text", text->text}});
    });
}

web::Response give_file(const ApiParts& parts, const Call& call) {
    return give(parts, call, [&](const Viewpoint& view, const CaseFile& file) {
        return cell::file_of(view, file, call.parts.at(1), call.parts.at(2));
    });
}

web::Response give_attachment(const ApiParts& parts, const Call& call) {
    return give(parts, call, [&](const Viewpoint& view, const CaseFile& file) {
        return cell::attachment_of(view, file, parts.message_reader, call.parts.at(1), call.parts.at(2));
    });
}

web::Response give_original(const ApiParts& parts, const Call& call) {
    const auto id = id_of<engine::MessageId>(call.parts.front());
    std::string raw;
    const auto given = parts.store.write([&](engine::Unit& unit) -> engine::Result<void> {
        auto original = engine::mail_care::original(unit, id, call.bearer.member.id,
                                                    call.body.at("reason").get_ref<const std::string&>(), call.now);
        if (!original) return engine::Err(original.error());
        raw = std::move(*original);
        return {};
    });
    return given ? json_answer(file_json(fmt::format("courriel-{}.eml", id.value), raw)) : problem_of(given.error());
}

}  // namespace rexflow::api
