#pragma once

#include "engine/letter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// The letters there are, and invented values to show them with.
class LetterSamples {
public:
    virtual ~LetterSamples() = default;
    /// In the order of the manifest.
    [[nodiscard]] virtual std::vector<std::string> names(Audience audience) const = 0;
    /// Every place of the letter filled; nothing for a letter that is not there.
    [[nodiscard]] virtual LetterVariables sample(std::string_view letter, Locale locale) const = 0;
};

}  // namespace rexflow::engine
