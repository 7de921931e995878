#include "engine/roles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

constexpr auto reader = MemberRole::reader;
constexpr auto member = MemberRole::member;
constexpr auto coordinator = MemberRole::coordinator;
constexpr auto administrator = MemberRole::administrator;
constexpr std::optional<MemberRole> nobody;

// clang-format off
constexpr auto tasks = std::to_array<TaskRule>({
    {Task::see_cases,         "see_cases",         {"voir les dossiers, l’annuaire et le calendrier", "see cases, directory and calendar"}, reader},
    {Task::see_identity,      "see_identity",      {"voir l’identité d’un déclarant, avec un motif", "see who reported, with a reason"},    member},
    {Task::see_private_files, "see_private_files", {"ouvrir les courriels et pièces jointes", "open mails and attachments"},               member},
    {Task::open_case,         "open_case",         {"ouvrir un dossier à la main", "open a case by hand"},                                 member},
    {Task::write_letters,     "write_letters",     {"écrire au déclarant", "write to the reporter"},                                       member},
    {Task::edit_directory,    "edit_directory",    {"tenir l’annuaire", "keep the directory"},                                             member},
    {Task::settle_mail,       "settle_mail",       {"séparer ou garder une réponse", "split off or keep a reply"},                         member},
    {Task::see_oversight,     "see_oversight",     {"voir les consultations et les chiffres de tous", "see who looked, and all figures"},  coordinator},
    {Task::release_mail,      "release_mail",      {"reprendre la quarantaine et les envois", "release quarantine and outbox"},            coordinator},
    {Task::manage_accounts,   "manage_accounts",   {"gérer les comptes", "manage accounts"},                                               administrator},
    {Task::manage_policy,     "manage_policy",     {"régler les délais, lettres et boîtes", "set deadlines, letters and mailboxes"},       administrator},
});

constexpr std::string_view rex_case = "rex_case";
constexpr std::string_view corrective_action = "corrective_action";

constexpr auto events = std::to_array<EventRule>({
    // Steps of the handling.
    {rex_case, "report_received",      "", member},
    {rex_case, "taken_in_charge",      "", member},
    {rex_case, "call_logged",          "", member},
    {rex_case, "given_up",             "", member},
    {rex_case, "solution_found",       "", member},
    {rex_case, "oriented",             "", member},
    {rex_case, "follow_up_recorded",   "", member},
    {rex_case, "meeting_called",       "", member},
    {rex_case, "step_completed",       "", member},
    {rex_case, "step_reopened",        "", member},
    {rex_case, "meeting_called_off",   "", coordinator},
    {rex_case, "case_reconsidered",    "", member},
    {rex_case, "case_closed",          "", member},
    {rex_case, "case_reopened",        "", member},
    {rex_case, "case_reopened",        "dismissed", coordinator},
    {rex_case, "case_dismissed",       "", member},
    {rex_case, "case_dismissed",       "n1_collecting_data", coordinator},
    {rex_case, "case_dismissed",       "n2_chronology", coordinator},
    {rex_case, "case_dismissed",       "n3_gaps_and_factors", coordinator},
    {rex_case, "case_dismissed",       "concluding", coordinator},
    // The declaration.
    {rex_case, "severity_assessed",    "", member},
    {rex_case, "severity_assessed",    "closed", coordinator},
    {rex_case, "part1_filed",          "", member},
    {rex_case, "declaration_declined", "", coordinator},
    {rex_case, "declared_elsewhere",   "", member},
    {rex_case, "part2_filed",          "", member},
    {rex_case, "complement_requested", "", member},
    {rex_case, "complement_sent",      "", member},
    {rex_case, "closed_by_ars",        "", member},
    // The sheet others learn from.
    {rex_case, "sheet_started",        "", member},
    {rex_case, "sheet_submitted",      "", member},
    {rex_case, "reading_done",         "", member},
    {rex_case, "sheet_withheld",       "", coordinator},
    {rex_case, "sheet_withdrawn",      "", coordinator},
    // Facts that mails, letters and other cases bring.
    {rex_case, "message_received",     "", nobody},
    {rex_case, "message_sent",         "", nobody},
    {rex_case, "delivery_failed",      "", nobody},
    {rex_case, "split_offered",        "", nobody},
    {rex_case, "link_offered",         "", nobody},
    {rex_case, "action_ended",         "", nobody},
    {rex_case, "answers_read",         "", nobody},
    // Facts that members record.
    {rex_case, "note_added",                 "", member},
    {rex_case, "reply_settled",              "", member},
    {rex_case, "split_answered",             "", member},
    {rex_case, "link_declined",              "", member},
    {rex_case, "identity_seen",              "", member},
    {rex_case, "identity_erased",            "", coordinator},
    {rex_case, "case_classified",            "", member},
    {rex_case, "attachment_added",           "", member},
    {rex_case, "information_requested",      "", member},
    {rex_case, "question_answered",          "", member},
    {rex_case, "pilot_changed",              "", member},
    {rex_case, "member_set_aside",           "", coordinator},
    {rex_case, "reporter_details_corrected", "", member},
    {rex_case, "declarant_added",            "", member},
    {rex_case, "case_linked",                "", member},
    {rex_case, "withdrawal_asked",           "", member},
    {rex_case, "follow_up_answered",         "", member},
    {rex_case, "source_added",               "", member},
    {rex_case, "interview_recorded",         "", member},
    {rex_case, "chronology_item_added",      "", member},
    {rex_case, "gap_added",                  "", member},
    {rex_case, "no_gap_justified",           "", member},
    {rex_case, "factor_added",               "", member},
    {rex_case, "barrier_added",              "", member},
    {rex_case, "meeting_planned",            "", member},
    {rex_case, "attendance_announced",       "", member},
    {rex_case, "meeting_held",               "", member},
    {rex_case, "minutes_recorded",           "", member},
    {rex_case, "action_linked",              "", member},
    {rex_case, "no_action_justified",        "", member},
    {rex_case, "survey_sent",                "", member},
    {rex_case, "survey_answered",            "", member},
    {rex_case, "survey_closed",              "", member},
    {rex_case, "report_drafted",             "", member},
    {rex_case, "report_approved",            "", member},
    {rex_case, "feedback_given",             "", member},
    {rex_case, "feedback_declined",          "", member},
    {rex_case, "feedback_impossible",        "", coordinator},
    {rex_case, "answer_left",                "", member},
    {rex_case, "patient_informed",           "", member},
    {rex_case, "item_corrected",             "", member},
    {rex_case, "item_withdrawn",             "", member},

    {corrective_action, "action_decided",   "", nobody},
    {corrective_action, "action_approved",  "", member},
    {corrective_action, "action_started",   "", member},
    {corrective_action, "action_done",      "", member},
    {corrective_action, "action_postponed", "", member},
    {corrective_action, "action_abandoned", "", coordinator},
    {corrective_action, "action_evaluated", "", member},
    {corrective_action, "action_resumed",   "", member},
    {corrective_action, "delay_asked",      "", member},
    {corrective_action, "note_added",       "", member},
    {corrective_action, "message_received", "", nobody},
    {corrective_action, "message_sent",     "", nobody},
    {corrective_action, "delivery_failed",  "", nobody},
    {corrective_action, "identity_erased",  "", coordinator},
});
// clang-format on

