#include "engine/policy_preview.hpp"

namespace rexflow::engine {

std::vector<MovedDeadline> preview(const Allowance& allowance, std::string_view rule,
                                   std::span<const ObligationRow> live, const Calendar& calendar) {
    std::vector<MovedDeadline> moved;
    for (const auto& obligation : live) {
        if (obligation.rule != rule) continue;
        const auto at = due_at(allowance, obligation.started_at, calendar);
        if (at != obligation.due_at) moved.push_back({obligation, at});
    }
    return moved;
}

}  // namespace rexflow::engine
