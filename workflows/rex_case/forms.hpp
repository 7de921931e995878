#pragma once

#include "engine/reading/blank_form.hpp"

#include <span>

namespace rexflow::rex_case {

/// The blank forms of a CPTS: "fiche_rex", to report within it, and "eigs", the sheet that prepares a declaration on
/// the portal in the order of its two parts.
[[nodiscard]] std::span<const engine::reading::BlankForm> blank_forms();

}  // namespace rexflow::rex_case
