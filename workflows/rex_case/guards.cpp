#include "workflows/rex_case/definition.hpp"

#include <algorithm>
#include <array>

/// Each named condition with its two answers. Where only the form decides, some form always fits; where only the facts
/// decide, both answers are the same.
namespace rexflow::rex_case {

namespace {

using engine::Configuration;
using engine::Event;

bool is_given(const Event& event, std::string_view key) { return !engine::text_of(event.payload, key).empty(); }

bool is(const Event& event, std::string_view key, std::string_view value) {
    return engine::text_of(event.payload, key) == value;
}

using Holds = bool (*)(const CaseFacts&, const Configuration&, const Event&);
using Possible = bool (*)(const CaseFacts&, const Configuration&);

constexpr Possible some_form_fits = [](const CaseFacts&, const Configuration&) { return true; };

/// A condition the form has no say in.
template <Possible possible>
constexpr Holds whatever_the_form =
    [](const CaseFacts& facts, const Configuration& at, const Event&) { return possible(facts, at); };

bool pilot_free(const CaseFacts& facts, const Configuration&, const Event& event) {
    const auto pilot = engine::Actor{std::string(engine::text_of(event.payload, "pilot"))}.member();
    return pilot && !facts.is_set_aside(pilot);
}

/// "Three attempts on different days" are all the attempts of the case: a call or a follow-up that reached nobody.
bool enough_attempts(const CaseFacts& facts, const Configuration&) {
    return facts.attempt_days.size() >= 3 || facts.withdrawal_asked;
}

bool target(const CaseFacts&, const Configuration&, const Event& event) {
    return is_given(event, "to") && (is_given(event, "to_address") || is_given(event, "to_phone")) &&
           is_given(event, "consent");
}

bool sources(const CaseFacts& facts, const Configuration&) {
    return facts.has(ItemKind::source) || facts.has(ItemKind::interview);
}

bool chronology(const CaseFacts& facts, const Configuration&) { return facts.count(ItemKind::chronology) >= 2; }

bool gaps(const CaseFacts& facts, const Configuration&) {
    return facts.no_gap_justified || (facts.has(ItemKind::gap) && facts.every_gap_has_a_factor());
}

bool meeting_and_actions(const CaseFacts& facts, const Configuration&) {
    return facts.meeting_held && facts.minutes_recorded && (facts.linked_actions > 0 || facts.no_action_justified);
}

bool survey_is_over(const CaseFacts& facts, const Configuration&) { return facts.survey == Survey::closed; }
bool report_is_approved(const CaseFacts& facts, const Configuration&) { return facts.report == Report::approved; }
bool level_3(const CaseFacts& facts, const Configuration&) { return facts.has_level(3); }

bool happened_answered(const CaseFacts& facts, const Configuration&) { return (facts.questions & what_happened) != 0; }
bool why_answered(const CaseFacts& facts, const Configuration&) { return (facts.questions & why) != 0; }
bool learned_answered(const CaseFacts& facts, const Configuration&) { return (facts.questions & what_learned) != 0; }
bool reporter_told(const CaseFacts& facts, const Configuration&) { return facts.is_told(); }
bool assessed(const CaseFacts&, const Configuration& at) { return declaration(at) != Declaration::not_assessed; }
bool nothing_to_file(const CaseFacts& facts, const Configuration& at) {
    return is_settled(declaration(at)) || !assessed(facts, at);
}
bool analysis_over(const CaseFacts& facts, const Configuration&) { return facts.analysis != Analysis::running; }

constexpr auto closing_parts = std::to_array<engine::ConditionPart<CaseFacts>>({
    {{"La question « Que s’est-il passé ? » est sans réponse.", "“What happened?” is not answered."},
     happened_answered},
    {{"La question « Pourquoi est-ce arrivé ? » est sans réponse.", "“Why did it happen?” is not answered."},
     why_answered},
    {{"La question « Qu’avons-nous appris ? » est sans réponse.", "“What did we learn?” is not answered."},
     learned_answered},
    {{"La personne qui a écrit n’a pas eu de retour (donné, décliné ou impossible).",
      "The reporter has had no feedback (given, declined or impossible)."},
     reporter_told},
    {{"La gravité n’est pas évaluée.", "The severity is not assessed."}, assessed},
    {{"Une partie de la déclaration reste à déposer.", "A part of the declaration is still to be filed."},
     nothing_to_file},
    {{"L’étape N6 de l’analyse n’est pas terminée.", "Step N6 of the analysis is not completed."}, analysis_over},
});

bool ready(const CaseFacts& facts, const Configuration& at) {
    return std::ranges::all_of(closing_parts, [&](const auto& part) { return part.holds(facts, at); });
}

bool not_erased(const CaseFacts& facts, const Configuration&) { return !facts.erased; }

bool reason_and_not_erased(const CaseFacts& facts, const Configuration&, const Event& event) {
    return is_given(event, "reason") && !facts.erased;
}

/// An unassessed case may be dismissed (most are spam); one with a part due to the ARS may not.
bool nothing_due(const CaseFacts&, const Configuration& at) {
    return is_settled(declaration(at)) || declaration(at) == Declaration::not_assessed;
}

bool dismissal(const CaseFacts& facts, const Configuration& at, const Event& event) {
    return nothing_due(facts, at) && is_given(event, "reason");
}

/// The three cumulative tests of CSP R.1413-67. Neither fault nor avoidability is one of them.
bool eigs(const CaseFacts&, const Configuration&, const Event& event) {
    return is(event, "care_associated", "yes") && is(event, "unexpected", "yes") && is_given(event, "consequence") &&
           !is(event, "consequence", "none");
}

bool not_eigs(const CaseFacts&, const Configuration&, const Event& event) {
    return is(event, "care_associated", "no") || is(event, "unexpected", "no") || is(event, "consequence", "none");
}

bool proof(const CaseFacts&, const Configuration&, const Event& event) {
    return is_given(event, "number") && is_given(event, "date") && is_given(event, "receipt");
}

bool lesson(const CaseFacts&, const Configuration& at) {
    using enum Handling;
    return handling(at) == n6_report || handling(at) == concluding || handling(at) == closed;
}

/// Whether a value is one of those in a text separated by commas.
bool lists(std::string_view list, std::string_view value) {
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        if (list.substr(0, end) == value) return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

bool sheet(const CaseFacts&, const Configuration&, const Event& event) {
    const auto& form = step_descriptors()[static_cast<std::size_t>(Step::sheet_submitted)];
    const auto left_out = engine::text_of(event.payload, "not_applicable");
    return std::ranges::all_of(form.fields, [&](const engine::FieldDescriptor& section) {
        return section.key == "not_applicable" || is_given(event, section.key) || lists(left_out, section.key);
    });
}

/// "At least": a small cell's policy may ask for less than a third person, never for less than another one.
bool another_approves(const CaseFacts& facts, const Configuration&, const Event& event) {
    return is(event, "verdict", "approved") && event.actor.member() && event.actor != facts.sheet_author;
}

bool third_approves(const CaseFacts& facts, const Configuration& at, const Event& event) {
    return another_approves(facts, at, event) && event.actor != facts.first_reader && is(event, "clean", "yes") &&
           handling(at) == Handling::closed;
}

bool case_is_closed(const CaseFacts&, const Configuration& at) { return handling(at) == Handling::closed; }

/// A word of the table's vocabulary as a template argument.
template <std::size_t size>
struct Word {
    char text[size];
    constexpr Word(const char (&literal)[size]) { std::ranges::copy(literal, text); }
};

template <Word key>
constexpr Holds field_given =
    [](const CaseFacts&, const Configuration&, const Event& event) { return is_given(event, key.text); };

template <Word key, Word value>
constexpr Holds field_is =
    [](const CaseFacts&, const Configuration&, const Event& event) { return is(event, key.text, value.text); };

bool somebody_reached(const CaseFacts&, const Configuration&, const Event& event) {
    return is(event, "outcome", "reached") || is(event, "outcome", "in_writing");
}

bool nobody_reached(const CaseFacts&, const Configuration&, const Event& event) {
    return is(event, "outcome", "no_answer") || is(event, "outcome", "call_back_later");
}

constexpr auto all_conditions = std::to_array<engine::Condition<CaseFacts>>({
    {{"pilot_not_set_aside",
      {"Choisissez un pilote actif qui n’est pas écarté de ce dossier.",
       "Choose an active pilot who is not set aside from this case."}},
     pilot_free,
     some_form_fits},
    {{"reporter_reached", {"Le déclarant doit avoir été joint.", "The reporter must have been reached."}},
     somebody_reached,
     some_form_fits},
    {{"reporter_not_reached",
      {"L’appel doit être resté sans réponse ou à renouveler.", "The call must have had no answer, or be repeated."}},
     nobody_reached,
     some_form_fits},
    {{"attempts_made",
      {"Il faut trois tentatives notées à des jours différents, ou que le déclarant ait demandé d’arrêter.",
       "Three attempts on different days must be logged, or the reporter must have asked to stop."}},
     whatever_the_form<enough_attempts>,
     enough_attempts},
    {{"solution_described", {"Décrivez la solution trouvée.", "Describe the solution found."}},
     field_given<"solution">,
     some_form_fits},
    {{"target_named",
      {"Indiquez le professionnel, son adresse ou son téléphone, et si le déclarant accepte que ses coordonnées soient "
       "transmises.",
       "Name the professional with an address or a phone, and say whether the reporter agrees to have their details "
       "passed on."}},
     target,
     some_form_fits},
    {{"resolved", {"Le suivi doit conclure que c’est résolu.", "The follow-up must say it is resolved."}},
     field_is<"outcome", "resolved">,
     some_form_fits},
    {{"unresolved", {"Le suivi doit conclure que ce n’est pas résolu.", "The follow-up must say it is not resolved."}},
     field_is<"outcome", "unresolved">,
     some_form_fits},
    {{"unreachable", {"Le suivi doit noter le déclarant injoignable.", "The follow-up must say nobody was reached."}},
     field_is<"outcome", "unreachable">,
     some_form_fits},
    {{"sources_recorded",
      {"Il faut au moins une source ou un entretien.", "At least one source or interview is needed."}},
     whatever_the_form<sources>,
     sources},
    {{"chronology_recorded",
      {"Il faut au moins deux faits datés, avec le rôle de l’acteur et la source.",
       "At least two dated facts with role and source are needed."}},
     whatever_the_form<chronology>,
     chronology},
    {{"gaps_have_factors",
      {"Il faut au moins un écart, chacun avec au moins un facteur, ou justifier qu’il n’y en a pas.",
       "At least one gap is needed, each with at least one factor, or a reason why there is none."}},
     whatever_the_form<gaps>,
     gaps},
    {{"meeting_held_and_actions_decided",
      {"Il faut une réunion tenue, son compte rendu, et au moins une action ou la raison de n’en décider aucune.",
       "A meeting must be held and its minutes recorded, with at least one action or a reason for none."}},
     whatever_the_form<meeting_and_actions>,
     meeting_and_actions},
    {{"survey_over", {"L’enquête de satisfaction doit être close.", "The satisfaction survey must be over."}},
     whatever_the_form<survey_is_over>,
     survey_is_over},
    {{"report_approved",
      {"Le dernier rapport rédigé doit être validé par une autre personne que son auteur.",
       "The last report drafted must be approved by someone other than its author."}},
     whatever_the_form<report_is_approved>,
     report_is_approved},
    {{"reason_given", {"Indiquez le motif.", "Give the reason."}}, field_given<"reason">, some_form_fits},
    {{"reached_level_3", {"Le dossier doit être passé par le niveau 3.", "The case must have reached level 3."}},
     whatever_the_form<level_3>,
     level_3},
    {{"ready_to_close",
      {"Il faut les trois questions renseignées, une réponse apportée au déclarant (ou déclinée, ou impossible), une "
       "gravité évaluée sans déclaration en attente et, au niveau 3, l’étape N6 terminée.",
       "The three questions must be answered, feedback given (or declined, or impossible), the severity assessed with "
       "no declaration due and, at level 3, step N6 completed."}},
     whatever_the_form<ready>,
     ready,
     closing_parts},
    {{"reason_given_and_not_erased",
      {"Indiquez le motif ; un dossier dont les identités sont effacées ne se rouvre pas.",
       "Give the reason; a case whose people are erased is not opened again."}},
     reason_and_not_erased,
     not_erased},
    {{"may_be_dismissed",
      {"Indiquez le motif ; aucun volet de déclaration ne doit rester à déposer.",
       "Give the reason; no part of a declaration may be due."}},
     dismissal,
     nothing_due},
    {{"is_eigs", {"Les trois critères de l’EIGS doivent être réunis.", "All three tests of an EIGS must hold."}},
     eigs,
     some_form_fits},
    {{"is_not_eigs",
      {"L’un des trois critères de l’EIGS au moins doit manquer.", "At least one test of an EIGS must fail."}},
     not_eigs,
     some_form_fits},
    {{"proof_given",
      {"Indiquez le numéro et la date, et joignez l’accusé de réception.",
       "Give the number and the date, and attach the receipt."}},
     proof,
     some_form_fits},
    {{"due_date_given", {"Indiquez la date fixée par l’ARS.", "Give the date set by the ARS."}},
     field_given<"due">,
     some_form_fits},
    {{"lesson_available",
      {"La fiche se rédige à partir de l’étape N6, de la conclusion ou d’un dossier clos.",
       "The sheet is written from step N6, while concluding, or once closed."}},
     whatever_the_form<lesson>,
     lesson},
    {{"sheet_complete",
      {"Chaque rubrique de la fiche doit être remplie ou marquée sans objet.",
       "Every section of the sheet must be filled or marked not applicable."}},
     sheet,
     some_form_fits},
    {{"approved_by_another",
      {"La première relecture revient à une autre personne que l’auteur de la fiche.",
       "The first reading is for someone other than the author of the sheet."}},
     another_approves,
     some_form_fits},
    {{"approved_by_a_third_clean_and_closed",
      {"La seconde relecture revient à une troisième personne, sans élément identifiant, sur un dossier clos.",
       "The second reading is for a third person, finds no identifier, and needs a closed case."}},
     third_approves,
     case_is_closed},
    {{"changes_asked", {"La relecture doit demander des modifications.", "The reading must ask for changes."}},
     field_is<"verdict", "changes_asked">,
     some_form_fits},
});
static_assert(all_conditions.size() == guard_count);

}  // namespace

std::span<const engine::Condition<CaseFacts>> conditions() { return all_conditions; }

}  // namespace rexflow::rex_case
