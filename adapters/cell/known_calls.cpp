#include "adapters/cell/known_calls.hpp"

#include "engine/reading/next_call.hpp"

#include <algorithm>

namespace rexflow::cell {

namespace {

/// Some hundred bytes each. A cell that waits for more calls than these begins anew.
constexpr std::size_t most_known = 2000;

bool has_reached(std::string_view outcome) { return outcome == "reached" || outcome == "in_writing"; }

}  // namespace

CallFacts call_facts(const engine::History& history) {
    CallFacts facts;
    facts.windows = hours_given(history);
    for (const auto& entry : history) {
        const auto& payload = entry.event.payload;
        if (engine::text_of(payload, "channel") == "web") facts.has_receipt = true;
        if (entry.event.type == "call_logged")
            facts.tries = has_reached(engine::text_of(payload, "outcome")) ? 0 : facts.tries + 1;
    }
    return facts;
}

engine::Instant callable_at(const engine::DueCase& due, const CallFacts& facts, engine::Instant now,
                            const engine::Calendar& calendar) {
    const auto from = due.obligation.obligation == next_call ? std::max(now, due.obligation.due_at) : now;
    if (const auto at = engine::reading::next_callable(facts.windows, from, calendar)) return *at;
    return calendar.next_open(from);
}

std::optional<CallFacts> KnownCalls::of(const engine::Reader& reader, const engine::CaseRow& row) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = known_.find(row.id);
        if (found != known_.end() && found->second.last_seq == row.last_seq) return found->second.facts;
    }
    const auto history = reader.history(row.id);
    if (!history) return std::nullopt;
    auto facts = call_facts(*history);
    const std::lock_guard lock(mutex_);
    if (known_.size() >= most_known) known_.clear();
    known_[row.id] = {row.last_seq, facts};
    return facts;
}

}  // namespace rexflow::cell
