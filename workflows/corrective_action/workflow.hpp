#pragma once

#include "engine/workflow.hpp"

#include <memory>

namespace rexflow::corrective_action {

/// The life of one corrective action, from the decision to the evaluation of its effect.
[[nodiscard]] std::unique_ptr<engine::Workflow> make_workflow();

}  // namespace rexflow::corrective_action
