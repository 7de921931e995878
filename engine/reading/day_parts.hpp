#pragma once

#include "engine/reading/words.hpp"
#include "engine/time.hpp"

#include <optional>

namespace rexflow::engine::reading {

/// A part of the day that has a name: "fin de matinée", "la pause déjeuner".
struct DayPart {
    TimeOfDay from{0};
    TimeOfDay to{0};
    std::size_t end = 0;    ///< index of the word after
    bool is_lunch = false;  ///< as exact as hours are: "entre midi et deux"
};

[[nodiscard]] std::optional<DayPart> day_part_at(const Words& words, std::size_t at);

/// "quand vous voulez", "toute la journée": the index of the word after; `at` when it is not there.
[[nodiscard]] std::size_t end_of_any_time(const Words& words, std::size_t at);

}  // namespace rexflow::engine::reading
