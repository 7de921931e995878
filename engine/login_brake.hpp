#pragma once

#include "engine/account.hpp"

namespace rexflow::engine {

/// Whose failed logins are counted together.
enum class Counted {
    identifier,  ///< what was typed, whether anybody has it or not
    network,     ///< a practice shares one, so more is allowed
};

/// Failures in a row that cost nothing: people mistype.
[[nodiscard]] int free_failures(Counted counted);

/// When a login may be tried again after these failures; none: now. The wait begins with 30 seconds and doubles with
/// each further failure, up to a quarter of an hour; a day without failures and all are forgotten.
[[nodiscard]] std::optional<Instant> braked_until(Counted counted, const LoginCount& count, Instant now);

[[nodiscard]] LoginCount after_failure(const LoginCount& count, Instant now);

inline constexpr std::chrono::hours failures_last{24};

}  // namespace rexflow::engine
