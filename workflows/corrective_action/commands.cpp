#include "engine/duties.hpp"
#include "workflows/corrective_action/definition.hpp"

#include <array>

namespace rexflow::corrective_action {

namespace {

using engine::AddParticipant;
using engine::in;
using engine::Passage;
using engine::Role;
using Start = engine::ObligationStart<ActionFacts>;
using Stop = engine::ObligationStop<ActionFacts>;
using Letter = engine::LetterRule<ActionFacts>;

std::string_view remembered_due(const ActionFacts& facts, const Passage&) { return facts.due; }
std::string_view remembered_evaluation(const ActionFacts& facts, const Passage&) { return facts.evaluation_on; }

bool leaves_work(const ActionFacts&, const Passage& passage) {
    return passage.enters(in(State::done)) || passage.enters(in(State::abandoned));
}

constexpr auto starts = std::to_array<Start>({
    {.obligation = "implementation",
     .on = {.event = "action_approved", .entering = in(State::approved)},
     .due = remembered_due},
    {.obligation = "implementation", .on = {.event = "action_postponed"}, .due = remembered_due},
    {.obligation = "implementation", .on = {.event = "action_resumed"}, .due = remembered_due},
    {.obligation = "evaluation", .on = {.entering = in(State::done)}, .due = remembered_evaluation},
});

constexpr auto stops = std::to_array<Stop>({
    {"implementation", {.when = leaves_work}},
    {"evaluation", {.leaving = in(State::done)}},
});

constexpr auto assigned_fields = std::to_array<std::string_view>({"due"});
constexpr auto failure_fields = std::to_array<std::string_view>({"letter", "status", "stopped"});

/// A member who notes what the owner said knows it; an answer on a page behind a signed link is news to the pilot.
bool by_the_owner(const ActionFacts&, const Passage& passage) {
    return passage.event.actor.text == to_text(Role::owner);
}

/// A notice that itself could not be delivered is not announced: that would go on for ever.
bool is_not_the_notice(const ActionFacts&, const Passage& passage) {
    return passage.field("letter") != "delivery_failed";
}

constexpr auto letters = std::to_array<Letter>({
    {"action_assigned", Role::owner, {.event = "action_approved"}, assigned_fields},
    {"reply_received", Role::pilot, {.event = "message_received"}},
    {"answer_received", Role::pilot, {.event = "action_done", .when = by_the_owner}},
    {"answer_received", Role::pilot, {.event = "delay_asked", .when = by_the_owner}},
    {"delivery_failed", Role::pilot, {.event = "delivery_failed", .when = is_not_the_notice}, failure_fields},
});

/// Tells the case this action belongs to that it ended, and how.
engine::TellParent end_told(const ActionFacts& facts, const Passage& passage) {
    return {"action_ended",
            {{"action", facts.parent_reference},
             {"outcome", std::string(regions()[0].states[passage.after.states[0]].name)}}};
}

}  // namespace

bool writes_outside(std::string_view event) { return engine::writes_outside<ActionFacts>(letters, event); }

std::vector<engine::Command> commands(const ActionFacts& facts, const Passage& passage,
                                      const engine::LiveObligations& live) {
    std::vector<engine::Command> all;
    if (passage.event.type == "action_decided")
        all.push_back(AddParticipant{Role::owner, "owner", "owner_address", ""});
    engine::append_deadlines(engine::stopping<ActionFacts>(stops, facts, passage, live),
                             engine::starting<ActionFacts>(starts, facts, passage, live), all);
    engine::append_letters<ActionFacts>(letters, facts, passage, all);
    if (!has_ended(passage.before) && has_ended(passage.after)) all.push_back(end_told(facts, passage));
    if (passage.event.type == "identity_erased") all.push_back(engine::EraseIdentity{});
    return all;
}

}  // namespace rexflow::corrective_action
