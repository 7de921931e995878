#include "tests/workflows/given.hpp"
#include "workflows/corrective_action/workflow.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

namespace {

const engine::Workflow& workflow() {
    static const auto action = corrective_action::make_workflow();
    return *action;
}

Story decided_action() {
    return Story(workflow())
        .tell("action_decided", {{"title", "vault:00"},
                                 {"owner", "vault:00"},
                                 {"owner_member", "member:1"},
                                 {"due", "2025-06-30"},
                                 {"evaluation_on", "2025-12-31"},
                                 {"parent_reference", "17"}});
}

Story approved_action() { return decided_action().tell("action_approved", {}, marc); }

Story done_action() { return approved_action().tell("action_done", {{"statement", "vault:00"}}); }

std::optional<engine::Day> due_on(const Story& story, std::string_view obligation) {
    for (const auto& command : story.commands)
        if (const auto* set = std::get_if<engine::SetDeadline>(&command); set && set->obligation == obligation)
            return set->due_on;
    return std::nullopt;
}

}  // namespace

TEST_CASE("an action needs an owner and a due date", "[action]") {
    CHECK_FALSE(Story(workflow()).says("action_decided", {{"owner", "vault:00"}}));
    CHECK_FALSE(Story(workflow()).says("action_decided", {{"due", "2025-06-30"}}));
}

TEST_CASE("an action is approved by another member than its owner", "[action]") {
    CHECK_FALSE(decided_action().says("action_approved", {}, lea));
    CHECK_FALSE(decided_action().says("action_approved", {}, engine::Actor{"owner"}));
    CHECK(decided_action().says("action_approved", {}, marc));
}

TEST_CASE("the owner of an approved action hears of it and has until its date", "[action]") {
    const auto story = approved_action();

    CHECK(story.letters() == std::vector<std::string>{"action_assigned"});
    CHECK(due_on(story, "implementation") == engine::Day{std::chrono::year{2025} / 6 / 30});
}

TEST_CASE("a postponed action has a new date and needs a reason", "[action]") {
    auto story = approved_action();
    CHECK_FALSE(story.says("action_postponed", {{"due", "2025-09-30"}}));
    story.tell("action_postponed", {{"due", "2025-09-30"}, {"reason", "vault:00"}});

    CHECK(due_on(story, "implementation") == engine::Day{std::chrono::year{2025} / 9 / 30});
    CHECK(story.situation().states == std::vector<std::string>{"approved"});
}

TEST_CASE("done is not effective: an evaluation is due", "[action]") {
    CHECK_FALSE(approved_action().says("action_done"));
    const auto story = done_action();

    CHECK(story.alive() == std::vector<std::string>{"evaluation"});
    CHECK(due_on(story, "evaluation") == engine::Day{std::chrono::year{2025} / 12 / 31});
    CHECK_FALSE(story.situation().at_rest);
}

TEST_CASE("an evaluated action rests and tells the case it belongs to", "[action]") {
    auto story = done_action();
    story.tell("action_evaluated", {{"outcome", "ineffective"}});

    CHECK(story.situation().at_rest);
    CHECK(story.alive().empty());
    const auto told =
        engine::Command{engine::TellParent{"action_ended", {{"action", "17"}, {"outcome", "evaluated_ineffective"}}}};
    CHECK(std::ranges::count(story.commands, told) == 1);
}

TEST_CASE("an abandoned action needs a reason and stops its deadline", "[action]") {
    auto story = approved_action();
    CHECK_FALSE(story.says("action_abandoned"));
    story.tell("action_abandoned", {{"reason", "vault:00"}});

    CHECK(story.situation().at_rest);
    CHECK(story.alive().empty());
}

TEST_CASE("an action that is resumed is to be implemented again", "[action]") {
    auto story = done_action();
    story.tell("action_resumed", {{"reason", "vault:00"}});

    CHECK(story.situation().states == std::vector<std::string>{"in_progress"});
    CHECK(story.alive() == std::vector<std::string>{"implementation"});
}

TEST_CASE("notes and mail are kept with an action once it is decided", "[action]") {
    CHECK_FALSE(Story(workflow()).says("note_added", {{"text", "vault:00"}}));
    CHECK(done_action().says("message_received").value().commands ==
          std::vector<engine::Command>{engine::SendLetter{"reply_received", engine::Role::pilot, {}}});
}

}  // namespace rexflow::testing
