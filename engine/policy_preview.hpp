#pragma once

#include "engine/deadline.hpp"
#include "engine/policy.hpp"
#include "engine/ports/store.hpp"

#include <span>
#include <vector>

namespace rexflow::engine {

/// A live deadline, and when it would be due under another rule.
struct MovedDeadline {
    ObligationRow obligation;
    Instant would_be_due_at;
};

/// What another allowance would do to live deadlines; nothing is stored. Those of other rules, and those that would
/// not move, are left out.
[[nodiscard]] std::vector<MovedDeadline> preview(const Allowance& allowance, std::string_view rule,
                                                 std::span<const ObligationRow> live, const Calendar& calendar);

}  // namespace rexflow::engine
