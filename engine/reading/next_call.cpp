#include "engine/reading/next_call.hpp"

#include <algorithm>
#include <vector>

namespace rexflow::engine::reading {

namespace {

constexpr int days_looked_ahead = 366;

/// Hours of one day, `to` not included.
struct Span {
    TimeOfDay from;
    TimeOfDay to;
};

bool says_when(const Window& window) { return window.date || !window.days.empty() || window.from; }
bool has_limit(const Window& window) { return window.not_before || window.not_after; }
bool is_limit(const Window& window) { return !window.excluded && !says_when(window) && has_limit(window); }
bool is_channel(const Window& window) {
    return !window.excluded && !says_when(window) && !has_limit(window) && !window.channel.empty();
}

bool is_within_limits(const Window& window, Day day) {
    return (!window.not_before || day >= *window.not_before) && (!window.not_after || day <= *window.not_after);
}

bool names(const Window& window, Day day) {
    return std::ranges::find(window.days, std::chrono::weekday(std::chrono::sys_days(day))) != window.days.end();
}

bool is_open_on(const Window& window, Day day, const Calendar& calendar) {
    if (!is_within_limits(window, day)) return false;
    if (window.date) return *window.date == day;
    return window.days.empty() ? calendar.is_working_day(day) : names(window, day) && !calendar.is_holiday(day);
}

bool is_excluded_on(const Window& window, Day day) {
    if (!is_within_limits(window, day)) return false;
    if (window.date) return *window.date == day;
    return window.days.empty() || names(window, day);
}

std::vector<Span> without(const std::vector<Span>& spans, Span hole) {
    std::vector<Span> rest;
    for (const auto& span : spans) {
        const Span before{span.from, std::min(span.to, hole.from)};
        const Span after{std::max(span.from, hole.to), span.to};
        if (before.from < before.to) rest.push_back(before);
        if (after.from < after.to) rest.push_back(after);
    }
    return rest;
}

/// What the windows say, sorted by what they are for.
struct Sorted {
    std::vector<Window> open;
    std::vector<Window> excluded;
    std::vector<Window> limits;
};

Sorted sorted(std::span<const Window> windows) {
    Sorted sorted;
    for (const auto& window : windows) {
        if (is_channel(window)) continue;
        auto& kind = window.excluded ? sorted.excluded : is_limit(window) ? sorted.limits : sorted.open;
        kind.push_back(window);
    }
    const bool leaves_it_open = sorted.open.empty() && !(sorted.excluded.empty() && sorted.limits.empty());
    if (leaves_it_open) sorted.open.emplace_back();
    return sorted;
}

std::vector<Span> spans_on(Day day, const Sorted& windows, const Calendar& calendar, const AvailabilityHabits& habits) {
    constexpr Span whole_day{TimeOfDay(0), std::chrono::hours(24)};
    if (!std::ranges::all_of(windows.limits, [&](const auto& limit) { return is_within_limits(limit, day); }))
        return {};
    std::vector<Span> spans;
    for (const auto& window : windows.open)
        if (is_open_on(window, day, calendar))
            spans.push_back({window.from.value_or(habits.earliest), window.to.value_or(habits.any_time_until)});
    for (const auto& window : windows.excluded)
        if (is_excluded_on(window, day))
            spans = without(spans, {window.from.value_or(whole_day.from), window.to.value_or(whole_day.to)});
    std::ranges::sort(spans, {}, &Span::from);
    return spans;
}

/// 24:00 is the beginning of the next day.
Instant moment(const TimeZone& zone, Day day, TimeOfDay at) {
    const auto next = Day(std::chrono::sys_days(day) + std::chrono::days(1));
    return at >= std::chrono::hours(24) ? zone.instant(next, TimeOfDay(0)) : zone.instant(day, at);
}

}  // namespace

std::optional<Instant> next_callable(std::span<const Window> windows, Instant now, const Calendar& calendar,
                                     const AvailabilityHabits& habits) {
    const auto given = sorted(windows);
    if (given.open.empty()) return std::nullopt;
    const auto today = std::chrono::sys_days(calendar.zone().local(now).on);
    for (int ahead = 0; ahead <= days_looked_ahead; ++ahead) {
        const Day day(today + std::chrono::days(ahead));
        for (const auto& span : spans_on(day, given, calendar, habits)) {
            const auto at = std::max(now, moment(calendar.zone(), day, span.from));
            if (at < moment(calendar.zone(), day, span.to)) return at;  // no hour that the clocks skip is left open
        }
    }
    return std::nullopt;
}

}  // namespace rexflow::engine::reading
