#pragma once

#include "engine/workflow.hpp"

#include <memory>

namespace rexflow::rex_case {

/// A case of the quality cell: its handling, the declaration of a serious event beside it, and the sharing of what was
/// learnt.
[[nodiscard]] std::unique_ptr<engine::Workflow> make_workflow();

}  // namespace rexflow::rex_case
