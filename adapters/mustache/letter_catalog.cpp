#include "adapters/mustache/letter_catalog.hpp"

#include "adapters/mustache/manifest.hpp"

#include <algorithm>

namespace rexflow::mustache {

std::string ManifestCatalog::label(std::string_view letter, engine::Locale locale) const {
    const auto* const found = manifest().find(letter);
    return found == nullptr ? std::string(letter) : found->label.in(locale);
}

bool ManifestCatalog::takes(std::string_view letter, std::string_view variable) const {
    const auto* const found = manifest().find(letter);
    return found != nullptr && found->variables.contains(variable) &&
           std::ranges::find(found->withheld, variable) == found->withheld.end();
}

bool ManifestCatalog::names_people(std::string_view variable) const {
    const auto found = manifest().variables.find(variable);
    return found != manifest().variables.end() && found->second.privacy != Privacy::none;
}

bool ManifestCatalog::is_link(std::string_view variable) const {
    const auto found = manifest().variables.find(variable);
    return found != manifest().variables.end() && found->second.kind == Kind::link;
}

}  // namespace rexflow::mustache
