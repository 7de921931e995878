#include "tests/workflows/cases.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace rexflow::testing {

using engine::Error;
using States = std::vector<std::string>;

TEST_CASE("a new case accepts nothing but a report", "[door]") {
    for (const auto& offer : rex_case().allowed({})) {
        INFO(offer.event->name);
        CHECK(offer.possible == (offer.event->name == "report_received"));
        CHECK(offer.reasons.empty() == offer.possible);
    }
}

TEST_CASE("a dismissed case accepts mail, notes and its reopening", "[door]") {
    auto story = received_case();
    story.tell("case_dismissed", {{"reason", "out_of_scope"}});

    States accepted;
    for (const auto& offer : rex_case().allowed(story.history()))
        if (offer.possible) accepted.emplace_back(offer.event->name);
    CHECK(accepted == States{"case_reopened", "message_received", "message_sent", "delivery_failed", "note_added",
                             "split_offered", "split_answered", "identity_seen", "identity_erased", "action_ended",
                             "attachment_added"});
}

TEST_CASE("a closed case must be reopened before part 1 is filed", "[door]") {
    const auto story = closed_case();
    REQUIRE(states(story) == States{"closed", "not_required", "unshared"});

    for (const auto* event : {"part1_filed", "declaration_declined", "declared_elsewhere"}) {
        const auto refused = story.says(event, proof);
        REQUIRE(!refused);
        CHECK(refused.error().code == Error::Code::refused);
        CHECK(refused.error().hint == "Le dossier est clos : rouvrez-le d’abord.");
    }
    CHECK(story.says("note_added", words));
}

TEST_CASE("a refusal names the first guard in the way and changes nothing", "[guard]") {
    auto story = collecting_case();
    story.tell("meeting_called");

    const auto refused = story.says("step_completed");
    REQUIRE(!refused);
    CHECK(refused.error().code == Error::Code::refused);
    CHECK(refused.error().message == "step_completed: At least one source or interview is needed.");
    CHECK(states(story) == States{"n1_collecting_data", "not_assessed", "unshared"});
}

TEST_CASE("an event nobody knows is refused", "[guard]") {
    CHECK(received_case().says("taken_away").error().code == Error::Code::refused);
}

TEST_CASE("an offer says every reason why a step is not possible yet", "[allowed]") {
    auto story = concluding_case();
    CHECK_FALSE(story.offer("case_closed").possible);
    const auto& missing = story.offer("case_closed").reasons;
    REQUIRE(missing.size() == 5);
    CHECK(missing.front().en == "“What happened?” is not answered.");
    CHECK(missing.back().en == "The severity is not assessed.");
    CHECK(story.offer("part1_filed").reasons.front().en == "This step does not start from where the case stands.");

    ready_to_close(story);
    CHECK(story.offer("case_closed").possible);
}

TEST_CASE("a step is on offer while some form can fill its guard", "[allowed]") {
    const auto story = contacted_case();

    CHECK(story.offer("call_logged").possible);
    CHECK(story.offer("case_dismissed").possible);
    CHECK_FALSE(story.offer("given_up").possible);
}

TEST_CASE("a fact that comes at the wrong time says when it belongs", "[allowed]") {
    const auto story = received_case();

    CHECK_FALSE(story.offer("meeting_held").possible);
    CHECK_FALSE(story.offer("survey_closed").possible);
    CHECK_FALSE(story.offer("report_approved").possible);
    CHECK(story.offer("source_added").possible);
}

TEST_CASE("levels are added as they are reached and never taken back", "[levels]") {
    CHECK(received_case().situation().levels == 0);
    auto story = collecting_case();
    CHECK(story.situation().levels == 0b0001);
    story.tell("oriented", {{"to", "vault:00"}, {"to_phone", "vault:00"}, {"consent", "no"}});
    CHECK(story.situation().levels == 0b0011);
    story.tell("meeting_called");
    CHECK(story.situation().levels == 0b0111);
    story.tell("severity_assessed", eigs).tell("meeting_called_off", because);
    CHECK(story.situation().levels == 0b1111);
}

