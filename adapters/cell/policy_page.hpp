#pragma once

#include "adapters/cell/viewpoint.hpp"
#include "engine/page_data.hpp"

namespace rexflow::cell {

/// The page "cell/admin_policy": the deadlines in force, and what another allowance would do to the live ones. Nothing
/// is changed: the page shows the lines to write into the settings.
/// @param asked "regle" and "delai" of the query
[[nodiscard]] engine::PageData policy_page(const Viewpoint& view, const engine::Payload& asked);

}  // namespace rexflow::cell
