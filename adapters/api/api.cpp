#include "adapters/api/api.hpp"

#include "adapters/api/calendar_feed.hpp"
#include "adapters/api/idempotency.hpp"
#include "adapters/api/json_body.hpp"
#include "adapters/api/json_schema.hpp"
#include "adapters/api/openapi.hpp"
#include "adapters/api/problem.hpp"
#include "adapters/cell/route.hpp"
#include "adapters/web/asker.hpp"
#include "adapters/web/form.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rexflow::api {

namespace {

using engine::Result;

constexpr std::string_view metrics_path = "/metrics";
constexpr std::string_view feed_root = "/calendrier/";
constexpr std::string_view feed_end = ".ics";

bool only_looks(const web::Request& request) { return request.method == "GET" || request.method == "HEAD"; }

web::Response not_allowed(const std::string& allowed) {
    auto response = problem(Trouble::method, "possible here: " + allowed);
    response.fields.emplace_back("Allow", allowed);
    return response;
}

/// The text of "Authorization: Bearer ..." (RFC 6750, 2.1); empty for anything else.
std::string_view token_of(const web::Request& request) {
    constexpr std::string_view scheme = "bearer ";
    auto field = request.field("authorization");
    const auto begin = field.substr(0, scheme.size());
    const bool is_bearer = std::ranges::equal(
        begin, scheme, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
    return is_bearer ? field.substr(scheme.size()) : std::string_view{};
}

/// Not behind a proxy: what a proxy passes on comes from elsewhere.
bool is_from_here(const web::Request& request) {
    return (request.client.starts_with("127.") || request.client == "::") && request.field("x-forwarded-for").empty() &&
           request.field("forwarded").empty();
}

bool is_json(const web::Request& request) {
    const auto type = request.field("content-type");
    return type.substr(0, type.find(';')) == "application/json";
}

struct Found {
    const Route* route = nullptr;
    std::vector<std::string> parts;
    std::string allowed;
};

Found find_route(std::string_view method, std::string_view path) {
    Found found;
    for (const auto& route : routes()) {
        auto parts = cell::match(route.pattern, path);
        if (!parts) continue;
        if (route.method == method || (route.method == "GET" && method == "HEAD"))
            return {&route, std::move(*parts), {}};
        found.allowed +=
            (found.allowed.empty() ? "" : ", ") + std::string(route.method) + (route.method == "GET" ? ", HEAD" : "");
    }
    return found;
}

/// Fills call.query, or says what is wrong with it.
std::optional<web::Response> read_query(const Route& route, Call& call) {
    auto query = web::parse_form(call.request.query);
    if (!query) return problem(Trouble::bad_request, "the query is badly written");
    for (const auto& [name, value] : *query) {
        const auto known = std::ranges::find(route.parameters, name, &Parameter::name);
        if (known == route.parameters.end())
            return problem(Trouble::bad_request, "there is a parameter nobody knows here",
                           "/api/v1/openapi.json lists those that are");
        if (!is_right(*known, value))
            return problem(Trouble::bad_request, fmt::format("the parameter {} cannot have this value", known->name),
                           std::string(known->description));
    }
    call.query = std::move(*query);
    return std::nullopt;
}

/// Fills call.body, or says what is wrong with it.
std::optional<web::Response> read_body(const Route& route, Call& call) {
    if (!is_json(call.request)) return problem(Trouble::media_type, "the body has to be application/json");
    auto body = parse_body(call.request.body);
    if (!body) return problem(Trouble::bad_request, body.error().message);
    const auto& document = openapi();
    const auto trouble = misfit(document, document.at("components").at("schemas").at(std::string(route.body)), *body);
    if (!trouble.empty())
        return problem(Trouble::bad_request, "the body is not what the document says: " + trouble,
                       fmt::format("schema {} in /api/v1/openapi.json", route.body));
    call.body = std::move(*body);
    if (route.keeps_answers && !idempotency_key(call.request))
        return problem(Trouble::bad_request, "Idempotency-Key has to be 1 to 200 visible characters");
    return std::nullopt;
}

}  // namespace

bool Api::knows(std::string_view path) {
    return path == metrics_path || path == "/api" || path.starts_with("/api/") ||
           (path.starts_with(feed_root) && path.ends_with(feed_end));
}

web::Response Api::answer(const web::Request& request) {
    const auto now = parts_.clock.now();
    if (request.path == metrics_path) return metrics(request, now);
    if (request.path.starts_with(feed_root)) return feed(request, now);
    return route(request, now);
}

web::Response Api::route(const web::Request& request, engine::Instant now) {
    if (!request.path.starts_with(root)) return problem(Trouble::not_found, "the API is below /api/v1");
    const auto path = std::string_view(request.path).substr(root.size());
    if (path == "/openapi.json") return only_looks(request) ? json_answer(openapi()) : not_allowed("GET, HEAD");
    web::Response instead;
    auto who = bearer(request, token_of(request), now, instead);
    if (!who) return instead;
    auto found = find_route(request.method, path);
    if (found.route == nullptr)
        return found.allowed.empty() ? problem(Trouble::not_found, "there is no such address in the API",
                                               "/api/v1/openapi.json lists them")
                                     : not_allowed(found.allowed);
    const auto locale = web::language_of(request, who->member.locale);
    Call call{request, std::move(*who), locale, now};
    call.parts = std::move(found.parts);
    return ask(*found.route, call);
}

web::Response Api::ask(const Route& route, Call& call) const {
    if (!route.scope.empty() && !call.bearer.may(route.scope))
        return problem(Trouble::forbidden, fmt::format("the token lacks the scope {}", route.scope));
    if (!engine::may(call.bearer.member.role, route.task))
        return problem(Trouble::forbidden, "the role of this member does not allow this");
    if (auto wrong = read_query(route, call)) return std::move(*wrong);
    if (route.method == "POST")
        if (auto wrong = read_body(route, call)) return std::move(*wrong);
    return route.answer(parts_, call);
}

std::optional<engine::TokenBearer> Api::bearer(const web::Request& request, std::string_view text, engine::Instant now,
                                               web::Response& instead) {
    if (unknown_tokens_.is_braked(request.client, now)) {
        instead = problem(Trouble::too_many, "please check the token and try again in ten minutes");
        instead.fields.emplace_back("Retry-After", "600");
        return std::nullopt;
    }
    std::optional<engine::TokenBearer> found;
    const auto read = parts_.store.read([&](const engine::Reader& reader) -> Result<void> {
        found = engine::find_bearer(reader, text);
        return {};
    });
    if (!read) {
        instead = problem_of(read.error());
        return std::nullopt;
    }
    if (!found) {
        if (!text.empty()) unknown_tokens_.count(request.client, now);
        instead = problem(Trouble::unauthorized, "the token is missing, unknown or revoked",
                          "Authorization: Bearer ..., made by rexflow token add");
        return std::nullopt;
    }
    if (engine::is_use_to_be_noted(found->token, now))
        static_cast<void>(parts_.store.write([&](engine::Unit& unit) -> Result<void> {
            unit.edit_registers().api_access->mark_used(found->token.id, now);
            return {};
        }));
    return found;
}

/// The token stands in the path: calendar programs know no other way. It opens nothing but the feed.
web::Response Api::feed(const web::Request& request, engine::Instant now) {
    const web::Response nothing{404, "text/plain; charset=utf-8", "There is no calendar here.\n", {}};
    if (!only_looks(request))
        return {405, nothing.content_type, "GET and HEAD are possible here.\n", {{"Allow", "GET, HEAD"}}};
    auto token = std::string_view(request.path).substr(feed_root.size());
    token.remove_suffix(feed_end.size());
    web::Response instead;
    const auto who = bearer(request, token, now, instead);
    if (!who && instead.status != 401) return instead;
    if (!who || !who->may(engine::scopes::calendar)) return nothing;
    std::string calendar;
    const auto read = parts_.store.read([&](const engine::Reader& reader) -> Result<void> {
        calendar = calendar_feed(reader, parts_.context, who->member, now);
        return {};
    });
    if (!read) return problem_of(read.error());
    return {200, "text/calendar; charset=utf-8", std::move(calendar), {}};
}

web::Response Api::metrics(const web::Request& request, engine::Instant now) {
    if (!only_looks(request)) return not_allowed("GET, HEAD");
    if (!is_from_here(request)) {
        web::Response instead;
        const auto who = bearer(request, token_of(request), now, instead);
        if (!who) return instead;
        if (!who->may(engine::scopes::metrics_read))
            return problem(Trouble::forbidden, "the token lacks the scope metrics.read");
    }
    constexpr std::chrono::seconds counts_for{15};
    const std::scoped_lock lock(counted_mutex_);
    if (counted_.empty() || now >= counted_at_ + counts_for || now < counted_at_) {
        const auto read = parts_.store.read([&](const engine::Reader& reader) -> Result<void> {
            counted_ = metrics_text(reader, parts_.context, mailboxes_(reader), now);
            return {};
        });
        if (!read) return problem_of(read.error());
        counted_at_ = now;
    }
    return {200, "text/plain; version=0.0.4; charset=utf-8", counted_ + meter_.text(), {}};
}

}  // namespace rexflow::api
