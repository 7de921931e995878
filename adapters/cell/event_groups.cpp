#include "adapters/cell/event_groups.hpp"

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

using engine::Text;
using Names = std::string_view;

constexpr auto contact =
    std::to_array<Names>({"taken_in_charge", "call_logged", "information_requested", "given_up", "solution_found",
                          "oriented", "follow_up_recorded", "follow_up_answered", "answer_left", "withdrawal_asked"});
constexpr auto analysis =
    std::to_array<Names>({"meeting_called",        "step_completed",    "source_added",         "interview_recorded",
                          "chronology_item_added", "gap_added",         "no_gap_justified",     "factor_added",
                          "barrier_added",         "meeting_planned",   "attendance_announced", "meeting_held",
                          "minutes_recorded",      "action_linked",     "no_action_justified",  "survey_sent",
                          "survey_answered",       "survey_closed",     "report_drafted",       "report_approved",
                          "step_reopened",         "meeting_called_off"});
constexpr auto severity =
    std::to_array<Names>({"severity_assessed", "part1_filed", "patient_informed", "part2_filed", "complement_requested",
                          "complement_sent", "closed_by_ars", "declared_elsewhere", "declaration_declined"});
constexpr auto ending =
    std::to_array<Names>({"question_answered", "feedback_given", "feedback_declined", "feedback_impossible",
                          "case_closed", "case_reconsidered", "reply_settled", "case_reopened", "case_dismissed"});
constexpr auto sharing =
    std::to_array<Names>({"sheet_started", "sheet_submitted", "reading_done", "sheet_withheld", "sheet_withdrawn"});
constexpr auto record =
    std::to_array<Names>({"note_added", "case_classified", "attachment_added", "reporter_details_corrected",
                          "declarant_added", "case_linked", "link_declined", "split_answered", "pilot_changed",
                          "member_set_aside", "item_corrected", "item_withdrawn", "identity_erased"});
constexpr auto action = std::to_array<Names>({"action_approved", "action_started", "action_done", "action_evaluated",
                                              "action_postponed", "delay_asked", "action_resumed", "action_abandoned"});

constexpr std::array groups{
    EventGroup{"contact", {"Contact et orientation", "Contact and orientation"}, contact},
    EventGroup{"action", {"Avancement de l’action", "Progress of the action"}, action},
    EventGroup{"analysis", {"Analyse à plusieurs (niveau 3)", "Analysis together (level 3)"}, analysis},
    EventGroup{"severity", {"Gravité et déclaration (niveau 4)", "Severity and declaration (level 4)"}, severity},
    EventGroup{"ending", {"Comprendre et conclure", "Understanding and concluding"}, ending},
    EventGroup{"sharing", {"Partager la leçon", "Sharing the lesson"}, sharing},
    EventGroup{"record", {"Tenir le dossier", "Keeping the record"}, record},
};

constexpr auto by_program =
    std::to_array<Names>({"report_received", "message_received", "message_sent", "delivery_failed", "split_offered",
                          "link_offered", "action_ended", "answers_read", "identity_seen", "action_decided"});

constexpr auto bookkeeping = std::to_array<Names>({"message_sent", "identity_seen"});

struct Work {
    std::string_view state;
    std::string_view group;
};

constexpr std::array works{
    Work{"received", "contact"},
    Work{"contacting", "contact"},
    Work{"n1_collecting_data", "analysis"},
    Work{"n2_chronology", "analysis"},
    Work{"n3_gaps_and_factors", "analysis"},
    Work{"n4_action_plan", "analysis"},
    Work{"n5_satisfaction", "analysis"},
    Work{"n6_report", "analysis"},
    Work{"concluding", "ending"},
};

struct Named {
    std::string_view name;
    Text words;
};

