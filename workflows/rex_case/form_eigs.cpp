#include "workflows/rex_case/form_options.hpp"
#include "workflows/rex_case/form_tables.hpp"

#include <array>
#include <string_view>

namespace rexflow::rex_case {

namespace {

using engine::Text;
using engine::reading::BlankField;
using engine::reading::BlankForm;
using engine::reading::BlankSection;
using engine::reading::Certainty;
using engine::reading::FieldShape;
using engine::reading::Option;
using Words = std::string_view;

constexpr auto yes_no = std::to_array<Option>({{"yes", {"Oui", "Yes"}}, {"no", {"Non", "No"}}});
constexpr auto informed =
    std::to_array<Option>({{"yes", {"Oui", "Yes"}}, {"no", {"Non", "No"}}, {"under_way", {"En cours", "Under way"}}});
constexpr auto declarants = std::to_array<Option>({
    {"self_employed", {"Professionnel de santé libéral", "Self-employed professional"}},
    {"hospital", {"Établissement de santé", "Hospital"}},
    {"care_home", {"Établissement ou service médico-social", "Social or medico-social institution"}},
    {"other", {"Autre", "Other"}},
});
constexpr auto sexes = std::to_array<Option>({{"female", {"Féminin", "Female"}},
                                              {"male", {"Masculin", "Male"}},
                                              {"undetermined", {"Indéterminé", "Undetermined"}}});
constexpr auto outcomes = std::to_array<Option>({
    {"death", {"Décès", "Death"}},
    {"life_threatening", {"Mise en jeu du pronostic vital", "Life-threatening"}},
    {"permanent_deficit", {"Déficit fonctionnel permanent probable", "Probable permanent functional deficit"}},
});
constexpr auto authorities = std::to_array<Option>({
    {"police", {"Police ou gendarmerie", "Police"}},
    {"justice", {"Justice", "Justice"}},
    {"department", {"Conseil départemental", "Departmental council"}},
    {"order", {"Ordre professionnel", "Professional order"}},
    {"insurer", {"Assureur", "Insurer"}},
    {"other", {"Autre", "Other"}},
});
constexpr auto methods = std::to_array<Option>({
    {"rmm", {"RMM", "RMM"}},
    {"crex", {"CREX", "CREX"}},
    {"remed", {"REMED", "REMED"}},
    {"alarm", {"ALARM", "ALARM"}},
    {"orion", {"ORION", "ORION"}},
    {"other", {"Autre", "Other"}},
});
constexpr auto aims = std::to_array<Option>({
    {"preventive", {"Préventive", "Preventive"}},
    {"diagnostic", {"Diagnostique", "Diagnostic"}},
    {"therapeutic", {"Thérapeutique", "Therapeutic"}},
    {"aesthetic", {"Esthétique", "Aesthetic"}},
    {"other", {"Autre", "Other"}},
});
constexpr auto urgencies = std::to_array<Option>({
    {"not_urgent", {"Non urgent", "Not urgent"}},
    {"deferred", {"Urgence différée", "Deferred"}},
    {"relative", {"Urgence relative", "Relative"}},
    {"immediate", {"Urgence immédiate", "Immediate"}},
});
constexpr auto complexities = std::to_array<Option>({
    {"very", {"Très complexe", "Very complex"}},
    {"rather", {"Plutôt complexe", "Rather complex"}},
    {"rather_not", {"Plutôt non complexe", "Rather not complex"}},
    {"not", {"Non complexe", "Not complex"}},
});
constexpr auto moments = std::to_array<Option>({
    {"night", {"Nuit", "Night"}},
    {"weekend", {"Week-end", "Weekend"}},
    {"holiday", {"Jour férié", "Public holiday"}},
    {"shift_change", {"Changement d’équipe", "Shift change"}},
    {"vacation", {"Vacances", "Vacation"}},
    {"none", {"Aucune", "None"}},
});
constexpr auto immediate_causes = std::to_array<Option>({
    {"care", {"Erreur liée aux soins ou à leur organisation", "Error in care or its organisation"}},
    {"self_harm", {"Acte du patient contre lui-même", "Self-harm"}},
    {"medication", {"Erreur médicamenteuse ou iatrogénie", "Medication error"}},
    {"procedure", {"Procédure interventionnelle ou anesthésie", "Procedure or anaesthesia"}},
    {"fall", {"Chute", "Fall"}},
    {"diagnosis", {"Défaut de diagnostic", "Diagnostic failure"}},
    {"obstetrics", {"Prise en charge obstétricale", "Obstetric care"}},
    {"device", {"Équipement ou dispositif", "Equipment or device"}},
    {"infection", {"Infection", "Infection"}},
    {"identity", {"Identité", "Identity"}},
    {"swallowing", {"Fausse route", "Choking"}},
    {"wandering", {"Fugue", "Wandering"}},
    {"unknown", {"Inconnue", "Unknown"}},
});
constexpr auto preventabilities = std::to_array<Option>({
    {"preventable", {"Évitable", "Preventable"}},
    {"probably", {"Probablement évitable", "Probably preventable"}},
    {"probably_not", {"Probablement inévitable", "Probably unpreventable"}},
    {"not", {"Inévitable", "Unpreventable"}},
});

constexpr auto description = std::to_array<Words>(
    {"Nature et description de l’événement", "Description de l’événement", "Description des faits"});
constexpr auto event_at = std::to_array<Words>({"Date de survenue", "Date et heure"});
constexpr auto phone = std::to_array<Words>({"Tél", "Tel", "Portable", "Numéro de téléphone"});
constexpr auto address = std::to_array<Words>({"Mail", "E-mail", "Adresse mail"});
constexpr auto diagnosis =
    std::to_array<Words>({"Diagnostic", "Motif de prise en charge", "Diagnostic / motif de prise en charge"});
constexpr auto outcome = std::to_array<Words>({"Conséquences", "Conséquence", "Conséquences pour le patient"});
constexpr auto place = std::to_array<Words>({"Lieu", "Type de lieu"});
constexpr auto method = std::to_array<Words>({"Méthode", "Méthode utilisée"});

constexpr BlankField line(Words key, Text label, std::span<const Words> spellings = {}) {
    return {key, FieldShape::text, label, {}, {}, spellings};
}
constexpr BlankField story(Words key, Text label, Text hint = {}) { return {key, FieldShape::long_text, label, hint}; }
constexpr BlankField day(Words key, Text label, std::span<const Words> spellings = {}) {
    return {key, FieldShape::day, label, {}, {}, spellings};
}
constexpr BlankField one(Words key, Text label, std::span<const Option> options,
                         std::span<const Words> spellings = {}) {
    return {key, FieldShape::choice, label, {}, options, spellings};
}
constexpr BlankField several(Words key, Text label, std::span<const Option> options) {
    return {key, FieldShape::choices, label, {}, options};
}
/// From memory of the portal: to be held against it before anybody relies on it.
constexpr BlankField unsure(BlankField field) {
    field.certainty = Certainty::to_confirm;
    return field;
}

constexpr auto declarant_fields = std::to_array<BlankField>({
    one("declarant_kind", {"Catégorie du déclarant", "Kind of declarant"}, declarants),
    line("family", {"Nom", "Family name"}),
    line("given", {"Prénom", "Given name"}),
    {"profession", FieldShape::choice, {"Profession", "Profession"}, {}, options::professions},
    {"phone", FieldShape::phone, {"Téléphone", "Phone"}, {}, {}, phone},
    {"address", FieldShape::address, {"Courriel", "E-mail"}, {}, {}, address},
    unsure(line("rpps", {"Numéro RPPS", "RPPS number"})),
    unsure(line("structure", {"FINESS et raison sociale de la structure", "FINESS and name of the institution"})),
});
constexpr auto person_fields = std::to_array<BlankField>({
    one("patient_sex", {"Sexe du patient", "Patient’s sex"}, sexes),
    unsure({"patient_age",
            FieldShape::text,
            {"Âge du patient", "Patient’s age"},
            {"En années, en mois ou en jours ; jamais la date de naissance.",
             "In years, months or days; never the date of birth."}}),
    line("diagnosis", {"Diagnostic ou motif de prise en charge", "Diagnosis or reason for care"}, diagnosis),
});
constexpr auto event_fields = std::to_array<BlankField>({
    line("event_at", {"Date et heure de survenue", "Date and time it happened"}, event_at),
    day("noticed_on", {"Date du constat", "Date it was noticed"}),
    one("place", {"Lieu de survenue", "Place"}, options::places, place),
    {"description",
     FieldShape::long_text,
     {"Que s’est-il passé ?", "What happened?"},
     {"Les faits et leurs circonstances, sans aucun nom.", "The facts and their circumstances, without any name."},
     {},
     description},
    one("consequence", {"Conséquence pour la personne", "Consequence for the person"}, outcomes, outcome),
});
constexpr auto measure_fields = std::to_array<BlankField>({
    story("measures_patient", {"Mesures immédiates pour le patient", "Immediate measures for the patient"}),
    story("measures_relatives", {"Mesures immédiates pour ses proches", "Immediate measures for their relatives"}),
    story("measures_prevention",
          {"Mesures immédiates pour éviter la répétition", "Immediate measures against repetition"}),
    story("measures_others", {"Autres mesures : soutien aux professionnels, structure",
                              "Other measures: support for professionals, institution"}),
    one("patient_informed", {"Le patient a-t-il été informé ?", "Has the patient been informed?"}, informed),
    line("patient_informed_how", {"Quand et par qui (fonction)", "When and by whom (role)"}),
    one("relatives_informed",
        {"Famille, proches ou personne de confiance informés ?",
         "Have family, relatives or the trusted person been informed?"},
        informed),
    several("authorities", {"Autres autorités informées", "Other authorities informed"}, authorities),
    one("analysis_planned", {"Une analyse approfondie est-elle prévue ?", "Is an in-depth analysis planned?"}, yes_no),
    one("support_asked",
        {"Demandez-vous l’appui de la structure régionale (SRA) ?",
         "Do you ask for the support of the regional structure (SRA)?"},
        yes_no),
});
constexpr auto care_fields = std::to_array<BlankField>({
    line("ward", {"Secteur ou activité", "Ward or activity"}),
    one("care_aim", {"Finalité de l’acte", "Aim of the care"}, aims),
    unsure(one("care_planned", {"Prise en charge programmée ?", "Was the care planned?"}, yes_no)),
    unsure(one("care_urgency", {"Degré d’urgence", "Degree of urgency"}, urgencies)),
    unsure(one("care_complexity", {"Complexité de la situation clinique", "Complexity of the clinical situation"},
               complexities)),
    unsure(several("moment", {"Période vulnérable", "Vulnerable period"}, moments)),
});
constexpr auto cause_fields = std::to_array<BlankField>({
    several("immediate_cause", {"Cause immédiate identifiée", "Immediate cause identified"}, immediate_causes),
    story("immediate_cause_text", {"Précisez la cause immédiate", "Describe the immediate cause"}),
    story("deep_patient", {"Causes profondes liées au patient", "Deep causes: the patient"}),
    story("deep_task", {"Causes profondes liées aux tâches à accomplir", "Deep causes: the tasks"}),
    story("deep_individual",
          {"Causes profondes liées aux professionnels (individu)", "Deep causes: the individual professional"}),
    story("deep_team", {"Causes profondes liées à l’équipe", "Deep causes: the team"}),
    story("deep_environment",
          {"Causes profondes liées à l’environnement de travail", "Deep causes: the work environment"}),
    story("deep_organisation",
          {"Causes profondes liées à l’organisation et au management", "Deep causes: organisation and management"}),
    story("deep_context",
          {"Causes profondes liées au contexte institutionnel", "Deep causes: the institutional context"}),
    story("barriers_held", {"Barrières ayant fonctionné", "Barriers that held"},
          {"De prévention, de récupération ou d’atténuation.", "Of prevention, recovery or mitigation."}),
    story("barriers_failed", {"Barrières absentes ou n’ayant pas fonctionné", "Barriers that were missing or failed"}),
    one("preventability", {"Caractère évitable", "Preventability"}, preventabilities),
});
constexpr auto action_fields = std::to_array<BlankField>({
    story("actions_taken", {"Mesures prises", "Measures taken"},
          {"Pour chacune : échéance de mise en œuvre et échéance d’évaluation.",
           "For each: when it is to be in place, and when evaluated."}),
    story("actions_planned", {"Mesures envisagées", "Measures planned"},
          {"Pour chacune : échéance de mise en œuvre et échéance d’évaluation.",
           "For each: when it is to be in place, and when evaluated."}),
    one("analysis_done", {"Une analyse a-t-elle été réalisée ?", "Has an analysis been made?"}, yes_no),
    one("analysis_method", {"Méthode d’analyse", "Method of analysis"}, methods, method),
    line("analysis_roles", {"Fonctions des participants à l’analyse", "Roles of those who took part in the analysis"}),
    day("analysis_on", {"Date de l’analyse", "Date of the analysis"}),
});

constexpr auto sections = std::to_array<BlankSection>({
    {{"Volet 1 – Le déclarant", "Part 1 – The declarant"}, {"Sans délai.", "Without delay."}, declarant_fields},
    {{"Volet 1 – La personne concernée", "Part 1 – The person concerned"}, {}, person_fields},
    {{"Volet 1 – L’événement", "Part 1 – The event"}, {}, event_fields},
    {{"Volet 1 – Premières mesures et information", "Part 1 – First measures and information"}, {}, measure_fields},
    {{"Volet 2 – Les soins", "Part 2 – The care"}, {"Dans les trois mois.", "Within three months."}, care_fields},
    {{"Volet 2 – Les causes", "Part 2 – The causes"}, {}, cause_fields},
    {{"Volet 2 – Actions et analyse", "Part 2 – Actions and analysis"}, {}, action_fields},
});

constexpr auto marks = std::to_array<Words>({"EIGS", "événement indésirable grave", "volet 1", "volet 2"});

constexpr BlankForm form{
    "eigs",
    {"Préparer la déclaration d’un EIGS", "Preparing the declaration of a serious event (EIGS)"},
    {"Document de préparation : ne remplace pas la déclaration sur le portail. C’est vous qui déclarez ; la cellule "
     "qualité vous aide, "
     "à votre rythme et sans jugement.",
     "Preparation sheet: it does not replace the declaration on the portal. You declare; the quality cell helps you, "
     "at your own pace and without judgement."},
    {"N’écrivez jamais le nom ni la date de naissance du patient, ni le nom d’un professionnel hors de la rubrique du "
     "déclarant.",
     "Never write the patient’s name or date of birth, nor a professional’s name outside the declarant’s section."},
    {"Les rubriques suivies du signe ° et les listes de choix sont à vérifier sur le portail, qui seul fait foi.",
     "Items marked ° and the lists of choices are to be checked on the portal, which alone is authoritative."},
    sections,
    marks,
};

}  // namespace

const BlankForm eigs_form = form;

}  // namespace rexflow::rex_case
