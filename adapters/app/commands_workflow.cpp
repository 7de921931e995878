#include "adapters/app/commands.hpp"
#include "adapters/app/rules.hpp"
#include "engine/diagram.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using engine::Workflow;
using nlohmann::ordered_json;

ordered_json json_of(const Workflow& workflow, engine::Locale language) {
    ordered_json json{{"workflow", workflow.name()}, {"version", workflow.version()}, {"rows", ordered_json::array()}};
    for (const auto& row : workflow.table())
        json["rows"].push_back({{"region", row.region},
                                {"source", row.source},
                                {"event", row.event},
                                {"guard", row.guard},
                                {"target", row.target}});
    for (const auto& guard : workflow.guards()) json["guards"][std::string(guard.name)] = guard.missing.in(language);
    return json;
}

const std::map<std::string, std::function<std::string(const Workflow&)>, std::less<>>& formats() {
    static const std::map<std::string, std::function<std::string(const Workflow&)>, std::less<>> all{
        {"table", [](const Workflow& workflow) { return engine::table(workflow); }},
        {"tsv", [](const Workflow& workflow) { return engine::tsv(workflow); }},
        {"mermaid", [](const Workflow& workflow) { return engine::mermaid(workflow); }},
        {"dot", [](const Workflow& workflow) { return engine::dot(workflow); }},
        {"svg", [](const Workflow& workflow) { return engine::svg(workflow); }}};
    return all;
}

}  // namespace

Result<void> workflow_list(Session& session) {
    auto json = ordered_json::array();
    std::vector<std::vector<std::string>> rows;
    const auto workflows = known_workflows();
    for (const auto& workflow : workflows.all()) {
        json.push_back({{"workflow", workflow->name()},
                        {"version", workflow->version()},
                        {"rows", workflow->table().size()},
                        {"events", workflow->events().size()}});
        rows.push_back({std::string(workflow->name()), std::to_string(workflow->version()),
                        std::to_string(workflow->table().size()), std::to_string(workflow->events().size())});
    }
    session.print(json, to_table({"WORKFLOW", "VERSION", "ROWS", "EVENTS"}, rows));
    return {};
}

Result<void> workflow_show(Session& session, const std::string& name, const std::string& format) {
    const auto workflows = known_workflows();
    const auto* const workflow = workflows.find(name);
    if (workflow == nullptr)
        return Err(Error::Code::not_found, "there is no workflow of that name", "rexflow workflow list shows them");
    session.print(json_of(*workflow, session.language()), formats().at(format)(*workflow));
    return {};
}

Result<void> policy(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto& policy = (*installation)->context().policy;
    ordered_json json{{"version", policy.version()}, {"obligations", ordered_json::object()}};
    for (const auto& row : engine::rows_of(policy))
        json["obligations"][row.key] = {
            {"label", row.label.in(session.language())}, {"due", row.due}, {"reminders", row.reminders}};
    session.print(json, engine::to_table(policy));
    return {};
}

}  // namespace rexflow::app::commands
