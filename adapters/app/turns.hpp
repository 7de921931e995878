#pragma once

#include "adapters/app/installation.hpp"

#include <functional>
#include <stop_token>

namespace rexflow::app {

/// The turns the loops of `serve` take, and the commands take once. Each goes on until nothing is left to do now, or
/// somebody asks to stop.

/// Queues every reminder that is due.
[[nodiscard]] engine::Result<engine::Reminders::Turn> take_reminder_turns(const Installation& installation,
                                                                          const std::stop_token& stop = {});

/// Sends every letter that is due.
[[nodiscard]] engine::Result<engine::Delivery::Turn> take_delivery_turns(const Installation& installation,
                                                                         const std::stop_token& stop = {});

/// Takes what is new in a mailbox; the coordinator is told by mail when it does not work, and again when it does
/// (note_fetch). @return how many messages were taken
[[nodiscard]] engine::Result<int> take_mail(const Installation& installation, const WatchedInbox& watched,
                                            const engine::IntakeLine::Report& report);

}  // namespace rexflow::app
