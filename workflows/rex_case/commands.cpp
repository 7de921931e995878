#include "workflows/rex_case/definition.hpp"

#include <array>
#include <string>

namespace rexflow::rex_case {

namespace {

using engine::Command;
using engine::Passage;
using engine::Role;

Command keep_reporter(const Passage&) { return engine::AddParticipant{Role::reporter, "name", "address", "phone"}; }

Command keep_professional(const Passage&) {
    return engine::AddParticipant{Role::professional, "to", "to_address", "to_phone"};
}

Command keep_participants(const Passage&) { return engine::AddParticipant{Role::participants, "", "addresses", ""}; }

/// The guard and the rule have made sure that the field names a member.
Command assign(const Passage& passage) {
    return engine::Assign{engine::Actor{std::string(passage.field("pilot"))}.member().value_or(engine::MemberId{})};
}

Command mark_answered(const Passage&) { return engine::MarkAnswered{"address"}; }
Command erase_identity(const Passage&) { return engine::EraseIdentity{}; }

/// The action begins with what action_linked says of it, and with the entry it answers to when it ends.
Command open_action(const Passage& passage) {
    engine::OpenChild child{"corrective_action", "action_decided", passage.event.payload};
    child.payload.insert_or_assign("parent_reference", std::to_string(passage.seq));
    return child;
}

struct CommandRule {
    std::string_view event;
    Command (*command)(const Passage&);
};

constexpr auto rules = std::to_array<CommandRule>({
    {"report_received", keep_reporter},
    {"reporter_details_corrected", keep_reporter},
    {"taken_in_charge", assign},
    {"pilot_changed", assign},
    {"oriented", keep_professional},
    {"meeting_planned", keep_participants},
    {"survey_answered", mark_answered},
    {"action_linked", open_action},
    {"identity_erased", erase_identity},
});

}  // namespace

std::vector<Command> commands(const CaseFacts& facts, const Passage& passage, const engine::LiveObligations& live) {
    std::vector<Command> all;
    for (const auto& rule : rules)
        if (rule.event == passage.event.type) all.push_back(rule.command(passage));
    append_deadlines(facts, passage, live, all);
    append_letters(facts, passage, all);
    return all;
}

}  // namespace rexflow::rex_case
