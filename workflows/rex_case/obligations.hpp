#pragma once

#include "engine/obligation.hpp"

#include <span>

namespace rexflow::rex_case {

/// The default deadlines and reminders of the workflow, in the order people read them.
[[nodiscard]] std::span<const engine::ObligationRule> obligations();

}  // namespace rexflow::rex_case
