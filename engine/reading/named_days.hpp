#pragma once

#include "engine/reading/day_words.hpp"
#include "engine/reading/phrase_table.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace rexflow::engine::reading {

/// A day or days that have a name of their own, counted from today.
struct NamedDays {
    DaysKind kind;
    std::vector<std::chrono::weekday> days;
    int after = 0;                 ///< days after today, or after the Monday of `week`
    std::optional<int> week = {};  ///< 0: this week, 1: the next
};

/// "demain", "la semaine prochaine", "tous les jours", "hier".
[[nodiscard]] const PhraseTable<NamedDays>& named_days();

}  // namespace rexflow::engine::reading
