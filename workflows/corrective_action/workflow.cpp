#include "workflows/corrective_action/workflow.hpp"

#include "engine/table_workflow.hpp"
#include "workflows/corrective_action/definition.hpp"
#include "workflows/corrective_action/obligations.hpp"

namespace rexflow::corrective_action {

namespace {

/// Everything is open to an action but what its table and rules say.
const engine::Text* open_door(const engine::Configuration&, std::string_view) { return nullptr; }

void describe(const ActionFacts& facts, const engine::Configuration& at, engine::Situation& situation) {
    situation.at_rest = has_ended(at);
    situation.erased = facts.erased;
}

}  // namespace

engine::Definition<ActionFacts> definition() {
    return {
        .name = "corrective_action",
        .version = 1,
        .regions = regions(),
        .conditions = conditions(),
        .events = events(),
        .facts = fact_rules(),
        .obligations = obligations(),
        .questions = questions(),
        .rows = rows(),
        .make_machine = make_machine,
        .door = open_door,
        .fold_step = fold_step,
        .commands = commands,
        .writes_outside = writes_outside,
        .describe = describe,
    };
}

std::unique_ptr<engine::Workflow> make_workflow() {
    return std::make_unique<engine::TableWorkflow<ActionFacts>>(definition());
}

}  // namespace rexflow::corrective_action
