#include "adapters/api/handlers.hpp"
#include "adapters/api/idempotency.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>
#include <charconv>

/// Messages and letters: what became of them and when; never from whom, to whom, or a word of them.
namespace rexflow::api {

namespace {

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

/// The number in the path; 0, which no row has, for anything else.
std::int64_t id_in(const Call& call) {
    const auto& text = call.parts.front();
    std::int64_t id = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    return error == std::errc{} && rest == text.data() + text.size() ? id : 0;
}

/// A message of the path with this outcome, of a case the member may see.
std::optional<engine::StoredMessage> message_in(const cell::Viewpoint& view, const Call& call) {
    auto message = view.reader.find_message(engine::MessageId{id_in(call)});
    return message && may_see(view, message->case_id) ? std::move(message) : std::nullopt;
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

web::Response retry_message(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](engine::Unit& unit) {
        const auto view = view_of(parts, call, unit);
        const auto message = message_in(view, call);
        const auto raw =
            message && message->outcome == engine::Outcome::quarantined ? unit.raw(message->id) : std::nullopt;
        if (!raw) return problem(Trouble::not_found, "no message of that number is in quarantine");
        unit.set_outcome(message->id, engine::Outcome::received, {}, std::nullopt, {}, {});
        static_cast<void>(parts.intake.understand(unit, message->id, parts.message_reader.read(*raw), call.now));
        return json_answer(message_of(view, *unit.find_message(message->id)));
    });
}

web::Response end_review(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](engine::Unit& unit) {
        const auto message = message_in(view_of(parts, call, unit), call);
        return message && unit.end_review(message->id, call.now)
                   ? json_answer({{"done", true}})
                   : problem(Trouble::not_found, "no message of that number waits for a person");
    });
}

web::Response retry_letter(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](engine::Unit& unit) {
        const auto view = view_of(parts, call, unit);
        auto row = unit.find_outbox(engine::OutboxId{id_in(call)});
        const bool is_over =
            !row || row->state == engine::OutboxState::sent || row->state == engine::OutboxState::erased;
        if (is_over || !may_see(view, row->letter.case_id))
            return problem(Trouble::not_found, "there is no letter of that number that could be sent again");
        row->state = engine::OutboxState::queued;
        row->next_try_at = call.now;
        row->first_failed_at.reset();
        row->trouble_told = false;
        unit.update_outbox(*row);
        return json_answer(letter_of(view, *row));
    });
}

}  // namespace rexflow::api
