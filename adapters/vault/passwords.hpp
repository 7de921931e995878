#pragma once

#include "engine/ports/passwords.hpp"

#include <chrono>
#include <memory>

namespace rexflow::vault {

struct PasswordCost {
    unsigned long long operations;
    std::size_t memory;                  ///< bytes
    int at_once;                         ///< hashes; each takes that memory
    std::chrono::milliseconds patience;  ///< how long one waits for a place
};

/// argon2id of libsodium: 64 MiB and two passes a hash ("interactive"), two at once.
[[nodiscard]] PasswordCost usual_password_cost();

/// Error::Code::key_trouble when the system gives no random numbers.
[[nodiscard]] engine::Result<std::unique_ptr<engine::Passwords>> make_passwords(
    const PasswordCost& cost = usual_password_cost());

}  // namespace rexflow::vault
