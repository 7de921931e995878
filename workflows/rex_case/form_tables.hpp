#pragma once

#include "engine/reading/blank_form.hpp"

namespace rexflow::rex_case {

extern const engine::reading::BlankForm fiche_rex_form;
extern const engine::reading::BlankForm eigs_form;

}  // namespace rexflow::rex_case
