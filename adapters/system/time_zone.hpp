#pragma once

#include "engine/ports/time_zone.hpp"
#include "engine/result.hpp"

#include <memory>
#include <string_view>

namespace rexflow::system {

/// A zone of the machine's tz database, by its IANA name: "Europe/Paris", "Indian/Reunion". Safe from several threads.
/// Error::Code::configuration when the name is unknown or the database is not installed.
[[nodiscard]] engine::Result<std::unique_ptr<engine::TimeZone>> load_time_zone(std::string_view name);

}  // namespace rexflow::system
