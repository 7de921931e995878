#pragma once

#include "engine/text.hpp"
#include "engine/time.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// Where in France a CPTS works, as far as public holidays differ. The last three follow their own labour law, which
/// was not read: check their days, and correct them in the settings where they are wrong.
enum class Region {
    metropole,
    alsace_moselle,  ///< communes with a Protestant temple or a mixed church (code du travail, L.3134-13)
    alsace_moselle_without_good_friday,  ///< the other communes of 57, 67 and 68
    mayotte,
    martinique,
    guadeloupe,
    saint_martin,
    guyane,
    saint_barthelemy,
    reunion,
    nouvelle_caledonie,
    polynesie,
    wallis_et_futuna,
};

[[nodiscard]] std::string_view to_text(Region region);
[[nodiscard]] std::optional<Region> parse_region(std::string_view text);

/// Every spelling parse_region knows, separated by commas: for hints.
[[nodiscard]] std::string_view known_regions();

/// Easter Sunday of the Gregorian calendar.
[[nodiscard]] Day easter_sunday(std::chrono::year year);

/// What the day is called when it is a public holiday of the region (code du travail, L.3133-1 and L.3422-2).
[[nodiscard]] std::optional<Text> public_holiday(Region region, Day on);

struct Holiday {
    Day on;
    Text label;
};

/// The public holidays of a year in order of their date. Two may fall on one day (Ascension on 8 May 2005): it is
/// listed once.
[[nodiscard]] std::vector<Holiday> public_holidays(Region region, std::chrono::year year);

}  // namespace rexflow::engine