static_assert(std::ranges::all_of(tasks, [](const TaskRule& rule) {
    return &rule == &tasks.at(static_cast<std::size_t>(rule.task));
}));

}  // namespace

std::span<const TaskRule> task_rules() { return tasks; }

bool may(MemberRole role, Task task) { return role >= tasks.at(static_cast<std::size_t>(task)).least; }

std::span<const EventRule> event_rules() { return events; }

std::optional<MemberRole> least_role(std::string_view workflow, std::string_view event,
                                     std::span<const StateName> states) {
    std::optional<MemberRole> least;
    for (const auto& rule : events) {
        if (rule.workflow != workflow || rule.event != event) continue;
        if (rule.state.empty()) least = rule.least;
        if (std::ranges::find(states, rule.state) != states.end()) return rule.least;
    }
    return least;
}

bool may_record(MemberRole role, std::string_view workflow, std::string_view event, std::span<const StateName> states) {
    const auto least = least_role(workflow, event, states);
    return least && role >= *least;
}

std::string roles_tsv() {
    std::string text = "workflow\tevent\tstate";
    for (const auto& known : member_roles) text += fmt::format("\t{}", known.name);
    text += '\n';
    const auto add = [&](std::string_view first, std::string_view second, std::string_view third,
                         std::optional<MemberRole> least) {
        text += fmt::format("{}\t{}\t{}", first, second, third);
        for (const auto& known : member_roles) text += least && known.role >= *least ? "\tyes" : "\tno";
        text += '\n';
    };
    for (const auto& rule : tasks) add("task", rule.name, "*", rule.least);
    for (const auto& rule : events)
        add(rule.workflow, rule.event, rule.state.empty() ? std::string_view("*") : rule.state, rule.least);
    return text;
}

bool may_see(const Member& member, std::span<const MemberId> set_aside) {
    return member.active && std::ranges::find(set_aside, member.id) == set_aside.end();
}

bool may_see(const Member& member, const Situation& situation) { return may_see(member, situation.set_aside); }

}  // namespace rexflow::engine
