#include "tests/workflows/cases.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

namespace rexflow::testing {

namespace {

using Names = std::vector<std::string>;

bool is_alive(const Story& story, std::string_view obligation) {
    return std::ranges::count(story.alive(), obligation) == 1;
}

const engine::SetDeadline* find_set(const Story& story, std::string_view obligation) {
    for (const auto& command : story.commands)
        if (const auto* set = std::get_if<engine::SetDeadline>(&command); set && set->obligation == obligation)
            return set;
    return nullptr;
}

Story oriented_case() {
    return collecting_case().tell(
        "oriented", {{"to", "vault:00"}, {"to_address", "vault:00"}, {"to_profession", "nurse"}, {"consent", "yes"}});
}

Story meeting_case() { return collecting_case().tell("meeting_called"); }

Story n4_case() {
    auto story = collecting_case();
    return through_n3(story);
}

Story serious_case() { return contacted_case().tell("severity_assessed", eigs); }
Story filed_case() { return serious_case().tell("part1_filed", proof); }

Story reading_case() { return closed_case().tell("sheet_started").tell("sheet_submitted", full_sheet); }

/// An obligation, the story in which it has just started, and the events that each stop it.
struct Life {
    std::string_view obligation;
    std::function<Story()> start;
    std::vector<std::pair<std::string, engine::Payload>> stops;
};

const engine::Payload spam{{"reason", "spam"}};

std::vector<Life> handling_lives() {
    return {
        {"first_contact", received_case, {{"case_dismissed", spam}}},
        {"first_contact", contacted_case, {{"call_logged", {{"outcome", "reached"}}}, {"case_dismissed", spam}}},
        {"next_call",
         [] {
             return contacted_case().tell("call_logged", {{"outcome", "no_answer"}});
         },
         {{"call_logged", {{"outcome", "reached"}}}, {"case_dismissed", spam}}},
        {"severity_assessment", collecting_case, {{"severity_assessed", no_eigs}, {"case_dismissed", spam}}},
        {"collection_stalled",
         collecting_case,
         {{"meeting_called", {}}, {"solution_found", {{"solution", "vault:00"}}}}},
        {"orientation_follow_up",
         oriented_case,
         {{"follow_up_recorded", {{"outcome", "resolved"}}},
          {"follow_up_recorded", {{"outcome", "unresolved"}}},
          {"meeting_called", {}}}},
        {"next_follow_up_call",
         [] {
             return oriented_case().tell("follow_up_recorded", {{"outcome", "unreachable"}});
         },
         {{"follow_up_recorded", {{"outcome", "resolved"}}}, {"meeting_called", {}}}},
        {"step", meeting_case, {{"meeting_called_off", because}, {"case_dismissed", spam}}},
        {"meeting",
         [] {
             return meeting_case().tell("meeting_planned", {{"date", "2025-03-20T18:00:00Z"}});
         },
         {{"meeting_held", {{"attendance", "vault:00"}}}, {"meeting_called_off", because}, {"case_dismissed", spam}}},
        {"minutes",
         [] {
             return meeting_case().tell("meeting_held", {{"attendance", "vault:00"}});
         },
         {{"minutes_recorded", words}, {"meeting_called_off", because}}},
        {"survey", [] { return meeting_case().tell("survey_sent"); }, {{"survey_closed", {{"how", "deadline"}}}}},
        {"feedback",
         concluding_case,
         {{"feedback_given", {{"by", "call"}}},
          {"feedback_declined", {}},
          {"feedback_impossible", {{"reason", "vault:00"}, {"coordinator", "member:3"}}},
          {"case_reconsidered", because},
          {"case_dismissed", spam}}},
        {"inactivity", received_case, {{"case_dismissed", spam}}},
    };
}

std::vector<Life> other_lives() {
    return {
        {"eigs_part1",
         serious_case,
         {{"part1_filed", proof}, {"declaration_declined", because}, {"severity_assessed", no_eigs}}},
        {"patient_information",
         serious_case,
         {{"patient_informed", {{"date", "2025-03-05"}}}, {"severity_assessed", no_eigs}}},
        {"eigs_part2",
         filed_case,
         {{"part2_filed", proof}, {"closed_by_ars", proof}, {"declaration_declined", because}}},
        {"eigs_complement",
         [] {
             return filed_case().tell("part2_filed", proof).tell("complement_requested", {{"due", "2025-05-01"}});
         },
         {{"complement_sent", proof}, {"closed_by_ars", proof}}},
        {"sheet_reading",
         reading_case,
         {{"reading_done", {{"verdict", "changes_asked"}}}, {"sheet_withheld", because}}},
        {"identity_retention",
         closed_case,
         {{"case_reopened", because}, {"identity_erased", {}}, {"sheet_started", {}}}},
    };
}

void check_life(const Life& life) {
    INFO(life.obligation);
    const auto started = life.start();
    REQUIRE(is_alive(started, life.obligation));
    REQUIRE(std::ranges::count(rex_case().obligations(),
                               started.situation().obligations.find(life.obligation)->second.rule,
                               &engine::ObligationRule::key) == 1);
    for (const auto& [event, payload] : life.stops) {
        INFO(event);
        auto story = started;
        story.tell(event, payload, marc);
        CHECK(story.history().size() == started.history().size() + 1);
        CHECK_FALSE(is_alive(story, life.obligation));
    }
}

}  // namespace

TEST_CASE("each obligation of the handling starts and stops as the table says", "[obligation]") {
    for (const auto& life : handling_lives()) check_life(life);
}

TEST_CASE("each obligation beside the handling starts and stops as the table says", "[obligation]") {
    for (const auto& life : other_lives()) check_life(life);
}

TEST_CASE("an urgent or extra-CPTS report asks for the severity at once", "[obligation]") {
    for (const auto* key : {"scope", "urgent"}) {
        Story story(rex_case());
        story.tell("report_received", {{"channel", "mail"}, {key, std::string_view(key) == "scope" ? "extra" : "yes"}});

        REQUIRE(find_set(story, "severity_assessment") != nullptr);
        CHECK(find_set(story, "severity_assessment")->rule == "severity_assessment.urgent");
    }
    CHECK_FALSE(is_alive(received_case(), "severity_assessment"));
}

TEST_CASE("an urgent assessment is not put off by the call", "[obligation]") {
    Story story(rex_case());
    story.tell("report_received", {{"channel", "phone"}, {"urgent", "yes"}})
        .tell("taken_in_charge", {{"pilot", "member:1"}});
    story.tell("call_logged", {{"outcome", "reached"}});

    CHECK(find_set(story, "severity_assessment") == nullptr);
    CHECK(is_alive(story, "severity_assessment"));
}

TEST_CASE("the next call is due at the hour that was asked for", "[obligation]") {
    auto story = contacted_case();
    story.tell("call_logged", {{"outcome", "call_back_later"}, {"call_again_at", "2025-03-04T12:30:00Z"}});

    REQUIRE(find_set(story, "next_call") != nullptr);
    CHECK(find_set(story, "next_call")->due_at == monday_9am + std::chrono::hours{27} + std::chrono::minutes{30});
}

TEST_CASE("a step is due on the day its owner set, else when the policy says", "[obligation]") {
    auto story = collecting_case();
    story.tell("meeting_called", {{"due", "2025-03-28"}});
    CHECK(find_set(story, "step")->due_on == engine::Day{std::chrono::year{2025} / 3 / 28});

    story.tell("source_added", words).tell("step_completed");
    CHECK(find_set(story, "step")->due_on == std::nullopt);
}

TEST_CASE("the three months of part 2 run from the day of the filing", "[obligation]") {
    const auto story = filed_case();

    CHECK(find_set(story, "eigs_part2")->started_at ==
          std::chrono::sys_days{std::chrono::year{2025} / 3 / 4} + std::chrono::hours{11});
}

TEST_CASE("the patient's information runs from the discovery where its day is known", "[obligation]") {
    auto payload = eigs;
    payload["discovered_on"] = "2025-02-27";
    const auto story = contacted_case().tell("severity_assessed", payload);

    CHECK(find_set(story, "patient_information")->started_at ==
          std::chrono::sys_days{std::chrono::year{2025} / 2 / 27} + std::chrono::hours{11});
    CHECK(find_set(story, "eigs_part1")->started_at == story.history().back().event.occurred_at);
}

TEST_CASE("a second assessment of the same severity starts nothing anew", "[obligation]") {
    auto story = serious_case();
    story.tell("severity_assessed", eigs);

    CHECK(find_set(story, "eigs_part1") == nullptr);
    CHECK(find_set(story, "patient_information") == nullptr);
}

TEST_CASE("inactivity is renewed by people and mail, never by the program", "[obligation]") {
    auto story = received_case();
    story.tell("message_received", {}, engine::Actor::reporter());
    CHECK(find_set(story, "inactivity") != nullptr);

    story.tell("message_sent", {}, engine::Actor::system());
    CHECK(find_set(story, "inactivity") == nullptr);
}

TEST_CASE("an event told late does not bring the inactivity forward", "[obligation]") {
    auto story = received_case();
    const auto late =
        rex_case().step(story.history(), {"note_added", words, monday_9am - std::chrono::hours{24 * 20}, lea});

    REQUIRE(late);
    CHECK(late->commands.empty());
}

TEST_CASE("a closed case keeps no obligation but the retention of identities", "[obligation]") {
    CHECK(closed_case().alive() == Names{"identity_retention"});
}

TEST_CASE("closing leaves the obligations of a declaration still running", "[obligation]") {
    auto story = concluding_case();
    ready_to_close(story).tell("severity_assessed", eigs).tell("part1_filed", proof).tell("part2_filed", proof);
    story.tell("case_closed");
    CHECK(story.alive() == Names{"identity_retention", "patient_information"});

    story.tell("complement_requested", {{"due", "2025-06-01"}});
    CHECK(story.alive() == Names{"eigs_complement", "identity_retention", "patient_information"});
}

TEST_CASE("identities are kept until the last action has ended", "[obligation]") {
    auto story = concluding_case();
    story.tell("action_linked", {{"title", "vault:00"}, {"owner", "vault:00"}, {"due", "2025-06-30"}});
    const auto action = story.last_seq();
    ready_to_close(story).tell("case_closed");
    CHECK(story.alive().empty());

    CHECK_FALSE(story.says("action_ended", {{"action", "1"}, {"outcome", "abandoned"}}));
    story.tell("action_ended", {{"action", action}, {"outcome", "evaluated_effective"}}, engine::Actor::system());
    CHECK(story.alive() == Names{"identity_retention"});
}

TEST_CASE("identities are kept while a sheet is on its way", "[obligation]") {
    auto story = reading_case();
    CHECK(story.alive() == Names{"sheet_reading"});

    story.tell("sheet_withheld", because);
    CHECK(story.alive() == Names{"identity_retention"});
}

TEST_CASE("a linked action opens a case of its own that knows where it comes from", "[command]") {
    auto story = concluding_case();
    story.tell("action_linked", {{"title", "vault:01"}, {"owner", "vault:02"}, {"due", "2025-06-30"}});

    const auto child = engine::Command{engine::OpenChild{
        "corrective_action",
        "action_decided",
        {{"title", "vault:01"}, {"owner", "vault:02"}, {"due", "2025-06-30"}, {"parent_reference", "5"}}}};
    CHECK(std::ranges::count(story.commands, child) == 1);
}

TEST_CASE("people who come into a case are kept with it", "[command]") {
    using engine::AddParticipant;
    using engine::Role;
    const auto keeps = [](const Story& story, const AddParticipant& person) {
        return std::ranges::count(story.commands, engine::Command{person}) == 1;
    };
    CHECK(keeps(received_case(), {Role::reporter, "name", "address", "phone"}));
    CHECK(keeps(oriented_case(), {Role::professional, "to", "to_address", "to_phone"}));
    CHECK(keeps(n4_case().tell("meeting_planned", {{"date", "2025-03-20T18:00:00Z"}}),
                {Role::participants, "", "addresses", ""}));
    CHECK(std::ranges::count(contacted_case().commands, engine::Command{engine::Assign{{1}}}) == 1);
    const auto answered = meeting_case().tell("survey_sent").tell("survey_answered", {{"listening", "5"}});
    CHECK(std::ranges::count(answered.commands, engine::Command{engine::MarkAnswered{"address"}}) == 1);
}

TEST_CASE("each event writes to the people it concerns", "[letter]") {
    CHECK(received_case().letters() == Names{"intake_acknowledged", "new_case"});
    CHECK(oriented_case().letters() == Names{"orientation_announced", "orientation_asked"});
    CHECK(serious_case().letters() == Names{"declaration_help"});
    CHECK(closed_case().letters() == Names{"closed_told"});
    CHECK(closed_case().tell("case_reopened", because).letters() == Names{"reopened_told"});
    CHECK(received_case().tell("information_requested", {{"missing", "phone"}}).letters() ==
          Names{"information_asked"});
    CHECK(received_case().tell("message_received").letters() == Names{"reply_received"});
    CHECK(received_case().tell("case_dismissed", {{"reason", "duplicate"}}).letters() == Names{"dismissed_explained"});
    CHECK(n4_case().tell("meeting_planned", {{"date", "2025-03-20T18:00:00Z"}}).letters() == Names{"meeting_invited"});
    CHECK(meeting_case().tell("survey_sent").letters() == Names{"survey_invited"});
    CHECK(meeting_case().tell("report_drafted", words).tell("report_approved", {}, marc).letters() ==
          Names{"report_told"});
    CHECK(concluding_case().tell("feedback_given", {{"by", "page"}}).letters() == Names{"outcome_told"});
}

TEST_CASE("nothing is written about spam, about a call, or about a notice that failed", "[letter]") {
    CHECK(received_case().tell("case_dismissed", spam).letters().empty());
    CHECK(concluding_case().tell("feedback_given", {{"by", "call"}}).letters().empty());
    CHECK(received_case().tell("delivery_failed", {{"letter", "new_case"}}).letters() == Names{"delivery_failed"});
    CHECK(received_case().tell("delivery_failed", {{"letter", "delivery_failed"}}).letters().empty());
}

}  // namespace rexflow::testing
