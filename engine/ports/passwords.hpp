#pragma once

#include "engine/result.hpp"

#include <string>
#include <string_view>

namespace rexflow::engine {

/// Hashes passwords, slowly on purpose. Only so many at once: whoever finds all places taken waits, and gets
/// Error::Code::busy when none becomes free in time. Safe from several threads.
class Passwords {
public:
    virtual ~Passwords() = default;
    /// Salted; another text each time.
    [[nodiscard]] virtual Result<std::string> hash(std::string_view password) = 0;
    /// Costs as much for an empty `hash`, which is nobody's and never right.
    [[nodiscard]] virtual Result<bool> verify(std::string_view hash, std::string_view password) = 0;
};

}  // namespace rexflow::engine
