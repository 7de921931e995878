#pragma once

#include "engine/machine.hpp"
#include "engine/process.hpp"

#include <optional>
#include <string>

namespace rexflow::corrective_action {

/// The life of an action. Done is not effective: an evaluation says so later.
enum class State {
    new_action,
    proposed,
    approved,
    in_progress,
    done,
    abandoned,
    evaluated_effective,
    evaluated_ineffective,
};

[[nodiscard]] constexpr std::size_t region_of(State) { return 0; }

enum class Step {
    action_decided,
    action_approved,
    action_abandoned,
    action_started,
    action_done,
    action_postponed,
    action_evaluated,
    action_resumed,
};
inline constexpr std::size_t step_count = 8;

enum class Guard {
    owner_and_due_given,
    approver_is_not_owner,
    reason_given,
    proof_or_statement_given,
    new_due_and_reason_given,
    effective,
    ineffective,
};

/// What guards and deadlines remember of an action.
struct ActionFacts {
    std::string due;                               ///< day the action is to be done by
    std::string evaluation_on;                     ///< day its effect is to be evaluated by; may be empty
    std::optional<engine::MemberId> owner_member;  ///< set when the owner is a member of the cell
    std::string parent_reference;                  ///< `seq` of action_linked in the case this action belongs to
    bool erased = false;
};

[[nodiscard]] constexpr State state_of(const engine::Configuration& at) { return static_cast<State>(at.states[0]); }

/// Abandoned or evaluated: nothing more is expected of anyone.
[[nodiscard]] constexpr bool has_ended(const engine::Configuration& at) {
    const auto state = state_of(at);
    return state == State::abandoned || state == State::evaluated_effective || state == State::evaluated_ineffective;
}

}  // namespace rexflow::corrective_action
