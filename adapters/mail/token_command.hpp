#pragma once

#include "engine/result.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace rexflow::mail {

/// Runs a command of the operator's without a shell, and gives the first line it prints: an access token. Its standard
/// input is empty and its complaints are not read, as they may hold a secret. When it takes longer than `limit`, it and
/// what it started are killed.
///
/// Errors: `configuration` when it cannot be started, `authentication` when it fails or prints nothing, `connection`
/// when it does not end in time.
[[nodiscard]] engine::Result<std::string> run_token_command(const std::vector<std::string>& words,
                                                            std::chrono::milliseconds limit);

}  // namespace rexflow::mail
