#include "workflows/rex_case/definition.hpp"

#include <algorithm>
#include <array>

namespace rexflow::rex_case {

namespace {

using engine::Text;

constexpr Text only_a_report{"Un nouveau dossier commence par un signalement.", "A new case begins with a report."};
constexpr Text dismissed_case{"Le dossier est classé sans suite : rouvrez-le d’abord.",
                              "The case is dismissed: reopen it first."};
constexpr Text closed_case{"Le dossier est clos : rouvrez-le d’abord.", "The case is closed: reopen it first."};

/// Mail goes on arriving and actions go on ending after a dismissal, and erasing must stay possible: identity_retention
/// ends by it.
constexpr auto open_while_dismissed = std::to_array<std::string_view>({
    "case_reopened",
    "message_received",
    "message_sent",
    "delivery_failed",
    "note_added",
    "attachment_added",
    "reply_settled",
    "answer_left",
    "answers_read",
    "split_offered",
    "split_answered",
    "identity_seen",
    "identity_erased",
    "action_ended",
});

constexpr auto shut_while_closed = std::to_array<std::string_view>({
    "part1_filed",
    "declaration_declined",
    "declared_elsewhere",
});

bool lists(std::span<const std::string_view> events, std::string_view event) {
    return std::ranges::find(events, event) != events.end();
}

}  // namespace

const Text* door(const engine::Configuration& at, std::string_view event) {
    switch (handling(at)) {
        case Handling::new_case:
            return event == "report_received" ? nullptr : &only_a_report;
        case Handling::dismissed:
            return lists(open_while_dismissed, event) ? nullptr : &dismissed_case;
        case Handling::closed:
            return lists(shut_while_closed, event) ? &closed_case : nullptr;
        case Handling::received:
        case Handling::contacting:
        case Handling::collecting:
        case Handling::awaiting_follow_up:
        case Handling::n1_collecting_data:
        case Handling::n2_chronology:
        case Handling::n3_gaps_and_factors:
        case Handling::n4_action_plan:
        case Handling::n5_satisfaction:
        case Handling::n6_report:
        case Handling::concluding:
            return nullptr;
    }
    return nullptr;
}

}  // namespace rexflow::rex_case
