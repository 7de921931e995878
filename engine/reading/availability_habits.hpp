#pragma once

#include "engine/time.hpp"

namespace rexflow::engine::reading {

/// What people mean by hours they leave open: "après 19h" ends somewhere, "vers 13h30" is not to the minute.
struct AvailabilityHabits {
    TimeOfDay earliest = std::chrono::hours(8);          ///< where "avant 9h" begins
    TimeOfDay latest = std::chrono::hours(21);           ///< where "après 19h" ends
    TimeOfDay any_time_until = std::chrono::hours(20);   ///< "n'importe quand" is from `earliest` until then
    TimeOfDay around_before = std::chrono::minutes(15);  ///< "vers 13h30" begins that much before
    TimeOfDay around_after = std::chrono::minutes(30);   ///< and ends that much after
    TimeOfDay exact = std::chrono::minutes(15);          ///< "à 13h" lasts that long
};

}  // namespace rexflow::engine::reading
