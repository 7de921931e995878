#include "workflows/rex_case/workflow.hpp"

#include "engine/table_workflow.hpp"
#include "workflows/rex_case/definition.hpp"
#include "workflows/rex_case/obligations.hpp"

namespace rexflow::rex_case {

namespace {

void describe(const CaseFacts& facts, const engine::Configuration& at, engine::Situation& situation) {
    situation.levels = facts.levels;
    situation.pilot = facts.pilot;
    situation.set_aside = facts.set_aside;
    for (const auto& author_or_reader : {facts.sheet_author, facts.first_reader})
        if (const auto member = author_or_reader.member()) situation.no_readers.push_back(*member);
    situation.at_rest = is_at_rest(handling(at));
    situation.erased = facts.erased;
}

}  // namespace

engine::Definition<CaseFacts> definition() {
    return {
        .name = "rex_case",
        .version = 1,
        .regions = regions(),
        .conditions = conditions(),
        .events = events(),
        .facts = fact_rules(),
        .obligations = obligations(),
        .questions = questions(),
        .rows = rows(),
        .make_machine = make_machine,
        .door = door,
        .fold_step = fold_step,
        .commands = commands,
        .describe = describe,
    };
}

std::unique_ptr<engine::Workflow> make_workflow() {
    return std::make_unique<engine::TableWorkflow<CaseFacts>>(definition());
}

}  // namespace rexflow::rex_case
