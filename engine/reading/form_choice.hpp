#pragma once

#include "engine/reading/blank_form.hpp"
#include "engine/reading/document.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// What somebody chose among printed options.
struct Chosen {
    std::vector<std::string> values;  ///< of the options; none: nothing was chosen, or nobody can say what
    double confidence = 0;
    std::string other;  ///< words that are none of the options, or too many of them
};

/// Reads a choice the way people make it: a ticked box of any kind, words struck out, bold or underlined, ringed
/// "(oui)", in capitals "oui / NON", an X beside it, or just the word. All options untouched: nothing.
[[nodiscard]] Chosen read_choice(const RichText& text, const BlankField& field);

/// A box drawn as a character or as "[x]", "( )"...
enum class Box { none, empty, ticked };

struct BoxAt {
    Box box = Box::none;
    std::size_t size = 0;  ///< bytes
};

/// The box at the start of `text`.
[[nodiscard]] BoxAt box_at(std::string_view text);

[[nodiscard]] bool has_box(std::string_view text);

/// How many different options of a field a text names.
[[nodiscard]] std::size_t count_options(std::string_view text, std::span<const Option> options);

/// The option whose label, spelling or value a text is; nullptr when none.
[[nodiscard]] const Option* find_option(std::string_view text, std::span<const Option> options);

}  // namespace rexflow::engine::reading
