#include "engine/mail_care.hpp"

#include "engine/ports/access_log.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

namespace rexflow::engine::mail_care {

Result<StoredMessage> find(const Reader& reader, MessageId id, Outcome outcome) {
    const auto message = reader.find_message(id);
    if (!message || message->outcome != outcome)
        return Err(Error::Code::not_found, fmt::format("there is no {} message of that number", to_text(outcome)));
    return *message;
}

namespace {

Result<std::string> raw_of(const Reader& reader, MessageId id, Outcome outcome) {
    const auto message = find(reader, id, outcome);
    if (!message) return Err(message.error());
    auto raw = reader.raw(message->id);
    if (!raw) return Err(Error::Code::erased, "the message was erased");
    return std::move(*raw);
}

}  // namespace

Result<Understood> retry(Unit& unit, const Parts& parts, MessageId id, Instant now) {
    const auto raw = raw_of(unit, id, Outcome::quarantined);
    if (!raw) return Err(raw.error());
    unit.set_outcome(id, Outcome::received, {}, std::nullopt, {}, {});
    return parts.intake.understand(unit, id, parts.intake.read(parts.reader, *raw, now), now);
}

Result<Understood> open_held(Unit& unit, const Parts& parts, MessageId id, Instant now) {
    const auto raw = raw_of(unit, id, Outcome::auto_held);
    if (!raw) return Err(raw.error());
    const auto email = parts.reader.read(*raw);
    if (!email) return Err(email.error());
    return parts.intake.open_held(unit, id, *email, now);
}

Result<std::string> original(Unit& unit, MessageId id, MemberId member, std::string_view reason, Instant now) {
    if (reason.empty() || reason.size() > longest_reason)
        return Err(Error::Code::invalid_input, "a reason of at most 300 bytes has to be given");
    auto message = find(unit, id, Outcome::quarantined);
    if (!message) message = find(unit, id, Outcome::auto_held);
    if (!message) return Err(message.error());
    if (message->case_id && !unit.registers().case_lists->may_see(member, *message->case_id))
        return Err(Error::Code::not_found, "there is no such message");
    auto raw = unit.raw(id);
    if (!raw) return Err(Error::Code::erased, "the message was erased");
    unit.edit_registers().access_log->add({.member = member,
                                           .case_id = message->case_id,
                                           .looked = Looked::at_message,
                                           .about = std::to_string(id.value),
                                           .reason = std::string(reason),
                                           .at = now});
    return std::move(*raw);
}

Result<void> send_again(Unit& unit, OutboxId id, Instant now) {
    auto row = unit.find_outbox(id);
    if (!row || row->state == OutboxState::sent || row->state == OutboxState::erased)
        return Err(Error::Code::not_found, "there is no letter of that number that could be sent again",
                   "rexflow outbox list --state refused shows those that were refused");
    row->state = OutboxState::queued;
    row->next_try_at = now;
    row->first_failed_at.reset();
    row->trouble_told = false;
    unit.update_outbox(*row);
    return {};
}

Result<void> give_up(Unit& unit, OutboxId id) {
    auto row = unit.find_outbox(id);
    if (!row || (row->state != OutboxState::queued && row->state != OutboxState::braked))
        return Err(Error::Code::not_found, "there is no letter of that number that waits");
    row->state = OutboxState::given_up;
    row->last_status = "by hand";
    unit.update_outbox(*row);
    return {};
}

}  // namespace rexflow::engine::mail_care
