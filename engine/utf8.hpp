#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace rexflow::engine {

/// Whether a byte of UTF-8 goes on with a character that one before it began (RFC 3629, section 3).
[[nodiscard]] constexpr bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// How many characters a text has; a byte that is out of place counts as one.
[[nodiscard]] constexpr std::size_t count_characters(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, continues_character));
}

/// The beginning of a text, at most `most` bytes, ended at a whole character.
[[nodiscard]] constexpr std::string_view whole_characters(std::string_view text, std::size_t most) {
    auto size = std::min(text.size(), most);
    while (size > 0 && size < text.size() && continues_character(text[size])) --size;
    return text.substr(0, size);
}

}  // namespace rexflow::engine
