#pragma once

#include "engine/event.hpp"
#include "engine/message.hpp"
#include "engine/reading/reading.hpp"

namespace rexflow::engine {

/// The fields of `report_received` that a mail fills: who wrote, at which number and when they can be called, how
/// urgent it is. The sender field names them where neither their text nor a form does. A guess fills nothing; a field
/// nobody filled is empty.
[[nodiscard]] Payload report_fields(const InboundEmail& email, const Mailbox& sender, const reading::Reading& said);

}  // namespace rexflow::engine
