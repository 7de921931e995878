#include "engine/msm/machine_of.hpp"
#include "workflows/rex_case/definition.hpp"

#include <boost/mpl/vector.hpp>

namespace rexflow::rex_case {

namespace {

using engine::msm::always;
using engine::msm::In;
using engine::msm::Row;
using enum Handling;
using enum Declaration;
using enum Sharing;
using enum Step;
using enum Guard;

struct RexCaseFront : engine::msm::Front<RexCaseFront> {
    using initial_state = boost::mpl::vector<In<new_case>, In<not_assessed>, In<unshared>>;

    // clang-format off
    using transition_table = boost::mp11::mp_list<
        //  source               step                  guard                                 target
        Row<new_case,            report_received,      always,                               received>,
        Row<received,            taken_in_charge,      pilot_not_set_aside,                  contacting>,
        Row<contacting,          call_logged,          reporter_reached,                     collecting>,
        Row<contacting,          call_logged,          reporter_not_reached,                 contacting>,
        Row<contacting,          given_up,             attempts_made,                        concluding>,
        Row<collecting,          solution_found,       solution_described,                   concluding>,
        Row<collecting,          oriented,             target_named,                         awaiting_follow_up>,
        Row<collecting,          meeting_called,       always,                               n1_collecting_data>,
        Row<collecting,          given_up,             attempts_made,                        concluding>,
        Row<awaiting_follow_up,  follow_up_recorded,   resolved,                             concluding>,
        Row<awaiting_follow_up,  follow_up_recorded,   unresolved,                           collecting>,
        Row<awaiting_follow_up,  follow_up_recorded,   unreachable,                          awaiting_follow_up>,
        Row<awaiting_follow_up,  meeting_called,       always,                               n1_collecting_data>,
        Row<awaiting_follow_up,  given_up,             attempts_made,                        concluding>,
        Row<n1_collecting_data,  step_completed,       sources_recorded,                     n2_chronology>,
        Row<n2_chronology,       step_completed,       chronology_recorded,                  n3_gaps_and_factors>,
        Row<n3_gaps_and_factors, step_completed,       gaps_have_factors,                    n4_action_plan>,
        Row<n4_action_plan,      step_completed,       meeting_held_and_actions_decided,     n5_satisfaction>,
        Row<n5_satisfaction,     step_completed,       survey_over,                          n6_report>,
        Row<n6_report,           step_completed,       report_approved,                      concluding>,
        Row<n2_chronology,       step_reopened,        always,                               n1_collecting_data>,
        Row<n3_gaps_and_factors, step_reopened,        always,                               n2_chronology>,
        Row<n4_action_plan,      step_reopened,        always,                               n3_gaps_and_factors>,
        Row<n5_satisfaction,     step_reopened,        always,                               n4_action_plan>,
        Row<n6_report,           step_reopened,        always,                               n5_satisfaction>,
        Row<n1_collecting_data,  meeting_called_off,   reason_given,                         collecting>,
        Row<n2_chronology,       meeting_called_off,   reason_given,                         collecting>,
        Row<n3_gaps_and_factors, meeting_called_off,   reason_given,                         collecting>,
        Row<n4_action_plan,      meeting_called_off,   reason_given,                         collecting>,
        Row<concluding,          step_reopened,        reached_level_3,                      n6_report>,
        Row<concluding,          case_reconsidered,    reason_given,                         collecting>,
        Row<concluding,          case_closed,          ready_to_close,                       closed>,
        Row<closed,              case_reopened,        reason_given_and_not_erased,          collecting>,
        Row<closed,              severity_assessed,    is_eigs,                              collecting>,
        Row<received,            case_dismissed,       may_be_dismissed,                     dismissed>,
        Row<contacting,          case_dismissed,       may_be_dismissed,                     dismissed>,
        Row<collecting,          case_dismissed,       may_be_dismissed,                     dismissed>,
        Row<awaiting_follow_up,  case_dismissed,       may_be_dismissed,                     dismissed>,
        Row<n1_collecting_data,  case_dismissed,       may_be_dismissed,                     dismissed>,
        Row<n2_chronology,       case_dismissed,       may_be_dismissed,                     dismissed>,
        Row<n3_gaps_and_factors, case_dismissed,       may_be_dismissed,                     dismissed>,
        Row<concluding,          case_dismissed,       may_be_dismissed,                     dismissed>,
        Row<dismissed,           case_reopened,        reason_given_and_not_erased,          received>,

        Row<not_assessed,        severity_assessed,    is_eigs,                              part1_due>,
        Row<not_assessed,        severity_assessed,    is_not_eigs,                          not_required>,
        Row<not_required,        severity_assessed,    is_eigs,                              part1_due>,
        Row<not_required,        severity_assessed,    is_not_eigs,                          not_required>,
        Row<part1_due,           severity_assessed,    is_eigs,                              part1_due>,
        Row<part1_due,           severity_assessed,    is_not_eigs,                          not_required>,
        Row<part1_due,           part1_filed,          proof_given,                          part2_due>,
        Row<part1_due,           declaration_declined, reason_given,                         not_declared>,
        Row<part1_due,           declared_elsewhere,   reason_given,                         declared_by_other>,
        Row<not_declared,        part1_filed,          proof_given,                          part2_due>,
        Row<not_declared,        severity_assessed,    is_not_eigs,                          not_required>,
        Row<part2_due,           part2_filed,          proof_given,                          awaiting_ars>,
        Row<part2_due,           closed_by_ars,        proof_given,                          ars_closed>,
        Row<part2_due,           declaration_declined, reason_given,                         not_declared>,
        Row<awaiting_ars,        complement_requested, due_date_given,                       complement_due>,
        Row<awaiting_ars,        closed_by_ars,        proof_given,                          ars_closed>,
        Row<complement_due,      complement_sent,      proof_given,                          awaiting_ars>,
        Row<complement_due,      closed_by_ars,        proof_given,                          ars_closed>,

        Row<unshared,            sheet_started,        lesson_available,                     drafting>,
        Row<drafting,            sheet_submitted,      sheet_complete,                       first_reading>,
        Row<first_reading,       reading_done,         approved_by_another,                  second_reading>,
        Row<first_reading,       reading_done,         changes_asked,                        drafting>,
        Row<second_reading,      reading_done,         approved_by_a_third_clean_and_closed, published>,
        Row<second_reading,      reading_done,         changes_asked,                        drafting>,
        Row<drafting,            sheet_withheld,       reason_given,                         withheld>,
        Row<first_reading,       sheet_withheld,       reason_given,                         withheld>,
        Row<second_reading,      sheet_withheld,       reason_given,                         withheld>,
        Row<published,           sheet_withdrawn,      reason_given,                         withheld>,
        Row<withheld,            sheet_started,        lesson_available,                     drafting>>;
    // clang-format on
};

}  // namespace

std::vector<engine::MachineRow> rows() { return engine::msm::rows_of<RexCaseFront>(); }

std::unique_ptr<engine::Machine> make_machine() {
    return std::make_unique<engine::msm::MachineOf<RexCaseFront, Step, step_count>>();
}

}  // namespace rexflow::rex_case
