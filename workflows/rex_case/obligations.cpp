#include "workflows/rex_case/obligations.hpp"

#include "engine/notation.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace rexflow::rex_case {

namespace {

// Functions, not constants: a workflow may ask for its table before this file is initialised.

using engine::ObligationRule;
using engine::RuleText;

constexpr auto survives_rest = true;

/// Level 1: the reporter is called back.
std::vector<RuleText> first_contact() {
    return {
        {"first_contact",
         {"Premier appel au déclarant", "First call to the reporter"},
         "2 working days",
         {"1 working day before", "at due", "each working day after", "1 working day after, to coordinator"}},
        {"next_call",
         {"Nouvel appel au déclarant", "Next call to the reporter"},
         "1 working day",
         {"at due, open hour before"}},
        {"severity_assessment",
         {"Évaluation de la gravité", "Severity assessment"},
         "2 working days",
         {"at due", "each working day after", "1 working day after, to coordinator"}},
        {"severity_assessment.urgent",
         {"Évaluation de la gravité, en urgence", "Severity assessment, urgent"},
         "1 working day",
         {"at due", "each working day after", "1 working day after, to coordinator"}},
        {"collection_stalled",
         {"Recueil à poursuivre", "Collection to be continued"},
         "7 days",
         {"at due, digest", "each 7 days after, digest", "7 days after, to coordinator"}},
    };
}

/// Level 2: fifteen days to know whether the orientation helped.
std::vector<RuleText> orientation() {
    return {
        {"orientation_follow_up",
         {"Suivi de l’orientation", "Follow-up of the orientation"},
         "15 days",
         {"10 days after start, to reporter, letter follow_up_asked", "5 days before", "2 days before", "at due",
          "each working day after", "2 working days after, to coordinator"}},
        {"next_follow_up_call", {"Nouvel appel de suivi", "Next follow-up call"}, "3 working days", {"at due"}},
    };
}

/// Level 3: the six steps.
std::vector<RuleText> analysis() {
    return {
        {"step",
         {"Étape en cours de l’analyse", "Current step of the analysis"},
         "14 days",
         {"3 days before, digest", "at due, digest", "each 7 days after, digest", "7 days after, to coordinator"}},
        {"meeting",
         {"Réunion pluriprofessionnelle", "Pluriprofessional meeting"},
         "",
         {"7 days before, to participants, letter meeting_reminded",
          "1 day before, to participants, letter meeting_reminded"}},
        {"minutes", {"Compte rendu de la réunion", "Minutes of the meeting"}, "7 days", {"at due, digest"}},
        {"survey",
         {"Enquête de satisfaction", "Satisfaction survey"},
         "14 days",
         {"7 days after start, to silent_participants, letter survey_reminded", "at due, event survey_closed"}},
    };
}

std::vector<RuleText> ending() {
    return {
        {"feedback",
         {"Retour au déclarant", "Feedback to the reporter"},
         "5 working days",
         {"at due, digest", "each working day after, digest", "3 working days after, to coordinator"}},
        {"sheet_reading",
         {"Relecture de la fiche partagée", "Reading of the shareable sheet"},
         "14 days",
         {"at due, to reader, digest", "each 7 days after, to reader, digest"},
         survives_rest},
        {"inactivity",
         {"Dossier sans nouvelle", "Case without news"},
         "30 days",
         {"at due, digest", "each 30 days after, digest", "30 days after, to coordinator"}},
        {"identity_retention",
         {"Conservation des identités", "Retention of identities"},
         "12 months",
         {"30 days before, to coordinator, letter reminder", "at due, to coordinator, letter reminder"},
         survives_rest},
    };
}

/// Level 4: the declaration of a serious event. What the law asks for at once goes out at any hour.
std::vector<RuleText> declaration() {
    return {
        {"eigs_part1",
         {"Déclaration d’EIGS, volet 1", "Declaration of a serious event, part 1"},
         "24 hours",
         {"at start, any hour", "at start, to coordinator, any hour", "12 hours after start, any hour",
          "at due, any hour", "each 12 hours after until 7 days, any hour",
          "each day after 7 days, letter overdue, any hour"},
         survives_rest},
        {"patient_information",
         {"Information du patient", "Information of the patient"},  // CSP, L.1142-4
         "15 days",
         {"5 days before", "at due", "each working day after", "at due, to coordinator"},
         survives_rest},
        {"eigs_part2",
         {"Déclaration d’EIGS, volet 2", "Declaration of a serious event, part 2"},
         "3 months",
         {"30 days after start", "60 days after start", "75 days after start", "75 days after start, to coordinator",
          "85 days after start", "at due", "each day after"},
         survives_rest},
        {"eigs_complement",
         {"Complément demandé par l’ARS", "Complement asked for by the ARS"},
         "",
         {"7 days before", "1 day before", "at due", "each day after", "at due, to coordinator"},
         survives_rest},
    };
}

std::vector<ObligationRule> all_rows() {
    std::vector<ObligationRule> rules;
    for (const auto& table : {first_contact(), orientation(), analysis(), ending(), declaration()}) {
        auto rows = engine::read_table(table);
        std::ranges::move(rows, std::back_inserter(rules));
    }
    return rules;
}

}  // namespace

std::span<const ObligationRule> obligations() {
    static const auto rules = all_rows();
    return rules;
}

}  // namespace rexflow::rex_case