TEST_CASE("giving up takes three attempts on different days", "[guard]") {
    auto story = contacted_case();
    const engine::Payload no_answer{{"outcome", "no_answer"}};
    story.tell("call_logged", no_answer).tell("call_logged", no_answer).tell("call_logged", no_answer);
    CHECK_FALSE(story.says("given_up"));

    story.wait(std::chrono::hours{24}).tell("call_logged", no_answer);
    story.wait(std::chrono::hours{24}).tell("call_logged", {{"outcome", "call_back_later"}});
    CHECK(story.says("given_up"));
}

TEST_CASE("a reporter who asks to stop is not called three times", "[guard]") {
    CHECK(contacted_case().tell("withdrawal_asked").says("given_up"));
}

TEST_CASE("an orientation needs a way to reach the professional and the reporter's answer", "[guard]") {
    const auto story = collecting_case();

    CHECK_FALSE(story.says("oriented", {{"to", "vault:00"}, {"consent", "yes"}}));
    CHECK_FALSE(story.says("oriented", {{"to", "vault:00"}, {"to_phone", "vault:00"}}));
    CHECK(story.says("oriented", {{"to", "vault:00"}, {"to_address", "vault:00"}, {"consent", "no"}}));
}

TEST_CASE("a member who was set aside cannot be the pilot, and stops being it", "[guard]") {
    auto story = received_case();
    story.tell("member_set_aside", {{"member", "member:1"}});
    CHECK_FALSE(story.says("taken_in_charge", {{"pilot", "member:1"}}));

    story.tell("taken_in_charge", {{"pilot", "member:2"}});
    CHECK(story.situation().pilot == engine::MemberId{2});
    CHECK_FALSE(story.says("pilot_changed", {{"pilot", "member:1"}}));
    story.tell("member_set_aside", {{"member", "member:2"}});
    CHECK(story.situation().pilot == std::nullopt);
    CHECK(story.situation().set_aside == std::vector{engine::MemberId{1}, engine::MemberId{2}});
}

TEST_CASE("a serious event needs all three tests", "[guard][declaration]") {
    struct Assessment {
        const char *associated, *unexpected, *consequence, *state;
    };
    for (const auto& [associated, unexpected, consequence, state] : {
             Assessment{"yes", "yes", "death", "part1_due"},
             Assessment{"yes", "yes", "life_threatening", "part1_due"},
             Assessment{"yes", "yes", "permanent_deficit", "part1_due"},
             Assessment{"yes", "yes", "none", "not_required"},
             Assessment{"no", "yes", "death", "not_required"},
             Assessment{"yes", "no", "death", "not_required"},
         }) {
        auto story = received_case();
        story.tell("severity_assessed",
                   {{"care_associated", associated}, {"unexpected", unexpected}, {"consequence", consequence}});
        CHECK(states(story)[1] == state);
    }
}

TEST_CASE("a case with part 1 due is neither closed nor dismissed", "[guard][declaration]") {
    auto story = concluding_case();
    ready_to_close(story).tell("severity_assessed", eigs);

    CHECK_FALSE(story.says("case_closed"));
    CHECK_FALSE(story.offer("case_dismissed").possible);
    story.tell("declaration_declined", because);
    CHECK(story.says("case_closed"));
}

TEST_CASE("a closed case whose severity becomes serious is handled again", "[declaration]") {
    auto story = closed_case();
    story.tell("severity_assessed", eigs);

    CHECK(states(story) == States{"collecting", "part1_due", "unshared"});
}

TEST_CASE("closing asks for the three questions, the feedback and the severity", "[guard]") {
    auto story = concluding_case();
    ready_to_close(story);
    CHECK(story.says("case_closed"));

    auto unanswered = concluding_case();
    unanswered.tell("feedback_declined").tell("severity_assessed", no_eigs);
    CHECK_FALSE(unanswered.says("case_closed"));
}

TEST_CASE("an outcome letter that comes back takes the feedback back", "[guard]") {
    auto story = concluding_case();
    ready_to_close(story).tell("feedback_given", {{"by", "page"}});
    REQUIRE(story.says("case_closed"));

    story.tell("delivery_failed", {{"letter", "outcome_told"}}, engine::Actor::system());
    CHECK_FALSE(story.says("case_closed"));
    CHECK(std::ranges::count(story.alive(), "feedback") == 1);
    story.tell("feedback_impossible", {{"reason", "vault:00"}, {"coordinator", "member:3"}});
    CHECK(story.says("case_closed"));
}

