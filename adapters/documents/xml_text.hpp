#pragma once

#include <pugixml.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace rexflow::documents {

using Attributes = std::initializer_list<std::pair<const char*, std::string_view>>;

/// A new last child with attributes.
inline pugi::xml_node add(pugi::xml_node parent, const char* name, Attributes attributes = {}) {
    auto node = parent.append_child(name);
    for (const auto& [key, value] : attributes) node.append_attribute(key).set_value(value.data(), value.size());
    return node;
}

inline void add_text(pugi::xml_node parent, std::string_view text) {
    parent.append_child(pugi::node_pcdata).set_value(text.data(), text.size());
}

[[nodiscard]] std::string to_text(const pugi::xml_document& document);

}  // namespace rexflow::documents
