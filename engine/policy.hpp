#pragma once

#include "engine/notation.hpp"
#include "engine/obligation.hpp"
#include "engine/result.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// How many automatic letters may go to people outside; what is braked waits. Reminders to the cell are not counted.
struct Brake {
    int per_address_and_day = 5;
    int per_hour = 200;
    auto operator<=>(const Brake&) const = default;
};

/// When a letter that a server did not take is tried again.
struct RetrySchedule {
    /// Waits after the first, second... failure.
    std::vector<std::chrono::minutes> waits{std::chrono::minutes(1), std::chrono::minutes(5), std::chrono::minutes(15),
                                            std::chrono::minutes(60)};
    std::chrono::minutes then_every{60};
    std::chrono::hours give_up_after{7 * 24};  ///< since the first failure
    std::chrono::minutes tell_after{60};       ///< since the first failure: the coordinator is told

    /// When to try again after `attempts` failures (at least one), the last of them `now`; none: give up.
    [[nodiscard]] std::optional<Instant> next_retry(int attempts, Instant first_failed_at, Instant now) const;

    /// Whether it has been failing long enough for the coordinator to know.
    [[nodiscard]] bool is_trouble(Instant first_failed_at, Instant now) const {
        return now - first_failed_at >= tell_after;
    }
    bool operator==(const RetrySchedule&) const = default;
};

/// What a CPTS changes in one row. Reminders, when given, replace all of the row's; what one of them leaves out is
/// taken from the row's default step that is most like it (same role, before or after the due).
struct RuleOverride {
    std::optional<std::string> due;
    std::optional<std::vector<ReminderText>> reminders;
};

/// By key of the row.
using PolicyOverrides = std::map<std::string, RuleOverride, std::less<>>;

/// The deadlines and reminders in force.
class Policy {
public:
    /// Error::Code::configuration names the row and says what can be written there. Letters and events that no
    /// default row knows are refused.
    [[nodiscard]] static Result<Policy> make(const std::vector<std::span<const ObligationRule>>& defaults,
                                             const PolicyOverrides& overrides = {}, Brake brake = {},
                                             RetrySchedule retries = {});

    [[nodiscard]] const ObligationRule* find(std::string_view key) const;
    [[nodiscard]] const std::vector<ObligationRule>& rules() const { return rules_; }
    [[nodiscard]] const Brake& brake() const { return brake_; }
    [[nodiscard]] const RetrySchedule& retries() const { return retries_; }

    /// The same 16 hexadecimal digits as long as nothing that decides a date, a recipient or a letter changes.
    [[nodiscard]] const std::string& version() const { return version_; }

private:
    Policy(std::vector<ObligationRule> rules, Brake brake, RetrySchedule retries);

    std::vector<ObligationRule> rules_;
    Brake brake_;
    RetrySchedule retries_;
    std::string version_;
};

/// A row as people read it, in the notation of notation.hpp.
struct PolicyRow {
    std::string key;
    Text label;
    std::string due;  ///< "given" when the event always gives the date
    std::vector<std::string> reminders;
};

[[nodiscard]] std::vector<PolicyRow> rows_of(const Policy& policy);

/// The rows as a text table, one reminder a line; a line each for brake and retries at the end.
[[nodiscard]] std::string to_table(const Policy& policy);

}  // namespace rexflow::engine
