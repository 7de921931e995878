#include "workflows/corrective_action/obligations.hpp"

#include "engine/notation.hpp"

#include <vector>

namespace rexflow::corrective_action {

std::span<const engine::ObligationRule> obligations() {
    static const auto rules = engine::read_table({
        {"implementation",
         {"Réalisation de l’action", "Implementation of the action"},
         "",
         {"7 days before, to owner, letter action_reminded", "at due, to owner, letter action_reminded",
          "each 7 days after, to owner, letter action_overdue", "14 days after, to coordinator"}},
        {"evaluation",
         {"Évaluation de l’efficacité de l’action", "Evaluation of the action’s effect"},
         "",
         {"7 days before, to owner, letter action_reminded", "at due, to owner, letter action_reminded",
          "each 7 days after, to owner, letter action_overdue", "14 days after, to coordinator"}},
    });
    return rules;
}

}  // namespace rexflow::corrective_action
