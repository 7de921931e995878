#pragma once

#include "engine/ports/store.hpp"

namespace rexflow::engine {

/// Queues what webhooks are told of an event, in the transaction that records it: number of the case, name of the
/// event, states and instants; never a field of the event, and nobody's name. `row` is the case after the event.
void announce(Unit& unit, const CaseRow& row, const HistoryEvent& entry);

/// Whether deliveries may go there: https, or http to this machine itself. No user, password or fragment.
[[nodiscard]] bool is_webhook_address(std::string_view url);

}  // namespace rexflow::engine
