#include "adapters/cell/route.hpp"

#include <algorithm>

namespace rexflow::cell {

namespace {

/// Takes the next segment off a path that begins with a slash.
std::string_view take_segment(std::string_view& path) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

void add_method(std::string& allowed, std::string_view method) {
    if (!allowed.empty()) allowed += ", ";
    allowed += method;
    if (method == "GET") allowed += ", HEAD";
}

}  // namespace

std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    std::vector<std::string> parts;
    while (!pattern.empty() && !path.empty()) {
        if (path.front() != '/') return std::nullopt;
        const auto wanted = take_segment(pattern);
        const auto segment = take_segment(path);
        if (!wanted.starts_with('{')) {
            if (wanted != segment) return std::nullopt;
            continue;
        }
        if (segment.empty()) return std::nullopt;
        parts.emplace_back(segment);
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return parts;
}

Found find_route(std::span<const Route> routes, std::string_view method, std::string_view path) {
    Found found;
    for (const auto& route : routes) {
        auto parts = match(route.pattern, path);
        if (!parts) continue;
        if (route.method == method || (route.method == "GET" && method == "HEAD"))
            return {&route, std::move(*parts), {}};
        if (found.allowed.find(route.method) == std::string::npos) add_method(found.allowed, route.method);
    }
    return found;
}

}  // namespace rexflow::cell
