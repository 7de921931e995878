#include "adapters/api/openapi.hpp"

#include "adapters/api/route.hpp"
#include "adapters/api/schemas.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rexflow::api {

namespace {

Json reference(std::string_view schema) { return {{"$ref", fmt::format("#/components/schemas/{}", schema)}}; }

Json content(const char* media_type, std::string_view schema) {
    Json json = Json::object();
    json[media_type]["schema"] = reference(schema);
    return json;
}

Json parameters_of(const Route& route) {
    auto parameters = Json::array();
    auto rest = route.pattern;
    while (rest.find('{') != std::string_view::npos) {
        rest.remove_prefix(rest.find('{') + 1);
        parameters.push_back({{"name", rest.substr(0, rest.find('}'))},
                              {"in", "path"},
                              {"required", true},
                              {"schema", {{"type", "string"}}}});
    }
    for (const auto& parameter : route.parameters)
        parameters.push_back({{"name", parameter.name},
                              {"in", "query"},
                              {"description", parameter.description},
                              {"schema", schema_of(parameter)}});
    if (route.keeps_answers)
        parameters.push_back({{"name", "Idempotency-Key"},
                              {"in", "header"},
                              {"description", "the same key with the same request gives the same answer for a day"},
                              {"schema", {{"type", "string"}, {"minLength", 1}, {"maxLength", 200}}}});
    return parameters;
}

/// "/cases/{number}/events" of POST: "post_cases_number_events".
std::string operation_id(const Route& route) {
    std::string id(route.method);
    std::ranges::transform(id, id.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    for (const char c : route.pattern)
        if (c != '{' && c != '}') id += c == '/' ? '_' : c;
    return id;
}

Json operation_of(const Route& route) {
    auto scopes = Json::array();
    if (!route.scope.empty()) scopes.push_back(route.scope);
    Json security = Json::object();
    security["token"] = std::move(scopes);
    Json operation{{"operationId", operation_id(route)},
                   {"summary", route.summary},
                   {"security", Json::array({std::move(security)})}};
    if (auto parameters = parameters_of(route); !parameters.empty()) operation["parameters"] = std::move(parameters);
    if (!route.body.empty())
        operation["requestBody"] = {{"required", true}, {"content", content("application/json", route.body)}};
    operation["responses"][std::to_string(route.status)] = {{"description", "Done"},
                                                            {"content", content("application/json", route.result)}};
    operation["responses"]["default"] = {{"description", "What was wrong, as RFC 9457 has it"},
                                         {"content", content("application/problem+json", "Problem")}};
    return operation;
}

Json document() {
    Json json{{"openapi", "3.1.0"},
              {"info",
               {{"title", "RexFlow"},
                {"version", "1"},
                {"description",
                 "Cases of a CPTS's quality cell. A token belongs to a member: its scopes never allow more than the "
                 "role of the member does, and a case the member is set aside from is not there."}}},
              {"servers", Json::array({{{"url", root}}})},
              {"paths", Json::object()}};
    for (const auto& route : routes()) {
        std::string method(route.method == "GET" ? "get" : "post");
        json["paths"][std::string(route.pattern)][method] = operation_of(route);
    }
    json["components"]["schemas"] = schemas();
    std::string scopes;
    for (const auto& scope : engine::access_scopes)
        scopes += fmt::format("{}`{}`: {}", scopes.empty() ? "" : "; ", scope.name, scope.label.en);
    json["components"]["securitySchemes"]["token"] = {
        {"type", "http"}, {"scheme", "bearer"}, {"description", "Made by `rexflow token add`. Scopes: " + scopes}};
    return json;
}

}  // namespace

const Json& openapi() {
    static const auto made = document();
    return made;
}

}  // namespace rexflow::api
