#include "workflows/rex_case/definition.hpp"
#include "workflows/rex_case/fields.hpp"

#include <array>

namespace rexflow::rex_case {

namespace {

using engine::Choice;
using engine::EventDescriptor;
using engine::EventKind;

constexpr auto channels = std::to_array<Choice>({
    {"mail", {"Courriel", "E-mail"}},
    {"phone", {"Téléphone", "Phone"}},
    {"letter", {"Courrier", "Letter"}},
    {"form", {"Formulaire", "Form"}},
    {"in_person", {"De vive voix", "In person"}},
    {"web", {"Page publique", "Public page"}},
});

constexpr auto scopes = std::to_array<Choice>({
    {"intra", {"Intra-CPTS : accompagnement par la cellule", "Intra-CPTS: accompanied by the cell"}},
    {"extra", {"Extra-CPTS : aide à la déclaration d’un EIGS", "Extra-CPTS: help to declare an EIGS"}},
});

constexpr auto call_outcomes = std::to_array<Choice>({
    {"reached", {"Joint", "Reached"}},
    {"no_answer", {"Pas de réponse", "No answer"}},
    {"call_back_later", {"À rappeler plus tard", "To be called back later"}},
    {"in_writing", {"Échange par écrit, sur la page de suivi", "In writing, on the follow-up page"}},
});

constexpr auto professions = std::to_array<Choice>({
    {"doctor", {"Médecin", "Doctor"}},
    {"nurse", {"Infirmier", "Nurse"}},
    {"pharmacist", {"Pharmacien", "Pharmacist"}},
    {"physiotherapist", {"Masseur-kinésithérapeute", "Physiotherapist"}},
    {"midwife", {"Sage-femme", "Midwife"}},
    {"dentist", {"Chirurgien-dentiste", "Dentist"}},
    {"biologist", {"Biologiste médical", "Medical biologist"}},
    {"speech_therapist", {"Orthophoniste", "Speech therapist"}},
    {"occupational_therapist", {"Ergothérapeute", "Occupational therapist"}},
    {"podiatrist", {"Pédicure-podologue", "Podiatrist"}},
    {"dietitian", {"Diététicien", "Dietitian"}},
    {"psychologist", {"Psychologue", "Psychologist"}},
    {"social_worker", {"Travailleur social", "Social worker"}},
    {"care_coordination", {"Dispositif d’appui à la coordination", "Care coordination service"}},
    {"hospital_team", {"Équipe hospitalière", "Hospital team"}},
    {"other", {"Autre", "Other"}},
});

constexpr auto follow_up_outcomes = std::to_array<Choice>({
    {"resolved", {"Résolu", "Resolved"}},
    {"unresolved", {"Non résolu", "Not resolved"}},
    {"unreachable", {"Injoignable", "Unreachable"}},
});

constexpr auto dismissal_reasons = std::to_array<Choice>({
    {"spam", {"Message indésirable", "Unwanted message"}},
    {"duplicate", {"Doublon d’un autre dossier", "Duplicate of another case"}},
    {"out_of_scope", {"Hors du champ de la cellule", "Out of the cell’s scope"}},
    {"withdrawn", {"Retiré par le déclarant", "Withdrawn by the reporter"}},
    {"other", {"Autre", "Other"}},
});

constexpr auto consequences = std::to_array<Choice>({
    {"death", {"Décès", "Death"}},
    {"life_threatening", {"Mise en jeu du pronostic vital", "Life-threatening"}},
    {"permanent_deficit",
     {"Survenue probable d’un déficit fonctionnel permanent", "Probable permanent functional deficit"}},
    {"none", {"Aucune de ces conséquences", "None of these"}},
});

constexpr auto verdicts = std::to_array<Choice>({
    {"approved", {"Relecture favorable", "Approved"}},
    {"changes_asked", {"Modifications demandées", "Changes asked for"}},
});

constexpr auto sections = std::to_array<Choice>({
    {"title", {"Titre", "Title"}},
    {"keywords", {"Mots-clés", "Keywords"}},
    {"context", {"Contexte", "Context"}},
    {"what_happened", {"Que s’est-il passé ?", "What happened?"}},
    {"consequences", {"Conséquences", "Consequences"}},
    {"gaps", {"Écarts", "Gaps"}},
    {"factors", {"Facteurs contributifs et influents", "Contributing and influencing factors"}},
    {"barriers", {"Barrières", "Barriers"}},
    {"what_learned", {"Ce que nous avons appris", "What we learnt"}},
    {"what_changed", {"Ce que nous avons changé", "What we changed"}},
    {"key_messages", {"Messages clés (trois au plus)", "Key messages (three at most)"}},
    {"references", {"Références", "References"}},
});

constexpr FieldDescriptor section(std::size_t position) {
    return narrative({sections[position].value, FieldKind::long_text, sections[position].label});
}

constexpr auto report_fields = std::to_array<FieldDescriptor>({
    one_of(required({"channel", FieldKind::choice, {"Arrivé par", "Came by"}}), channels),
    message,
    name,
    address,
    phone,
    identity({"subject", FieldKind::text, {"Objet", "Subject"}}),
    identity({"text", FieldKind::long_text, {"Texte", "Text"}}),
    one_of({"scope", FieldKind::choice, {"Champ", "Scope"}}, scopes),
    {"urgent", FieldKind::flag, {"Urgent", "Urgent"}},
    {"possible_eigs", FieldKind::flag, {"EIGS possible, à évaluer", "Possible EIGS, to be assessed"}},
    windows,
});

constexpr auto pilot_fields = std::to_array<FieldDescriptor>({pilot});

constexpr auto call_fields = std::to_array<FieldDescriptor>({
    one_of(required({"outcome", FieldKind::choice, {"Issue de l’appel", "Outcome of the call"}}), call_outcomes),
    {"call_again_at", FieldKind::instant, {"À rappeler le", "To be called again at"}},
    minutes_spent,
    note,
});

constexpr auto note_fields = std::to_array<FieldDescriptor>({note});
constexpr auto reason_fields = std::to_array<FieldDescriptor>({reason});
constexpr auto step_fields = std::to_array<FieldDescriptor>({step_due, note});

constexpr auto solution_fields = std::to_array<FieldDescriptor>({
    required(narrative({"solution", FieldKind::long_text, {"Solution trouvée", "Solution found"}})),
    note,
});

constexpr auto orientation_fields = std::to_array<FieldDescriptor>({
    required(identity({"to", FieldKind::text, {"Professionnel sollicité", "Professional asked"}})),
    identity({"to_address", FieldKind::address, {"Son adresse de courriel", "Their e-mail address"}}),
    identity({"to_phone", FieldKind::phone, {"Son téléphone", "Their phone"}}),
    one_of({"to_profession", FieldKind::choice, {"Sa profession", "Their profession"}}, professions),
    required({"consent",
              FieldKind::flag,
              {"Le déclarant accepte que ses coordonnées soient transmises",
               "The reporter agrees to have their contact details passed on"}}),
    note,
});

constexpr auto follow_up_fields = std::to_array<FieldDescriptor>({
    one_of(required({"outcome", FieldKind::choice, {"Résultat du suivi", "Outcome of the follow-up"}}),
           follow_up_outcomes),
    note,
});

constexpr auto dismissal_fields = std::to_array<FieldDescriptor>({
    one_of(required({"reason", FieldKind::choice, {"Motif", "Reason"}}), dismissal_reasons),
    {"duplicate_of", FieldKind::text, {"Doublon du dossier", "Duplicate of case"}},
    note,
});

constexpr auto severity_fields = std::to_array<FieldDescriptor>({
    required({"care_associated", FieldKind::flag, {"Associé à des soins", "Associated with care"}}),
    required({"unexpected",
              FieldKind::flag,
              {"Inattendu au regard de l’état de santé de la personne",
               "Unexpected with regard to the person’s state of health"}}),
    one_of(required({"consequence", FieldKind::choice, {"Conséquence", "Consequence"}}), consequences),
    {"discovered_on", FieldKind::day, {"Date du constat", "Discovered on"}},
    narrative({"grounds", FieldKind::long_text, {"Éléments d’appréciation", "Grounds"}}),
});

constexpr auto proof_fields = std::to_array<FieldDescriptor>({
    required({"number", FieldKind::text, {"Numéro délivré par le portail", "Number given by the portal"}}),
    required({"date", FieldKind::day, {"Date", "Date"}}),
    required(identity({"receipt", FieldKind::file, {"Accusé de réception", "Receipt"}})),
    note,
});

constexpr auto elsewhere_fields = std::to_array<FieldDescriptor>({
    reason,
    identity({"declared_by", FieldKind::text, {"Déclaré par", "Declared by"}}),
});

constexpr auto complement_fields = std::to_array<FieldDescriptor>({
    required({"due", FieldKind::day, {"Date fixée par l’ARS", "Date given by the ARS"}}),
    narrative({"request", FieldKind::long_text, {"Complément demandé", "Complement asked for"}}),
});

constexpr auto sheet_fields = std::to_array<FieldDescriptor>({
    section(0),
    section(1),
    section(2),
    section(3),
    section(4),
    section(5),
    section(6),
    section(7),
    section(8),
    section(9),
    section(10),
    section(11),
    one_of({"not_applicable", FieldKind::choices, {"Rubriques sans objet", "Sections not applicable"}}, sections),
});

constexpr auto reading_fields = std::to_array<FieldDescriptor>({
    one_of(required({"verdict", FieldKind::choice, {"Avis", "Verdict"}}), verdicts),
    {"clean", FieldKind::flag, {"Aucun élément identifiant trouvé", "No identifier found"}},
    narrative({"remarks", FieldKind::long_text, {"Remarques", "Remarks"}}),
});

constexpr EventDescriptor step(std::string_view event, engine::Text label, std::span<const FieldDescriptor> fields) {
    return {event, EventKind::step, label, fields};
}

constexpr auto steps = std::to_array<EventDescriptor>({
    step("report_received", {"Signalement reçu", "Report received"}, report_fields),
    step("taken_in_charge", {"Dossier pris en charge", "Taken in charge"}, pilot_fields),
    step("call_logged", {"Appel au déclarant", "Call logged"}, call_fields),
    step("given_up", {"Recherche du déclarant abandonnée", "Given up"}, note_fields),
    step("solution_found", {"Solution trouvée", "Solution found"}, solution_fields),
    step("oriented", {"Orientation vers un professionnel", "Oriented to a professional"}, orientation_fields),
    step("follow_up_recorded", {"Suivi de l’orientation", "Follow-up recorded"}, follow_up_fields),
    step("meeting_called", {"Réunion pluriprofessionnelle décidée", "Meeting called"}, step_fields),
    step("step_completed", {"Étape terminée", "Step completed"}, step_fields),
    step("step_reopened", {"Retour à l’étape précédente", "Step reopened"}, step_fields),
    step("meeting_called_off", {"Réunion abandonnée", "Meeting called off"}, reason_fields),
    step("case_reconsidered", {"Conclusion remise en cause", "Case reconsidered"}, reason_fields),
    step("case_closed", {"Dossier clos", "Case closed"}, note_fields),
    step("case_reopened", {"Dossier rouvert", "Case reopened"}, reason_fields),
    step("case_dismissed", {"Dossier classé sans suite", "Case dismissed"}, dismissal_fields),
    step("severity_assessed", {"Gravité évaluée", "Severity assessed"}, severity_fields),
    step("part1_filed", {"Volet 1 déposé", "Part 1 filed"}, proof_fields),
    step("declaration_declined", {"Déclaration refusée par le professionnel", "Declaration declined"}, reason_fields),
    step("declared_elsewhere", {"Déclaré par quelqu’un d’autre", "Declared by someone else"}, elsewhere_fields),
    step("part2_filed", {"Volet 2 déposé", "Part 2 filed"}, proof_fields),
    step("complement_requested", {"Complément demandé par l’ARS", "Complement requested"}, complement_fields),
    step("complement_sent", {"Complément envoyé", "Complement sent"}, proof_fields),
    step("closed_by_ars", {"Déclaration close par l’ARS", "Closed by the ARS"}, proof_fields),
    step("sheet_started", {"Fiche REX commencée", "Sheet started"}, note_fields),
    step("sheet_submitted", {"Fiche REX soumise à relecture", "Sheet submitted"}, sheet_fields),
    step("reading_done", {"Fiche REX relue", "Reading done"}, reading_fields),
    step("sheet_withheld", {"Fiche REX non diffusée", "Sheet withheld"}, reason_fields),
    step("sheet_withdrawn", {"Fiche REX retirée", "Sheet withdrawn"}, reason_fields),
});
static_assert(steps.size() == step_count);

}  // namespace

std::span<const EventDescriptor> step_descriptors() { return steps; }

}  // namespace rexflow::rex_case
