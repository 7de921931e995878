#include "engine/reading/next_call.hpp"

#include "engine/reading/window_text.hpp"
#include "tests/support/paris.hpp"

#include <catch2/catch.hpp>

#include <initializer_list>

namespace rexflow::testing {

namespace {

const ParisTime paris;

/// When windows are next open, seen at a moment in UTC.
std::string next(std::initializer_list<std::string_view> texts, std::string_view now) {
    std::vector<engine::reading::Window> windows;
    for (const auto text : texts) windows.push_back(engine::reading::parse_window(text).value());
    const engine::Calendar calendar(paris);
    const auto at = engine::reading::next_callable(windows, engine::parse_instant(now).value(), calendar);
    return at ? engine::to_text(*at) : "never";
}

constexpr std::string_view tuesday_10h = "2026-03-10T09:00:00Z";  // winter: one hour ahead of UTC

}  // namespace

TEST_CASE("somebody is called when their window opens, or now when it is open", "[next_call]") {
    CHECK(next({"12:00-14:00"}, tuesday_10h) == "2026-03-10T11:00:00Z");
    CHECK(next({"12:00-14:00"}, "2026-03-10T12:59:59Z") == "2026-03-10T12:59:59Z");
    CHECK(next({"12:00-14:00"}, "2026-03-10T13:00:00Z") == "2026-03-11T11:00:00Z");
    CHECK(next({"tue,thu 12:00-14:00"}, "2026-03-10T13:30:00Z") == "2026-03-12T11:00:00Z");
    CHECK(next({"thu 09:00-10:00", "wed 17:00-18:00"}, tuesday_10h) == "2026-03-11T16:00:00Z");
    CHECK(next({"2026-03-20 09:00-10:00"}, tuesday_10h) == "2026-03-20T08:00:00Z");
    CHECK(next({"19:00-24:00"}, "2026-03-10T22:30:00Z") == "2026-03-10T22:30:00Z");
}

TEST_CASE("a day without hours is open from eight to eight", "[next_call]") {
    CHECK(next({"thu"}, tuesday_10h) == "2026-03-12T07:00:00Z");
    CHECK(next({"working days"}, "2026-03-10T18:59:59Z") == "2026-03-10T18:59:59Z");
    CHECK(next({"working days"}, "2026-03-10T19:00:00Z") == "2026-03-11T07:00:00Z");
}

TEST_CASE("working days are meant where no day is named; a weekday is not meant on a holiday, a date is",
          "[next_call]") {
    CHECK(next({"12:00-14:00"}, "2026-04-03T14:00:00Z") == "2026-04-07T10:00:00Z");  // over Easter Monday, 6 April
    CHECK(next({"mon 12:00-14:00"}, "2026-04-03T14:00:00Z") == "2026-04-13T10:00:00Z");
    CHECK(next({"2026-04-06 12:00-14:00"}, "2026-04-03T14:00:00Z") == "2026-04-06T10:00:00Z");
    CHECK(next({"sat 10:00-12:00"}, tuesday_10h) == "2026-03-14T09:00:00Z");
}

TEST_CASE("nobody is called at a time they excepted", "[next_call]") {
    CHECK(next({"12:00-14:00", "not tue"}, tuesday_10h) == "2026-03-11T11:00:00Z");
    CHECK(next({"08:00-20:00", "not 09:00-12:00"}, tuesday_10h) == "2026-03-10T11:00:00Z");
    CHECK(next({"12:00-14:00", "not tue 12:00-13:00"}, tuesday_10h) == "2026-03-10T12:00:00Z");
    CHECK(next({"12:00-14:00", "not 2026-03-10"}, tuesday_10h) == "2026-03-11T11:00:00Z");
    CHECK(next({"12:00-14:00", "not from 2026-03-10 until 2026-03-20"}, tuesday_10h) == "2026-03-23T11:00:00Z");
    CHECK(next({"wed", "not wed"}, tuesday_10h) == "never");
}

TEST_CASE("nobody is called before they are back, whichever window said so", "[next_call]") {
    CHECK(next({"19:00-21:00", "from 2026-03-24"}, tuesday_10h) == "2026-03-24T18:00:00Z");
    CHECK(next({"19:00-21:00 from 2026-03-24"}, tuesday_10h) == "2026-03-24T18:00:00Z");
    CHECK(next({"19:00-21:00 from 2026-03-24", "12:00-14:00"}, tuesday_10h) == "2026-03-10T11:00:00Z");
    CHECK(next({"19:00-21:00 until 2026-03-10"}, "2026-03-10T21:00:00Z") == "never");
}

TEST_CASE("where only exceptions and limits are given, every working day is meant", "[next_call]") {
    CHECK(next({"not tue"}, tuesday_10h) == "2026-03-11T07:00:00Z");
    CHECK(next({"from 2026-03-24"}, tuesday_10h) == "2026-03-24T07:00:00Z");
}

TEST_CASE("without a window that says when, there is no next moment", "[next_call]") {
    CHECK(next({}, tuesday_10h) == "never");
    CHECK(next({"via sms"}, tuesday_10h) == "never");
    CHECK(next({"2026-03-09 12:00-14:00"}, tuesday_10h) == "never");
    CHECK(next({"12:00-14:00 via sms"}, tuesday_10h) == "2026-03-10T11:00:00Z");
}

TEST_CASE("a window keeps its hour of the wall clock over the nights the clocks change", "[next_call]") {
    CHECK(next({"sun 12:00-14:00"}, "2026-03-28T22:00:00Z") == "2026-03-29T10:00:00Z");
    CHECK(next({"sun 12:00-14:00"}, "2026-10-24T22:00:00Z") == "2026-10-25T11:00:00Z");
    // 29 March has no 2:15 to 2:45; 25 October has it twice
    CHECK(next({"sun 02:15-02:45"}, "2026-03-28T22:00:00Z") == "2026-04-05T00:15:00Z");
    CHECK(next({"sun 01:30-03:30"}, "2026-03-28T22:00:00Z") == "2026-03-29T00:30:00Z");
    CHECK(next({"sun 02:15-02:45"}, "2026-10-24T22:00:00Z") == "2026-10-25T00:15:00Z");
}

}  // namespace rexflow::testing
