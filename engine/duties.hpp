#pragma once

#include "engine/command.hpp"
#include "engine/process.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// What follows from an event, as tables: which obligations start and stop, which letters go out.
namespace rexflow::engine {

/// What sets off a row. Every part that is given must be so; the last one says the rest.
template <typename Facts>
struct Trigger {
    std::string_view event = {};
    std::optional<StateRef> entering = {};
    std::optional<StateRef> leaving = {};
    bool (*when)(const Facts&, const Passage&) = nullptr;

    [[nodiscard]] bool fires(const Facts& facts, const Passage& passage) const {
        return (event.empty() || event == passage.event.type) && (!entering || passage.enters(*entering)) &&
               (!leaving || passage.leaves(*leaving)) && (when == nullptr || when(facts, passage));
    }
};

/// A field, or a remembered text, that holds a day or an instant; empty when nobody gave one.
template <typename Facts>
using DateSource = std::string_view (*)(const Facts&, const Passage&);

/// What becomes of a live obligation that is to start again.
enum class Renewal {
    anew,   ///< counted again from the new event
    keep,   ///< runs on as it is
    later,  ///< counted again, unless the new event happened earlier than the one it runs from
};

template <typename Facts>
struct ObligationStart {
    std::string_view obligation;
    Trigger<Facts> on;
    std::string_view rule = {};                ///< policy row, where it is not the obligation's own
    DateSource<Facts> counted_from = nullptr;  ///< day the delay runs from, where it is not that of the event
    DateSource<Facts> due = nullptr;           ///< due date given by a person; else the policy's allowance
    DateSource<Facts> windows = nullptr;       ///< hours somebody gave; see SetDeadline::windows
    Renewal renewal = Renewal::anew;
};

template <typename Facts>
struct ObligationStop {
    std::string_view obligation;
    Trigger<Facts> on;
};

template <typename Facts>
struct LetterRule {
    std::string_view letter;
    Role to;
    Trigger<Facts> on;
    std::span<const std::string_view> fields = {};
};

/// A moment that is on `day` on the wall clocks of every French territory, from Polynesia to Wallis.
[[nodiscard]] inline Instant some_moment_of(Day day) { return std::chrono::sys_days{day} + std::chrono::hours{11}; }

template <typename Facts>
[[nodiscard]] SetDeadline set_deadline(const ObligationStart<Facts>& start, const Facts& facts,
                                       const Passage& passage) {
    SetDeadline set{std::string(start.obligation), std::string(start.rule.empty() ? start.obligation : start.rule),
                    passage.event.occurred_at, std::nullopt, std::nullopt};
    if (start.windows != nullptr) set.windows = start.windows(facts, passage);
    if (start.counted_from != nullptr)
        if (const auto day = parse_day(start.counted_from(facts, passage))) set.started_at = some_moment_of(*day);
    if (start.due == nullptr) return set;
    const auto due = start.due(facts, passage);
    if (const auto day = parse_day(due))
        set.due_on = *day;
    else if (const auto instant = parse_instant(due))
        set.due_at = *instant;
    return set;
}

/// Whether a live obligation is left as it is instead of being set.
[[nodiscard]] bool runs_on(Renewal renewal, const SetDeadline& set, const LiveObligations& live);

/// Deadlines set by the first start of each obligation that fires.
template <typename Facts>
[[nodiscard]] std::vector<SetDeadline> starting(std::span<const ObligationStart<Facts>> starts, const Facts& facts,
                                                const Passage& passage, const LiveObligations& live) {
    std::vector<SetDeadline> sets;
    for (const auto& start : starts) {
        if (!start.on.fires(facts, passage)) continue;
        if (std::ranges::find(sets, start.obligation, &SetDeadline::obligation) != sets.end()) continue;
        auto set = set_deadline(start, facts, passage);
        if (!runs_on(start.renewal, set, live)) sets.push_back(std::move(set));
    }
    return sets;
}

/// Live obligations that a stop ends.
template <typename Facts>
[[nodiscard]] std::vector<std::string_view> stopping(std::span<const ObligationStop<Facts>> stops, const Facts& facts,
                                                     const Passage& passage, const LiveObligations& live) {
    std::vector<std::string_view> stopped;
    for (const auto& stop : stops)
        if (live.contains(stop.obligation) && stop.on.fires(facts, passage)) stopped.push_back(stop.obligation);
    return stopped;
}

template <typename Facts>
void append_letters(std::span<const LetterRule<Facts>> rules, const Facts& facts, const Passage& passage,
                    std::vector<Command>& commands) {
    for (const auto& rule : rules)
        if (rule.on.fires(facts, passage))
            commands.push_back(SendLetter{std::string(rule.letter), rule.to, {rule.fields.begin(), rule.fields.end()}});
}

/// Whether a row that names `event` writes to people outside the cell.
template <typename Facts>
[[nodiscard]] bool writes_outside(std::span<const LetterRule<Facts>> rules, std::string_view event) {
    return std::ranges::any_of(rules, [&](const auto& rule) { return rule.on.event == event && is_outside(rule.to); });
}

/// Clears first, without repetition and without what is set anew anyway; then the sets.
void append_deadlines(const std::vector<std::string_view>& stopped, std::vector<SetDeadline> sets,
                      std::vector<Command>& commands);

}  // namespace rexflow::engine
