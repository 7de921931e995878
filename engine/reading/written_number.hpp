#pragma once

#include "engine/holidays.hpp"
#include "engine/reading/digit_groups.hpp"
#include "engine/reading/phone.hpp"

#include <span>
#include <vector>

namespace rexflow::engine::reading {

/// Where a number is written: in running text, where much else is digits too, or alone in a field of a form.
enum class Setting { text, field };

/// A number found, with where it stands in the folded text ("+" and "(0" in front included).
struct WrittenNumber {
    Phone phone;  ///< with its extension, and the confidence of its block; no sentence
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The numbers of a text in order; at most the first 200. What only looks like one is left out: parts of longer rows
/// of digits, dates, hours, prices.
[[nodiscard]] std::vector<WrittenNumber> written_numbers(const Folded& text, Region home, Setting setting);

}  // namespace rexflow::engine::reading
