#pragma once

#include "engine/ports/time_zone.hpp"
#include "engine/reading/availability_habits.hpp"
#include "engine/reading/evidence.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// When somebody can, or cannot, be called. Times are of the CPTS's wall clock.
struct Window {
    std::vector<std::chrono::weekday> days;  ///< Monday first; empty: every working day, or `date`
    std::optional<Day> date;                 ///< that day only
    std::optional<TimeOfDay> from;           ///< both or neither, `from` earlier; neither: the whole day
    std::optional<TimeOfDay> to;             ///< at most 24:00
    bool excluded = false;                   ///< not then: "pas le jeudi", "je consulte de 9h à 12h"
    std::optional<Day> not_before;           ///< "je suis en vacances jusqu'au 23": the 24th
    std::optional<Day> not_after;            ///< "jusqu'au 23", where one can be called until then
    std::string channel;                     ///< empty, "message", "sms" or "secretary"
    Evidence evidence;
    bool operator==(const Window&) const = default;
};

/// Whether two say the same, whatever they were read from.
[[nodiscard]] bool says_the_same(const Window& one, const Window& other);

/// The windows a text gives, each once, in its order; of a text without end the first ones. `written_at` is the
/// mail's Date on the wall clock: "demain" is the day after it, however late the mail is read (docs/adr/0017).
[[nodiscard]] std::vector<Window> read_availability(std::string_view text, LocalTime written_at,
                                                    const AvailabilityHabits& habits = {});

}  // namespace rexflow::engine::reading
