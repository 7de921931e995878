#include "engine/time.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace rexflow::engine {

namespace {

using namespace std::chrono_literals;

/// Exactly `width` digits at the head of `rest`.
std::optional<int> take_number(std::string_view& rest, std::size_t width) {
    if (rest.size() < width) return std::nullopt;
    int number = 0;
    for (const char c : rest.substr(0, width)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    rest.remove_prefix(width);
    return number;
}

bool take(std::string_view& rest, char expected) {
    if (rest.empty() || rest.front() != expected) return false;
    rest.remove_prefix(1);
    return true;
}

std::optional<Day> take_day(std::string_view& rest) {
    const auto year = take_number(rest, 4);
    if (!year || !take(rest, '-')) return std::nullopt;
    const auto month = take_number(rest, 2);
    if (!month || !take(rest, '-')) return std::nullopt;
    const auto day = take_number(rest, 2);
    if (!day) return std::nullopt;
    const Day on{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                 std::chrono::day(static_cast<unsigned>(*day))};
    return on.ok() ? std::optional(on) : std::nullopt;
}

std::optional<std::chrono::seconds> take_time(std::string_view& rest) {
    const auto hours = take_number(rest, 2);
    if (!hours || *hours > 23 || !take(rest, ':')) return std::nullopt;
    const auto minutes = take_number(rest, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    std::chrono::seconds at = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    if (take(rest, ':')) {
        const auto seconds = take_number(rest, 2);
        if (!seconds || *seconds > 59) return std::nullopt;
        at += std::chrono::seconds(*seconds);
    }
    return at;
}

/// How far the written wall clock is ahead of UTC.
std::optional<std::chrono::seconds> take_offset(std::string_view& rest) {
    if (take(rest, 'Z')) return 0s;
    const bool east = take(rest, '+');
    if (!east && !take(rest, '-')) return std::nullopt;
    const auto hours = take_number(rest, 2);
    if (!hours || *hours > 14 || !take(rest, ':')) return std::nullopt;
    const auto minutes = take_number(rest, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    const std::chrono::seconds offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    return east ? offset : -offset;
}

}  // namespace

std::string to_text(Day on) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(on.year()), static_cast<unsigned>(on.month()),
                       static_cast<unsigned>(on.day()));
}

std::string to_text(Instant at) {
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::hh_mm_ss time(at - midnight);
    return fmt::format("{}T{:02}:{:02}:{:02}Z", to_text(Day(midnight)), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

Result<Day> parse_day(std::string_view text) {
    auto rest = text;
    const auto on = take_day(rest);
    if (!on || !rest.empty()) return Err(Error::Code::invalid_input, "this is not a day", "write it as 2026-03-19");
    return *on;
}

Result<Instant> parse_instant(std::string_view text) {
    const auto error = Err(Error::Code::invalid_input, "this is not a moment in time",
                           "write it as 2026-03-19T09:00:00Z, or with an offset: 2026-03-19T10:00:00+01:00");
    auto rest = text;
    const auto on = take_day(rest);
    if (!on || !take(rest, 'T')) return error;
    const auto at = take_time(rest);
    if (!at) return error;
    const auto offset = take_offset(rest);
    if (!offset || !rest.empty()) return error;
    return std::chrono::sys_days(*on) + *at - *offset;
}

}  // namespace rexflow::engine
