#include "adapters/mustache/letter_samples.hpp"

#include "adapters/mustache/manifest.hpp"

namespace rexflow::mustache {

std::vector<std::string> ManifestSamples::names(engine::Audience audience) const {
    std::vector<std::string> names;
    for (const auto& letter : manifest().letters)
        if (letter.audience == audience) names.push_back(letter.name);
    return names;
}

engine::LetterVariables ManifestSamples::sample(std::string_view letter, engine::Locale locale) const {
    const auto* const found = manifest().find(letter);
    return found == nullptr ? engine::LetterVariables{} : manifest().sample(*found, locale, Sample::full);
}

}  // namespace rexflow::mustache
