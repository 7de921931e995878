#include "engine/deadline.hpp"
#include "engine/notation.hpp"
#include "tests/support/paris.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace rexflow::testing {

namespace {

using engine::Calendar;
using engine::Instant;
using engine::next_after;
using engine::ObligationRule;
using engine::OpenHours;
using engine::parse_day;
using engine::parse_instant;
using engine::parse_reminder;
using engine::planned_between;
using engine::PlannedReminder;
using engine::Region;
using engine::to_text;
using namespace std::chrono_literals;
using std::chrono::days;

const ParisTime paris;

Instant at(const char* text) { return parse_instant(text).value(); }

ObligationRule rule_with(const std::vector<const char*>& reminders) {
    ObligationRule rule{"sample", {"Exemple", "Sample"}, std::nullopt, {}};
    for (const auto* text : reminders) rule.reminders.push_back(parse_reminder(text).value());
    return rule;
}

/// Everything planned for an obligation up to a moment, as UTC text.
std::vector<std::string> plan(const std::vector<const char*>& reminders, const char* started, Instant due,
                              const char* upto, const Calendar& calendar = Calendar(paris)) {
    const auto rule = rule_with(reminders);
    std::vector<std::string> moments;
    for (const auto& reminder : planned_between(rule, at(started), due, at(started) - 1s, at(upto), calendar))
        moments.push_back(to_text(reminder.planned_at));
    return moments;
}

Instant end_of(const char* day) { return Calendar(paris).end_of(parse_day(day).value()); }

using Moments = std::vector<std::string>;
constexpr auto monday_9am = "2025-03-03T09:00:00Z";

}  // namespace

TEST_CASE("a reminder by days comes when the day opens, one at due on the morning of that day", "[reminders]") {
    REQUIRE(plan({"at due", "2 working days before", "1 day before"}, monday_9am, end_of("2025-03-18"),
                 "2025-04-01T00:00:00Z") ==
            Moments{"2025-03-14T07:00:00Z", "2025-03-17T07:00:00Z", "2025-03-18T07:00:00Z"});
}

TEST_CASE("what is due at an hour is reminded of at that hour", "[reminders]") {
    CHECK(plan({"at due"}, monday_9am, at("2025-03-04T13:20:00Z"), "2025-04-01T00:00:00Z") ==
          Moments{"2025-03-04T13:20:00Z"});
    CHECK(plan({"at due"}, monday_9am, at("2025-03-04T19:00:00Z"), "2025-04-01T00:00:00Z") ==
          Moments{"2025-03-05T07:00:00Z"});
    CHECK(plan({"at due, open hour before"}, monday_9am, at("2025-03-04T19:00:00Z"), "2025-04-01T00:00:00Z") ==
          Moments{"2025-03-04T17:30:00Z"});
    CHECK(plan({"at due, open hour before"}, monday_9am, at("2025-03-08T13:00:00Z"), "2025-04-01T00:00:00Z") ==
          Moments{"2025-03-07T13:00:00Z"});
    CHECK(plan({"at due, any hour"}, monday_9am, at("2025-03-04T19:00:00Z"), "2025-04-01T00:00:00Z") ==
          Moments{"2025-03-04T19:00:00Z"});
}

TEST_CASE("a step that records an event acts when the due day is over", "[reminders]") {
    REQUIRE(plan({"at due, event survey_closed"}, monday_9am, end_of("2025-03-08"), "2025-04-01T00:00:00Z") ==
            Moments{"2025-03-08T22:59:59Z"});
}

TEST_CASE("outside the open hours a reminder waits, but one before the due comes earlier", "[reminders]") {
    const auto due = end_of("2025-03-10");  // Monday

    CHECK(plan({"1 day before"}, monday_9am, due, "2025-04-01T00:00:00Z") == Moments{"2025-03-07T07:00:00Z"});
    CHECK(plan({"1 day before, next open hour"}, monday_9am, due, "2025-04-01T00:00:00Z") ==
          Moments{"2025-03-10T07:00:00Z"});
    CHECK(plan({"1 day before, any hour"}, monday_9am, due, "2025-04-01T00:00:00Z") == Moments{"2025-03-09T07:00:00Z"});
    CHECK(plan({"5 days after start"}, monday_9am, due, "2025-04-01T00:00:00Z") == Moments{"2025-03-10T07:00:00Z"});
    CHECK(plan({"at start"}, "2025-03-08T15:00:00Z", due, "2025-04-01T00:00:00Z") == Moments{"2025-03-10T07:00:00Z"});
    CHECK(plan({"at due"}, monday_9am, end_of("2025-03-08"), "2025-04-01T00:00:00Z") ==
          Moments{"2025-03-10T07:00:00Z"});
}

