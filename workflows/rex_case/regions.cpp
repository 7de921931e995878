#include "workflows/rex_case/definition.hpp"

#include <array>

namespace rexflow::rex_case {

namespace {

using engine::StateDescriptor;

constexpr auto handling_states = std::to_array<StateDescriptor>({
    {"new_case", {"Nouveau dossier", "New case"}},
    {"received", {"Reçu", "Received"}},
    {"contacting", {"Prise de contact", "Contacting"}},
    {"collecting", {"Recueil et analyse", "Collecting"}},
    {"awaiting_follow_up", {"Orientation à suivre", "Awaiting follow-up"}},
    {"n1_collecting_data", {"N1 Recueil des données", "N1 Collecting data"}},
    {"n2_chronology", {"N2 Chronologie", "N2 Chronology"}},
    {"n3_gaps_and_factors", {"N3 Écarts et facteurs", "N3 Gaps and factors"}},
    {"n4_action_plan", {"N4 Plan d’actions", "N4 Action plan"}},
    {"n5_satisfaction", {"N5 Satisfaction", "N5 Satisfaction"}},
    {"n6_report", {"N6 Rapport", "N6 Report"}},
    {"concluding", {"Conclusion", "Concluding"}},
    {"closed", {"Clos", "Closed"}},
    {"dismissed", {"Classé sans suite", "Dismissed"}},
});

constexpr auto declaration_states = std::to_array<StateDescriptor>({
    {"not_assessed", {"Gravité à évaluer", "Not assessed"}},
    {"not_required", {"Déclaration non requise", "Not required"}},
    {"part1_due", {"Volet 1 à déposer", "Part 1 due"}},
    {"part2_due", {"Volet 2 à déposer", "Part 2 due"}},
    {"awaiting_ars", {"En attente de l’ARS", "Awaiting the ARS"}},
    {"complement_due", {"Complément à fournir", "Complement due"}},
    {"ars_closed", {"Close par l’ARS", "Closed by the ARS"}},
    {"not_declared", {"Non déclaré", "Not declared"}},
    {"declared_by_other", {"Déclaré par un autre", "Declared by another"}},
});

constexpr auto sharing_states = std::to_array<StateDescriptor>({
    {"unshared", {"Pas de fiche", "Unshared"}},
    {"drafting", {"Rédaction", "Drafting"}},
    {"first_reading", {"Première relecture", "First reading"}},
    {"second_reading", {"Seconde relecture", "Second reading"}},
    {"published", {"Publiée", "Published"}},
    {"withheld", {"Non diffusée", "Withheld"}},
});

constexpr auto all_regions = std::to_array<engine::RegionDescriptor>({
    {"handling", handling_states},
    {"declaration", declaration_states},
    {"sharing", sharing_states},
});
static_assert(all_regions.size() <= engine::Configuration::max_regions);

}  // namespace

std::span<const engine::RegionDescriptor> regions() { return all_regions; }

}  // namespace rexflow::rex_case
