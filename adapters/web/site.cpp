#include "adapters/web/site.hpp"

#include <algorithm>
#include <array>

namespace rexflow::web {

namespace {

struct Field {
    const char* name;
    const char* value;
};

/// No script, no frame, nothing from elsewhere, no trace left at a search engine.
constexpr std::array fields_of_all{
    Field{"Content-Security-Policy",
          "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri "
          "'none'"},
    Field{"Referrer-Policy", "no-referrer"},
    Field{"X-Content-Type-Options", "nosniff"},
    Field{"X-Robots-Tag", "noindex, nofollow"},
    Field{"Cross-Origin-Opener-Policy", "same-origin"},
    Field{"Cross-Origin-Resource-Policy", "same-origin"},
};

constexpr std::string_view cache_control = "Cache-Control";

constexpr std::string_view health_path = "/healthz";
constexpr std::string_view style_path = "/style.css";
constexpr std::array looked_at{health_path, style_path, std::string_view("/robots.txt")};

bool only_looks(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

Response not_allowed() {
    return {405, "text/plain; charset=utf-8", "GET and HEAD are possible here.\n", {{"Allow", "GET, HEAD"}}};
}

}  // namespace

Response Site::answer(const Request& request) {
    auto response = route(request);
    for (const auto& [name, value] : fields_of_all) response.fields.emplace_back(name, value);
    for (const auto& [name, value] : response.fields)
        if (name == cache_control) return response;
    response.fields.emplace_back(cache_control, "no-store");
    return response;
}

Response Site::route(const Request& request) {
    if (request.path.starts_with(LinkPages::root)) return link_pages_.answer(request);
    const auto known = [&](std::string_view path) { return request.path == path; };
    if (std::ranges::none_of(looked_at, known)) return others_(request);
    if (!only_looks(request)) return not_allowed();
    if (request.path == health_path) {
        auto report = health_();
        return {report.is_healthy ? 200 : 503, "application/json", std::move(report.json), {}};
    }
    if (request.path == style_path)
        return {200, "text/css; charset=utf-8", std::string(style_sheet_), {{"Cache-Control", "public, max-age=3600"}}};
    return {200, "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n", {}};
}

}  // namespace rexflow::web
