#pragma once

#include "engine/ports/time_zone.hpp"
#include "engine/text.hpp"
#include "engine/time.hpp"

#include <string>

namespace rexflow::engine {

/// A date as it is said: "mardi 24 novembre 2026", "dimanche 1er mars 2026"; "Tuesday 24 November 2026".
/// A day that does not exist stays as digits.
[[nodiscard]] std::string day_in_words(Day on, Locale locale);

/// A month as it is said: "novembre 2026"; "November 2026".
[[nodiscard]] std::string month_in_words(std::chrono::year_month month, Locale locale);

/// A time of the wall clock: "12 h 30" (no-break spaces around the h, no minutes on the hour: "9 h"); "12:30".
[[nodiscard]] std::string hour_in_words(TimeOfDay at, Locale locale);

/// A date and an hour of the CPTS's wall clock: "mardi 24 novembre 2026 à 12 h 30" (no-break spaces around the h,
/// no minutes on the hour: "9 h"); "Tuesday 24 November 2026 at 12:30". Seconds are left out.
[[nodiscard]] std::string moment_in_words(LocalTime moment, Locale locale);

/// How far a day is from today: "dans 3 jours", "demain", "aujourd’hui", "hier", "il y a 2 jours".
/// @param days calendar days from today, negative for the past
[[nodiscard]] std::string days_in_words(int days, Locale locale);

}  // namespace rexflow::engine
