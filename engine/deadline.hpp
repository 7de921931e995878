#pragma once

#include "engine/calendar.hpp"
#include "engine/obligation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rexflow::engine {

/// When an obligation that started at `start` is due. Hours run through nights and clock changes. Days and months end
/// at 23:59:59 of the last local day, the local day of `start` not counting (CPC 640 to 642). Open hours never move a
/// due instant.
[[nodiscard]] Instant due_at(const Allowance& allowance, Instant start, const Calendar& calendar);

/// A reminder to come.
struct PlannedReminder {
    const ReminderStep* step = nullptr;  ///< of the rule that was asked about
    /// For the ledger: the step's own key, followed for a repeated step by the local date of the reminder
    /// ("@2025-03-10"), or by its instant where it repeats by hours.
    std::string key;
    Instant planned_at;
    bool operator==(const PlannedReminder&) const = default;
};

/// The reminders of an obligation with after < planned_at <= upto, in order of time, then of the rule.
///
/// The nominal moment of a step counted in days is the opening of the local day that is so far from the day of the
/// start or the due, so that something can still be done on that day. "At due" is the opening of the due day when the
/// obligation is due at the end of a day, and the due instant itself when it is due at an hour or when the step
/// records an event. Steps counted in hours are exact. Outside the open hours ReminderStep::outside decides.
///
/// A step planned at or before the start is left out, but for "at start" itself; to see that one, ask with an `after`
/// before `started`. Occurrences of a repeated step that wait for the same opening are one reminder.
[[nodiscard]] std::vector<PlannedReminder> planned_between(const ObligationRule& rule, Instant started, Instant due,
                                                           Instant after, Instant upto, const Calendar& calendar);

/// The first moment later than `after` with a reminder. Takes no longer however many went before.
[[nodiscard]] std::optional<Instant> next_after(const ObligationRule& rule, Instant started, Instant due, Instant after,
                                                const Calendar& calendar);

/// A reminder queued more than this after its moment says that it is late: the program was down.
constexpr std::chrono::minutes late_after{15};

[[nodiscard]] bool is_late(Instant planned_at, Instant now);

}  // namespace rexflow::engine
