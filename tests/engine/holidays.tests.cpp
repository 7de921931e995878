#include "engine/holidays.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace rexflow::testing {

namespace {

using engine::Day;
using engine::easter_sunday;
using engine::known_regions;
using engine::parse_region;
using engine::public_holiday;
using engine::public_holidays;
using engine::Region;
using engine::to_text;
using namespace std::chrono_literals;

std::vector<std::string> days_of(Region region, std::chrono::year year) {
    std::vector<std::string> days;
    for (const auto& holiday : public_holidays(region, year)) days.push_back(to_text(holiday.on));
    return days;
}

/// What a region has beside those of the metropole.
std::vector<std::string> own_days_of(Region region, std::chrono::year year) {
    const auto common = days_of(Region::metropole, year);
    auto days = days_of(region, year);
    std::erase_if(days, [&](const auto& day) { return std::ranges::find(common, day) != common.end(); });
    return days;
}

using Days = std::vector<std::string>;

}  // namespace

TEST_CASE("Easter and the days that follow it fall on their published dates", "[holidays]") {
    struct Row {
        std::chrono::year year;
        const char* easter;
        const char* monday;
        const char* ascension;
        const char* whit_monday;
        const char* good_friday;
    };
    const auto row = GENERATE(Row{2025y, "2025-04-20", "2025-04-21", "2025-05-29", "2025-06-09", "2025-04-18"},
                              Row{2026y, "2026-04-05", "2026-04-06", "2026-05-14", "2026-05-25", "2026-04-03"},
                              Row{2027y, "2027-03-28", "2027-03-29", "2027-05-06", "2027-05-17", "2027-03-26"},
                              Row{2028y, "2028-04-16", "2028-04-17", "2028-05-25", "2028-06-05", "2028-04-14"},
                              Row{2029y, "2029-04-01", "2029-04-02", "2029-05-10", "2029-05-21", "2029-03-30"},
                              Row{2030y, "2030-04-21", "2030-04-22", "2030-05-30", "2030-06-10", "2030-04-19"},
                              Row{2031y, "2031-04-13", "2031-04-14", "2031-05-22", "2031-06-02", "2031-04-11"});

    const auto days = days_of(Region::alsace_moselle, row.year);

    REQUIRE(to_text(easter_sunday(row.year)) == row.easter);
    for (const auto* day : {row.monday, row.ascension, row.whit_monday, row.good_friday})
        CHECK(std::ranges::find(days, day) != days.end());
}

TEST_CASE("Easter never leaves 22 March to 25 April", "[holidays]") {
    REQUIRE(easter_sunday(2285y) == 2285y / 3 / 22);
    REQUIRE(easter_sunday(2038y) == 2038y / 4 / 25);
    REQUIRE(easter_sunday(1954y) == 1954y / 4 / 18);  // where the correction of the epact matters
    REQUIRE(easter_sunday(1981y) == 1981y / 4 / 19);
}

TEST_CASE("the metropole has eleven public holidays", "[holidays]") {
    REQUIRE(days_of(Region::metropole, 2026y) == Days{"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08",
                                                      "2026-05-14", "2026-05-25", "2026-07-14", "2026-08-15",
                                                      "2026-11-01", "2026-11-11", "2026-12-25"});
}

TEST_CASE("two holidays that fall together are one day", "[holidays]") {
    REQUIRE(days_of(Region::metropole, 2008y).size() == 10);  // Ascension on 1 May
}

TEST_CASE("each region adds its own days", "[holidays]") {
    struct Row {
        Region region;
        Days days;
    };
    const auto row = GENERATE(values<Row>({
        {Region::metropole, {}},
        {Region::alsace_moselle, {"2026-04-03", "2026-12-26"}},
        {Region::alsace_moselle_without_good_friday, {"2026-12-26"}},
        {Region::mayotte, {"2026-04-27"}},
        {Region::martinique, {"2026-05-22"}},
        {Region::guadeloupe, {"2026-05-27"}},
        {Region::saint_martin, {"2026-05-28"}},
        {Region::guyane, {"2026-06-10"}},
        {Region::saint_barthelemy, {"2026-10-09"}},
        {Region::reunion, {"2026-12-20"}},
        {Region::nouvelle_caledonie, {"2026-09-24"}},
        {Region::polynesie, {"2026-03-05", "2026-11-20"}},
        {Region::wallis_et_futuna, {"2026-04-28", "2026-07-29"}},
    }));

    REQUIRE(own_days_of(row.region, 2026y) == row.days);
}

TEST_CASE("a holiday that was moved by law is found on the right side of the change", "[holidays]") {
    REQUIRE(own_days_of(Region::saint_martin, 2017y) == Days{"2017-05-27"});
    REQUIRE(own_days_of(Region::saint_martin, 2018y) == Days{"2018-05-28"});
    REQUIRE(own_days_of(Region::polynesie, 2024y) == Days{"2024-03-05", "2024-06-29"});
    REQUIRE(own_days_of(Region::polynesie, 2025y) == Days{"2025-03-05", "2025-11-20"});
}

TEST_CASE("a holiday has a name in both languages", "[holidays]") {
    const auto label = public_holiday(Region::metropole, 2026y / 4 / 6);

    REQUIRE(label);
    CHECK(label->fr == "Lundi de Pâques");
    CHECK(label->en == "Easter Monday");
    CHECK_FALSE(public_holiday(Region::metropole, 2026y / 4 / 5));
}

TEST_CASE("a region is written as it is read", "[holidays]") {
    for (int i = 0; i <= static_cast<int>(Region::wallis_et_futuna); ++i) {
        const auto region = static_cast<Region>(i);
        CHECK(parse_region(to_text(region)) == region);
        CHECK(known_regions().find(to_text(region)) != std::string_view::npos);
    }
    CHECK_FALSE(parse_region("bretagne"));
}

}  // namespace rexflow::testing
