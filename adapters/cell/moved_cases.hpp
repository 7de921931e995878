#pragma once

#include "adapters/cell/viewpoint.hpp"
#include "engine/policy_preview.hpp"

#include <vector>

namespace rexflow::cell {

/// A deadline another allowance would move.
struct MovedCase {
    engine::CaseNumber number;
    engine::MovedDeadline deadline;
};
/// Of the cases the member may see, the 500 most overdue deadlines of the rule looked at.
[[nodiscard]] std::vector<MovedCase> moved_cases(const Viewpoint& view, const engine::ObligationRule& rule,
                                                 const engine::Allowance& allowance);

}  // namespace rexflow::cell
