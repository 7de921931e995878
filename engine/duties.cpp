#include "engine/duties.hpp"

#include <set>

namespace rexflow::engine {

bool runs_on(Renewal renewal, const SetDeadline& set, const LiveObligations& live) {
    const auto running = live.find(set.obligation);
    if (running == live.end()) return false;
    switch (renewal) {
        case Renewal::anew:
            return false;
        case Renewal::keep:
            return true;
        case Renewal::later:
            return set.started_at <= running->second.started_at;
    }
    return false;
}

void append_deadlines(const std::vector<std::string_view>& stopped, std::vector<SetDeadline> sets,
                      std::vector<Command>& commands) {
    std::set<std::string_view> settled;
    for (const auto& set : sets) settled.insert(set.obligation);
    for (const auto obligation : stopped)
        if (settled.insert(obligation).second) commands.push_back(ClearDeadline{std::string(obligation)});
    for (auto& set : sets) commands.push_back(std::move(set));
}

}  // namespace rexflow::engine
