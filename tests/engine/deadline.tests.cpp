#include "engine/deadline.hpp"

#include "engine/notation.hpp"
#include "tests/support/paris.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <string>

namespace rexflow::testing {

namespace {

using engine::Allowance;
using engine::Calendar;
using engine::Counting;
using engine::Day;
using engine::due_at;
using engine::Instant;
using engine::is_late;
using engine::OpenHours;
using engine::parse_allowance;
using engine::parse_day;
using engine::parse_instant;
using engine::Region;
using engine::TimeUnit;
using engine::to_text;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

const ParisTime paris;

/// Noon in Paris: some moment of the day.
Instant noon_of(Day on) { return paris.instant(on, 12h); }

std::string due_day(std::string_view allowance, const char* start, Region region = Region::metropole) {
    const Calendar calendar(paris, {region, {}, {}});
    const auto due = due_at(parse_allowance(allowance).value(), noon_of(parse_day(start).value()), calendar);
    return to_text(paris.local(due).on);
}

/// A second opinion on everything below, told another way: Easter by Gauss's rule, holidays as a set of dates, days
/// stepped over one by one.
class ByHand {
public:
    ByHand() {
        for (int year = 2019; year <= 2036; ++year) add_holidays_of(year);
    }

    [[nodiscard]] Day after_working_days(Day from, int wanted, bool is_saturday_counted) const {
        sys_days day = from;
        while (wanted > 0) {
            day += days(1);
            const auto weekday = std::chrono::weekday(day).iso_encoding();
            if (!off_.contains(day) && (weekday <= 5 || (weekday == 6 && is_saturday_counted))) --wanted;
        }
        return day;
    }

    [[nodiscard]] Day not_before_working_day(sys_days day) const {
        while (off_.contains(day) || std::chrono::weekday(day).iso_encoding() > 5) day += days(1);
        return day;
    }

    /// The same number three months on: step to it through the days, stopping at the end of a month that lacks it.
    [[nodiscard]] static Day three_months_after(Day from) {
        sys_days day = from;
        for (int month_starts = 0; month_starts < 3;) {
            day += days(1);
            if (Day(day).day() == std::chrono::day(1)) ++month_starts;
        }
        while (Day(day).day() != from.day() && Day(day + days(1)).day() != std::chrono::day(1)) day += days(1);
        return day;
    }

private:
    void add_holidays_of(int year) {
        const auto january = std::chrono::year(year) / 1 / 1;
        for (const auto& [month, day] :
             std::multimap<unsigned, unsigned>{{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}})
            off_.insert(sys_days(january.year() / std::chrono::month(month) / std::chrono::day(day)));
        // Gauss, for 1900 to 2099: M = 24, N = 5.
        const int d = (19 * (year % 19) + 24) % 30;
        const int e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
        int after_22_march = d + e;
        if (d == 29 && e == 6) after_22_march -= 7;
        if (d == 28 && e == 6 && year % 19 > 10) after_22_march -= 7;
        const auto easter = sys_days(january.year() / 3 / 22) + days(after_22_march);
        for (const auto offset : {1, 39, 50}) off_.insert(easter + days(offset));
    }

