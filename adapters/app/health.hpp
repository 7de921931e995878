#pragma once

#include "adapters/app/installation.hpp"
#include "adapters/app/mailbox_looks.hpp"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace rexflow::app {

/// What somebody should look at now, without a name or an address; empty when all is well.
struct Health {
    std::vector<std::string> reasons;
    int cases = 0;
    int quarantined = 0;
    int held = 0;
    int reviews = 0;  ///< messages with something only a person can read
    int letters_waiting = 0;
    int late = 0;  ///< obligations whose day has passed

    [[nodiscard]] nlohmann::ordered_json json() const;
};

/// How moments are said: as programs compare them, or as people do.
enum class Moments { as_utc, in_words };

/// The reasons are worded in `locale`. A program that runs gives its looks, so that a mailbox where a look never ends
/// is found as well.
[[nodiscard]] engine::Result<Health> examine(const Installation& installation, engine::Locale locale,
                                             Moments moments = Moments::as_utc, const MailboxLooks* looks = nullptr);

}  // namespace rexflow::app