TEST_CASE("a reminder before a Tuesday after Easter comes on Thursday when Good Friday is off", "[reminders]") {
    const Calendar alsace(paris, {Region::alsace_moselle, {}, {}});

    CHECK(plan({"1 working day before"}, "2026-03-19T09:00:00Z", end_of("2026-04-07"), "2026-05-01T00:00:00Z",
               alsace) == Moments{"2026-04-02T06:00:00Z"});
    CHECK(plan({"1 working day before"}, "2026-03-19T09:00:00Z", end_of("2026-04-07"), "2026-05-01T00:00:00Z") ==
          Moments{"2026-04-03T06:00:00Z"});
}

TEST_CASE("a reminder that would come before the obligation starts is left out", "[reminders]") {
    CHECK(plan({"7 days before", "1 day before"}, monday_9am, end_of("2025-03-06"), "2025-04-01T00:00:00Z") ==
          Moments{"2025-03-05T07:00:00Z"});
    CHECK(plan({"at due", "at start"}, monday_9am, end_of("2025-03-03"), "2025-04-01T00:00:00Z") ==
          Moments{"2025-03-03T09:00:00Z"});
}

TEST_CASE("a daily repetition waits through a weekend as one reminder", "[reminders]") {
    const auto rule = rule_with({"each day after"});

    const auto planned = planned_between(rule, at(monday_9am), end_of("2025-03-06"), at(monday_9am),
                                         at("2025-03-11T23:00:00Z"), Calendar(paris));

    REQUIRE(planned.size() == 3);
    CHECK(planned[0].key == "each day after to pilot@2025-03-07");
    CHECK(planned[1].key == "each day after to pilot@2025-03-10");
    CHECK(to_text(planned[1].planned_at) == "2025-03-10T07:00:00Z");
    CHECK(planned[2].key == "each day after to pilot@2025-03-11");
}

TEST_CASE("hours that repeat wait through a weekend as one reminder, or never wait", "[reminders]") {
    const auto due = at("2025-03-07T10:00:00Z");

    CHECK(plan({"each 12 hours after"}, monday_9am, due, "2025-03-11T12:00:00Z") ==
          Moments{"2025-03-10T07:00:00Z", "2025-03-10T10:00:00Z", "2025-03-11T07:00:00Z", "2025-03-11T10:00:00Z"});
    CHECK(plan({"each 12 hours after, any hour"}, monday_9am, due, "2025-03-09T00:00:00Z") ==
          Moments{"2025-03-07T22:00:00Z", "2025-03-08T10:00:00Z", "2025-03-08T22:00:00Z"});
}

TEST_CASE("repetitions never end by themselves, except when the rule says until when", "[reminders]") {
    CHECK(plan({"each 48 hours after until 7 days, any hour"}, monday_9am, at("2025-03-04T09:00:00Z"),
               "2026-01-01T00:00:00Z") ==
          Moments{"2025-03-06T09:00:00Z", "2025-03-08T09:00:00Z", "2025-03-10T09:00:00Z"});
    CHECK(plan({"each day after until 9 days"}, monday_9am, end_of("2025-03-10"), "2026-01-01T00:00:00Z") ==
          Moments{"2025-03-11T07:00:00Z", "2025-03-12T07:00:00Z"});
    CHECK(plan({"each 7 days after"}, monday_9am, end_of("2025-03-10"), "2045-03-10T00:00:00Z").size() == 1043);
}

TEST_CASE("one repetition takes over where another ends", "[reminders]") {
    REQUIRE(plan({"each 3 days after until 7 days", "each day after 7 days"}, monday_9am, end_of("2025-03-04"),
                 "2025-03-13T00:00:00Z") ==
            Moments{"2025-03-07T07:00:00Z", "2025-03-10T07:00:00Z", "2025-03-11T07:00:00Z", "2025-03-12T07:00:00Z"});
}

TEST_CASE("a weekly repetition on a holiday is moved once and keeps its weekday", "[reminders]") {
    REQUIRE(plan({"each 7 days after"}, monday_9am, end_of("2025-04-14"), "2025-05-06T00:00:00Z") ==
            Moments{"2025-04-22T06:00:00Z", "2025-04-28T06:00:00Z", "2025-05-05T06:00:00Z"});  // Easter Monday
}

