#pragma once

#include "adapters/documents/refusal.hpp"

#include <pugixml.hpp>

#include <string>
#include <string_view>

namespace rexflow::documents {

/// How deep elements may lie in each other: what reads them calls itself.
constexpr int deepest_markup = 200;

/// Parses XML of a stranger into `document`. A DOCTYPE is refused: no program that makes documents writes one, and
/// entities come with it.
[[nodiscard]] OrRefusal<void> parse_markup(std::string_view text, pugi::xml_document& document);

/// The name without its prefix: "tbl" of "w:tbl".
[[nodiscard]] std::string_view local_name(const pugi::xml_node& node);

/// An attribute by its name without prefix; empty when absent.
[[nodiscard]] std::string_view attribute(const pugi::xml_node& node, std::string_view name);

/// The first child with that name without prefix.
[[nodiscard]] pugi::xml_node child(const pugi::xml_node& node, std::string_view name);

}  // namespace rexflow::documents
