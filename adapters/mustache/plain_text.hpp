#pragma once

#include <string>
#include <string_view>

namespace rexflow::mustache {

/// The longest line of a text part, in characters: what RFC 5322, 2.1.1 asks for.
inline constexpr std::size_t longest_line = 78;

/// A value as one harmless piece of a line: blanks for tabs and every kind of line break, nothing for other control
/// characters, marks that change the writing direction and bytes that are not UTF-8.
[[nodiscard]] std::string one_line(std::string_view value);

/// Whether a text holds a line break or another control character.
[[nodiscard]] bool has_control_character(std::string_view text);

/// Breaks lines longer than `longest_line` at blanks (no-break spaces and phone numbers hold); the rest of a "- " item
/// is set in by two. Several empty lines in a row become one, and none stays at the ends; the last line has its end.
[[nodiscard]] std::string wrapped(std::string_view text);

}  // namespace rexflow::mustache
