#pragma once

#include "engine/time.hpp"

namespace rexflow::engine {

/// The only way to know what time it is. Asked once a turn by the loops, never below them.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace rexflow::engine
