#pragma once

#include "engine/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::sqlite {

/// "2025-03-03T09:00:00Z", always 20 characters, years 0000 to 9999: what engine::to_text gives. Written by hand
/// because a history of 30 events holds some 150 of them and every opened case pays for each.
[[nodiscard]] std::string text_of(engine::Instant at);

/// Reads exactly that form; none for anything else.
[[nodiscard]] std::optional<engine::Instant> instant_of(std::string_view text);

}  // namespace rexflow::sqlite
