#pragma once

#include "engine/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// Who or what wrote a message. Only a `report` may open a case by itself or be answered.
enum class MessageKind {
    report,      ///< written by a person: a new matter or a reply, which correlation tells apart
    auto_reply,  ///< sent by a machine, or perhaps so: held and listed, one step away from becoming a case
    bounce,      ///< says what became of a letter of ours (RFC 3464, or a mail server's own wording)
    no_sender,   ///< nobody can be answered: find_usable_sender() finds none
};

struct Classification {
    MessageKind kind = MessageKind::report;
    /// Short code of the rule that decided: "delivery_report", "auto_submitted", "no_sender"; "person" for a report.
    std::string_view reason;
    bool operator==(const Classification&) const = default;
};

/// Tells a person's mail from a machine's by RFC 3834 (automatic responses), RFC 3464 (delivery reports), RFC 8098
/// (read receipts), the null return path of RFC 5321 4.5.5, list and bulk fields, and the subjects of French and
/// English auto-replies. In doubt a mail is held as `auto_reply`, where people see it, and never taken for a bounce.
[[nodiscard]] Classification classify(const InboundEmail& email);

/// Whom to answer: the first well-formed address of From, else of Sender. None: nobody can be written back to, and
/// the mail is one for quarantine unless a machine surely sent it.
[[nodiscard]] std::optional<Mailbox> find_usable_sender(const InboundEmail& email);

/// Whether an answer can be sent there: one mailbox as RFC 5321 4.1.2 spells it, without control characters.
[[nodiscard]] bool is_usable_address(std::string_view address);

/// Message-ID of the letter a bounce is about: the one of its returned part, else the first "Message-ID: <...>" line
/// quoted in its text, as old mail servers do. Empty when it names none.
[[nodiscard]] std::string failed_message_id(const InboundEmail& bounce);

}  // namespace rexflow::engine
