#include "adapters/api/case_json.hpp"
#include "adapters/api/handlers.hpp"

#include <array>

namespace rexflow::api {

namespace {

Json field_of(const engine::FieldDescriptor& field, const Call& call) {
    constexpr std::array kinds{"text",    "long_text", "choice", "choices", "flag", "number",    "day",    "instant",
                               "address", "addresses", "phone",  "member",  "file", "reference", "windows"};
    constexpr std::array privacies{"open", "narrative", "identity"};
    Json json{{"key", field.key},
              {"kind", kinds.at(static_cast<std::size_t>(field.kind))},
              {"label", call.in(field.label)},
              {"required", field.presence == engine::Presence::required},
              {"privacy", privacies.at(static_cast<std::size_t>(field.privacy))}};
    for (const auto& choice : field.choices)
        json["choices"].push_back({{"value", choice.value}, {"label", call.in(choice.label)}});
    return json;
}

Json table_of(const engine::Workflow& workflow, const Call& call) {
    Json json{{"workflow", workflow.name()},
              {"version", workflow.version()},
              {"regions", Json::array()},
              {"rows", Json::array()},
              {"guards", Json::object()}};
    for (const auto& region : workflow.regions()) {
        Json states = Json::object();
        for (const auto& state : region.states) states[std::string(state.name)] = call.in(state.label);
        json["regions"].push_back({{"region", region.name}, {"states", std::move(states)}});
    }
    for (const auto& row : workflow.table())
        json["rows"].push_back({{"region", row.region},
                                {"source", row.source},
                                {"event", row.event},
                                {"guard", row.guard},
                                {"target", row.target}});
    for (const auto& guard : workflow.guards()) json["guards"][std::string(guard.name)] = call.in(guard.missing);
    return json;
}

}  // namespace

web::Response list_members(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        auto members = Json::array();
        for (const auto& member : view.reader.members())
            members.push_back({{"id", member.id.value},
                               {"name", member.name},
                               {"role", engine::to_text(member.role)},
                               {"active", member.active}});
        return json_answer({{"members", std::move(members)}});
    });
}

web::Response show_policy(const ApiParts& parts, const Call& call) {
    const auto& policy = parts.context.policy;
    auto rows = Json::array();
    for (const auto& row : engine::rows_of(policy))
        rows.push_back(
            {{"obligation", row.key}, {"label", call.in(row.label)}, {"due", row.due}, {"reminders", row.reminders}});
    return json_answer({{"version", policy.version()}, {"rows", std::move(rows)}});
}

web::Response list_workflows(const ApiParts& parts, const Call& call) {
    auto workflows = Json::array();
    for (const auto& workflow : parts.context.workflows.all()) workflows.push_back(table_of(*workflow, call));
    return json_answer({{"workflows", std::move(workflows)}});
}

web::Response show_forms(const ApiParts& parts, const Call& call) {
    const auto* const workflow = parts.context.workflows.find(call.parts.front());
    if (workflow == nullptr) return problem(Trouble::not_found, "there is no workflow of that name");
    auto events = Json::array();
    for (const auto& event : workflow->events()) {
        auto fields = Json::array();
        for (const auto& field : event.fields) fields.push_back(field_of(field, call));
        events.push_back({{"event", event.name},
                          {"kind", to_text(event.kind)},
                          {"label", call.in(event.label)},
                          {"fields", std::move(fields)}});
    }
    return json_answer(
        {{"workflow", workflow->name()}, {"version", workflow->version()}, {"events", std::move(events)}});
}

web::Response show_health(const ApiParts& parts, const Call& call) {
    return {200, "application/json", parts.health(call.locale), {}};
}

web::Response show_myself(const ApiParts&, const Call& call) {
    const auto& [token, member] = call.bearer;
    return json_answer({{"member", member.id.value},
                        {"name", member.name},
                        {"role", engine::to_text(member.role)},
                        {"scopes", token.scopes}});
}

}  // namespace rexflow::api
