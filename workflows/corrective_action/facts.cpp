#include "workflows/corrective_action/definition.hpp"

#include <array>

namespace rexflow::corrective_action {

namespace {

using engine::Configuration;
using engine::Event;
using engine::Passage;
using engine::Text;

constexpr Text not_decided_yet{"L’action n’est pas encore décidée.", "The action is not decided yet."};
constexpr Text nothing_to_put_off{"L’action n’est pas, ou plus, à réaliser.",
                                  "The action is not, or no longer, to be done."};
constexpr Text already_erased{"Les identités de cette action sont déjà effacées.",
                              "The identities of this action are already erased."};

const Text* once_decided(const ActionFacts&, const Configuration& at) {
    return state_of(at) == State::new_action ? &not_decided_yet : nullptr;
}

const Text* while_to_be_done(const ActionFacts&, const Configuration& at) {
    const auto state = state_of(at);
    return state == State::approved || state == State::in_progress ? nullptr : &nothing_to_put_off;
}

const Text* once(const ActionFacts& facts, const Configuration& at) {
    return facts.erased ? &already_erased : once_decided(facts, at);
}

const Text* any_form(const ActionFacts&, const Event&) { return nullptr; }

void remember_nothing(ActionFacts&, const Passage&) {}

constexpr auto rules = std::to_array<engine::FactRule<ActionFacts>>({
    {"delay_asked", while_to_be_done, any_form, remember_nothing},
    {"note_added", once_decided, any_form, remember_nothing},
    {"message_received", once_decided, any_form, remember_nothing},
    {"message_sent", once_decided, any_form, remember_nothing},
    {"delivery_failed", once_decided, any_form, remember_nothing},
    {"identity_erased", once, any_form, [](ActionFacts& facts, const Passage&) { facts.erased = true; }},
});

}  // namespace

std::span<const engine::FactRule<ActionFacts>> fact_rules() { return rules; }

void fold_step(ActionFacts& facts, const Passage& passage) {
    if (const auto due = passage.field("due"); !due.empty()) facts.due = due;
    if (const auto day = passage.field("evaluation_on"); !day.empty()) facts.evaluation_on = day;
    if (passage.event.type != "action_decided") return;
    facts.owner_member = engine::Actor{std::string(passage.field("owner_member"))}.member();
    facts.parent_reference = passage.field("parent_reference");
}

}  // namespace rexflow::corrective_action
