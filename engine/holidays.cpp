#include "engine/holidays.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

namespace rexflow::engine {

namespace {

using std::chrono::days;
using std::chrono::month_day;
using std::chrono::sys_days;
using std::chrono::year;

constexpr std::array<std::pair<Region, std::string_view>, 13> regions{{
    {Region::metropole, "metropole"},
    {Region::alsace_moselle, "alsace_moselle"},
    {Region::alsace_moselle_without_good_friday, "alsace_moselle_without_good_friday"},
    {Region::mayotte, "mayotte"},
    {Region::martinique, "martinique"},
    {Region::guadeloupe, "guadeloupe"},
    {Region::saint_martin, "saint_martin"},
    {Region::guyane, "guyane"},
    {Region::saint_barthelemy, "saint_barthelemy"},
    {Region::reunion, "reunion"},
    {Region::nouvelle_caledonie, "nouvelle_caledonie"},
    {Region::polynesie, "polynesie"},
    {Region::wallis_et_futuna, "wallis_et_futuna"},
}};

/// A set of regions, one bit each.
using Regions = unsigned;

constexpr Regions only(std::initializer_list<Region> members) {
    Regions set = 0;
    for (const auto region : members) set |= 1U << static_cast<unsigned>(region);
    return set;
}

constexpr Regions everywhere = ~Regions{0};

constexpr bool holds(Regions set, Region region) { return (set & only({region})) != 0; }

/// A holiday on the same date each year of a range, both ends included.
struct FixedHoliday {
    month_day on;
    Text label;
    Regions where = everywhere;
    year from = year::min();
    year until = year::max();
};

/// A holiday that moves with Easter.
struct EasterHoliday {
    days after_easter;
    Text label;
    Regions where = everywhere;
};

constexpr month_day on(unsigned day, unsigned month) {
    return month_day(std::chrono::month(month), std::chrono::day(day));
}

constexpr Text abolition{"Abolition de l’esclavage", "Abolition of slavery"};

constexpr auto fixed_holidays = std::to_array<FixedHoliday>({
    {on(1, 1), {"Jour de l’an", "New Year’s Day"}},
    {on(1, 5), {"Fête du Travail", "Labour Day"}},
    {on(8, 5), {"Victoire de 1945", "Victory in Europe Day"}},
    {on(14, 7), {"Fête nationale", "National Day"}},
    {on(15, 8), {"Assomption", "Assumption"}},
    {on(1, 11), {"Toussaint", "All Saints’ Day"}},
    {on(11, 11), {"Armistice de 1918", "Armistice Day"}},
    {on(25, 12), {"Noël", "Christmas Day"}},
    {on(26, 12),
     {"Saint-Étienne", "Saint Stephen’s Day"},
     only({Region::alsace_moselle, Region::alsace_moselle_without_good_friday})},
    {on(27, 4), abolition, only({Region::mayotte})},
    {on(22, 5), abolition, only({Region::martinique})},
    {on(27, 5), abolition, only({Region::guadeloupe})},
    {on(27, 5), abolition, only({Region::saint_martin}), year::min(), year(2017)},
    {on(28, 5), abolition, only({Region::saint_martin}), year(2018)},
    {on(10, 6), abolition, only({Region::guyane})},
    {on(9, 10), abolition, only({Region::saint_barthelemy})},
    {on(20, 12), abolition, only({Region::reunion})},
    {on(24, 9), {"Fête de la citoyenneté", "Citizenship Day"}, only({Region::nouvelle_caledonie})},
    {on(5, 3), {"Arrivée de l’Évangile", "Arrival of the Gospel"}, only({Region::polynesie})},
    {on(29, 6), {"Fête de l’autonomie", "Autonomy Day"}, only({Region::polynesie}), year::min(), year(2024)},
    {on(20, 11), {"Matari’i i ni’a", "Matari’i i ni’a"}, only({Region::polynesie}), year(2025)},
    {on(28, 4), {"Saint-Pierre-Chanel", "Saint Peter Chanel’s Day"}, only({Region::wallis_et_futuna})},
    {on(29, 7), {"Fête du Territoire", "Territory Day"}, only({Region::wallis_et_futuna})},
});

constexpr auto easter_holidays = std::to_array<EasterHoliday>({
    {days(-2), {"Vendredi saint", "Good Friday"}, only({Region::alsace_moselle})},
    {days(1), {"Lundi de Pâques", "Easter Monday"}},
    {days(39), {"Ascension", "Ascension Day"}},
    {days(50), {"Lundi de Pentecôte", "Whit Monday"}},
});

static_assert(std::ranges::all_of(fixed_holidays, [](const auto& holiday) { return holiday.on.ok(); }));

}  // namespace

std::string_view to_text(Region region) {
    return std::ranges::find(regions, region, &decltype(regions)::value_type::first)->second;
}

std::optional<Region> parse_region(std::string_view text) {
    const auto found = std::ranges::find(regions, text, &decltype(regions)::value_type::second);
    return found == regions.end() ? std::nullopt : std::optional(found->first);
}

std::string_view known_regions() {
    static const std::string all = [] {
        std::string names;
        for (const auto& [region, name] : regions) names += (names.empty() ? "" : ", ") + std::string(name);
        return names;
    }();
    return all;
}

Day easter_sunday(year in_year) {
    // Meeus, Astronomical Algorithms, chapter 8 ("Anonymous Gregorian"): the names are the quantities it computes.
    const int number = static_cast<int>(in_year);
    const int golden = number % 19;
    const int century = number / 100;
    const int skipped_leap_days = century / 4;
    const int moon_correction = (8 * century + 13) / 25;
    const int epact = (19 * golden + century - skipped_leap_days - moon_correction + 15) % 30;
    const int correction = epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11));
    const int full_moon = epact - correction;
    const int weekday = (number + number / 4 + full_moon + 2 - century + skipped_leap_days) % 7;
    return sys_days(in_year / std::chrono::March / 28) + days(full_moon - weekday);
}

std::optional<Text> public_holiday(Region region, Day day) {
    for (const auto& holiday : fixed_holidays)
        if (holiday.on == month_day(day.month(), day.day()) && holds(holiday.where, region) &&
            holiday.from <= day.year() && day.year() <= holiday.until)
            return holiday.label;
    const auto after_easter = sys_days(day) - sys_days(easter_sunday(day.year()));
    for (const auto& holiday : easter_holidays)
        if (holiday.after_easter == after_easter && holds(holiday.where, region)) return holiday.label;
    return std::nullopt;
}

std::vector<Holiday> public_holidays(Region region, year in_year) {
    std::vector<Holiday> found;
    const sys_days end = (in_year + std::chrono::years(1)) / std::chrono::January / 1;
    for (sys_days day = in_year / std::chrono::January / 1; day < end; day += days(1))
        if (const auto label = public_holiday(region, day)) found.push_back({day, *label});
    return found;
}

}  // namespace rexflow::engine
