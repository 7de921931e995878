#pragma once

#include "engine/reading/words.hpp"
#include "engine/time.hpp"

#include <optional>

namespace rexflow::engine::reading {

/// One time of a clock as it was written.
struct Clock {
    TimeOfDay at{0};
    std::size_t end = 0;           ///< index of the word after
    bool has_unit = true;          ///< false: a bare number, an hour only beside another
    bool has_part_of_day = false;  ///< "7h du soir": nothing to guess
};

/// The clock time that begins at a word: "8 h 30", "13.00", "midi et demi", "huit heures et demie", or a bare number.
[[nodiscard]] std::optional<Clock> clock_at(const Words& words, std::size_t at);

}  // namespace rexflow::engine::reading
