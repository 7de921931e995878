#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace rexflow::engine {

/// Whether a byte of UTF-8 goes on with a character that one before it began (RFC 3629, section 3).
[[nodiscard]] constexpr bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Bytes of the well-formed character a text begins with; 0 where none does: no overlong form, no surrogate, nothing
/// beyond U+10FFFF (RFC 3629, section 4).
[[nodiscard]] constexpr std::size_t character_size(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (text.empty()) return 0;
    const auto first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < size) return 0;
    const unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < least || byte(1) > most) return 0;
    return std::ranges::all_of(text.substr(2, size - 2), continues_character) ? size : 0;
}

[[nodiscard]] constexpr bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto size = character_size(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
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
