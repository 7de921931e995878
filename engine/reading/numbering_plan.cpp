#include "engine/reading/numbering_plan.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

// clang-format off
constexpr auto plan = std::to_array<NumberRange>({
    // metropole
    {33, 9, "100", "261", PhoneKind::fixed},
    {33, 9, "263", "399", PhoneKind::fixed},
    {33, 9, "41", "58", PhoneKind::fixed},
    {33, 9, "591", "593", PhoneKind::fixed},
    {33, 9, "595", "599", PhoneKind::fixed},
    {33, 9, "600", "638", PhoneKind::mobile},
    {33, 9, "63998", "63998", PhoneKind::mobile},  // set aside for works of fiction (Arcep)
    {33, 9, "64", "68", PhoneKind::mobile},
    {33, 9, "695", "695", PhoneKind::mobile},
    {33, 9, "698", "699", PhoneKind::mobile},
    {33, 9, "73", "79", PhoneKind::mobile},
    {33, 9, "80000", "83603", PhoneKind::special},
    {33, 9, "83606", "84099", PhoneKind::special},
    {33, 9, "842", "842", PhoneKind::special},
    {33, 9, "844", "844", PhoneKind::special},
    {33, 9, "85", "86", PhoneKind::special},
    {33, 9, "88", "89", PhoneKind::special},
    {33, 9, "9", "9", PhoneKind::voip},
    // Réunion, Mayotte
    {262, 9, "26200", "26316", PhoneKind::fixed},
    {262, 9, "26880", "26904", PhoneKind::fixed},
    {262, 9, "26906", "26907", PhoneKind::fixed},
    {262, 9, "26915", "26915", PhoneKind::fixed},
    {262, 9, "26950", "26954", PhoneKind::fixed},
    {262, 9, "26960", "26970", PhoneKind::fixed},
    {262, 9, "26980", "26980", PhoneKind::fixed},
    {262, 9, "63900", "63907", PhoneKind::mobile},
    {262, 9, "63909", "63911", PhoneKind::mobile},
    {262, 9, "63919", "63930", PhoneKind::mobile},
    {262, 9, "63939", "63940", PhoneKind::mobile},
    {262, 9, "63950", "63950", PhoneKind::mobile},
    {262, 9, "63955", "63979", PhoneKind::mobile},
    {262, 9, "63990", "63990", PhoneKind::mobile},
    {262, 9, "63994", "63997", PhoneKind::mobile},
    {262, 9, "63999", "63999", PhoneKind::mobile},
    {262, 9, "69200", "69306", PhoneKind::mobile},
    {262, 9, "69310", "69313", PhoneKind::mobile},
    {262, 9, "69320", "69322", PhoneKind::mobile},
    {262, 9, "69330", "69333", PhoneKind::mobile},
    {262, 9, "69339", "69355", PhoneKind::mobile},
    {262, 9, "69360", "69366", PhoneKind::mobile},
    {262, 9, "69370", "69373", PhoneKind::mobile},
    {262, 9, "69377", "69377", PhoneKind::mobile},
    {262, 9, "69380", "69388", PhoneKind::mobile},
    {262, 9, "69390", "69394", PhoneKind::mobile},
    {262, 9, "69397", "69397", PhoneKind::mobile},
    {262, 9, "69399", "69399", PhoneKind::mobile},
    {262, 9, "70920", "70923", PhoneKind::mobile},
    {262, 9, "70935", "70937", PhoneKind::mobile},
    {262, 9, "800", "811", PhoneKind::special},
    {262, 9, "819", "821", PhoneKind::special},
    {262, 9, "825", "826", PhoneKind::special},
    {262, 9, "884", "884", PhoneKind::special},
    {262, 9, "890", "893", PhoneKind::special},
    {262, 9, "897", "899", PhoneKind::special},
    {262, 9, "93980", "93981", PhoneKind::voip},
    {262, 9, "93990", "93993", PhoneKind::voip},
    {262, 9, "94780", "94781", PhoneKind::voip},
    {262, 9, "94790", "94796", PhoneKind::voip},
    {262, 9, "97622", "97622", PhoneKind::voip},
    {262, 9, "97627", "97628", PhoneKind::voip},
    {262, 9, "97630", "97633", PhoneKind::voip},
    {262, 9, "97637", "97637", PhoneKind::voip},
    {262, 9, "9769", "9769", PhoneKind::voip},
    // Saint-Pierre-et-Miquelon
    {508, 6, "2", "3", PhoneKind::fixed},
    {508, 6, "40", "40", PhoneKind::mobile},
    {508, 6, "41", "43", PhoneKind::fixed},
    {508, 6, "44", "44", PhoneKind::mobile},
    {508, 6, "45", "54", PhoneKind::fixed},
    {508, 6, "55", "56", PhoneKind::mobile},
    {508, 6, "57", "99", PhoneKind::fixed},
    {508, 9, "70840", "70845", PhoneKind::mobile},
    {508, 9, "70850", "70856", PhoneKind::mobile},
    {508, 9, "800", "805", PhoneKind::special},
    {508, 9, "806", "809", PhoneKind::fixed},
    {508, 9, "81", "82", PhoneKind::special},
    {508, 9, "89", "89", PhoneKind::special},
    // Guadeloupe, Saint-Martin, Saint-Barthélemy
    {590, 9, "59000", "59066", PhoneKind::fixed},
    {590, 9, "59068", "59070", PhoneKind::fixed},
    {590, 9, "59077", "59099", PhoneKind::fixed},
    {590, 9, "5987", "5987", PhoneKind::fixed},
    {590, 9, "690", "690", PhoneKind::mobile},
    {590, 9, "69122", "69135", PhoneKind::mobile},
    {590, 9, "70900", "70904", PhoneKind::mobile},
    {590, 9, "800", "805", PhoneKind::special},
    {590, 9, "806", "809", PhoneKind::fixed},
    {590, 9, "81", "82", PhoneKind::special},
    {590, 9, "89", "89", PhoneKind::special},
    {590, 9, "9395", "9397", PhoneKind::voip},
    {590, 9, "94750", "94756", PhoneKind::voip},
    {590, 9, "9760", "9761", PhoneKind::voip},
    {590, 9, "9768", "9768", PhoneKind::voip},
    // Guyane
    {594, 9, "59400", "59415", PhoneKind::fixed},
    {594, 9, "5942", "5944", PhoneKind::fixed},
    {594, 9, "59456", "59463", PhoneKind::fixed},
    {594, 9, "59480", "59480", PhoneKind::fixed},
    {594, 9, "5949", "5949", PhoneKind::fixed},
    {594, 9, "5988", "5988", PhoneKind::fixed},
    {594, 9, "69400", "69438", PhoneKind::mobile},
    {594, 9, "6944", "6944", PhoneKind::mobile},
    {594, 9, "6949", "6949", PhoneKind::mobile},
    {594, 9, "70930", "70933", PhoneKind::mobile},
    {594, 9, "800", "805", PhoneKind::special},
    {594, 9, "806", "809", PhoneKind::fixed},
    {594, 9, "81", "82", PhoneKind::special},
    {594, 9, "89", "89", PhoneKind::special},
    {594, 9, "9396", "9396", PhoneKind::voip},
    {594, 9, "94760", "94766", PhoneKind::voip},
    {594, 9, "976", "976", PhoneKind::voip},
    // Martinique
    {596, 9, "59600", "59610", PhoneKind::fixed},
    {596, 9, "59615", "59615", PhoneKind::fixed},
    {596, 9, "59627", "59683", PhoneKind::fixed},
    {596, 9, "59689", "59690", PhoneKind::fixed},
    {596, 9, "59694", "59699", PhoneKind::fixed},
    {596, 9, "5989", "5989", PhoneKind::fixed},
    {596, 9, "696", "697", PhoneKind::mobile},
    {596, 9, "70910", "70913", PhoneKind::mobile},
    {596, 9, "800", "805", PhoneKind::special},
    {596, 9, "806", "809", PhoneKind::fixed},
    {596, 9, "81", "82", PhoneKind::special},
    {596, 9, "89", "89", PhoneKind::special},
    {596, 9, "93970", "93973", PhoneKind::voip},
    {596, 9, "94770", "94775", PhoneKind::voip},
    {596, 9, "94776", "94779", PhoneKind::fixed},
    {596, 9, "97660", "97673", PhoneKind::voip},
    {596, 9, "97674", "97675", PhoneKind::fixed},
    {596, 9, "97676", "97677", PhoneKind::voip},
    {596, 9, "97678", "97679", PhoneKind::fixed},
    // Wallis-et-Futuna
    {681, 6, "40", "40", PhoneKind::special},
    {681, 6, "72", "72", PhoneKind::fixed},
    {681, 6, "80", "80", PhoneKind::special},
    {681, 6, "82", "83", PhoneKind::mobile},
    {681, 6, "92", "93", PhoneKind::voip},
    {681, 9, "800", "805", PhoneKind::special},
    // Nouvelle-Calédonie
    {687, 6, "050", "050", PhoneKind::special},
    {687, 6, "20", "20", PhoneKind::fixed},
    {687, 6, "23", "35", PhoneKind::fixed},
    {687, 6, "36", "36", PhoneKind::special},
    {687, 6, "41", "47", PhoneKind::fixed},
    {687, 6, "5", "5", PhoneKind::mobile},
    {687, 6, "70", "87", PhoneKind::mobile},
    {687, 6, "88", "88", PhoneKind::fixed},
    {687, 6, "89", "99", PhoneKind::mobile},
    // Polynésie
    {689, 6, "44", "44", PhoneKind::special},
    {689, 8, "404", "406", PhoneKind::fixed},
    {689, 8, "408", "409", PhoneKind::fixed},
    {689, 8, "494", "496", PhoneKind::fixed},
    {689, 8, "498", "498", PhoneKind::fixed},
    {689, 8, "499", "499", PhoneKind::voip},
    {689, 8, "87", "89", PhoneKind::mobile},
    {689, 9, "800", "805", PhoneKind::special},
});

