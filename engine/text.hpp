#pragma once

#include <string_view>

namespace rexflow::engine {

/// The language of a person: screens and letters are French first, English second.
enum class Locale { fr, en };

/// One sentence or label in both languages.
struct Text {
    std::string_view fr;
    std::string_view en;

    [[nodiscard]] constexpr std::string_view in(Locale locale) const { return locale == Locale::fr ? fr : en; }
};

}  // namespace rexflow::engine
