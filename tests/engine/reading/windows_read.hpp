#pragma once

#include "engine/reading/window_text.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::testing {

/// A Tuesday, ten in the morning.
inline constexpr engine::LocalTime tuesday_morning{std::chrono::year(2026) / std::chrono::March / 10,
                                                   std::chrono::hours(10)};

using Windows = std::vector<std::string>;

/// The windows of a text in the notation of window_text.hpp.
inline Windows windows_in(std::string_view text, engine::LocalTime written_at = tuesday_morning) {
    Windows windows;
    for (const auto& window : engine::reading::read_availability(text, written_at))
        windows.push_back(engine::reading::to_text(window));
    return windows;
}

/// A phrase and the windows it means.
struct Habit {
    std::string_view text;
    Windows windows;
};

inline void check(const std::vector<Habit>& habits) {
    for (const auto& habit : habits) {
        INFO(habit.text);
        CHECK(windows_in(habit.text) == habit.windows);
    }
}

}  // namespace rexflow::testing
