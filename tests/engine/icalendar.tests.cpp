#include "engine/icalendar.hpp"

#include <catch2/catch.hpp>

#include <sstream>

using rexflow::engine::CalendarInvitation;
using rexflow::engine::parse_instant;
using rexflow::engine::write_calendar;

namespace {

CalendarInvitation invitation() {
    return {
        {"REX-2026-0001.m@cpts.example", parse_instant("2025-03-10T12:00:00Z").value(), 90, "Maison de santé, salle 2"},
        "Réunion ; suite",
        "Cellule \"qualité\"",
        "cellule@cpts.example",
        "lea@cabinet.example",
        parse_instant("2025-03-03T09:00:00Z").value()};
}

bool has_line(const std::string& calendar, const std::string& line) {
    return calendar.find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("an invitation is written in UTC with its text escaped", "[icalendar]") {
    const auto calendar = write_calendar(invitation());

    CHECK(calendar.starts_with("BEGIN:VCALENDAR\r\n"));
    CHECK(has_line(calendar, "METHOD:REQUEST"));
    CHECK(has_line(calendar, "UID:REX-2026-0001.m@cpts.example"));
    CHECK(has_line(calendar, "DTSTART:20250310T120000Z"));
    CHECK(has_line(calendar, "DTEND:20250310T133000Z"));
    CHECK(has_line(calendar, "LOCATION:Maison de santé\\, salle 2"));
    CHECK(has_line(calendar, "SUMMARY:Réunion \\; suite"));
    CHECK(has_line(calendar, "ORGANIZER;CN=\"Cellule 'qualité'\":mailto:cellule@cpts.example"));
}

TEST_CASE("long lines are folded at 75 octets between characters, and no value adds a line", "[icalendar]") {
    auto long_one = invitation();
    long_one.summary.clear();
    for (int i = 0; i < 100; ++i) long_one.summary += "é";
    long_one.attendee_address = "lea@cabinet.example\r\nX-EVIL:1";
    const auto calendar = write_calendar(long_one);

    std::istringstream lines(calendar);
    for (std::string line; std::getline(lines, line);) {
        CHECK(line.size() <= 76);
        CHECK((static_cast<unsigned char>(line.starts_with(' ') ? line[1] : line[0]) & 0xC0U) != 0x80U);
        CHECK_FALSE(line.starts_with("X-EVIL"));
    }
}

TEST_CASE("without an attendee the meeting is published", "[icalendar]") {
    auto entry = invitation();
    entry.attendee_address.clear();

    CHECK(has_line(write_calendar(entry), "METHOD:PUBLISH"));
}

TEST_CASE("a feed holds days and moments, and no text can add a line to it", "[icalendar]") {
    using rexflow::engine::CalendarEntry;
    using rexflow::engine::Day;
    using rexflow::engine::TimeSpan;
    using namespace std::chrono_literals;
    const std::vector<CalendarEntry> entries{
        {"1.meeting@cpts.example", "REX-2025-0001 – Réunion", "https://rex.cpts.example/dossiers/REX-2025-0001",
         TimeSpan{parse_instant("2025-03-20T12:00:00Z").value(), 90}},
        {"1.report@cpts.example\r\nX-EVIL:1", "Rapport\r\nX-EVIL:1", "", Day(2025y / 12 / 31)}};

    const auto calendar =
        rexflow::engine::write_feed("Cellule; qualité", entries, parse_instant("2025-03-03T09:00:00Z").value());

    CHECK(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    CHECK(has_line(calendar, "X-WR-CALNAME:Cellule\\; qualité"));
    CHECK(has_line(calendar, "DTSTART:20250320T120000Z"));
    CHECK(has_line(calendar, "DTEND:20250320T133000Z"));
    CHECK(has_line(calendar, "URL:https://rex.cpts.example/dossiers/REX-2025-0001"));
    CHECK(has_line(calendar, "DTSTART;VALUE=DATE:20251231"));
    CHECK(has_line(calendar, "DTEND;VALUE=DATE:20260101"));
    CHECK_FALSE(has_line(calendar, "X-EVIL:1"));
    CHECK(calendar.ends_with("END:VCALENDAR\r\n"));
}
