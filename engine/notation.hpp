#pragma once

#include "engine/obligation.hpp"
#include "engine/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// How delays and reminders are written in the default tables, in the CPTS's policy file and by `rexflow policy`.
/// Whatever is parsed prints in one canonical spelling, and that parses back to the same.
///
/// allowance: "24 hours", "15 days", "2 working days" (Monday to Friday), "12 ouvrables" (Monday to Saturday),
///            "3 months", and "15 days cpc_642", "15 days franc", "3 months cpc_642", "3 months franc".
/// moment:    "at start", "at due", "5 days before", "2 working days after", "10 days after start",
///            "each 7 days after" (the due; the first time 7 days after it), "each working day after",
///            "each day after 7 days" (the start; the first time 8 days after it), "each 12 hours after until 7 days"
///            (the last time at most 7 days after the start).
/// reminder:  a moment, then any of these, separated by commas: "to coordinator", "letter escalation", "digest",
///            "any hour" | "open hour before" | "next open hour", "event survey_closed".

[[nodiscard]] Result<Allowance> parse_allowance(std::string_view text);
[[nodiscard]] std::string to_text(const Allowance& allowance);

/// The moment alone: anchor, distance and repetition; the rest as a reminder that says no more has it.
[[nodiscard]] Result<ReminderStep> parse_moment(std::string_view text);
[[nodiscard]] std::string moment_text(const ReminderStep& step);

/// What a reminder says of itself; what is absent has a default.
struct ReminderText {
    std::string when;
    std::optional<std::string> to;      ///< the pilot
    std::optional<std::string> letter;  ///< escalation to the coordinator, overdue after the due, else reminder
    std::optional<std::string> pace;    ///< "at once" (the default) or "digest"
    std::optional<std::string> hours;   ///< "open hour before" for steps before a due, "any hour" for an event, else
                                        ///< "next open hour"
    std::optional<std::string> event;   ///< recorded instead of a letter
};

[[nodiscard]] Result<ReminderStep> make_reminder(const ReminderText& text);

[[nodiscard]] Result<ReminderStep> parse_reminder(std::string_view text);
/// The whole step in canonical spelling, leaving out what it has by default.
[[nodiscard]] std::string to_text(const ReminderStep& step);

/// Whether the step comes when the obligation is overdue already.
[[nodiscard]] bool is_after_due(const ReminderStep& step);

/// A row as the tables of the workflows spell it. @throws std::logic_error when it cannot be read: a bug of ours.
struct RuleText {
    std::string_view key;
    Text label;
    std::string_view due;  ///< empty: the event always gives the date
    std::vector<std::string_view> reminders;
    bool survives_rest = false;
};
[[nodiscard]] std::vector<ObligationRule> read_table(const std::vector<RuleText>& rows);

}  // namespace rexflow::engine
