#pragma once

#include "engine/machine.hpp"

#include <cstddef>

/// States, steps and guards of the table. Enumerators are spelled as in the history; their order is that of the
/// descriptors (regions(), events(), conditions()).
namespace rexflow::rex_case {

/// From the first mail to the closing: levels 1 to 3.
enum class Handling {
    new_case,
    received,
    contacting,
    collecting,
    awaiting_follow_up,
    n1_collecting_data,
    n2_chronology,
    n3_gaps_and_factors,
    n4_action_plan,
    n5_satisfaction,
    n6_report,
    concluding,
    closed,
    dismissed,
};

/// Level 4: help with the declaration of an EIGS (CSP R.1413-67 to R.1413-70), beside the handling.
enum class Declaration {
    not_assessed,
    not_required,
    part1_due,
    part2_due,
    awaiting_ars,
    complement_due,
    ars_closed,
    not_declared,
    declared_by_other,
};

/// The shareable sheet, read by two people before it is published.
enum class Sharing { unshared, drafting, first_reading, second_reading, published, withheld };

[[nodiscard]] constexpr std::size_t region_of(Handling) { return 0; }
[[nodiscard]] constexpr std::size_t region_of(Declaration) { return 1; }
[[nodiscard]] constexpr std::size_t region_of(Sharing) { return 2; }

[[nodiscard]] constexpr Handling handling(const engine::Configuration& at) {
    return static_cast<Handling>(at.states[0]);
}
[[nodiscard]] constexpr Declaration declaration(const engine::Configuration& at) {
    return static_cast<Declaration>(at.states[1]);
}
[[nodiscard]] constexpr Sharing sharing(const engine::Configuration& at) { return static_cast<Sharing>(at.states[2]); }

/// One of the six steps of level 3.
[[nodiscard]] constexpr bool is_level_3(Handling state) {
    return state >= Handling::n1_collecting_data && state <= Handling::n6_report;
}

/// Closed or dismissed.
[[nodiscard]] constexpr bool is_at_rest(Handling state) {
    return state == Handling::closed || state == Handling::dismissed;
}

/// Nothing is due to the ARS: the case may close. An assessment is needed first.
[[nodiscard]] constexpr bool is_settled(Declaration state) {
    using enum Declaration;
    return state == not_required || state == awaiting_ars || state == ars_closed || state == not_declared ||
           state == declared_by_other;
}

enum class Step {
    report_received,
    taken_in_charge,
    call_logged,
    given_up,
    solution_found,
    oriented,
    follow_up_recorded,
    meeting_called,
    step_completed,
    step_reopened,
    meeting_called_off,
    case_reconsidered,
    case_closed,
    case_reopened,
    case_dismissed,
    severity_assessed,
    part1_filed,
    declaration_declined,
    declared_elsewhere,
    part2_filed,
    complement_requested,
    complement_sent,
    closed_by_ars,
    sheet_started,
    sheet_submitted,
    reading_done,
    sheet_withheld,
    sheet_withdrawn,
};
inline constexpr std::size_t step_count = 28;

enum class Guard {
    pilot_not_set_aside,
    reporter_reached,
    reporter_not_reached,
    attempts_made,
    solution_described,
    target_named,
    resolved,
    unresolved,
    unreachable,
    sources_recorded,
    chronology_recorded,
    gaps_have_factors,
    meeting_held_and_actions_decided,
    survey_over,
    report_approved,
    reason_given,
    reached_level_3,
    ready_to_close,
    reason_given_and_not_erased,
    may_be_dismissed,
    is_eigs,
    is_not_eigs,
    proof_given,
    due_date_given,
    lesson_available,
    sheet_complete,
    approved_by_another,
    approved_by_a_third_clean_and_closed,
    changes_asked,
};
inline constexpr std::size_t guard_count = 29;

}  // namespace rexflow::rex_case
