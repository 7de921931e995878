#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// How a word is written, as far as it tells family names from the rest.
enum class LetterCase {
    none,         ///< no letter in it
    lower,        ///< "infirmière"
    capitalised,  ///< "Claire", "MacDonald", "Jean-Pierre"
    upper,        ///< "MARTIN", "LE", at least two letters
    initial,      ///< "J", "J.", "J.-P."
};

/// A word as a name is made of: letters with what joins them, "D'ALMEIDA", "Jean-Pierre", "J.".
struct NameWord {
    std::string_view written;
    std::string folded;  ///< without the point behind
    LetterCase letter_case = LetterCase::none;
};

/// The words of a short text, at most twelve.
[[nodiscard]] std::vector<NameWord> name_words(std::string_view text);

[[nodiscard]] LetterCase case_of(std::string_view word);

/// A name with capitals where a name has them: "DUPONT-LEROY" is "Dupont-Leroy", "D’ALMEIDA" "D'Almeida", "MacDonald"
/// stays.
[[nodiscard]] std::string name_case(std::string_view word);

}  // namespace rexflow::engine::reading
