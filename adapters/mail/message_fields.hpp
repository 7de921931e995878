#pragma once

#include "adapters/mail/header_block.hpp"
#include "engine/message.hpp"

namespace rexflow::mail {

/// Fills in what the header of a message says: ids, mailboxes, subject, date, and the marks of automatic mail.
void read_fields(const HeaderBlock& head, engine::InboundEmail& email);

/// Adds what a message/delivery-status part says of each recipient (RFC 3464, 2.3).
void read_delivery_status(std::string_view content, engine::InboundEmail& email);

}  // namespace rexflow::mail
