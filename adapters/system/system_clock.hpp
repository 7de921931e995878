#pragma once

#include "engine/ports/clock.hpp"

namespace rexflow::system {

/// The machine's clock.
class SystemClock final : public engine::Clock {
public:
    [[nodiscard]] engine::Instant now() const override;
};

}  // namespace rexflow::system
