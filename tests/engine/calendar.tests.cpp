#include "engine/calendar.hpp"

#include "tests/support/paris.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

namespace {

using engine::Allowance;
using engine::Calendar;
using engine::Counting;
using engine::Day;
using engine::Direction;
using engine::end_of;
using engine::Error;
using engine::Instant;
using engine::OpenHours;
using engine::parse_instant;
using engine::parse_open_hours;
using engine::Region;
using engine::TimeUnit;
using engine::to_text;
using namespace std::chrono_literals;

const ParisTime paris;

Instant at(const char* text) { return parse_instant(text).value(); }

/// Sundays 10:00 to 12:00 only.
OpenHours sundays() {
    OpenHours hours;
    hours.days[0] = OpenHours::Span{10h, 12h};
    return hours;
}

}  // namespace

TEST_CASE("working days are Monday to Friday, ouvrables Monday to Saturday, neither on a holiday", "[calendar]") {
    const Calendar calendar(paris);

    CHECK(calendar.is_working_day(2026y / 5 / 7));
    CHECK(calendar.is_ouvrable(2026y / 5 / 7));
    CHECK_FALSE(calendar.is_working_day(2026y / 5 / 8));  // Victory of 1945, a Friday
    CHECK_FALSE(calendar.is_ouvrable(2026y / 5 / 8));
    CHECK_FALSE(calendar.is_working_day(2026y / 5 / 9));  // Saturday
    CHECK(calendar.is_ouvrable(2026y / 5 / 9));
    CHECK_FALSE(calendar.is_ouvrable(2026y / 5 / 10));  // Sunday
}

TEST_CASE("the settings add days off and take some away", "[calendar]") {
    const Calendar calendar(paris, {Region::metropole, {2026y / 5 / 15, 2026y / 5 / 25}, {2026y / 5 / 25}});

    CHECK(calendar.is_holiday(2026y / 5 / 15));
    CHECK_FALSE(calendar.is_working_day(2026y / 5 / 15));
    CHECK_FALSE(calendar.is_holiday(2026y / 5 / 25));  // Whit Monday, worked: stronger than extra
    CHECK(calendar.is_working_day(2026y / 5 / 25));
    CHECK_FALSE(calendar.is_open(at("2026-05-15T08:00:00Z")));
    CHECK(calendar.is_open(at("2026-05-25T08:00:00Z")));
}

TEST_CASE("days are counted back as they are forward", "[calendar]") {
    const Calendar calendar(paris);
    const auto back = [&](Day from, const Allowance& distance) {
        return to_text(calendar.moved(from, distance, Direction::back));
    };

    CHECK(back(2026y / 5 / 11, {1, TimeUnit::days, Counting::working_days}) == "2026-05-07");
    CHECK(back(2026y / 5 / 11, {1, TimeUnit::days, Counting::ouvrables}) == "2026-05-09");
    CHECK(back(2026y / 5 / 11, {5, TimeUnit::days, Counting::calendar}) == "2026-05-06");
    CHECK(back(2026y / 5 / 31, {3, TimeUnit::months, Counting::calendar}) == "2026-02-28");
}

TEST_CASE("outside the open hours a moment waits for the next opening", "[calendar]") {
    const Calendar calendar(paris);
    struct Row {
        const char* moment;
        const char* opening;
    };
    const auto row = GENERATE(values<Row>({
        {"2025-03-03T07:00:00Z", "2025-03-03T07:00:00Z"},  // Monday 8:00
        {"2025-03-03T06:59:59Z", "2025-03-03T07:00:00Z"},
        {"2025-03-03T17:30:00Z", "2025-03-03T17:30:00Z"},  // 18:30 itself
        {"2025-03-03T17:30:01Z", "2025-03-04T07:00:00Z"},
        {"2025-03-07T18:00:00Z", "2025-03-10T07:00:00Z"},  // Friday evening
        {"2025-04-18T18:00:00Z", "2025-04-22T06:00:00Z"},  // the eve of the Easter weekend
        {"2025-03-28T18:00:00Z", "2025-03-31T06:00:00Z"},  // over the change to summer time
        {"2025-10-24T18:00:00Z", "2025-10-27T07:00:00Z"},  // over the change to winter time
    }));

    CHECK(to_text(calendar.next_open(at(row.moment))) == row.opening);
    CHECK(calendar.is_open(at(row.opening)));
}

