#pragma once

#include "engine/context.hpp"
#include "engine/ports/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rexflow::api {

/// How a mailbox of the settings is doing.
struct MailboxAge {
    std::string source;                        ///< "imap:rapports"
    std::optional<engine::Instant> looked_at;  ///< when a look at it last went well, since the program started
    std::optional<engine::Instant> failing_since;
};

/// What is stored, counted, in the text format of Prometheus: numbers, codes and names of settings; nobody's name.
/// Goes through every case once.
[[nodiscard]] std::string metrics_text(const engine::Reader& reader, const engine::Context& context,
                                       const std::vector<MailboxAge>& mailboxes, engine::Instant now);

}  // namespace rexflow::api
