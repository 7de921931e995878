#include "adapters/documents/markup.hpp"

namespace rexflow::documents {

namespace {

std::string_view without_prefix(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_too_deep(const pugi::xml_node& root) {
    int depth = 0;
    for (auto node = root.first_child(); node;) {
        if (depth > deepest_markup) return true;
        if (node.first_child()) {
            node = node.first_child();
            ++depth;
            continue;
        }
        while (node && !node.next_sibling() && node != root) {
            node = node.parent();
            --depth;
        }
        if (!node || node == root) break;
        node = node.next_sibling();
    }
    return false;
}

}  // namespace

OrRefusal<void> parse_markup(std::string_view text, pugi::xml_document& document) {
    constexpr auto flags = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype;
    const auto parsed = document.load_buffer(text.data(), text.size(), flags);
    for (const auto& node : document.children())
        if (node.type() == pugi::node_doctype) return refuse("forbidden_markup");
    if (!parsed || is_too_deep(document)) return refuse("damaged");
    return {};
}

std::string_view local_name(const pugi::xml_node& node) { return without_prefix(node.name()); }

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
    for (const auto& one : node.attributes())
        if (without_prefix(one.name()) == name) return one.value();
    return {};
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const auto& one : node.children())
        if (local_name(one) == name) return one;
    return {};
}

}  // namespace rexflow::documents