TEST_CASE("level 3 goes through its six steps", "[level-3]") {
    auto story = collecting_case();
    through_level_3(story);
    CHECK(states(story)[0] == "concluding");

    ready_to_close(story).tell("case_closed");
    CHECK(states(story)[0] == "closed");
}

TEST_CASE("a case that reached level 3 closes only after N6, or once the meeting is called off", "[level-3]") {
    auto story = collecting_case();
    through_level_3(story);
    ready_to_close(story).tell("case_closed").tell("case_reopened", because);
    story.tell("solution_found", {{"solution", "vault:00"}});
    CHECK_FALSE(story.says("case_closed"));
    story.tell("step_reopened").tell("step_completed");
    CHECK(story.says("case_closed"));

    auto called_off = collecting_case();
    called_off.tell("meeting_called").tell("meeting_called_off", because);
    ready_to_close(called_off.tell("solution_found", {{"solution", "vault:00"}}));
    CHECK(called_off.says("case_closed"));
}

TEST_CASE("a conclusion that is reconsidered asks for N6 again", "[level-3]") {
    auto story = collecting_case();
    through_level_3(story);
    ready_to_close(story).tell("case_reconsidered", because).tell("solution_found", {{"solution", "vault:00"}});

    CHECK_FALSE(story.says("case_closed"));
}

TEST_CASE("each gap needs a factor, and a withdrawn factor no longer counts", "[level-3]") {
    auto story = collecting_case();
    through_n3(story);
    story.tell("step_reopened");
    const auto factor = std::to_string(story.history().size() - 2);
    REQUIRE(story.history()[story.history().size() - 3].event.type == "factor_added");

    story.tell("item_withdrawn", {{"ref", factor}, {"reason", "vault:00"}});
    CHECK_FALSE(story.says("step_completed"));
    CHECK_FALSE(story.says("factor_added", {{"gap", "1"}, {"alarm", "team"}}));
    story.tell("no_gap_justified", words);
    CHECK(story.says("step_completed"));
}

TEST_CASE("nobody approves their own report", "[level-3]") {
    auto story = collecting_case();
    through_level_3(story);
    story.tell("step_reopened").tell("report_drafted", words);

    CHECK_FALSE(story.says("report_approved", {}, lea));
    CHECK_FALSE(story.says("step_completed"));
    CHECK(story.says("report_approved", {}, marc));
}

TEST_CASE("a sheet is read by two other people and published from a closed case", "[sharing]") {
    auto story = closed_case();
    const engine::Payload approved{{"verdict", "approved"}, {"clean", "yes"}};
    story.tell("sheet_started");
    CHECK_FALSE(story.says("sheet_submitted", {{"title", "vault:00"}}));
    story.tell("sheet_submitted", full_sheet, lea);

    CHECK_FALSE(story.says("reading_done", approved, lea));
    story.tell("reading_done", approved, marc);
    CHECK_FALSE(story.says("reading_done", approved, lea));
    CHECK_FALSE(story.says("reading_done", approved, marc));
    CHECK_FALSE(story.says("reading_done", {{"verdict", "approved"}}, nadia));
    story.tell("reading_done", approved, nadia);
    CHECK(states(story)[2] == "published");
}

TEST_CASE("a history that does not replay is a mismatch that names the event", "[replay]") {
    auto history = collecting_case().history();
    history[1].event.type = "case_closed";

    const auto replayed = rex_case().replay(history);
    REQUIRE(!replayed);
    CHECK(replayed.error().code == Error::Code::history_mismatch);
    CHECK(replayed.error().message.starts_with("event 2 of the history"));
    CHECK(rex_case().step(history, {"note_added", words, monday_9am, lea}).error().code ==
          Error::Code::history_mismatch);
}

