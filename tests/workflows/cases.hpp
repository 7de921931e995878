#pragma once

#include "tests/workflows/given.hpp"
#include "workflows/rex_case/workflow.hpp"

/// Stretches of a REX case that many tests begin with. All content is invented.
namespace rexflow::testing {

inline const engine::Workflow& rex_case() {
    static const auto workflow = rexflow::rex_case::make_workflow();
    return *workflow;
}

inline const engine::Payload eigs{{"care_associated", "yes"}, {"unexpected", "yes"}, {"consequence", "death"}};
inline const engine::Payload no_eigs{{"care_associated", "yes"}, {"unexpected", "no"}, {"consequence", "none"}};
inline const engine::Payload proof{{"number", "SIG-1"}, {"date", "2025-03-04"}, {"receipt", "file:00"}};
inline const engine::Payload because{{"reason", "vault:00"}};
inline const engine::Payload words{{"text", "vault:00"}};
inline const engine::Payload full_sheet{
    {"title", "vault:00"},
    {"not_applicable",
     "keywords,context,what_happened,consequences,gaps,factors,barriers,what_learned,what_changed,key_messages,"
     "references"}};

inline Story received_case() { return Story(rex_case()).tell("report_received", {{"channel", "mail"}}); }

inline Story contacted_case() { return received_case().tell("taken_in_charge", {{"pilot", "member:1"}}); }

inline Story collecting_case() { return contacted_case().tell("call_logged", {{"outcome", "reached"}}); }

inline Story concluding_case() { return collecting_case().tell("solution_found", {{"solution", "vault:00"}}); }

/// Everything closing asks for but what belongs to level 3.
inline Story& ready_to_close(Story& story) {
    return story.tell("question_answered", {{"which", "what_happened"}, {"text", "vault:00"}})
        .tell("question_answered", {{"which", "why"}, {"text", "vault:00"}})
        .tell("question_answered", {{"which", "what_learned"}, {"text", "vault:00"}})
        .tell("feedback_given", {{"by", "call"}})
        .tell("severity_assessed", no_eigs);
}

inline Story closed_case() {
    auto story = concluding_case();
    ready_to_close(story).tell("case_closed");
    return story;
}

inline Story& through_n3(Story& story) {
    story.tell("meeting_called").tell("source_added", words).tell("step_completed");
    const engine::Payload fact{
        {"when", "vault:00"}, {"role", "vault:00"}, {"source", "vault:00"}, {"text", "vault:00"}};
    story.tell("chronology_item_added", fact).tell("chronology_item_added", fact).tell("step_completed");
    story.tell("gap_added", words);
    return story.tell("factor_added", {{"gap", story.last_seq()}, {"alarm", "team"}}).tell("step_completed");
}

/// The six steps of level 3, up to `concluding`.
inline Story& through_level_3(Story& story) {
    return through_n3(story)
        .tell("meeting_planned", {{"date", "2025-03-20T18:00:00Z"}})
        .tell("meeting_held", {{"attendance", "vault:00"}})
        .tell("minutes_recorded", words)
        .tell("no_action_justified", words)
        .tell("step_completed")
        .tell("survey_sent")
        .tell("survey_closed", {{"how", "deadline"}}, engine::Actor::system())
        .tell("step_completed")
        .tell("report_drafted", words)
        .tell("report_approved", {}, marc)
        .tell("step_completed");
}

inline std::vector<std::string> states(const Story& story) { return story.situation().states; }

}  // namespace rexflow::testing
