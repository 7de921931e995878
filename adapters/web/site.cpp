#include "adapters/web/site.hpp"

#include "adapters/web/compression.hpp"

#include <algorithm>
#include <array>

namespace rexflow::web {

namespace {

struct Field {
    const char* name;
    const char* value;
};

/// Everything but the pages of members; also those behind the links of letters: no script at all, so that none that is
/// injected or that a scanner runs does anything.
constexpr Field without_script{"Content-Security-Policy",
                               "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                               "frame-ancestors 'none'; base-uri 'none'"};
/// Pages: the one script of ours, which asks nobody but us.
constexpr Field with_our_script{"Content-Security-Policy",
                                "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src "
                                "'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"};

/// No frame, nothing from elsewhere, no trace left at a search engine. An answer that says one of these
/// itself is stricter about what it is.
constexpr std::array fields_of_all{
    Field{"Referrer-Policy", "no-referrer"},
    Field{"X-Content-Type-Options", "nosniff"},
    Field{"X-Robots-Tag", "noindex, nofollow"},
    Field{"Cross-Origin-Opener-Policy", "same-origin"},
    Field{"Cross-Origin-Resource-Policy", "same-origin"},
};

constexpr const char* cache_control = "Cache-Control";

constexpr std::string_view health_path = "/healthz";
constexpr std::string_view robots_path = "/robots.txt";

bool only_looks(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

Response not_allowed() {
    return {405, "text/plain; charset=utf-8", "GET and HEAD are possible here.\n", {{"Allow", "GET, HEAD"}}};
}

}  // namespace

Response Site::answer(const Request& request) {
    auto response = route(request);
    const auto add = [&](const std::string& name, const char* value) {
        const auto has_name = [&](const auto& field) { return field.first == name; };
        if (std::ranges::none_of(response.fields, has_name)) response.fields.emplace_back(name, value);
    };
    const bool is_page_of_ours =
        !request.path.starts_with(LinkPages::root) && response.content_type.starts_with("text/html");
    const auto& policy = is_page_of_ours ? with_our_script : without_script;
    add(policy.name, policy.value);
    for (const auto& [name, value] : fields_of_all) add(name, value);
    add(cache_control, "no-store");
    compress(request, response);
    return response;
}

Response Site::route(const Request& request) {
    if (request.path.starts_with(LinkPages::root)) return link_pages_.answer(request);
    const bool is_file = files_.has(request.path);
    if (!is_file && request.path != health_path && request.path != robots_path) return others_(request);
    if (!only_looks(request)) return not_allowed();
    if (is_file) return files_.answer(request);
    if (request.path == health_path) {
        auto report = health_();
        return {report.is_healthy ? 200 : 503, "application/json", std::move(report.json), {}};
    }
    return {200, "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n", {}};
}

}  // namespace rexflow::web
