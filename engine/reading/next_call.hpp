#pragma once

#include "engine/calendar.hpp"
#include "engine/reading/availability.hpp"

#include <optional>
#include <span>

namespace rexflow::engine::reading {

/// The next moment somebody can be called: `now` when one of their windows is open, else when the next one opens.
///
/// A day without hours is open as long as "n'importe quand" is. A window that only says from or until when is a limit
/// to all others; one that only names a channel says nothing of hours. Weekdays are not meant on public holidays, a
/// date is. Where only exceptions and limits are given, every working day is meant.
///
/// @return nothing when no window says when, or none opens within a year
[[nodiscard]] std::optional<Instant> next_callable(std::span<const Window> windows, Instant now,
                                                   const Calendar& calendar, const AvailabilityHabits& habits = {});

}  // namespace rexflow::engine::reading