constexpr auto overseas = std::to_array<NumberRange>({
    {262, 9, "262", "263", PhoneKind::fixed},   // Réunion
    {262, 9, "269", "269", PhoneKind::fixed},   // Mayotte
    {262, 9, "639", "639", PhoneKind::mobile},  // Mayotte
    {262, 9, "692", "693", PhoneKind::mobile},  // Réunion
    {590, 9, "590", "590", PhoneKind::fixed},
    {590, 9, "690", "691", PhoneKind::mobile},
    {594, 9, "594", "594", PhoneKind::fixed},
    {594, 9, "694", "694", PhoneKind::mobile},
    {596, 9, "596", "596", PhoneKind::fixed},
    {596, 9, "696", "697", PhoneKind::mobile},
});
// clang-format on

constexpr bool is_well_formed(const NumberRange& range) {
    return range.first.size() == range.last.size() && range.first <= range.last && range.first.size() < range.digits;
}
static_assert(std::ranges::all_of(plan, is_well_formed));
static_assert(std::ranges::is_sorted(plan, {}, &NumberRange::calling_code));
static_assert(std::ranges::all_of(overseas, is_well_formed));
static_assert(std::ranges::is_sorted(overseas, {}, &NumberRange::calling_code));

}  // namespace

std::span<const NumberRange> numbering_plan() { return plan; }

std::span<const NumberRange> overseas_prefixes() { return overseas; }

std::optional<PhoneKind> kind_in(std::span<const NumberRange> ranges, unsigned calling_code, std::string_view number) {
    const auto first = std::ranges::lower_bound(ranges, calling_code, {}, &NumberRange::calling_code);
    const auto last = std::ranges::upper_bound(ranges, calling_code, {}, &NumberRange::calling_code);
    const auto found = std::find_if(first, last, [&](const NumberRange& range) {
        const auto prefix = number.substr(0, range.first.size());
        return range.digits == number.size() && range.first <= prefix && prefix <= range.last;
    });
    return found == last ? std::nullopt : std::optional(found->kind);
}

bool is_french_code(unsigned calling_code) {
    return std::ranges::binary_search(plan, calling_code, {}, &NumberRange::calling_code);
}

}  // namespace rexflow::engine::reading
