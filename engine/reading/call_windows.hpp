#pragma once

#include "engine/reading/availability.hpp"
#include "engine/reading/call_statements.hpp"

#include <optional>
#include <vector>

namespace rexflow::engine::reading {

/// A window and the words it was read from.
struct Placed {
    Window window;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_implied = false;  ///< nobody offered these hours: "je finis à 19h"
};

/// Puts the statements of one sentence and one stance together: hours with the days they are said of, limits with all.
class CallWindows {
public:
    CallWindows(Stance stance, Day today) : stance_(stance), today_(today) {}

    void take(const Hours& hours, const Statement& statement);
    /// @param has_hours_next the next statement gives hours for these days
    void take(const Days& days, const Statement& statement, bool has_hours_next);
    /// Says that no more comes.
    void finish();

    [[nodiscard]] bool has_days() const { return !days_.empty(); }
    /// Days were said and no hours for them yet.
    [[nodiscard]] bool lacks_hours() const { return !days_.empty() && !days_are_used_; }
    /// The days of the hours taken last count for the hours of `other` too: "mardi et jeudi sauf entre 12h et 13h".
    void take_days_of(const CallWindows& other) {
        days_ = other.days_;
        days_are_used_ = true;
    }

    [[nodiscard]] const std::vector<Placed>& windows() const { return windows_; }

private:
    struct Said {
        Days days;
        Statement statement;
    };

    bool adds_weekend(const Days& days);
    bool names_again(const Days& days, Tie tie);
    [[nodiscard]] bool refines_last(const Hours& hours, Tie tie) const;
    void refine(const Hours& hours);
    [[nodiscard]] bool turns_to_every_day(const Hours& hours, Tie tie) const;
    void open(Window window, const Hours& hours, const Statement& statement, double days_confidence);
    void attach(const Days& days, const Statement& statement);
    void limit(const Days& days, const Statement& statement);
    void come_back(Day on, const Statement& statement);
    [[nodiscard]] bool is_soon(std::optional<Day> day) const;
    void flush();
    void add(Window window, const Statement& statement, double confidence, Stance stance);

    Stance stance_;
    Day today_;
    std::vector<Said> days_;
    bool days_are_used_ = false;
    std::optional<Hours> last_hours_;
    std::size_t last_begin_ = 0;   ///< of the windows the last hours opened
    std::size_t loose_begin_ = 0;  ///< of the windows that days said after them may still be for
    std::optional<Window> limit_;
    Statement limit_statement_;
    std::vector<Placed> windows_;
};

}  // namespace rexflow::engine::reading
