#include "workflows/rex_case/workflow.hpp"

#include "engine/table_workflow.hpp"
#include "workflows/rex_case/definition.hpp"
#include "workflows/rex_case/obligations.hpp"

namespace rexflow::rex_case {

namespace {

using engine::Text;

constexpr Text reply_waits{
    "Une réponse est arrivée après la clôture et attend une décision : rouvrir le dossier, ou noter ce qui a été fait.",
    "An answer arrived after the closing and waits for a decision: reopen the case, or record what was done."};
constexpr Text split_offered{
    "Ce message semble parler d’une autre situation : en faire un dossier à part, ou le garder ici ?",
    "This message seems to be about another matter: make it a case of its own, or keep it here?"};
constexpr Text link_offered{
    "Ce dossier ressemble à un autre, signalé par quelqu’un d’autre : s’agit-il du même événement ?",
    "This case resembles another one, reported by somebody else: are they the same event?"};

void describe(const CaseFacts& facts, const engine::Configuration& at, engine::Situation& situation) {
    situation.levels = facts.levels;
    situation.pilot = facts.pilot;
    situation.set_aside = facts.set_aside;
    for (const auto& author_or_reader : {facts.sheet_author, facts.first_reader})
        if (const auto member = author_or_reader.member()) situation.no_readers.push_back(*member);
    situation.at_rest = is_at_rest(handling(at));
    situation.erased = facts.erased;
    if (!facts.waiting_reply.empty()) situation.questions.push_back({"reply_waits", reply_waits, facts.waiting_reply});
    for (const auto& message : facts.offered_splits)
        situation.questions.push_back({"split_offered", split_offered, message});
    for (const auto& other : facts.offered_links) situation.questions.push_back({"link_offered", link_offered, other});
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
        .writes_outside = writes_outside,
        .describe = describe,
        .mail_commands = mail_commands(),
    };
}

std::unique_ptr<engine::Workflow> make_workflow() {
    return std::make_unique<engine::TableWorkflow<CaseFacts>>(definition());
}

}  // namespace rexflow::rex_case
