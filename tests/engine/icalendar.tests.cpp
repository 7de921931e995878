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
