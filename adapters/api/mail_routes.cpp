#include "adapters/api/handlers.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>

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

web::Response messages(const cell::Viewpoint& view, const Call& call, std::vector<engine::StoredMessage> rows) {
    std::erase_if(rows, [&](const auto& row) { return !may_see(view, row.case_id); });
    return paged(
        call, "messages", rows, [](const auto& row) { return row.id.value; },
        [&](const engine::StoredMessage& row) {
            return Json{{"id", row.id.value},
                        {"outcome", to_text(row.outcome)},
                        {"received_at", to_text(row.received_at)},
                        {"reason", row.reason},
                        {"case", number_of(view, row.case_id)}};
        });
}

web::Response letters(const cell::Viewpoint& view, const Call& call, std::vector<engine::OutboxRow> rows) {
    std::erase_if(rows, [&](const auto& row) { return !may_see(view, row.letter.case_id); });
    return paged(
        call, "letters", rows, [](const auto& row) { return row.id.value; },
        [&](const engine::OutboxRow& row) {
            return Json{{"id", row.id.value},
                        {"letter", row.letter.name},
                        {"state", to_text(row.state)},
                        {"attempts", row.attempts},
                        {"queued_at", to_text(row.letter.queued_at)},
                        {"next_try_at", to_text(row.next_try_at)},
                        {"sent_at", row.sent_at ? Json(to_text(*row.sent_at)) : Json()},
                        {"status", row.last_status},
                        {"case", number_of(view, row.letter.case_id)}};
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

}  // namespace rexflow::api
