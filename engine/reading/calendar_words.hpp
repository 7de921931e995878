#pragma once

#include "engine/reading/words.hpp"
#include "engine/time.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace rexflow::engine::reading {

/// Weekdays named one after the other: "mardi et jeudi", "du lundi au vendredi", "mar. et jeu.", "L-M-V".
struct NamedWeekdays {
    std::vector<std::chrono::weekday> days;  ///< in the order of the text, each once
    std::size_t end = 0;                     ///< index of the word after
    bool is_doubtful = false;                ///< single letters
};

[[nodiscard]] std::optional<NamedWeekdays> weekdays_at(const Words& words, std::size_t at);

/// A date as far as it is written: "12", "12 mars", "12/03/2026", "jeudi 12".
struct WrittenDate {
    std::optional<std::chrono::weekday> weekday;
    unsigned day = 0;
    std::optional<unsigned> month;
    std::optional<int> year;
    std::size_t end = 0;
};

/// The date whose number (or weekday before it) is at a word. A number alone is one only if `bare_number_is` says so:
/// after "le", after a weekday.
enum class BareNumber { is_date, is_no_date };
[[nodiscard]] std::optional<WrittenDate> date_at(const Words& words, std::size_t at, BareNumber bare_number);

/// The day a written date means to somebody who writes on `today`: the next one, or the last one where that is much
/// nearer and its month was written. Nothing for a date that no calendar has.
[[nodiscard]] std::optional<Day> resolved(const WrittenDate& date, Day today);

/// The first such weekday after `day`; `day` itself counts only if `same_day` says so.
enum class SameDay { counts, does_not_count };
[[nodiscard]] Day next_weekday(Day day, std::chrono::weekday weekday, SameDay same_day);
[[nodiscard]] Day days_later(Day day, int days);

}  // namespace rexflow::engine::reading
