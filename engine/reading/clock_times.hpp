#pragma once

#include "engine/reading/availability_habits.hpp"
#include "engine/reading/words.hpp"

#include <optional>

namespace rexflow::engine::reading {

enum class HoursKind {
    range,      ///< "12h-14h"
    after,      ///< "après 19h"
    freed,      ///< the same where the writer says when work is over: "je finis à 19h"
    before,     ///< "avant 9h"
    point,      ///< "à 13h", "vers 13h30"
    part,       ///< a part of the day: "le soir", "entre midi et deux"
    any_time,   ///< "quand vous voulez"
    attribute,  ///< says which thing is meant, not when: "la prise de 8h"; also a duration
};

/// Hours of a day as somebody wrote them.
struct Hours {
    HoursKind kind = HoursKind::attribute;
    TimeOfDay from{0};
    TimeOfDay to{0};      ///< later than `from` but for an attribute; at most 24:00
    std::size_t end = 0;  ///< index of the word after
    TimeOfDay named{0};   ///< the time that was written, of a point
};

/// The hours that begin at a word, with the preposition that says how they are meant.
[[nodiscard]] std::optional<Hours> hours_at(const Words& words, std::size_t at, const AvailabilityHabits& habits);

/// Whether a clock time begins at a word: "8h30", "midi", "13:00". Not a bare number.
[[nodiscard]] bool is_clock_at(const Words& words, std::size_t at);

}  // namespace rexflow::engine::reading
