#include "engine/wording.hpp"

#include <fmt/format.h>

#include <array>

namespace rexflow::engine {

namespace {

constexpr std::array<Text, 7> weekdays{{
    {"dimanche", "Sunday"},
    {"lundi", "Monday"},
    {"mardi", "Tuesday"},
    {"mercredi", "Wednesday"},
    {"jeudi", "Thursday"},
    {"vendredi", "Friday"},
    {"samedi", "Saturday"},
}};

constexpr std::array<Text, 12> months{{
    {"janvier", "January"},
    {"février", "February"},
    {"mars", "March"},
    {"avril", "April"},
    {"mai", "May"},
    {"juin", "June"},
    {"juillet", "July"},
    {"août", "August"},
    {"septembre", "September"},
    {"octobre", "October"},
    {"novembre", "November"},
    {"décembre", "December"},
}};

constexpr Text yesterday{"hier", "yesterday"};
constexpr Text today{"aujourd’hui", "today"};
constexpr Text tomorrow{"demain", "tomorrow"};

}  // namespace

std::string day_in_words(Day on, Locale locale) {
    if (!on.ok()) return to_text(on);
    const auto weekday = weekdays.at(std::chrono::weekday(on).c_encoding()).in(locale);
    const auto month = months.at(static_cast<unsigned>(on.month()) - 1).in(locale);
    const auto day = static_cast<unsigned>(on.day());
    const auto* const ordinal = locale == Locale::fr && day == 1 ? "er" : "";
    return fmt::format("{} {}{} {} {}", weekday, day, ordinal, month, static_cast<int>(on.year()));
}

std::string month_in_words(std::chrono::year_month month, Locale locale) {
    if (!month.ok()) return {};
    const auto name = months.at(static_cast<unsigned>(month.month()) - 1).in(locale);
    return fmt::format("{} {}", name, static_cast<int>(month.year()));
}

std::string hour_in_words(TimeOfDay at, Locale locale) {
    const std::chrono::hh_mm_ss clock(at);
    const auto hours = clock.hours().count();
    const auto minutes = clock.minutes().count();
    if (locale == Locale::en) return fmt::format("{}:{:02}", hours, minutes);
    return minutes == 0 ? fmt::format("{}\u00A0h", hours) : fmt::format("{}\u00A0h\u00A0{:02}", hours, minutes);
}

std::string moment_in_words(LocalTime moment, Locale locale) {
    constexpr Text at{"à", "at"};
    return fmt::format("{} {} {}", day_in_words(moment.on, locale), at.in(locale), hour_in_words(moment.at, locale));
}

std::string days_in_words(int days, Locale locale) {
    if (days == -1) return std::string(yesterday.in(locale));
    if (days == 0) return std::string(today.in(locale));
    if (days == 1) return std::string(tomorrow.in(locale));
    if (locale == Locale::fr)
        return days > 0 ? fmt::format("dans {} jours", days) : fmt::format("il y a {} jours", -days);
    return days > 0 ? fmt::format("in {} days", days) : fmt::format("{} days ago", -days);
}

}  // namespace rexflow::engine
