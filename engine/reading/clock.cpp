#include "engine/reading/clock.hpp"

#include "engine/reading/phrase_table.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

using namespace std::chrono_literals;

constexpr auto hour_units = std::to_array<std::string_view>({"h", "hr", "hrs", "hs", "heure", "heures", "hres"});

const PhraseTable<int>& number_words() {
    static const PhraseTable<int> table{
        {"une", 1},           {"deux", 2},        {"trois", 3},     {"quatre", 4},    {"cinq", 5},
        {"six", 6},           {"sept", 7},        {"huit", 8},      {"neuf", 9},      {"dix", 10},
        {"onze", 11},         {"douze", 12},      {"treize", 13},   {"quatorze", 14}, {"quinze", 15},
        {"seize", 16},        {"dix sept", 17},   {"dix huit", 18}, {"dix neuf", 19}, {"vingt", 20},
        {"vingt et une", 21}, {"vingt deux", 22},
    };
    return table;
}

const PhraseTable<std::chrono::minutes>& minute_words() {
    static const PhraseTable<std::chrono::minutes> table{
        {"et demi", 30min},      {"et demie", 30min}, {"et quart", 15min}, {"moins le quart", -15min},
        {"moins quart", -15min}, {"trente", 30min},   {"quinze", 15min},   {"moins dix", -10min},
    };
    return table;
}

const PhraseTable<TimeOfDay>& part_of_day_suffixes() {
    static const PhraseTable<TimeOfDay> table{
        {"du matin", 0h}, {"am", 0h}, {"du soir", 12h}, {"de l apres midi", 12h}, {"pm", 12h},
    };
    return table;
}

bool is_minutes(const Words& words, std::size_t at) {
    return words.is_number(at) && words.text(at).size() == 2 && words.value(at) < 60;
}

/// "12:30" after "8h": another time, no minutes of this one.
bool is_clock_of_digits(const Words& words, std::size_t at) {
    return words.is(at + 1, ":") && words.is_close(at + 1) && is_minutes(words, at + 2);
}

/// Adds "et demie", "30", "du soir" to a clock time whose unit was read.
Clock with_rest(const Words& words, Clock clock) {
    if (is_minutes(words, clock.end) && !is_hour_unit(words.text(clock.end + 1)) &&
        !is_clock_of_digits(words, clock.end)) {
        clock.at += std::chrono::minutes(words.value(clock.end));
        ++clock.end;
        if (words.is(clock.end, "mn") || words.is(clock.end, "min")) ++clock.end;
    } else if (const auto minutes = minute_words().longest_at(words, clock.end)) {
        clock.at += *minutes.meaning;
        clock.end = minutes.end;
    }
    if (const auto part = part_of_day_suffixes().longest_at(words, clock.end)) {
        if (clock.at < 12h) clock.at += *part.meaning;
        clock.has_part_of_day = true;
        clock.end = part.end;
    }
    return clock;
}

std::optional<Clock> spelled_clock(const Words& words, std::size_t at) {
    if (words.is(at, "midi")) {
        const bool is_part = at > 0 && (words.is(at - 1, "apres") || words.is(at - 1, "ap")) && words.is_close(at - 1);
        if (is_part) return std::nullopt;
        return with_rest(words, {12h, at + 1, true, true});
    }
    const auto number = number_words().longest_at(words, at);
    if (!number || !is_hour_unit(words.text(number.end)) || words.is(number.end, "h")) return std::nullopt;
    return with_rest(words, {std::chrono::hours(*number.meaning), number.end + 1});
}

}  // namespace

bool is_hour_unit(std::string_view word) { return std::ranges::find(hour_units, word) != hour_units.end(); }

std::optional<Clock> clock_at(const Words& words, std::size_t at) {
    if (!words.is_number(at)) return spelled_clock(words, at);
    if (words.text(at).size() > 2 || words.value(at) > 23) return std::nullopt;
    Clock clock{std::chrono::hours(words.value(at)), at + 1};
    if (is_hour_unit(words.text(clock.end))) {
        ++clock.end;
        return with_rest(words, clock);
    }
    const bool is_parted = (words.is(clock.end, ":") || words.is(clock.end, ".")) && words.is_close(at) &&
                           words.is_close(clock.end) && is_minutes(words, clock.end + 1);
    if (is_parted) {
        const bool goes_on = words.is_close(clock.end + 1) && words.is(clock.end + 2, ".") &&
                             words.is_number(clock.end + 3) && words.is_close(clock.end + 2);
        if (goes_on) return std::nullopt;  // 05.01.2026 is a date
        clock.at += std::chrono::minutes(words.value(clock.end + 1));
        clock.end += 2;
        if (is_hour_unit(words.text(clock.end))) ++clock.end;
        return clock;
    }
    clock.has_unit = false;
    return clock;
}

}  // namespace rexflow::engine::reading
