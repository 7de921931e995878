#pragma once

#include "engine/event.hpp"
#include "engine/message.hpp"
#include "engine/reading/reading.hpp"

namespace rexflow::engine {

/// The fields of `report_received` that a mail fills: who wrote, at which number and when they can be called, how
/// urgent it is. What the mail itself says comes first, then the form that came with it, then the sender field. A
/// guess fills nothing; a field nobody filled is absent.
[[nodiscard]] Payload report_fields(const InboundEmail& email, const Mailbox& sender,
                                    const reading::Circumstances& circumstances);

}  // namespace rexflow::engine