    std::set<sys_days> off_;
};

}  // namespace

TEST_CASE("fifteen days end where the published vectors say", "[deadline]") {
    struct Row {
        const char* start;
        const char* calendar;
        const char* cpc_642;
        const char* cpc_642_in_alsace;
        const char* franc;
        const char* ouvrables;
        const char* working;
    };
    const auto row = GENERATE(values<Row>({
        {"2026-01-05", "2026-01-20", "2026-01-20", "2026-01-20", "2026-01-21", "2026-01-22", "2026-01-26"},
        {"2026-03-19", "2026-04-03", "2026-04-03", "2026-04-07", "2026-04-07", "2026-04-07", "2026-04-10"},
        {"2026-05-07", "2026-05-22", "2026-05-22", "2026-05-22", "2026-05-26", "2026-05-28", "2026-06-02"},
        {"2026-06-29", "2026-07-14", "2026-07-15", "2026-07-15", "2026-07-15", "2026-07-17", "2026-07-21"},
        {"2026-07-31", "2026-08-15", "2026-08-17", "2026-08-17", "2026-08-17", "2026-08-19", "2026-08-21"},
        {"2026-12-11", "2026-12-26", "2026-12-28", "2026-12-28", "2026-12-28", "2026-12-30", "2027-01-05"},
        {"2028-02-14", "2028-02-29", "2028-02-29", "2028-02-29", "2028-03-01", "2028-03-02", "2028-03-06"},
    }));

    CHECK(due_day("15 days", row.start) == row.calendar);
    CHECK(due_day("15 days cpc_642", row.start) == row.cpc_642);
    CHECK(due_day("15 days cpc_642", row.start, Region::alsace_moselle) == row.cpc_642_in_alsace);
    CHECK(due_day("15 days franc", row.start) == row.franc);
    CHECK(due_day("15 ouvrables", row.start) == row.ouvrables);
    CHECK(due_day("15 working days", row.start) == row.working);
}

TEST_CASE("three months end on the same day-number, or on the last of a shorter month", "[deadline]") {
    struct Row {
        const char* start;
        const char* raw;
        const char* cpc_642;
    };
    const auto row = GENERATE(values<Row>({
        {"2025-11-30", "2026-02-28", "2026-03-02"},
        {"2026-01-31", "2026-04-30", "2026-04-30"},
        {"2026-02-14", "2026-05-14", "2026-05-15"},
        {"2026-02-08", "2026-05-08", "2026-05-11"},
        {"2027-11-29", "2028-02-29", "2028-02-29"},
        {"2026-09-25", "2026-12-25", "2026-12-28"},
    }));

    CHECK(due_day("3 months", row.start) == row.raw);
    CHECK(due_day("3 months cpc_642", row.start) == row.cpc_642);
}

TEST_CASE("every day from 2020 to 2035 agrees with a count by hand", "[deadline]") {
    const ByHand by_hand;
    const Calendar calendar(paris);
    const auto moved = [&](Day from, int amount, TimeUnit unit, Counting counting) {
        return paris.local(due_at({amount, unit, counting}, noon_of(from), calendar)).on;
    };

    int days_checked = 0;
    for (sys_days start = 2020y / 1 / 1; start <= sys_days(2035y / 12 / 31); start += days(1), ++days_checked) {
        const auto months = ByHand::three_months_after(start);
        const bool agree =
            moved(start, 15, TimeUnit::days, Counting::calendar) == Day(start + days(15)) &&
            moved(start, 15, TimeUnit::days, Counting::cpc_642) == by_hand.not_before_working_day(start + days(15)) &&
            moved(start, 15, TimeUnit::days, Counting::franc) == by_hand.not_before_working_day(start + days(16)) &&
            moved(start, 15, TimeUnit::days, Counting::ouvrables) == by_hand.after_working_days(start, 15, true) &&
            moved(start, 15, TimeUnit::days, Counting::working_days) == by_hand.after_working_days(start, 15, false) &&
            moved(start, 3, TimeUnit::months, Counting::calendar) == months &&
            moved(start, 3, TimeUnit::months, Counting::cpc_642) == by_hand.not_before_working_day(months);
        if (!agree) FAIL_CHECK("they differ for a start on " << to_text(Day(start)));
    }

    REQUIRE(days_checked == 5844);
}

TEST_CASE("the day of the event is that of the wall clock, and the due day runs to its last second", "[deadline]") {
    const Calendar calendar(paris);
    const Allowance fifteen_days{15, TimeUnit::days, Counting::calendar};

    // 23:30 and 0:30 in Paris, on both sides of a local midnight that UTC does not see.
    CHECK(to_text(due_at(fifteen_days, parse_instant("2025-06-10T21:30:00Z").value(), calendar)) ==
          "2025-06-25T21:59:59Z");
    CHECK(to_text(due_at(fifteen_days, parse_instant("2025-06-10T22:30:00Z").value(), calendar)) ==
          "2025-06-26T21:59:59Z");
}

TEST_CASE("days end at the local midnight of each zone, whatever the nights between", "[deadline]") {
    const FixedTime reunion("Indian/Reunion", 4h);
    const FixedTime martinique("America/Martinique", -4h);
    const FixedTime tahiti("Pacific/Tahiti", -10h);
    const auto start = parse_instant("2025-03-20T20:00:00Z").value();  // in La Réunion it is the 21st already
    const Allowance ten_days{10, TimeUnit::days, Counting::calendar};

    CHECK(to_text(due_at(ten_days, start, Calendar(paris))) == "2025-03-30T21:59:59Z");
    CHECK(to_text(due_at(ten_days, start, Calendar(reunion))) == "2025-03-31T19:59:59Z");
    CHECK(to_text(due_at(ten_days, start, Calendar(martinique))) == "2025-03-31T03:59:59Z");
    CHECK(to_text(due_at(ten_days, start, Calendar(tahiti))) == "2025-03-31T09:59:59Z");
}

TEST_CASE("hours run through the nights when the clock changes", "[deadline]") {
    const Calendar calendar(paris);
    const Allowance day{24, TimeUnit::hours, Counting::calendar};

    CHECK(to_text(due_at(day, parse_instant("2025-03-29T12:00:00Z").value(), calendar)) == "2025-03-30T12:00:00Z");
    CHECK(to_text(due_at(day, parse_instant("2025-10-25T12:00:00Z").value(), calendar)) == "2025-10-26T12:00:00Z");
}

TEST_CASE("open hours never move a due instant", "[deadline]") {
    const auto start = parse_instant("2025-03-06T19:00:00Z").value();
    const Calendar never_open(paris, {}, OpenHours{});

    for (const auto* text : {"24 hours", "2 days", "3 months"}) {
        const auto allowance = parse_allowance(text).value();
        CHECK(due_at(allowance, start, never_open) == due_at(allowance, start, Calendar(paris)));
    }
    CHECK(to_text(due_at({2, TimeUnit::days, Counting::calendar}, start, Calendar(paris))) ==
          "2025-03-08T22:59:59Z");  // a Saturday
}

TEST_CASE("a reminder is late when more than a quarter of an hour has passed", "[deadline]") {
    const auto planned = parse_instant("2025-03-03T09:00:00Z").value();

    CHECK_FALSE(is_late(planned, planned));
    CHECK_FALSE(is_late(planned, planned + 15min));
    CHECK(is_late(planned, planned + 15min + 1s));
}

}  // namespace rexflow::testing
