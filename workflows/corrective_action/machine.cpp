#include "engine/msm/machine_of.hpp"
#include "workflows/corrective_action/definition.hpp"

#include <boost/mpl/vector.hpp>

namespace rexflow::corrective_action {

namespace {

using engine::msm::always;
using engine::msm::Row;
using enum State;
using enum Step;
using enum Guard;

struct ActionFront : engine::msm::Front<ActionFront> {
    using initial_state = engine::msm::In<new_action>;

    // clang-format off
    using transition_table = boost::mp11::mp_list<
        //  source       step              guard                     target
        Row<new_action,  action_decided,   owner_and_due_given,      proposed>,
        Row<proposed,    action_approved,  approver_is_not_owner,    approved>,
        Row<proposed,    action_abandoned, reason_given,             abandoned>,
        Row<approved,    action_started,   always,                   in_progress>,
        Row<approved,    action_done,      proof_or_statement_given, done>,
        Row<approved,    action_abandoned, reason_given,             abandoned>,
        Row<in_progress, action_done,      proof_or_statement_given, done>,
        Row<in_progress, action_postponed, new_due_and_reason_given, in_progress>,
        Row<approved,    action_postponed, new_due_and_reason_given, approved>,
        Row<in_progress, action_abandoned, reason_given,             abandoned>,
        Row<done,        action_evaluated, effective,                evaluated_effective>,
        Row<done,        action_evaluated, ineffective,              evaluated_ineffective>,
        Row<done,        action_resumed,   reason_given,             in_progress>>;
    // clang-format on
};

}  // namespace

std::vector<engine::MachineRow> rows() { return engine::msm::rows_of<ActionFront>(); }

std::unique_ptr<engine::Machine> make_machine() {
    return std::make_unique<engine::msm::MachineOf<ActionFront, Step, step_count>>();
}

}  // namespace rexflow::corrective_action
