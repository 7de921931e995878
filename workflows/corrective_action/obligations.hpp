#pragma once

#include "engine/obligation.hpp"

#include <span>

namespace rexflow::corrective_action {

/// The default deadlines and reminders of the workflow, in the order people read them.
[[nodiscard]] std::span<const engine::ObligationRule> obligations();

}  // namespace rexflow::corrective_action
