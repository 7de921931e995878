#pragma once

#include "engine/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// A moment, in UTC, to the second. Every `_at` is one.
using Instant = std::chrono::sys_seconds;

/// A date on the wall calendar of the CPTS. Every `_on` is one.
using Day = std::chrono::year_month_day;

/// Time of day on the CPTS's wall clock, since midnight.
using TimeOfDay = std::chrono::seconds;

/// "2025-03-03T09:00:00Z": sorts as text, readable in the sqlite3 shell.
[[nodiscard]] std::string to_text(Instant at);

/// "2025-03-03".
[[nodiscard]] std::string to_text(Day on);

/// Reads RFC 3339: "2025-03-03T09:00:00Z" or with an offset ("+01:00"); seconds may be left out.
/// A time without offset is refused: nobody can know which one was meant.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

/// Reads "2025-03-03"; a day that does not exist (2025-02-30) is refused.
[[nodiscard]] Result<Day> parse_day(std::string_view text);

}  // namespace rexflow::engine
