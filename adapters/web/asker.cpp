#include "adapters/web/asker.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace rexflow::web {

namespace {

constexpr std::size_t longest_path = 512;

struct Mark {
    std::string_view mark;
    std::string_view name;
};

/// Browsers name those they descend from as well: the first that is found counts.
constexpr std::array browsers{
    Mark{"Edg", "Edge"},      Mark{"OPR/", "Opera"},   Mark{"SamsungBrowser", "Samsung"}, Mark{"Firefox", "Firefox"},
    Mark{"FxiOS", "Firefox"}, Mark{"CriOS", "Chrome"}, Mark{"Chrome", "Chrome"},          Mark{"Safari", "Safari"},
};
constexpr std::array systems{
    Mark{"iPhone", "iPhone"},   Mark{"iPad", "iPad"},  Mark{"Android", "Android"},
    Mark{"Windows", "Windows"}, Mark{"Mac OS", "Mac"}, Mark{"Linux", "Linux"},
};

std::string_view known_in(std::string_view text, std::span<const Mark> marks) {
    const auto found =
        std::ranges::find_if(marks, [&](const Mark& mark) { return text.find(mark.mark) != std::string_view::npos; });
    return found == marks.end() ? std::string_view{} : found->name;
}

}  // namespace

engine::Locale language_of(const Request& request, engine::Locale usual) {
    const auto wanted = request.field("accept-language").substr(0, 2);
    if (wanted == "fr") return engine::Locale::fr;
    return wanted == "en" ? engine::Locale::en : usual;
}

bool is_form(const Request& request) {
    return request.field("content-type").substr(0, request.field("content-type").find(';')) ==
           "application/x-www-form-urlencoded";
}

bool is_from_our_page(const Request& request, std::string_view public_url) {
    if (const auto site = request.field("sec-fetch-site"); !site.empty()) return site == "same-origin";
    const auto origin = request.field("origin");
    return origin.empty() || origin == "null" || origin == public_url;
}

std::string_view cookie_of(const Request& request, std::string_view name) {
    auto rest = request.field("cookie");
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        auto pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) return pair.substr(name.size() + 1);
    }
    return {};
}

std::string browser_of(const Request& request) {
    const auto agent = request.field("user-agent");
    const auto browser = known_in(agent, browsers);
    const auto system = known_in(agent, systems);
    if (browser.empty() || system.empty()) return std::string(browser.empty() ? system : browser);
    return std::string(browser) + ", " + std::string(system);
}

bool is_local_path(std::string_view text) {
    if (text.empty() || text.size() > longest_path || text[0] != '/') return false;
    if (text.size() > 1 && text[1] == '/') return false;
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; });
}

}  // namespace rexflow::web
