#pragma once

#include "engine/time.hpp"

#include <string_view>

namespace rexflow::engine {

struct LocalTime {
    Day on;
    TimeOfDay at;
    auto operator<=>(const LocalTime&) const = default;
};

/// The wall clock of the CPTS, "Europe/Paris" or an overseas zone.
class TimeZone {
public:
    virtual ~TimeZone() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    [[nodiscard]] virtual LocalTime local(Instant at) const = 0;

    /// The moment a wall clock shows this. In the hour that is there twice, the first; in the hour that is skipped,
    /// the moment the clock jumps.
    [[nodiscard]] virtual Instant instant(Day on, TimeOfDay at) const = 0;
};

}  // namespace rexflow::engine
