#pragma once

#include "engine/time.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What people type into forms, cleaned of the form itself.
namespace rexflow::engine::reading {

/// Without blanks of any kind at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Without the dotted and underscored lines it was typed over, and without blanks around each line.
[[nodiscard]] std::string without_leaders(std::string_view text);

/// How many bytes at the start of `text` are a dotted or underscored line ("....", "………", "____"); 0 when none.
[[nodiscard]] std::size_t leader_length(std::string_view text);

/// A date as people write it: "02/03/2026", "2.3.26", "2 mars 2026", "2026-03-02", with or without a weekday before
/// it. Nothing when there is more than a date.
[[nodiscard]] std::optional<std::string> as_day(std::string_view written);

}  // namespace rexflow::engine::reading
