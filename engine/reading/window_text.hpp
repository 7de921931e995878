#pragma once

#include "engine/reading/availability.hpp"
#include "engine/result.hpp"
#include "engine/text.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// How a window is written in the history and typed by the cell: these parts, in this order, each at most once.
///
///   not                 excluded
///   tue,thu             days, Monday first; none: every working day
///   2026-03-12          or one date
///   12:00-14:00         hours, at most to 24:00; none: the whole day
///   from 2026-03-24     not before that day
///   until 2026-03-31    not after that day
///   via sms             channel: message, sms or secretary
///
/// "working days" is the window that says nothing else. What it was read from is not part of it.
[[nodiscard]] std::string to_text(const Window& window);

/// Reads what to_text writes; what is read is written the same. Error::Code::invalid_input for anything else.
[[nodiscard]] Result<Window> parse_window(std::string_view text);

/// Several of them, separated by "; ".
[[nodiscard]] std::string to_text(std::span<const Window> windows);
[[nodiscard]] Result<std::vector<Window>> parse_windows(std::string_view text);

/// For people: "mardi et jeudi, entre 12 h et 14 h", "pas le mercredi", "à partir du 24 mars", "de préférence par SMS".
[[nodiscard]] std::string in_words(const Window& window, Locale locale);

}  // namespace rexflow::engine::reading
