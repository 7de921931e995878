#include "adapters/api/case_json.hpp"
#include "adapters/api/handlers.hpp"
#include "adapters/cell/moved_cases.hpp"
#include "engine/notation.hpp"
#include "engine/ports/access_log.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <array>

/// What coordinators and administrators look after: who looked, mailboxes, letters, what another rule would change.
namespace rexflow::api {

namespace {

using engine::text_of;
using engine::to_text;

std::string_view name_of(engine::Looked looked) {
    constexpr std::array<std::string_view, 4> names{"identity", "message", "attachment", "people"};
    return names.at(static_cast<std::size_t>(looked));
}

Json sample_of(const ApiParts& parts, std::string_view letter, engine::Locale locale) {
    const auto text = parts.letter_renderer.render(letter, locale, parts.letter_samples.sample(letter, locale));
    if (!text) return {};
    return {{"subject", text->subject}, {"text", text->text}, {"html", text->html}};
}

}  // namespace

web::Response list_accesses(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        const auto limit = static_cast<int>(page_of(call).limit);
        const auto before = page_of(call).after;
        const auto looks = view.reader.registers().access_log->all(
            before > 0 ? std::optional(engine::AccessId{before}) : std::nullopt, limit);
        auto accesses = Json::array();
        for (const auto& look : looks) {
            if (look.case_id && !view.reader.registers().case_lists->may_see(view.member.id, *look.case_id)) continue;
            const auto row = look.case_id ? view.reader.find_case(*look.case_id) : std::nullopt;
            accesses.push_back({{"id", look.id.value},
                                {"member", look.member.value},
                                {"looked_at", name_of(look.looked)},
                                {"case", row ? Json(row->number.text()) : Json()},
                                {"reason", look.reason},
                                {"at", to_text(look.at)}});
        }
        const bool is_all = static_cast<int>(looks.size()) < limit;
        return json_answer(
            {{"accesses", std::move(accesses)}, {"next", is_all ? Json() : Json(looks.back().id.value)}});
    });
}

web::Response verify(const ApiParts& parts, const Call&) {
    return json_answer({{"troubles", parts.caretaking.verify()}});
}

web::Response list_mailboxes(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        auto mailboxes = Json::array();
        for (const auto& mailbox : parts.caretaking.mailboxes(view.reader))
            mailboxes.push_back({{"name", mailbox.name},
                                 {"where", mailbox.where},
                                 {"fetched_at", instant_or_null(mailbox.fetched_at)},
                                 {"failing_since", instant_or_null(mailbox.failing_since)},
                                 {"failures", mailbox.failures},
                                 {"cause", mailbox.failing_since ? call.in(mailbox.cause) : std::string{}},
                                 {"advice", mailbox.failing_since ? call.in(mailbox.advice) : std::string{}},
                                 {"missing", mailbox.missing}});
        return json_answer({{"mailboxes", std::move(mailboxes)}});
    });
}

web::Response list_samples(const ApiParts& parts, const Call& call) {
    auto letters = Json::array();
    for (const auto audience : {engine::Audience::outside, engine::Audience::cell})
        for (const auto& name : parts.letter_samples.names(audience))
            letters.push_back({{"letter", name},
                               {"label", parts.context.letters.label(name, call.locale)},
                               {"outside", audience == engine::Audience::outside}});
    return json_answer({{"letters", std::move(letters)}});
}

web::Response show_sample(const ApiParts& parts, const Call& call) {
    const auto& letter = call.parts.front();
    auto french = sample_of(parts, letter, engine::Locale::fr);
    auto english = sample_of(parts, letter, engine::Locale::en);
    if (french.is_null() || english.is_null()) return problem(Trouble::not_found, "there is no letter of that name");
    return json_answer({{"letter", letter},
                        {"label", parts.context.letters.label(letter, call.locale)},
                        {"fr", std::move(french)},
                        {"en", std::move(english)}});
}

web::Response preview_policy(const ApiParts& parts, const Call& call) {
    const auto& key = call.body.at("obligation").get_ref<const std::string&>();
    const auto* const rule = parts.context.policy.find(key);
    if (rule == nullptr || !rule->allowance)
        return problem(Trouble::invalid_fields, "there is no rule of that name, or its date is given",
                       "GET /policy lists them");
    const auto allowance = engine::parse_allowance(call.body.at("due").get_ref<const std::string&>());
    if (!allowance) return problem(Trouble::invalid_fields, allowance.error().message, allowance.error().hint);
    return look(parts, call, [&](const cell::Viewpoint& view) {
        auto moved = Json::array();
        for (const auto& [number, deadline] : cell::moved_cases(view, *rule, *allowance))
            moved.push_back({{"case", number.text()},
                             {"obligation", deadline.obligation.obligation},
                             {"due_at", to_text(deadline.obligation.due_at)},
                             {"would_be_due_at", to_text(deadline.would_be_due_at)}});
        return json_answer({{"moved", std::move(moved)}});
    });
}

}  // namespace rexflow::api
