#pragma once

#include "engine/reading/folded.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// Digits that stand together in a folded text, "O6" read as "06".
struct DigitGroup {
    std::size_t begin = 0;  ///< in the folded text
    std::size_t end = 0;
    std::string digits;
};

/// What stands between two groups of digits.
enum class Gap {
    attached,  ///< one sign without a blank: "06.12", "06-12", "06/12", "06)12"
    blank,     ///< blanks, or a sign with a blank after it: "06 12", "06. 12"
    line,      ///< one line end
    strong,    ///< anything that two numbers are told apart by: words, " / ", " - ", an empty line
};

/// The groups of a text in order. What is part of an address or a link is left out.
[[nodiscard]] std::vector<DigitGroup> digit_groups(const Folded& text);

[[nodiscard]] Gap gap_between(std::string_view folded, const DigitGroup& left, const DigitGroup& right);

/// The sign two groups are joined by: ' ', '.', '-', '/', ')', '\n', ...
[[nodiscard]] char joint_between(std::string_view folded, const DigitGroup& left, const DigitGroup& right);

}  // namespace rexflow::engine::reading
