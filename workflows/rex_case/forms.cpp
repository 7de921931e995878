#include "workflows/rex_case/forms.hpp"

#include "workflows/rex_case/form_tables.hpp"

#include <array>

namespace rexflow::rex_case {

std::span<const engine::reading::BlankForm> blank_forms() {
    static const auto forms = std::to_array<engine::reading::BlankForm>({fiche_rex_form, eigs_form});
    return forms;
}

}  // namespace rexflow::rex_case
