#include "adapters/cell/event_groups.hpp"

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

using engine::Text;

struct Act {
    std::string_view event;
    Text words;
};

/// What somebody does, where the history says what was done.
constexpr std::array acts{
    Act{"taken_in_charge", {"Prendre en charge", "Take in charge"}},
    Act{"call_logged", {"Noter un appel", "Log a call"}},
    Act{"information_requested", {"Demander des précisions", "Ask for information"}},
    Act{"given_up", {"Renoncer à joindre la personne", "Give up reaching the person"}},
    Act{"solution_found", {"Noter une solution", "Record a solution"}},
    Act{"oriented", {"Orienter vers un professionnel", "Orient to a professional"}},
    Act{"follow_up_recorded", {"Noter le suivi", "Record the follow-up"}},
    Act{"follow_up_answered", {"Noter la réponse au suivi", "Record the answer to the follow-up"}},
    Act{"withdrawal_asked", {"Noter une demande d’arrêt", "Record a wish to stop"}},
    Act{"meeting_called", {"Réunir les professionnels", "Call a meeting"}},
    Act{"step_completed", {"Terminer l’étape", "Complete the step"}},
    Act{"step_reopened", {"Revenir à l’étape précédente", "Go back a step"}},
    Act{"meeting_called_off", {"Abandonner la réunion", "Call the meeting off"}},
    Act{"source_added", {"Ajouter une source", "Add a source"}},
    Act{"interview_recorded", {"Consigner un entretien", "Record an interview"}},
    Act{"chronology_item_added", {"Ajouter un fait à la chronologie", "Add a fact to the chronology"}},
    Act{"gap_added", {"Ajouter un écart", "Add a gap"}},
    Act{"no_gap_justified", {"Justifier l’absence d’écart", "Say why there is no gap"}},
    Act{"factor_added", {"Ajouter un facteur", "Add a factor"}},
    Act{"barrier_added", {"Ajouter une barrière", "Add a barrier"}},
    Act{"meeting_planned", {"Fixer la réunion", "Plan the meeting"}},
    Act{"attendance_announced", {"Noter une présence annoncée", "Record who will come"}},
    Act{"meeting_held", {"Noter la réunion tenue", "Record the meeting"}},
    Act{"minutes_recorded", {"Écrire le compte rendu", "Write the minutes"}},
    Act{"action_linked", {"Décider une action", "Decide an action"}},
    Act{"no_action_justified", {"Justifier l’absence d’action", "Say why there is no action"}},
    Act{"survey_sent", {"Envoyer l’enquête", "Send the survey"}},
    Act{"survey_answered", {"Saisir une réponse à l’enquête", "Enter an answer to the survey"}},
    Act{"survey_closed", {"Clore l’enquête", "Close the survey"}},
    Act{"report_drafted", {"Rédiger le rapport", "Draft the report"}},
    Act{"report_approved", {"Valider le rapport", "Approve the report"}},
    Act{"severity_assessed", {"Évaluer la gravité", "Assess the severity"}},
    Act{"part1_filed", {"Noter le dépôt du volet 1", "Record the filing of part 1"}},
    Act{"part2_filed", {"Noter le dépôt du volet 2", "Record the filing of part 2"}},
    Act{"patient_informed", {"Noter l’information du patient", "Record that the patient was informed"}},
    Act{"complement_requested", {"Noter un complément demandé", "Record a complement asked for"}},
    Act{"complement_sent", {"Noter l’envoi du complément", "Record the sending of the complement"}},
    Act{"closed_by_ars", {"Noter la clôture par l’ARS", "Record the closing by the ARS"}},
    Act{"declared_elsewhere", {"Noter une déclaration par quelqu’un d’autre", "Record a declaration by someone else"}},
    Act{"declaration_declined", {"Noter un refus de déclarer", "Record a refusal to declare"}},
    Act{"question_answered", {"Répondre à une question", "Answer a question"}},
    Act{"answer_left", {"Répondre sur la page de suivi", "Answer on the follow-up page"}},
    Act{"feedback_given", {"Noter le retour à la personne", "Record the feedback"}},
    Act{"feedback_declined", {"Noter que le retour est décliné", "Record that feedback is declined"}},
    Act{"feedback_impossible", {"Noter que le retour est impossible", "Record that feedback is impossible"}},
    Act{"case_closed", {"Clore le dossier", "Close the case"}},
    Act{"case_reconsidered", {"Remettre en cause la conclusion", "Reconsider the conclusion"}},
    Act{"case_reopened", {"Rouvrir le dossier", "Reopen the case"}},
    Act{"case_dismissed", {"Classer sans suite", "Dismiss the case"}},
    Act{"reply_settled", {"Noter la suite donnée à la réponse", "Record what became of the answer"}},
    Act{"sheet_started", {"Commencer la fiche partagée", "Start the shareable sheet"}},
    Act{"sheet_submitted", {"Soumettre la fiche à relecture", "Submit the sheet"}},
    Act{"reading_done", {"Relire la fiche", "Read the sheet"}},
    Act{"sheet_withheld", {"Ne pas diffuser la fiche", "Withhold the sheet"}},
    Act{"sheet_withdrawn", {"Retirer la fiche", "Withdraw the sheet"}},
    Act{"note_added", {"Ajouter une note", "Add a note"}},
    Act{"case_classified", {"Caractériser le dossier", "Classify the case"}},
    Act{"attachment_added", {"Ajouter une pièce", "Add an attachment"}},
    Act{"reporter_details_corrected", {"Corriger les coordonnées", "Correct the contact details"}},
    Act{"declarant_added", {"Ajouter un autre déclarant", "Add a further reporter"}},
    Act{"case_linked", {"Lier à un autre dossier", "Link to another case"}},
    Act{"link_declined", {"Écarter un rapprochement", "Decline a link"}},
    Act{"split_answered", {"Séparer ou garder un message", "Split off or keep a message"}},
    Act{"pilot_changed", {"Changer de pilote", "Change the pilot"}},
    Act{"member_set_aside", {"Écarter un membre", "Set a member aside"}},
    Act{"item_corrected", {"Corriger un élément", "Correct an item"}},
    Act{"item_withdrawn", {"Retirer un élément", "Withdraw an item"}},
    Act{"identity_erased", {"Effacer les identités", "Erase the identities"}},
    Act{"action_approved", {"Valider l’action", "Approve the action"}},
    Act{"action_started", {"Commencer l’action", "Start the action"}},
    Act{"action_done", {"Noter la réalisation", "Record it as done"}},
    Act{"action_evaluated", {"Évaluer l’action", "Evaluate the action"}},
    Act{"action_postponed", {"Repousser l’échéance", "Postpone the due date"}},
    Act{"delay_asked", {"Noter une demande de délai", "Record a wish for more time"}},
    Act{"action_resumed", {"Reprendre l’action", "Resume the action"}},
    Act{"action_abandoned", {"Abandonner l’action", "Abandon the action"}},
};

}  // namespace

Text act_of(const engine::EventDescriptor& event) {
    const auto* const found = std::ranges::find(acts, event.name, &Act::event);
    return found == acts.end() ? event.label : found->words;
}

}  // namespace rexflow::cell
