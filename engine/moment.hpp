#pragma once

#include "engine/ports/time_zone.hpp"

#include <optional>
#include <string_view>

namespace rexflow::engine {

/// A moment as people type it, in French or English: "demain 14h", "lundi à 9 h 30", "12/01", "12 janvier 2026 à midi",
/// "2026-01-12 14:30", "15h". A weekday is the next one after today, a date without year the next of that day, an hour
/// alone the next time the clock shows it, a day alone at nine in the morning. None when a word of it is not
/// understood.
[[nodiscard]] std::optional<LocalTime> read_moment(std::string_view text, LocalTime now);

}  // namespace rexflow::engine