TEST_CASE("a history with a hole does not replay", "[replay]") {
    auto history = collecting_case().history();
    history.erase(history.begin() + 1);

    CHECK(rex_case().replay(history).error().code == Error::Code::history_mismatch);
}

TEST_CASE("an erased case stays as it is and is not opened again", "[erasure]") {
    auto story = closed_case();
    story.tell("identity_erased");

    CHECK(story.situation().erased);
    CHECK(std::ranges::count(story.commands, engine::Command{engine::EraseIdentity{}}) == 1);
    CHECK_FALSE(story.says("case_reopened", because));
    CHECK_FALSE(story.says("identity_erased"));
    CHECK(story.alive().empty());
}

TEST_CASE("a bad form is refused by validation and names the field, never its text", "[event]") {
    const auto check = [](std::string_view event, const engine::Payload& payload) {
        return engine::validate(*rex_case().find_event(event), payload);
    };
    CHECK(check("call_logged", {{"outcome", "reached"}}));
    CHECK_FALSE(check("call_logged", {}));
    CHECK_FALSE(check("call_logged", {{"outcome", "perhaps"}}));
    CHECK_FALSE(check("call_logged", {{"outcome", "reached"}, {"weather", "fine"}}));
    CHECK_FALSE(check("part1_filed", {{"number", "1"}, {"date", "2025-02-30"}, {"receipt", "file:00"}}));
    CHECK_FALSE(check("complement_requested", {}));
    CHECK(check("severity_assessed", eigs));
    const auto refused = check("report_received", {{"channel", "mail"}, {"address", "not an address"}});
    REQUIRE(!refused);
    CHECK(refused.error().message.find("not an address") == std::string::npos);
}

TEST_CASE("an answer left behind a receipt code counts as told once it is read", "[feedback]") {
    auto story = Story(rex_case()).tell("report_received", {{"channel", "web"}});
    story.tell("taken_in_charge", {{"pilot", "member:1"}}).tell("call_logged", {{"outcome", "in_writing"}});
    REQUIRE(states(story).front() == "collecting");
    story.tell("solution_found", {{"solution", "vault:00"}});
    for (const auto* const which : {"what_happened", "why", "what_learned"})
        story.tell("question_answered", {{"which", which}, {"text", "vault:00"}});
    story.tell("severity_assessed", no_eigs);

    CHECK_FALSE(story.says("answers_read", {}, engine::Actor::reporter()));
    CHECK_FALSE(story.says("feedback_given", {{"by", "receipt"}}));
    CHECK_FALSE(story.says("feedback_given", {{"by", "page"}}));  // no address is known
    story.tell("feedback_given", {{"by", "receipt"}, {"text", "vault:00"}});
    CHECK(story.letters().empty());
    const auto waiting = story.alive();
    CHECK(std::ranges::find(waiting, "feedback") != waiting.end());
    CHECK_FALSE(story.says("case_closed"));

    story.tell("answers_read", {}, engine::Actor::reporter());
    const auto after = story.alive();
    CHECK(std::ranges::find(after, "feedback") == after.end());
    CHECK(story.says("case_closed"));
    CHECK_FALSE(story.says("answers_read", {}, engine::Actor::reporter()));
}

TEST_CASE("nobody without a receipt code is answered on its page, and no code opens an erased case", "[feedback]") {
    CHECK_FALSE(received_case().says("answer_left", words));
    CHECK_FALSE(concluding_case().says("feedback_given", {{"by", "receipt"}, {"text", "vault:00"}}));
    auto story = Story(rex_case()).tell("report_received", {{"channel", "web"}});
    CHECK(story.says("answer_left", words));
    story.tell("identity_erased");
    CHECK_FALSE(story.says("answer_left", words));
}

TEST_CASE("three answers left on different days that nobody came back for are enough to give up", "[feedback]") {
    auto story = Story(rex_case()).tell("report_received", {{"channel", "web"}});
    story.tell("taken_in_charge", {{"pilot", "member:1"}});
    for (int day = 0; day < 3; ++day) {
        CHECK_FALSE(story.says("given_up"));
        story.tell("answer_left", words).wait(std::chrono::hours(24));
    }
    CHECK(story.says("given_up"));
}

}  // namespace rexflow::testing
