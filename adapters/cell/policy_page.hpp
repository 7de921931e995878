#pragma once

#include "adapters/cell/viewpoint.hpp"
#include "engine/page_data.hpp"
#include "engine/policy_preview.hpp"

#include <vector>

namespace rexflow::cell {

/// The page "cell/admin_policy": the deadlines in force, and what another allowance would do to the live ones. Nothing
/// is changed: the page shows the lines to write into the settings.
/// @param asked "regle" and "delai" of the query
[[nodiscard]] engine::PageData policy_page(const Viewpoint& view, const engine::Payload& asked);

/// A deadline another allowance would move.
struct MovedCase {
    engine::CaseNumber number;
    engine::MovedDeadline deadline;
};
/// Of the cases the member may see, the 500 most overdue deadlines of the rule looked at.
[[nodiscard]] std::vector<MovedCase> moved_cases(const Viewpoint& view, const engine::ObligationRule& rule,
                                                 const engine::Allowance& allowance);

}  // namespace rexflow::cell
