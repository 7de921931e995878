#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rexflow::mail {

/// Adds one character; U+FFFD for what is none.
void append_utf8(std::string& text, char32_t character);

/// What byte 0x80..0x9F is in windows-1252; itself, a C1 control, where it is nothing.
[[nodiscard]] char32_t windows_1252_character(unsigned char byte);

/// The byte of 0x80..0xFF that is this character in windows-1252, C1 controls being themselves; 0 for any other.
[[nodiscard]] unsigned char windows_1252_byte(char32_t character);

/// The character that begins at `at`, which moves behind it; U+FFFD and one byte where none does.
[[nodiscard]] char32_t next_character(std::string_view text, std::size_t& at);

struct Census {
    std::size_t sequences = 0;       ///< valid ones of two bytes and more
    std::size_t long_sequences = 0;  ///< of three and four among them
    std::size_t strays = 0;          ///< bytes above 0x7F in none
};
[[nodiscard]] Census census_of(std::string_view text);

/// UTF-8 where it is valid, else windows-1252; what is UTF-8 but for a few bytes is read as both.
[[nodiscard]] std::string utf8_or_windows_1252(std::string_view bytes);

}  // namespace rexflow::mail
