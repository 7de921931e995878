#pragma once

#include "engine/letter.hpp"

#include <span>
#include <string>
#include <variant>

namespace rexflow::engine {

/// An invitation to one person, as a calendar program reads it.
struct CalendarInvitation {
    Meeting meeting;
    std::string summary;            ///< one line; never clinical
    std::string organizer_name;     ///< may be empty
    std::string organizer_address;  ///< who invites: the cell's mailbox
    std::string attendee_address;   ///< empty: METHOD:PUBLISH, an entry to add rather than an invitation
    Instant stamped_at;             ///< DTSTAMP, and the revision: a later one replaces an earlier one of the same uid
};

/// "REQUEST" or "PUBLISH" (RFC 5546 3.2.1, 3.2.2); the method parameter of the MIME part says the same.
[[nodiscard]] std::string_view calendar_method(const CalendarInvitation& invitation);

/// The invitation as an RFC 5545 object: UTC times, CRLF line ends, text escaped (3.3.11), lines folded at 75 octets
/// without cutting a character (3.1). No field can add a line: control characters become blanks.
[[nodiscard]] std::string write_calendar(const CalendarInvitation& invitation);

/// A moment and how long it lasts.
struct TimeSpan {
    Instant starts_at;
    int minutes = 0;
};

/// A line of somebody's feed.
struct CalendarEntry {
    std::string uid;      ///< the same as long as it is the same matter
    std::string summary;  ///< one line; never clinical, and nobody's name
    std::string url;      ///< may be empty
    std::variant<Day, TimeSpan> when;
};

/// A calendar to subscribe to, as an RFC 5545 object; written as write_calendar does. `stamped_at` is when it was asked
/// for.
[[nodiscard]] std::string write_feed(std::string_view name, std::span<const CalendarEntry> entries, Instant stamped_at);

}  // namespace rexflow::engine
