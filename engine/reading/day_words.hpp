#pragma once

#include "engine/reading/words.hpp"
#include "engine/time.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace rexflow::engine::reading {

enum class DaysKind {
    weekdays,   ///< each of `days`; none: every working day
    date,       ///< on `first`
    since,      ///< from `first` on
    span,       ///< from `first` to `last`, both included
    until,      ///< to `last`, included
    returning,  ///< back on `first`: "de retour le 24"
    attribute,  ///< says which thing is meant: "l'incident du 12 mars"; or a deadline: "avant vendredi"
    past        ///< a day that is over: "hier", "lundi dernier"
};

/// Days as somebody wrote them, worked out from the day they wrote.
struct Days {
    DaysKind kind = DaysKind::attribute;
    std::vector<std::chrono::weekday> days;
    std::optional<Day> first;
    std::optional<Day> last;   ///< also of a week that is named: its Sunday
    std::size_t end = 0;       ///< index of the word after
    bool is_doubtful = false;  ///< "L-M-V"
};

/// The days that begin at a word, with the preposition that says how they are meant.
[[nodiscard]] std::optional<Days> days_at(const Words& words, std::size_t at, Day today);

}  // namespace rexflow::engine::reading