constexpr std::array intros{
    Named{"call_logged",
          {"Un appel sans réponse compte aussi : il fixe le prochain essai.",
           "A call without an answer counts too: it sets the next try."}},
    Named{
        "oriented",
        {"Un suivi sera demandé dans les 15 jours. La personne sollicitée reçoit une lettre si son adresse est notée.",
         "A follow-up is due within 15 days. The professional gets a letter if the address is given."}},
    Named{"severity_assessed",
          {"Trois questions, dans l’ordre. Un EIGS réunit les trois critères ; il se déclare sans délai, et la cellule "
           "accompagne.",
           "Three questions, in order. A serious event meets all three; it is declared without delay, and the cell "
           "helps."}},
    Named{"chronology_item_added",
          {"Un fait à la fois : quand, qui par son rôle, d’où l’information vient.",
           "One fact at a time: when, who by role, where the information comes from."}},
    Named{"sheet_submitted",
          {"La fiche est lue par deux personnes avant d’être partagée. Chaque rubrique est remplie, ou marquée sans "
           "objet.",
           "Two people read the sheet before it is shared. Each section is filled in, or marked as not applicable."}},
    Named{"answer_left",
          {"La personne lira ces mots en revenant avec son code de suivi ; rien ne l’en avertit. N’y nommez aucun "
           "patient.",
           "They will read this when they come back with their receipt code; nothing tells them. Name no patient."}},
    Named{"identity_erased",
          {"Cet acte est définitif\u00A0: rien de ce qui est effacé ne pourra être retrouvé. Seront effacés les noms, "
           "les coordonnées, les courriels, les pièces jointes et les notes, y compris ceux des actions. Resteront le "
           "numéro, les dates, les étapes et la leçon\u00A0: les faits, l’analyse, les réponses aux questions et la "
           "fiche.",
           "This is final: nothing that is erased can be found again. Names, contact details, mails, attachments and "
           "notes go, those of the actions too. The number, the dates, the steps and the lesson stay: facts, analysis, "
           "answers to the questions and sheet."}},
    Named{"case_dismissed",
          {"Le dossier reste lisible et peut être rouvert.", "The case stays readable and can be reopened."}},
    Named{"reporter_details_corrected",
          {"Les valeurs notées ici remplacent les anciennes.", "What is written here replaces what was known."}},
};

struct Duty {
    std::string_view obligation;
    std::string_view event;
    Text button;
};

constexpr std::array duties{
    Duty{"first_contact", "call_logged", {"Noter l’appel", "Log the call"}},
    Duty{"next_call", "call_logged", {"Noter l’appel", "Log the call"}},
    Duty{"severity_assessment", "severity_assessed", {"Évaluer la gravité", "Assess the severity"}},
    Duty{"orientation_follow_up", "follow_up_recorded", {"Noter le suivi", "Record the follow-up"}},
    Duty{"next_follow_up_call", "follow_up_recorded", {"Noter le suivi", "Record the follow-up"}},
    Duty{"step", "step_completed", {"Terminer l’étape", "Complete the step"}},
    Duty{"meeting", "meeting_held", {"Noter la réunion", "Record the meeting"}},
    Duty{"minutes", "minutes_recorded", {"Écrire le compte rendu", "Write the minutes"}},
    Duty{"survey", "survey_closed", {"Clore l’enquête", "Close the survey"}},
    Duty{"feedback", "feedback_given", {"Noter le retour", "Record the feedback"}},
    Duty{"sheet_reading", "reading_done", {"Relire la fiche", "Read the sheet"}},
    Duty{"eigs_part1", "part1_filed", {"Noter le dépôt", "Record the filing"}},
    Duty{"patient_information", "patient_informed", {"Noter l’information", "Record the information"}},
    Duty{"eigs_part2", "part2_filed", {"Noter le dépôt", "Record the filing"}},
    Duty{"eigs_complement", "complement_sent", {"Noter l’envoi", "Record the sending"}},
    Duty{"identity_retention", "identity_erased", {"Effacer les identités", "Erase the identities"}},
    Duty{"implementation", "action_done", {"Noter la réalisation", "Record it as done"}},
    Duty{"evaluation", "action_evaluated", {"Évaluer l’action", "Evaluate the action"}},
};

const Duty* find_duty(std::string_view obligation) {
    const auto* const found = std::ranges::find(duties, obligation, &Duty::obligation);
    return found == duties.end() ? nullptr : found;
}

}  // namespace

std::span<const EventGroup> event_groups() { return groups; }

bool is_by_program(std::string_view event) { return std::ranges::find(by_program, event) != by_program.end(); }

bool is_bookkeeping(std::string_view event) { return std::ranges::find(bookkeeping, event) != bookkeeping.end(); }

std::string_view group_for_state(std::string_view state) {
    const auto* const found = std::ranges::find(works, state, &Work::state);
    return found == works.end() ? std::string_view{} : found->group;
}

std::string intro_of(std::string_view event, engine::Locale locale) {
    const auto* const found = std::ranges::find(intros, event, &Named::name);
    return found == intros.end() ? std::string{} : std::string(found->words.in(locale));
}

std::string_view event_for_duty(std::string_view obligation) {
    const auto* const duty = find_duty(obligation);
    return duty == nullptr ? std::string_view{} : duty->event;
}

Text button_for_duty(std::string_view obligation) {
    const auto* const duty = find_duty(obligation);
    return duty == nullptr ? Text{"Voir", "See"} : duty->button;
}

}  // namespace rexflow::cell
