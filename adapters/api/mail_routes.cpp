#include "adapters/api/handlers.hpp"
#include "adapters/api/idempotency.hpp"
#include "adapters/cell/whole_number.hpp"
#include "engine/mail_care.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>

/// Messages and letters: what became of them and when; never from whom, to whom, or a word of them.
namespace rexflow::api {

namespace {

namespace care = engine::mail_care;
using engine::text_of;
using engine::to_text;

/// As many as are looked through for a page.
constexpr int most_rows = 100'000;

bool may_see(const cell::Viewpoint& view, const std::optional<engine::CaseId>& id) {
    return !id || view.reader.registers().case_lists->may_see(view.member.id, *id);
}

Json number_of(const cell::Viewpoint& view, const std::optional<engine::CaseId>& id) {
    const auto row = id ? view.reader.find_case(*id) : std::nullopt;
    return row ? Json(row->number.text()) : Json();
}

Json message_of(const cell::Viewpoint& view, const engine::StoredMessage& row) {
    return {{"id", row.id.value},
            {"outcome", to_text(row.outcome)},
            {"received_at", to_text(row.received_at)},
            {"reason", row.reason},
            {"case", number_of(view, row.case_id)}};
}

Json letter_of(const cell::Viewpoint& view, const engine::OutboxRow& row) {
    return {{"id", row.id.value},
            {"letter", row.letter.name},
            {"state", to_text(row.state)},
            {"attempts", row.attempts},
            {"queued_at", to_text(row.letter.queued_at)},
            {"next_try_at", to_text(row.next_try_at)},
            {"sent_at", row.sent_at ? Json(to_text(*row.sent_at)) : Json()},
            {"status", row.last_status},
            {"case", number_of(view, row.letter.case_id)}};
}

web::Response messages(const cell::Viewpoint& view, const Call& call, std::vector<engine::StoredMessage> rows) {
    std::erase_if(rows, [&](const auto& row) { return !may_see(view, row.case_id); });
    return paged(
        call, "messages", rows, [](const auto& row) { return row.id.value; },
        [&](const auto& row) { return message_of(view, row); });
}

web::Response letters(const cell::Viewpoint& view, const Call& call, std::vector<engine::OutboxRow> rows) {
    std::erase_if(rows, [&](const auto& row) { return !may_see(view, row.letter.case_id); });
    return paged(
        call, "letters", rows, [](const auto& row) { return row.id.value; },
        [&](const auto& row) { return letter_of(view, row); });
}

/// The message of the path, of a case the member may see.
std::optional<engine::StoredMessage> message_in(const cell::Viewpoint& view, const Call& call) {
    auto message = view.reader.find_message(cell::id_of<engine::MessageId>(call.parts.front()));
    return message && may_see(view, message->case_id) ? std::move(message) : std::nullopt;
}

using Care = engine::Result<engine::Understood> (*)(engine::Unit&, const care::Parts&, engine::MessageId,
                                                    engine::Instant);

/// A message that did not go its way by itself, once more.
web::Response take_up(const ApiParts& parts, const Call& call, Care care) {
    return once(parts, call, [&](engine::Unit& unit) {
        const auto view = view_of(parts, call, unit);
        const auto message = message_in(view, call);
        if (!message) return problem(Trouble::not_found, "there is no message of that number");
        const auto understood = care(unit, {parts.message_reader, parts.intake}, message->id, call.now);
        return understood ? json_answer(message_of(view, *unit.find_message(message->id)))
                          : problem_of(understood.error());
    });
}

template <typename Settle>
web::Response settle_letter(const ApiParts& parts, const Call& call, const Settle& settle) {
    return once(parts, call, [&](engine::Unit& unit) {
        const auto view = view_of(parts, call, unit);
        const auto row = unit.find_outbox(cell::id_of<engine::OutboxId>(call.parts.front()));
        if (!row || !may_see(view, row->letter.case_id))
            return problem(Trouble::not_found, "there is no letter of that number");
        const auto settled = settle(unit, row->id);
        return settled ? json_answer(letter_of(view, *unit.find_outbox(row->id))) : problem_of(settled.error());
    });
}

}  // namespace

web::Response messages_of_case(const ApiParts& parts, const Call& call) {
    return look_at_case(parts, call, [&](const cell::Viewpoint& view, const cell::CaseFile& file) {
        return messages(view, call, view.reader.messages_of(file.row.id));
    });
}

web::Response letters_of_case(const ApiParts& parts, const Call& call) {
    return look_at_case(parts, call, [&](const cell::Viewpoint& view, const cell::CaseFile& file) {
        return letters(view, call, view.reader.outbox_of(file.row.id));
    });
}

web::Response list_messages(const ApiParts& parts, const Call& call) {
    const auto outcome = engine::parse_outcome(text_of(call.query, "outcome")).value_or(engine::Outcome::received);
    return look(parts, call, [&](const cell::Viewpoint& view) {
        return messages(view, call, view.reader.messages(outcome, most_rows));
    });
}

web::Response list_quarantine(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        return messages(view, call, view.reader.messages(engine::Outcome::quarantined, most_rows));
    });
}

web::Response list_outbox(const ApiParts& parts, const Call& call) {
    const auto state = engine::parse_outbox_state(text_of(call.query, "state")).value_or(engine::OutboxState::queued);
    return look(parts, call,
                [&](const cell::Viewpoint& view) { return letters(view, call, view.reader.outbox(state, most_rows)); });
}

web::Response list_reviews(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        auto rows = view.reader.reviews(most_rows);
        std::erase_if(rows, [&](const engine::ReviewRow& row) {
            const auto message = view.reader.find_message(row.message);
            return !message || !may_see(view, message->case_id);
        });
        return paged(
            call, "reviews", rows, [](const auto& row) { return row.message.value; },
            [&](const engine::ReviewRow& row) {
                return Json{{"message", row.message.value}, {"reasons", engine::items_of(row.reasons)}};
            });
    });
}

web::Response retry_message(const ApiParts& parts, const Call& call) { return take_up(parts, call, care::retry); }

web::Response open_held(const ApiParts& parts, const Call& call) { return take_up(parts, call, care::open_held); }

web::Response end_review(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](engine::Unit& unit) {
        const auto message = message_in(view_of(parts, call, unit), call);
        return message && unit.end_review(message->id, call.now)
                   ? json_answer({{"done", true}})
                   : problem(Trouble::not_found, "no message of that number waits for a person");
    });
}

web::Response retry_letter(const ApiParts& parts, const Call& call) {
    return settle_letter(parts, call,
                         [&](engine::Unit& unit, engine::OutboxId id) { return care::send_again(unit, id, call.now); });
}

web::Response give_up_letter(const ApiParts& parts, const Call& call) {
    return settle_letter(parts, call, care::give_up);
}

}  // namespace rexflow::api
