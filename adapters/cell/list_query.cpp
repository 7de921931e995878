#include "adapters/cell/list_query.hpp"

#include "engine/event.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

/// The parts of an address that say which list it is.
constexpr std::array<std::string_view, 8> parts_of_a_list{"vue",    "etat", "niveau", "pilote",
                                                          "retard", "tri",  "sens",   "cherche"};

}  // namespace

std::string list_query(std::string_view query) {
    engine::Payload kept;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const auto pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        const auto name = pair.substr(0, equals);
        const auto value = pair.substr(std::min(equals + 1, pair.size()));
        constexpr std::string_view plain = "%-._";
        const bool is_plain = std::ranges::all_of(value, [&](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   plain.find(c) != std::string_view::npos;
        });
        if (is_plain && std::ranges::find(parts_of_a_list, name) != parts_of_a_list.end())
            kept[std::string(name)] = value;
    }
    std::string clean;
    for (const auto& [name, value] : kept) clean += fmt::format("{}{}={}", clean.empty() ? "" : "&", name, value);
    return clean;
}

}  // namespace rexflow::cell
