#pragma once

#include "adapters/app/installation.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::app {

/// What lies in a mailbox against what we know of it.
struct Reconciliation {
    std::string source;
    std::size_t listed = 0;
    std::vector<engine::ListedMessage> missing;  ///< not in our ledger: not taken yet, or never

    [[nodiscard]] std::size_t accounted_for() const { return listed - missing.size(); }
};

/// Looks each message of the mailbox up in the ledger; changes nothing on either side.
[[nodiscard]] engine::Result<Reconciliation> reconcile(const Installation& installation, engine::Inbox& inbox);

/// The same once a night, at the first turn after three o'clock: how many are missing is noted for health.
/// @return whether it was time
[[nodiscard]] engine::Result<bool> reconcile_nightly(const Installation& installation, engine::Inbox& inbox);

/// How many messages the last night found missing in a mailbox.
[[nodiscard]] std::size_t missing_last_night(const engine::Reader& reader, std::string_view source);

}  // namespace rexflow::app
