#include "workflows/rex_case/definition.hpp"
#include "workflows/rex_case/fields.hpp"

#include <array>

namespace rexflow::rex_case {

namespace {

using engine::Choice;
using engine::EventDescriptor;
using engine::EventKind;

constexpr auto kinds = std::to_array<Choice>({
    {"incident", {"Événement indésirable", "Incident"}},
    {"near_miss", {"Presque-accident", "Near miss"}},
    {"complex_situation", {"Situation complexe", "Complex situation"}},
    {"risk", {"Situation à risque", "Risk"}},
    {"good_practice", {"Bonne pratique", "Good practice"}},
});

constexpr auto scopes = std::to_array<Choice>({
    {"intra", {"Intra-CPTS", "Intra-CPTS"}},
    {"extra", {"Extra-CPTS", "Extra-CPTS"}},
});

constexpr auto severities = std::to_array<Choice>({
    {"1", {"1 – mineure", "1 – minor"}},
    {"2", {"2 – significative", "2 – significant"}},
    {"3", {"3 – majeure", "3 – major"}},
    {"4", {"4 – critique", "4 – critical"}},
    {"5", {"5 – catastrophique", "5 – catastrophic"}},
});

constexpr auto likelihoods = std::to_array<Choice>({
    {"1", {"1 – très improbable", "1 – very improbable"}},
    {"2", {"2 – très peu probable", "2 – very unlikely"}},
    {"3", {"3 – peu probable", "3 – unlikely"}},
    {"4", {"4 – possible à probable", "4 – possible to likely"}},
    {"5", {"5 – très probable à certain", "5 – very likely to certain"}},
});

constexpr auto questions = std::to_array<Choice>({
    {"what_happened", {"Que s’est-il passé ?", "What happened?"}},
    {"why", {"Pourquoi est-ce arrivé ?", "Why did it happen?"}},
    {"what_learned", {"Qu’avons-nous appris ?", "What did we learn?"}},
    {"what_changed", {"Qu’avons-nous changé ?", "What did we change?"}},
});

constexpr auto missing_items = std::to_array<Choice>({
    {"name", {"Le nom", "The name"}},
    {"phone", {"Le numéro de téléphone", "The phone number"}},
    {"availability", {"Les heures où l’on peut vous joindre", "The hours when you can be reached"}},
    {"description", {"Quelques mots sur la situation", "A few words on the situation"}},
});

constexpr auto reporter_words = std::to_array<Choice>({
    {"resolved", {"Résolu", "Resolved"}},
    {"unresolved", {"Pas résolu", "Not resolved"}},
});

constexpr auto attendances = std::to_array<Choice>({
    {"present", {"Présent", "Present"}},
    {"absent", {"Absent", "Absent"}},
});

constexpr auto alarm_categories = std::to_array<Choice>({
    {"patient", {"Patient", "Patient"}},
    {"task", {"Tâches à accomplir", "Tasks"}},
    {"individual", {"Individu (professionnel)", "Individual (professional)"}},
    {"team", {"Équipe", "Team"}},
    {"work_environment", {"Environnement de travail", "Work environment"}},
    {"organisation", {"Organisation et management", "Organisation and management"}},
    {"institutional_context", {"Contexte institutionnel", "Institutional context"}},
});

constexpr auto factor_roles = std::to_array<Choice>({
    {"contributing", {"Contributif", "Contributing"}},
    {"influencing", {"Influent", "Influencing"}},
});

constexpr auto barrier_outcomes = std::to_array<Choice>({
    {"held", {"A fonctionné", "Held"}},
    {"failed", {"Absente ou défaillante", "Missing or failed"}},
});

constexpr auto barrier_kinds = std::to_array<Choice>({
    {"prevention", {"Prévention (empêche l’erreur)", "Prevention (keeps the error from happening)"}},
    {"recovery", {"Récupération (arrête l’erreur à temps)", "Recovery (catches the error in time)"}},
    {"mitigation", {"Atténuation (limite les conséquences)", "Mitigation (limits the harm)"}},
});

constexpr auto command_fates = std::to_array<Choice>({
    {"accepted", {"Acceptées", "Accepted"}},
    {"not_accepted", {"Non acceptées", "Not accepted"}},
});

constexpr auto reply_answers = std::to_array<Choice>({
    {"written_back", {"Réponse envoyée", "Written back"}},
    {"called", {"Appel passé", "Called"}},
    {"no_action", {"Rien à faire", "Nothing to do"}},
    {"other_case", {"Traitée dans un autre dossier", "Dealt with in another case"}},
});

constexpr auto split_verdicts = std::to_array<Choice>({
    {"split", {"Dossier à part", "Case of its own"}},
    {"keep", {"Gardé dans ce dossier", "Kept in this case"}},
});

constexpr auto survey_ends = std::to_array<Choice>({
    {"all_answered", {"Tous ont répondu", "Everyone answered"}},
    {"deadline", {"Échéance atteinte", "The deadline passed"}},
    {"person", {"Close par une personne", "Closed by a person"}},
});

constexpr auto marks = std::to_array<Choice>({
    {"1", {"1 – pas du tout d’accord", "1 – strongly disagree"}},
    {"2", {"2 – plutôt pas d’accord", "2 – disagree"}},
    {"3", {"3 – sans avis", "3 – neutral"}},
    {"4", {"4 – plutôt d’accord", "4 – agree"}},
    {"5", {"5 – tout à fait d’accord", "5 – strongly agree"}},
});

constexpr auto feedback_means = std::to_array<Choice>({
    {"call", {"Par téléphone", "By phone"}},
    {"page", {"Par une page derrière un lien signé", "On a page behind a signed link"}},
    {"meeting", {"En réunion", "At a meeting"}},
    {"receipt", {"Sur la page de suivi (compte une fois lu)", "On the follow-up page (counts once it is read)"}},
});

constexpr auto action_ends = std::to_array<Choice>({
    {"evaluated_effective", {"Évaluée efficace", "Found effective"}},
    {"evaluated_ineffective", {"Évaluée inefficace", "Found ineffective"}},
    {"abandoned", {"Abandonnée", "Abandoned"}},
});

constexpr FieldDescriptor text_named(engine::Text label) {
    return required(narrative({"text", FieldKind::long_text, label}));
}

constexpr FieldDescriptor mark(std::string_view key, engine::Text label) {
    return one_of({key, FieldKind::choice, label}, marks);
}

constexpr auto what = text_named({"Contenu", "Content"});
constexpr auto justification = text_named({"Justification", "Justification"});
constexpr auto required_note = required(identity({"text", FieldKind::long_text, {"Note", "Note"}}));
constexpr auto reference = required(FieldDescriptor{"ref", FieldKind::reference, {"Élément concerné", "Item"}});
constexpr auto member = required(FieldDescriptor{"member", FieldKind::member, {"Membre", "Member"}});
constexpr auto held_on = FieldDescriptor{"date", FieldKind::instant, {"Date et heure", "Date and time"}};

constexpr auto classification_fields = std::to_array<FieldDescriptor>({
    one_of({"kind", FieldKind::choice, {"Nature", "Kind"}}, kinds),
    one_of({"scope", FieldKind::choice, {"Champ", "Scope"}}, scopes),
    one_of({"real_severity", FieldKind::choice, {"Gravité réelle", "Real severity"}}, severities),
    one_of({"potential_severity", FieldKind::choice, {"Gravité potentielle", "Potential severity"}}, severities),
    one_of({"likelihood", FieldKind::choice, {"Vraisemblance", "Likelihood"}}, likelihoods),
    narrative({"themes", FieldKind::text, {"Thèmes", "Themes"}}),
});
constexpr auto message_fields = std::to_array<FieldDescriptor>({
    message,
    identity({"text", FieldKind::long_text, {"Texte", "Text"}}),
    one_of({"commands", FieldKind::choice, {"Commandes", "Commands"}}, command_fates),
});
constexpr auto settled_fields = std::to_array<FieldDescriptor>({
    one_of(required({"how", FieldKind::choice, {"Suite donnée", "What was done"}}), reply_answers),
    note,
});
constexpr auto offered_split_fields = std::to_array<FieldDescriptor>({required(message)});
constexpr auto answered_split_fields = std::to_array<FieldDescriptor>({
    required(message),
    one_of(required({"verdict", FieldKind::choice, {"Décision", "Decision"}}), split_verdicts),
    {"case", FieldKind::text, {"Nouveau dossier", "New case"}},
});
constexpr auto sent_fields = std::to_array<FieldDescriptor>({
    {"letter", FieldKind::text, {"Lettre", "Letter"}},
    message,
    identity({"text", FieldKind::long_text, {"Texte", "Text"}}),
});
constexpr auto failure_fields = std::to_array<FieldDescriptor>({
    required({"letter", FieldKind::text, {"Lettre", "Letter"}}),
    {"to", FieldKind::text, {"Destinataire (rôle)", "Addressee (role)"}},
    {"status", FieldKind::text, {"Code du serveur", "Server’s code"}},
    {"stopped", FieldKind::flag, {"Plus rien n’est envoyé à cette adresse", "Nothing more is sent to this address"}},
    message,
});
constexpr auto note_fields = std::to_array<FieldDescriptor>({required_note});
constexpr auto attachment_readings = std::to_array<Choice>({
    {"read", {"Lue par le programme", "Read by the program"}},
    {"for_a_person", {"À lire par une personne", "To be read by a person"}},
});
constexpr auto attachment_fields = std::to_array<FieldDescriptor>({
    identity({"file", FieldKind::file, {"Fichier", "File"}}),
    identity({"name", FieldKind::text, {"Nom du fichier", "File name"}}),
    message,
    one_of({"reading", FieldKind::choice, {"Lecture", "Reading"}}, attachment_readings),
    {"reading_reason", FieldKind::text, {"Motif de la relecture (code)", "Why a person has to look (code)"}},
});
constexpr auto question_fields = std::to_array<FieldDescriptor>({
    one_of(required({"which", FieldKind::choice, {"Question", "Question"}}), questions),
    text_named({"Réponse", "Answer"}),
});
constexpr auto pilot_fields = std::to_array<FieldDescriptor>({pilot, note});
constexpr auto set_aside_fields = std::to_array<FieldDescriptor>({
    member,
    identity({"reason", FieldKind::long_text, {"Motif", "Reason"}}),
});
constexpr auto seen_fields = std::to_array<FieldDescriptor>({
    required(identity({"reason", FieldKind::text, {"Motif de la consultation", "Reason for looking"}})),
});
constexpr auto reporter_fields = std::to_array<FieldDescriptor>({
    name,
    address,
    phone,
    identity({"availability", FieldKind::text, {"Heures où le joindre", "Hours when they can be reached"}}),
    windows,
});
constexpr auto link_fields = std::to_array<FieldDescriptor>({
    required({"case", FieldKind::text, {"Numéro du dossier lié", "Number of the linked case"}}),
    note,
});
constexpr auto optional_note = std::to_array<FieldDescriptor>({note});
constexpr auto answer_fields = std::to_array<FieldDescriptor>({
    one_of(required({"answer", FieldKind::choice, {"Réponse du déclarant", "The reporter’s word"}}), reporter_words),
    note,
});
constexpr auto source_fields = std::to_array<FieldDescriptor>({
    what,
    identity({"file", FieldKind::file, {"Pièce", "Document"}}),
});
constexpr auto interview_fields = std::to_array<FieldDescriptor>({
    required({"profession", FieldKind::text, {"Profession rencontrée", "Profession interviewed"}}),
    narrative({"text", FieldKind::long_text, {"Compte rendu", "Account"}}),
    minutes_spent,
});
constexpr auto chronology_fields = std::to_array<FieldDescriptor>({
    required(narrative({"when", FieldKind::text, {"Quand (même approximatif)", "When (even roughly)"}})),
    required(
        narrative({"role", FieldKind::text, {"Rôle de l’acteur (jamais son nom)", "Actor’s role (never a name)"}})),
    required(narrative({"source", FieldKind::text, {"Source de l’information", "Source of the information"}})),
    text_named({"Fait, sans interprétation", "Fact, without interpretation"}),
    narrative({"place", FieldKind::text, {"Lieu", "Place"}}),
});
constexpr auto gap_fields = std::to_array<FieldDescriptor>({
    text_named({"Écart constaté", "Gap found"}),
    narrative({"expected", FieldKind::long_text, {"Ce qui était attendu", "What was expected"}}),
    {"item", FieldKind::reference, {"Fait de la chronologie", "Item of the chronology"}},
});
constexpr auto justification_fields = std::to_array<FieldDescriptor>({justification});
constexpr auto factor_fields = std::to_array<FieldDescriptor>({
    required({"gap", FieldKind::reference, {"Écart concerné", "Gap it belongs to"}}),
    one_of(required({"alarm", FieldKind::choice, {"Catégorie ALARM", "ALARM category"}}), alarm_categories),
    one_of({"weight", FieldKind::choice, {"Poids du facteur", "Weight of the factor"}}, factor_roles),
    narrative({"text", FieldKind::long_text, {"Description", "Description"}}),
});
constexpr auto barrier_fields = std::to_array<FieldDescriptor>({
    one_of(required({"outcome", FieldKind::choice, {"Résultat", "Outcome"}}), barrier_outcomes),
    one_of(required({"kind", FieldKind::choice, {"Type de barrière", "Kind of barrier"}}), barrier_kinds),
    narrative({"text", FieldKind::long_text, {"Description", "Description"}}),
});
constexpr auto meeting_fields = std::to_array<FieldDescriptor>({
    required({"date", FieldKind::instant, {"Date et heure", "Date and time"}}),
    identity({"place", FieldKind::text, {"Lieu", "Place"}}),
    {"minutes", FieldKind::number, {"Durée prévue (minutes)", "Planned length (minutes)"}},
    identity({"addresses", FieldKind::addresses, {"Adresses des participants", "Participants’ addresses"}}),
});
constexpr auto attendance_fields = std::to_array<FieldDescriptor>({
    required(identity({"attendance",
                       FieldKind::long_text,
                       {"Participants : nom, profession, minutes (un par ligne)",
                        "Attendance: name, profession, minutes (one a line)"}})),
    {"minutes", FieldKind::number, {"Temps total (minutes)", "Total time (minutes)"}},
    held_on,
});
constexpr auto announced_fields = std::to_array<FieldDescriptor>({
    one_of(required({"answer", FieldKind::choice, {"Réponse à l’invitation", "Answer to the invitation"}}),
           attendances),
    address,
    note,
});
constexpr auto minutes_fields = std::to_array<FieldDescriptor>({
    text_named({"Compte rendu", "Minutes"}),
    identity({"file", FieldKind::file, {"Pièce", "Document"}}),
});
constexpr auto action_fields = std::to_array<FieldDescriptor>({
    required(narrative({"title", FieldKind::text, {"Intitulé de l’action", "Title of the action"}})),
    required(identity({"owner", FieldKind::text, {"Responsable", "Owner"}})),
    identity({"owner_address", FieldKind::address, {"Adresse du responsable", "Owner’s address"}}),
    {"owner_member", FieldKind::member, {"Responsable, s’il est de la cellule", "Owner, when a member of the cell"}},
    required({"due", FieldKind::day, {"À réaliser avant le", "To be done by"}}),
    {"evaluation_on", FieldKind::day, {"À évaluer avant le", "To be evaluated by"}},
    one_of({"barrier", FieldKind::choice, {"Type de barrière", "Kind of barrier"}}, barrier_kinds),
});
constexpr auto ended_fields = std::to_array<FieldDescriptor>({
    required({"action", FieldKind::reference, {"Inscription de l’action", "Entry of the action"}}),
    one_of(required({"outcome", FieldKind::choice, {"Issue", "Outcome"}}), action_ends),
});
constexpr auto survey_answer_fields = std::to_array<FieldDescriptor>({
    address,
    mark("listening", {"Je me suis senti écouté", "I felt listened to"}),
    mark("delay", {"Le délai m’a convenu", "The delay suited me"}),
    mark("usefulness", {"La réunion a été utile", "The meeting was useful"}),
    mark("practice", {"Elle m’apporte pour ma pratique", "It helps my practice"}),
    mark("actions", {"Les actions sont réalistes", "The actions are realistic"}),
    mark("recommended", {"Je recommanderais la démarche", "I would recommend it"}),
    mark("solved", {"La difficulté est résolue", "The difficulty is solved"}),
    identity({"text", FieldKind::long_text, {"Commentaire", "Comment"}}),
});
constexpr auto survey_end_fields = std::to_array<FieldDescriptor>({
    one_of({"how", FieldKind::choice, {"Comment", "How"}}, survey_ends),
    narrative({"reason", FieldKind::long_text, {"Motif", "Reason"}}),
});
constexpr auto draft_fields = std::to_array<FieldDescriptor>({
    text_named({"Rapport", "Report"}),
    identity({"file", FieldKind::file, {"Pièce", "Document"}}),
});
constexpr auto feedback_fields = std::to_array<FieldDescriptor>({
    one_of(required({"by", FieldKind::choice, {"Moyen", "Means"}}), feedback_means),
    narrative({"text", FieldKind::long_text, {"Réponse apportée", "Outcome told"}}),
    note,
});
constexpr auto left_fields = std::to_array<FieldDescriptor>({
    required(identity({"text", FieldKind::long_text, {"Votre réponse", "Your answer"}})),
});
constexpr auto impossible_fields = std::to_array<FieldDescriptor>({
    required(identity({"reason", FieldKind::long_text, {"Motif", "Reason"}})),
    required({"coordinator", FieldKind::member, {"Coordinateur qui l’admet", "Coordinator who agrees"}}),
});
constexpr auto informed_fields = std::to_array<FieldDescriptor>({
    required({"date", FieldKind::day, {"Date de l’information", "Informed on"}}),
    note,
});
constexpr auto correction_fields = std::to_array<FieldDescriptor>({reference, what});
constexpr auto withdrawal_fields = std::to_array<FieldDescriptor>({reference, reason});
constexpr auto information_fields = std::to_array<FieldDescriptor>({
    one_of(required({"missing", FieldKind::choices, {"Ce qui manque", "What is missing"}}), missing_items),
});

constexpr EventDescriptor fact(std::string_view event, engine::Text label, std::span<const FieldDescriptor> fields) {
    return {event, EventKind::fact, label, fields};
}

constexpr auto all_facts = std::to_array<EventDescriptor>({
    fact("message_received", {"Message reçu", "Message received"}, message_fields),
    fact("message_sent", {"Message envoyé", "Message sent"}, sent_fields),
    fact("delivery_failed", {"Lettre non remise", "Letter not delivered"}, failure_fields),
    fact("note_added", {"Note ajoutée", "Note added"}, note_fields),
    fact("reply_settled", {"Réponse après clôture traitée", "Answer after the closing dealt with"}, settled_fields),
    fact("split_offered", {"Message peut-être sur un autre sujet", "Message perhaps about another matter"},
         offered_split_fields),
    fact("split_answered", {"Message séparé ou gardé", "Message split off or kept"}, answered_split_fields),
    fact("link_offered", {"Rapprochement proposé", "Link offered"}, link_fields),
    fact("link_declined", {"Rapprochement écarté", "Link declined"}, link_fields),
    fact("identity_seen", {"Identité consultée", "Identity seen"}, seen_fields),
    fact("identity_erased", {"Identités effacées", "Identities erased"}, erasure_fields),
    fact("action_ended", {"Action terminée", "Action ended"}, ended_fields),
    fact("case_classified", {"Dossier caractérisé", "Case classified"}, classification_fields),
    fact("attachment_added", {"Pièce ajoutée", "Attachment added"}, attachment_fields),
    fact("information_requested", {"Précisions demandées", "Information requested"}, information_fields),
    fact("question_answered", {"Question renseignée", "Question answered"}, question_fields),
    fact("pilot_changed", {"Pilote changé", "Pilot changed"}, pilot_fields),
    fact("member_set_aside", {"Membre écarté du dossier", "Member set aside"}, set_aside_fields),
    fact("reporter_details_corrected", {"Coordonnées corrigées", "Reporter’s details corrected"}, reporter_fields),
    fact("declarant_added", {"Autre déclarant ajouté", "Further reporter added"}, reporter_fields),
    fact("case_linked", {"Dossier lié", "Case linked"}, link_fields),
    fact("withdrawal_asked", {"Le déclarant demande d’arrêter", "Reporter asks to stop"}, optional_note),
    fact("follow_up_answered", {"Réponse du déclarant au suivi", "Reporter answers the follow-up"}, answer_fields),
    fact("source_added", {"Source ajoutée", "Source added"}, source_fields),
    fact("interview_recorded", {"Entretien consigné", "Interview recorded"}, interview_fields),
    fact("chronology_item_added", {"Fait ajouté à la chronologie", "Item of the chronology"}, chronology_fields),
    fact("gap_added", {"Écart ajouté", "Gap added"}, gap_fields),
    fact("no_gap_justified", {"Absence d’écart justifiée", "No gap, justified"}, justification_fields),
    fact("factor_added", {"Facteur ajouté", "Factor added"}, factor_fields),
    fact("barrier_added", {"Barrière ajoutée", "Barrier added"}, barrier_fields),
    fact("meeting_planned", {"Réunion fixée", "Meeting planned"}, meeting_fields),
    fact("attendance_announced", {"Présence annoncée", "Attendance announced"}, announced_fields),
    fact("meeting_held", {"Réunion tenue", "Meeting held"}, attendance_fields),
    fact("minutes_recorded", {"Compte rendu consigné", "Minutes recorded"}, minutes_fields),
    fact("action_linked", {"Action décidée", "Action linked"}, action_fields),
    fact("no_action_justified", {"Absence d’action justifiée", "No action, justified"}, justification_fields),
    fact("survey_sent", {"Enquête envoyée", "Survey sent"}, optional_note),
    fact("survey_answered", {"Réponse à l’enquête", "Survey answered"}, survey_answer_fields),
    fact("survey_closed", {"Enquête close", "Survey closed"}, survey_end_fields),
    fact("report_drafted", {"Rapport rédigé", "Report drafted"}, draft_fields),
    fact("report_approved", {"Rapport validé", "Report approved"}, optional_note),
    fact("feedback_given", {"Réponse apportée au déclarant", "Feedback given"}, feedback_fields),
    fact("feedback_declined", {"Réponse déclinée par le déclarant", "Feedback declined"}, optional_note),
    fact("feedback_impossible", {"Réponse impossible", "Feedback impossible"}, impossible_fields),
    fact("answer_left", {"Réponse laissée sur la page de suivi", "Answer left on the follow-up page"}, left_fields),
    fact("answers_read", {"Réponses lues sur la page de suivi", "Answers read on the follow-up page"}, {}),
    fact("patient_informed", {"Patient informé", "Patient informed"}, informed_fields),
    fact("item_corrected", {"Élément corrigé", "Item corrected"}, correction_fields),
    fact("item_withdrawn", {"Élément retiré", "Item withdrawn"}, withdrawal_fields),
});

}  // namespace

std::span<const EventDescriptor> fact_descriptors() { return all_facts; }

}  // namespace rexflow::rex_case
