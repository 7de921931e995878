#pragma once

#include "engine/command.hpp"
#include "engine/text.hpp"
#include "engine/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// How the days of a delay are counted (`domain.md` 5.1). The day of the event itself never counts.
enum class Counting {
    calendar,      ///< every day; the promise of the 15 days
    working_days,  ///< Monday to Friday but public holidays (jours ouvrés)
    ouvrables,     ///< Monday to Saturday but public holidays
    cpc_642,  ///< every day, pushed to the next working day when it ends on a Saturday, Sunday or holiday (CPC 642)
    franc,    ///< neither first nor last day counted, then as cpc_642
};

enum class TimeUnit { hours, days, months };

/// "15 days", "2 working days", "3 months, cpc_642", "24 hours". Hours run through nights; months go by day-number
/// (CPC 641): 31 January + 1 month is the last day of February.
struct Allowance {
    int amount = 0;
    TimeUnit unit = TimeUnit::days;
    Counting counting = Counting::calendar;
    auto operator<=>(const Allowance&) const = default;
};

/// What happens to a reminder whose moment falls outside the open hours.
enum class Outside { wait, bring_forward, go_anyway };

/// Whether the cell hears at once or in the next morning's digest.
enum class Pace { at_once, digest };

/// One line of an obligation's reminder schedule, e.g. "5 days before", "at due", "each working day after".
struct ReminderStep {
    enum class Anchor { start, due };

    std::string key;  ///< part of the ledger key, stable for ever: the canonical spelling of `when`, plus the role
    Anchor anchor = Anchor::due;
    bool before = false;             ///< the distance goes back from the anchor
    Allowance distance;              ///< zero: at the anchor itself
    std::optional<Allowance> every;  ///< repeats after the first time with this period
    std::optional<Allowance> until;  ///< last repetition, as a distance after the start
    Role to = Role::pilot;
    std::string letter = "reminder";
    Outside outside = Outside::wait;
    Pace pace = Pace::at_once;
    std::string event;  ///< when set, this event is recorded instead of a letter being sent ("survey_closed")

    bool operator==(const ReminderStep&) const = default;
};

/// A row of the policy table.
struct ObligationRule {
    std::string key;  ///< "orientation_follow_up"; "severity_assessment.urgent" is a variant of the same obligation
    Text label;       ///< for a person: "Suivi de l’orientation"
    std::optional<Allowance> allowance;  ///< none: the event always gives the date (a meeting, a complement)
    std::vector<ReminderStep> reminders;
    bool survives_rest = false;  ///< not stopped by closing: the declaration's own, and retention
};

}  // namespace rexflow::engine