TEST_CASE("what is brought forward keeps its time of day as far as that day is open", "[calendar]") {
    const Calendar calendar(paris);
    struct Row {
        const char* moment;
        const char* before;
    };
    const auto row = GENERATE(values<Row>({
        {"2025-03-03T10:00:00Z", "2025-03-03T10:00:00Z"},  // open
        {"2025-03-03T20:00:00Z", "2025-03-03T17:30:00Z"},  // the same evening: closing
        {"2025-03-03T04:00:00Z", "2025-02-28T07:00:00Z"},  // Monday before dawn: Friday's opening
        {"2025-03-08T13:15:00Z", "2025-03-07T13:15:00Z"},  // Saturday afternoon: Friday, same time
        {"2025-04-21T06:00:00Z", "2025-04-18T06:00:00Z"},  // Easter Monday
        {"2025-03-30T12:00:00Z", "2025-03-28T13:00:00Z"},  // Sunday 14:00 in summer time: Friday 14:00 in winter time
    }));

    CHECK(to_text(calendar.brought_forward(at(row.moment))) == row.before);
}

TEST_CASE("the last open moment is the closing before", "[calendar]") {
    const Calendar calendar(paris);

    CHECK(to_text(calendar.last_open(at("2025-03-03T10:00:00Z"))) == "2025-03-03T10:00:00Z");
    CHECK(to_text(calendar.last_open(at("2025-03-03T05:00:00Z"))) == "2025-02-28T17:30:00Z");
    CHECK(to_text(calendar.last_open(at("2025-03-03T20:00:00Z"))) == "2025-03-03T17:30:00Z");
}

TEST_CASE("each weekday has its own hours", "[calendar]") {
    const Calendar calendar(paris, {}, sundays());

    CHECK(to_text(calendar.next_open(at("2025-03-03T09:00:00Z"))) == "2025-03-09T09:00:00Z");
    CHECK(to_text(calendar.brought_forward(at("2025-03-03T09:00:00Z"))) == "2025-03-02T09:00:00Z");
    CHECK(to_text(calendar.brought_forward(at("2025-03-03T17:00:00Z"))) == "2025-03-02T11:00:00Z");
    CHECK(to_text(calendar.opening_of(2025y / 3 / 3)) == "2025-03-03T09:00:00Z");  // closed: the week's earliest
}

TEST_CASE("a calendar that never opens holds nothing back", "[calendar]") {
    const Calendar calendar(paris, {}, OpenHours{});
    const auto moment = at("2025-03-03T09:00:00Z");

    CHECK(calendar.next_open(moment) == moment);
    CHECK(calendar.last_open(moment) == moment);
    CHECK(calendar.brought_forward(moment) == moment);
    CHECK_FALSE(calendar.is_open(moment));
}

TEST_CASE("overseas the same wall clock is another moment", "[calendar]") {
    const FixedTime reunion("Indian/Reunion", 4h);
    const FixedTime martinique("America/Martinique", -4h);
    const FixedTime tahiti("Pacific/Tahiti", -10h);

    CHECK(to_text(Calendar(reunion).opening_of(2025y / 3 / 31)) == "2025-03-31T04:00:00Z");
    CHECK(to_text(Calendar(martinique).opening_of(2025y / 3 / 31)) == "2025-03-31T12:00:00Z");
    CHECK(to_text(Calendar(tahiti).opening_of(2025y / 3 / 31)) == "2025-03-31T18:00:00Z");
    CHECK(to_text(Calendar(tahiti).end_of(2025y / 3 / 31)) == "2025-04-01T09:59:59Z");
    CHECK(to_text(Calendar(tahiti).next_open(at("2025-03-29T05:00:00Z"))) == "2025-03-31T18:00:00Z");  // Friday 19:00
}

TEST_CASE("a day ends a second before midnight, also on the nights the clock changes", "[calendar]") {
    const Calendar calendar(paris);

    CHECK(to_text(end_of(2025y / 3 / 29, calendar)) == "2025-03-29T22:59:59Z");
    CHECK(to_text(end_of(2025y / 3 / 30, calendar)) == "2025-03-30T21:59:59Z");
    CHECK(to_text(end_of(2025y / 10 / 25, calendar)) == "2025-10-25T21:59:59Z");
    CHECK(to_text(end_of(2025y / 10 / 26, calendar)) == "2025-10-26T22:59:59Z");
}

TEST_CASE("open hours are written as two times", "[calendar]") {
    const auto span = parse_open_hours("8:00-18:30");

    REQUIRE(span);
    CHECK(*span == OpenHours::Span{8h, 18h + 30min});
    CHECK(to_text(*span) == "8:00-18:30");
    CHECK(parse_open_hours("08:30-12:00") == OpenHours::Span{8h + 30min, 12h});
}

TEST_CASE("open hours that are none are refused with a hint", "[calendar]") {
    const auto* const text = GENERATE("", "8:00", "18:30-8:00", "8:00-8:00", "8-18", "24:00-25:00", "8:00-18:60",
                                      "a:00-b:00", "8:00-18:30 ", "8:0-9:00", "-1:00-2:00");

    const auto span = parse_open_hours(text);

    REQUIRE_FALSE(span);
    CHECK(span.error().code == Error::Code::configuration);
    CHECK_FALSE(span.error().hint.empty());
}

}  // namespace rexflow::testing
