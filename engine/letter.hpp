#pragma once

#include "engine/ids.hpp"
#include "engine/text.hpp"
#include "engine/time.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// A person as a letter meets them.
struct Correspondent {
    std::string address;  ///< RFC 5321 mailbox
    std::string name;     ///< as the cell recorded it; empty for nobody knows
    Locale locale = Locale::fr;
    std::optional<MemberId> member = std::nullopt;  ///< of the cell; signed into the Message-ID, not kept beside it
    bool operator==(const Correspondent&) const = default;
};

/// The values a template is filled with, already worded for a person in their language. A name that is absent or
/// empty switches its section off. Names are those of templates/manifest.json.
struct LetterVariables {
    std::map<std::string, std::string, std::less<>> values;
    std::map<std::string, std::vector<std::map<std::string, std::string, std::less<>>>, std::less<>> lists;
    bool operator==(const LetterVariables&) const = default;
};

/// An appointment a letter brings along as a calendar entry (RFC 5545).
struct Meeting {
    std::string uid;  ///< the same for an invitation and its reminders
    Instant starts_at;
    int minutes = 60;
    std::string place;  ///< may be empty
    bool operator==(const Meeting&) const = default;
};

/// Letters people outside get count against the brake; those to the cell never do.
enum class Audience { outside, cell };

/// The letter that answers a mail without anybody's doing (RFC 3834). Where the brake holds it back it is given up
/// instead of waiting: its addressee had several today, and machines that answer each other come to an end.
inline constexpr std::string_view automatic_answer = "intake_acknowledged";

/// A letter in the outbox: everything is fixed but its rendering, which happens when it is sent.
struct Letter {
    std::optional<CaseId> case_id;  ///< none: digest, mailbox trouble
    std::string name;               ///< "intake_acknowledged"
    Audience audience = Audience::outside;
    Correspondent to;
    LetterVariables variables;
    std::string message_id;   ///< without angle brackets; fixed here, for ever (RFC 5322, 3.6.4)
    std::string in_reply_to;  ///< the message it answers, without angle brackets; may be empty
    std::vector<std::string> references;
    Instant queued_at;
    Instant send_at;  ///< not before
    std::optional<Meeting> meeting;
};

struct RenderedLetter {
    std::string subject;
    std::string text;
    std::string html;
};

/// A letter as bytes for an SMTP server or a Maildir.
struct OutgoingMail {
    std::string envelope_from;
    std::string envelope_to;
    std::string bytes;  ///< CRLF line ends, complete message
};

}  // namespace rexflow::engine