TEST_CASE("the opening hour holds on both sides of a clock change, hours run through it", "[reminders]") {
    CHECK(plan({"each day after, any hour"}, "2025-03-20T09:00:00Z", end_of("2025-03-28"), "2025-03-31T12:00:00Z") ==
          Moments{"2025-03-29T07:00:00Z", "2025-03-30T06:00:00Z", "2025-03-31T06:00:00Z"});
    CHECK(plan({"each day after, any hour"}, "2025-10-20T09:00:00Z", end_of("2025-10-24"), "2025-10-27T12:00:00Z") ==
          Moments{"2025-10-25T06:00:00Z", "2025-10-26T07:00:00Z", "2025-10-27T07:00:00Z"});
    CHECK(plan({"12 hours after start, any hour", "at due, any hour"}, "2025-03-29T18:00:00Z",
               at("2025-03-30T18:00:00Z"),
               "2025-04-01T00:00:00Z") == Moments{"2025-03-30T06:00:00Z", "2025-03-30T18:00:00Z"});
    CHECK(plan({"12 hours after start, any hour", "at due, any hour"}, "2025-10-25T18:00:00Z",
               at("2025-10-26T18:00:00Z"),
               "2025-11-01T00:00:00Z") == Moments{"2025-10-26T06:00:00Z", "2025-10-26T18:00:00Z"});
}

TEST_CASE("open hours inside the hour that is there twice still let the plan go on", "[reminders]") {
    OpenHours nights;
    for (auto& span : nights.days) span = OpenHours::Span{2h, 2h + 30min};
    const Calendar calendar(paris, {}, nights);

    REQUIRE(plan({"each 1 hours after"}, "2025-10-24T09:00:00Z", at("2025-10-25T22:00:00Z"), "2025-10-28T00:00:00Z",
                 calendar) == Moments{"2025-10-26T00:00:00Z", "2025-10-26T01:00:00Z", "2025-10-27T01:00:00Z"});
}

TEST_CASE("reminders of the same moment come in the order of the rule", "[reminders]") {
    const auto rule = rule_with({"1 working day after, to coordinator", "each working day after"});

    const auto planned = planned_between(rule, at(monday_9am), end_of("2025-03-05"), at(monday_9am),
                                         at("2025-03-06T12:00:00Z"), Calendar(paris));

    REQUIRE(planned.size() == 2);
    CHECK(planned[0].step == &rule.reminders[0]);
    CHECK(planned[0].key == "1 working day after to coordinator");
    CHECK(planned[1].key == "each working day after to pilot@2025-03-06");
}

TEST_CASE("the plan is the same however the time is cut into turns", "[reminders]") {
    const auto rule =
        rule_with({"at start", "3 days before", "at due", "each day after until 40 days", "each 5 hours after",
                   "each working day after", "2 working days after, to coordinator"});
    const Calendar calendar(paris);
    const auto started = at("2025-04-14T15:40:00Z");
    const auto due = end_of("2025-04-19");
    const auto first = started - 1s;
    const auto last = started + days(60);
    const auto whole = planned_between(rule, started, due, first, last, calendar);

    std::vector<PlannedReminder> in_turns;
    for (auto from = first; from < last; from += 7h) {
        const auto turn = planned_between(rule, started, due, from, std::min(from + 7h, last), calendar);
        in_turns.insert(in_turns.end(), turn.begin(), turn.end());
    }
    std::vector<Instant> by_next;
    for (auto next = next_after(rule, started, due, first, calendar); next && *next <= last;
         next = next_after(rule, started, due, *next, calendar))
        by_next.push_back(*next);

    CHECK(whole.size() > 80);
    CHECK(in_turns == whole);
    std::vector<Instant> moments;
    for (const auto& reminder : whole) moments.push_back(reminder.planned_at);
    moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
    CHECK(by_next == moments);
}

TEST_CASE("the next reminder is found as fast after twenty years", "[reminders]") {
    const auto rule = rule_with({"each working day after", "each 12 hours after, any hour", "each 7 days after"});
    const Calendar calendar(paris);

    const auto next = next_after(rule, at(monday_9am), end_of("2025-03-05"), at("2045-03-04T21:00:00Z"), calendar);

    CHECK(next == at("2045-03-04T22:59:59Z"));
}

TEST_CASE("nothing is planned after the last reminder that does not repeat", "[reminders]") {
    const auto rule = rule_with({"at due", "1 day after"});
    const Calendar calendar(paris);

    CHECK(next_after(rule, at(monday_9am), end_of("2025-03-05"), at("2025-03-05T12:00:00Z"), calendar) ==
          at("2025-03-06T07:00:00Z"));
    CHECK_FALSE(next_after(rule, at(monday_9am), end_of("2025-03-05"), at("2025-03-06T07:00:00Z"), calendar));
}

}  // namespace rexflow::testing
