#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace rexflow::engine::reading {

/// Whole words in text folded for comparing (see Folded). A phrase is one word or several, with single blanks.

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// A letter of any alphabet: what is not Latin counts as one, byte by byte.
[[nodiscard]] constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
[[nodiscard]] constexpr bool is_word(char c) { return is_letter(c) || is_digit(c); }

/// Where a phrase begins in a text, as whole words; npos when it is not there.
[[nodiscard]] std::size_t find_phrase(std::string_view text, std::string_view phrase, std::size_t from = 0);

/// The last place of it.
[[nodiscard]] std::size_t find_last_phrase(std::string_view text, std::string_view phrase);

/// Whether a part of a text is no part of a longer word.
[[nodiscard]] bool stands_alone(std::string_view text, std::size_t begin, std::size_t size);

/// Whether a text begins with a phrase, as whole words.
[[nodiscard]] inline bool begins_with_phrase(std::string_view text, std::string_view phrase) {
    // Tables of phrases are long, and most differ from the text in their first letter.
    return !text.empty() && text.front() == phrase.front() && text.starts_with(phrase) &&
           stands_alone(text, 0, phrase.size());
}

[[nodiscard]] bool has_phrase(std::string_view text, std::string_view phrase);
[[nodiscard]] bool has_any(std::string_view text, std::span<const std::string_view> phrases);

/// The end of whichever phrase ends last in a text; npos when there is none.
[[nodiscard]] std::size_t end_of_last(std::string_view text, std::span<const std::string_view> phrases);

/// A text without the blanks around it.
[[nodiscard]] std::string_view trim(std::string_view text, std::string_view blanks = " \n");

}  // namespace rexflow::engine::reading
