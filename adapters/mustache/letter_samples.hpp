#pragma once

#include "engine/ports/letter_samples.hpp"

namespace rexflow::mustache {

/// The letters and samples of the manifest that is built into the program.
class ManifestSamples final : public engine::LetterSamples {
public:
    [[nodiscard]] std::vector<std::string> names(engine::Audience audience) const override;
    [[nodiscard]] engine::LetterVariables sample(std::string_view letter, engine::Locale locale) const override;
};

}  // namespace rexflow::mustache
