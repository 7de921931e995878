#pragma once

#include "engine/intake.hpp"
#include "engine/ports/message_reader.hpp"

/// What a person does about mail that did not go its way by itself, here and on the command line. Each is part of the
/// caller's transaction.
namespace rexflow::engine::mail_care {

struct Parts {
    const MessageReader& reader;
    const Intake& intake;
};

/// Error::Code::not_found unless the message is there with this outcome.
[[nodiscard]] Result<StoredMessage> find(const Reader& reader, MessageId id, Outcome outcome);

/// Understands a message of the quarantine once more. Error::Code::erased when its bytes are gone.
[[nodiscard]] Result<Understood> retry(Unit& unit, const Parts& parts, MessageId id, Instant now);

/// A held auto-reply that a person says is a report becomes a case.
[[nodiscard]] Result<Understood> open_held(Unit& unit, const Parts& parts, MessageId id, Instant now);

/// How long a reason to look may be, in bytes.
inline constexpr std::size_t longest_reason = 300;

/// The bytes of a message in quarantine or held, as they came; the access log keeps who looks, and why. The mails of a
/// case are behind the case.
/// Error::Code::invalid_input without a reason, or with one that is too long; `not_found` for a message that is not
/// there, or belongs to a case `member` is set aside from; `erased`.
[[nodiscard]] Result<std::string> original(Unit& unit, MessageId id, MemberId member, std::string_view reason,
                                           Instant now);

/// A letter goes at once, with a week to try. Error::Code::not_found for one that was sent, was erased or is not there.
[[nodiscard]] Result<void> send_again(Unit& unit, OutboxId id, Instant now);

/// A letter that waits is not tried any more. Error::Code::not_found for one that does not wait.
[[nodiscard]] Result<void> give_up(Unit& unit, OutboxId id);

}  // namespace rexflow::engine::mail_care
