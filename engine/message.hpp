#pragma once

#include "engine/document_reading.hpp"
#include "engine/time.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

struct Mailbox {
    std::string name;     ///< display name, decoded; may be empty
    std::string address;  ///< "lea@example.org", domain in lower case; may be empty or malformed as received
    bool operator==(const Mailbox&) const = default;
};

struct Attachment {
    std::string file_name;       ///< decoded, NFC, no path; may be empty
    std::string media_type;      ///< "application/pdf", lower case
    std::size_t size = 0;        ///< of the decoded content, bytes
    std::string beginning = {};  ///< its first bytes, decoded, at most `most_beginning`: enough to tell what it is
    static constexpr std::size_t most_beginning = 1024;
    bool operator==(const Attachment&) const = default;
};

/// What a delivery report says of one recipient (RFC 3464, 2.3).
struct DeliveryStatus {
    std::string action;      ///< failed | delayed | delivered | relayed | expanded
    std::string status;      ///< "5.1.1"; empty when not given
    std::string recipient;   ///< Final-Recipient, else Original-Recipient
    std::string diagnostic;  ///< Diagnostic-Code: the server's own answer; may hold addresses
    bool operator==(const DeliveryStatus&) const = default;
};

/// How the sender protected a message: RFC 1847, RFC 8551 (S/MIME), RFC 4880 (PGP, also written into the text).
enum class Protection {
    none,
    signed_,    ///< what was signed is read; the signature itself is not checked
    encrypted,  ///< at least a part of it can only be read by a person with the key
};

/// An incoming message as read from its bytes. All text is UTF-8, NFC, whatever the message declared.
struct InboundEmail {
    std::string message_id;  ///< without angle brackets; empty when absent
    std::string in_reply_to;
    std::vector<std::string> references;
    std::vector<Mailbox> from;
    Mailbox sender;                       ///< Sender field
    std::string return_path;              ///< "<>" for a null sender; empty when the field is absent
    std::vector<std::string> recipients;  ///< To, Cc, Delivered-To, X-Original-To, Envelope-To: addresses
    std::string subject;
    std::optional<Instant> date;
    std::string text;  ///< the body as plain text: text/plain, else made from text/html; then the forwarded messages
    std::vector<DocumentReading> attachment_readings;  ///< one an attachment; none where nobody reads them
    std::optional<reading::FilledForm> form;           ///< filled in, attached or written in the text
    std::vector<Attachment> attachments;  ///< in the order of the message, those of forwarded messages and of a
                                          ///< winmail.dat included; MessageReader::attachment() gives their bytes
    Protection protection = Protection::none;
    std::string media_type;   ///< of the top part, "multipart/report"
    std::string report_type;  ///< parameter of multipart/report: "delivery-status", "disposition-notification"
    std::vector<DeliveryStatus> delivery_statuses;
    std::string reported_message_id;                  ///< Message-ID of the message a report is about
    std::string auto_submitted;                       ///< RFC 3834 field, lower case
    std::string precedence;                           ///< lower case
    bool auto_response_suppressed = false;            ///< X-Auto-Response-Suppress is there
    bool is_list = false;                             ///< List-Id or List-Unsubscribe is there
    bool has_autoreply_marks = false;                 ///< X-Autoreply, X-Autorespond, X-Auto-Reply-From and their kind
    std::vector<std::string> authentication_results;  ///< fields of that name (RFC 8601), unfolded; the last server's,
                                                      ///< which alone may be believed, is on top
    std::string content_hash;  ///< hex; over everything but transit fields (Received, Delivered-To, Return-Path...)
};

/// How a message came: where it is looked for again, and what tells it apart there.
struct Origin {
    std::string source;  ///< "maildir:inbox", "pop3:<mailbox name>", "stdin", "file"
    std::string uid;     ///< unique in that source for ever; empty for stdin and file
    bool operator==(const Origin&) const = default;
};

/// What became of a message. Every stored message ends in exactly one.
enum class Outcome { received, case_opened, reply, auto_held, bounce, duplicate, quarantined };

[[nodiscard]] std::string_view to_text(Outcome outcome);
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view text);

}  // namespace rexflow::engine
