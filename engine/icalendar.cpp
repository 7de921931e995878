#include "engine/icalendar.hpp"

#include "engine/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace rexflow::engine {
namespace {

constexpr std::size_t longest_line = 75;  // octets, RFC 5545 3.1

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }

std::string one_line(std::string_view text) {
    std::string line(text);
    std::ranges::replace_if(line, is_control, ' ');
    return line;
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\n') {
            result += "\\n";
            continue;
        }
        if (c == '\\' || c == ';' || c == ',') {
            result += '\\';
        }
        result += is_control(c) ? ' ' : c;
    }
    return result;
}

/// A quoted parameter value may hold anything but a double quote (RFC 5545 3.1).
std::string quoted(std::string_view text) {
    auto value = one_line(text);
    std::ranges::replace(value, '"', '\'');
    return '"' + value + '"';
}

std::string date(Day on) {
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(on.year()), static_cast<unsigned>(on.month()),
                       static_cast<unsigned>(on.day()));
}

std::string utc(Instant at) {
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss time(at - midnight);
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

/// Rises with time and stays far below 2^31.
long long revision(Instant at) { return std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count(); }

void append_folded(std::string& calendar, std::string_view line) {
    auto room = longest_line;
    while (line.size() > room) {
        auto cut = room;
        while (cut > 1 && continues_character(line[cut])) {
            --cut;
        }
        calendar.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
        room = longest_line - 1;
    }
    calendar.append(line).append("\r\n");
}

}  // namespace

std::string_view calendar_method(const CalendarInvitation& invitation) {
    return invitation.attendee_address.empty() ? "PUBLISH" : "REQUEST";
}

std::string write_calendar(const CalendarInvitation& invitation) {
    const auto& meeting = invitation.meeting;
    std::string calendar;
    const auto line = [&](std::string_view start, const std::string& value) {
        append_folded(calendar, fmt::format("{}{}", start, value));
    };
    line("BEGIN:VCALENDAR", "");
    line("VERSION:2.0", "");
    line("PRODID:-//RexFlow//RexFlow//FR", "");
    line("METHOD:", std::string(calendar_method(invitation)));
    line("BEGIN:VEVENT", "");
    line("UID:", escaped(one_line(meeting.uid)));
    line("DTSTAMP:", utc(invitation.stamped_at));
    line("SEQUENCE:", std::to_string(revision(invitation.stamped_at)));
    line("DTSTART:", utc(meeting.starts_at));
    line("DTEND:", utc(meeting.starts_at + std::chrono::minutes(meeting.minutes)));
    line("SUMMARY:", escaped(invitation.summary));
    if (!meeting.place.empty()) {
        line("LOCATION:", escaped(meeting.place));
    }
    const auto name = invitation.organizer_name.empty() ? "" : ";CN=" + quoted(invitation.organizer_name);
    line("ORGANIZER", name + ":mailto:" + one_line(invitation.organizer_address));
    if (!invitation.attendee_address.empty()) {
        line("ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:", one_line(invitation.attendee_address));
    }
    line("END:VEVENT", "");
    line("END:VCALENDAR", "");
    return calendar;
}

std::string write_feed(std::string_view name, std::span<const CalendarEntry> entries, Instant stamped_at) {
    std::string calendar;
    const auto line = [&](std::string_view start, const std::string& value) {
        append_folded(calendar, fmt::format("{}{}", start, value));
    };
    line("BEGIN:VCALENDAR", "");
    line("VERSION:2.0", "");
    line("PRODID:-//RexFlow//RexFlow//FR", "");
    line("METHOD:PUBLISH", "");
    line("X-WR-CALNAME:", escaped(one_line(name)));
    line("REFRESH-INTERVAL;VALUE=DURATION:", "PT1H");
    for (const auto& entry : entries) {
        line("BEGIN:VEVENT", "");
        line("UID:", escaped(one_line(entry.uid)));
        line("DTSTAMP:", utc(stamped_at));
        if (const auto* const on = std::get_if<Day>(&entry.when)) {
            line("DTSTART;VALUE=DATE:", date(*on));
            line("DTEND;VALUE=DATE:", date(Day(std::chrono::sys_days(*on) + std::chrono::days(1))));
        } else if (const auto* const span = std::get_if<TimeSpan>(&entry.when)) {
            line("DTSTART:", utc(span->starts_at));
            line("DTEND:", utc(span->starts_at + std::chrono::minutes(span->minutes)));
        }
        line("SUMMARY:", escaped(one_line(entry.summary)));
        if (!entry.url.empty()) line("URL:", one_line(entry.url));
        line("TRANSP:TRANSPARENT", "");
        line("END:VEVENT", "");
    }
    line("END:VCALENDAR", "");
    return calendar;
}

}  // namespace rexflow::engine
