#include "engine/deadline.hpp"

#include <algorithm>

namespace rexflow::engine {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::sys_days;

/// One obligation and the calendar it lives in.
struct Course {
    Instant started;
    Instant due;
    const Calendar& calendar;

    [[nodiscard]] Instant anchor_of(const ReminderStep& step) const {
        return step.anchor == ReminderStep::Anchor::start ? started : due;
    }
    [[nodiscard]] Day day_of(Instant at) const { return calendar.zone().local(at).on; }
};

bool is_at_anchor(const ReminderStep& step) { return step.distance.amount == 0; }
bool is_at_start(const ReminderStep& step) {
    return is_at_anchor(step) && step.anchor == ReminderStep::Anchor::start && !step.every;
}

/// "At due" itself, see planned_between.
Instant due_moment(const ReminderStep& step, const Course& course) {
    const auto due_on = course.day_of(course.due);
    const bool is_due_at_an_hour = course.due != course.calendar.end_of(due_on);
    return is_due_at_an_hour || !step.event.empty() ? course.due : course.calendar.opening_of(due_on);
}

/// When the step comes (for the first time), whatever the open hours.
Instant nominal_moment(const ReminderStep& step, const Course& course) {
    const auto anchor = course.anchor_of(step);
    if (is_at_anchor(step))
        return step.anchor == ReminderStep::Anchor::start ? course.started : due_moment(step, course);
    const auto direction = step.before ? Direction::back : Direction::forward;
    if (step.distance.unit == TimeUnit::hours)
        return step.before ? anchor - hours(step.distance.amount) : anchor + hours(step.distance.amount);
    return course.calendar.opening_of(course.calendar.moved(course.day_of(anchor), step.distance, direction));
}

Instant shifted(Instant nominal, Outside outside, const Calendar& calendar) {
    switch (outside) {
        case Outside::wait:
            return calendar.next_open(nominal);
        case Outside::bring_forward:
            return calendar.brought_forward(nominal);
        case Outside::go_anyway:
            return nominal;
    }
    return nominal;
}

/// The smallest `first + k * period` (k >= 0) later than `threshold`.
template <typename Point, typename Period>
Point first_multiple_after(Point first, Period period, Point threshold) {
    if (threshold < first) return first;
    return first + ((threshold - first) / period + 1) * period;
}

/// The first occurrence of a step repeated by days whose opening is later than `threshold`.
Instant daily_after(const ReminderStep& step, Day first_on, Instant threshold, const Course& course) {
    const auto& calendar = course.calendar;
    const sys_days first = first_on;
    // An opening on the threshold's own day may still be to come: start from the day before.
    const sys_days day_before = sys_days(course.day_of(threshold)) - days(1);
    if (step.every->counting == Counting::calendar) {
        const days period(step.every->amount);
        auto day = first_multiple_after(first, period, day_before);
        while (calendar.opening_of(day) <= threshold) day += period;
        return calendar.opening_of(day);
    }
    Day day = std::max(first, day_before);
    if (day != first_on) day = calendar.moved(day, *step.every);
    while (calendar.opening_of(day) <= threshold) day = calendar.moved(day, *step.every);
    return calendar.opening_of(day);
}

bool is_past_end(const ReminderStep& step, Instant nominal, const Course& course) {
    if (!step.until) return false;
    if (step.until->unit == TimeUnit::hours) return nominal > course.started + hours(step.until->amount);
    if (step.every->unit == TimeUnit::hours && step.until->unit == TimeUnit::days)
        return nominal > course.started + days(step.until->amount);
    return course.day_of(nominal) > course.calendar.moved(course.day_of(course.started), *step.until);
}

/// The first moment of a repeated step later than `threshold`, whatever the open hours.
Instant occurrence_after(const ReminderStep& step, Instant threshold, const Course& course) {
    const auto first = nominal_moment(step, course);
    if (step.every->unit != TimeUnit::hours) return daily_after(step, course.day_of(first), threshold, course);
    return first_multiple_after(first, std::chrono::seconds(hours(step.every->amount)), threshold);
}

/// The first occurrence of a repeated step that is planned later than `after`.
std::optional<Instant> repeated_after(const ReminderStep& step, Instant after, const Course& course) {
    // What waits is planned later than `after` when it falls after the last open moment up to then: begin there.
    auto threshold = step.outside == Outside::wait ? course.calendar.last_open(after) : after;
    while (true) {
        const auto nominal = occurrence_after(step, threshold, course);
        if (is_past_end(step, nominal, course)) return std::nullopt;
        const auto planned = shifted(nominal, step.outside, course.calendar);
        if (planned > after) return planned;
        threshold = nominal;
    }
}

/// The step's first reminder later than `after`.
std::optional<Instant> planned_after(const ReminderStep& step, Instant after, const Course& course) {
    if (step.every) return repeated_after(step, std::max(after, course.started), course);
    const auto planned = shifted(nominal_moment(step, course), step.outside, course.calendar);
    const bool is_too_early = planned <= course.started && !is_at_start(step);
    return planned <= after || is_too_early ? std::nullopt : std::optional(planned);
}

std::string ledger_key(const ReminderStep& step, Instant planned_at, const Course& course) {
    if (!step.every) return step.key;
    return step.key + "@" +
           (step.every->unit == TimeUnit::hours ? to_text(planned_at) : to_text(course.day_of(planned_at)));
}

}  // namespace

Instant due_at(const Allowance& allowance, Instant start, const Calendar& calendar) {
    if (allowance.unit == TimeUnit::hours) return start + hours(allowance.amount);
    return calendar.end_of(calendar.moved(calendar.zone().local(start).on, allowance));
}

std::vector<PlannedReminder> planned_between(const ObligationRule& rule, Instant started, Instant due, Instant after,
                                             Instant upto, const Calendar& calendar) {
    const Course course{started, due, calendar};
    std::vector<PlannedReminder> planned;
    for (const auto& step : rule.reminders) {
        auto at = planned_after(step, after, course);
        while (at && *at <= upto) {
            planned.push_back({&step, ledger_key(step, *at, course), *at});
            at = planned_after(step, *at, course);
        }
    }
    std::ranges::stable_sort(planned, {}, &PlannedReminder::planned_at);
    return planned;
}

std::optional<Instant> next_after(const ObligationRule& rule, Instant started, Instant due, Instant after,
                                  const Calendar& calendar) {
    const Course course{started, due, calendar};
    std::optional<Instant> next;
    for (const auto& step : rule.reminders)
        if (const auto at = planned_after(step, after, course); at && (!next || *at < *next)) next = at;
    return next;
}

bool is_late(Instant planned_at, Instant now) { return now - planned_at > late_after; }

}  // namespace rexflow::engine
