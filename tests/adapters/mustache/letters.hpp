#pragma once

#include "adapters/mustache/embedded.hpp"
#include "adapters/mustache/renderer.hpp"

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::testing {

inline constexpr std::array locales{engine::Locale::fr, engine::Locale::en};
inline constexpr std::array sizes{mustache::Sample::full, mustache::Sample::minimal};

[[nodiscard]] std::string_view to_text(engine::Locale locale);

/// A template of a letter, or of the frame around all letters.
[[nodiscard]] std::string_view source(engine::Locale locale, const std::string& letter, std::string_view part);
[[nodiscard]] std::string_view frame(engine::Locale locale, std::string_view part);

/// Every {{tag}} of a template, with its sigil: "name", "#name", "/name", "^name".
[[nodiscard]] std::vector<std::string> tags(std::string_view source);

/// The names in those tags.
[[nodiscard]] std::set<std::string> names(std::string_view source);

/// The embedded renderer, and a letter that must render.
[[nodiscard]] const engine::LetterRenderer& renderer();
[[nodiscard]] engine::RenderedLetter rendered(const std::string& letter, engine::Locale locale,
                                              const engine::LetterVariables& variables);

/// What a person reads of an HTML letter: no tags, entities decoded, words parted by one blank.
[[nodiscard]] std::string words_of_html(std::string_view html);

/// What a person reads of a text letter in the same form: no bullets, underlines or written-out links.
[[nodiscard]] std::string words_of_text(std::string_view text);

/// Regular expressions live in one file of this suite: they are slow to compile.
enum class Letters { this_case, either_case };
[[nodiscard]] std::vector<std::string> matches(const std::string& text, const char* pattern,
                                               Letters letters = Letters::this_case);
[[nodiscard]] std::string replaced(const std::string& text, const char* pattern, const char* by);

}  // namespace rexflow::testing
