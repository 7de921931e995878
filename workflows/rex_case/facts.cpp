#include "workflows/rex_case/definition.hpp"

#include <algorithm>
#include <array>

/// For each fact: when it may come, whether its form fits what is known, and what it adds.
namespace rexflow::rex_case {

namespace {

using engine::Configuration;
using engine::Event;
using engine::Passage;
using engine::Text;

constexpr Text needs_open_case{"Le dossier est clos ou classé.", "The case is closed or dismissed."};
constexpr Text needs_level_3{"Cela se note pendant les étapes N1 à N6.", "This belongs to the steps N1 to N6."};
constexpr Text needs_no_minutes{"La réunion se prépare pendant les étapes N1 à N4.",
                                "The meeting belongs to the steps N1 to N4."};
constexpr Text needs_meeting{"Notez d’abord la réunion tenue.", "Record the meeting as held first."};
constexpr Text needs_survey{"Aucune enquête n’est en cours.", "No survey is under way."};
constexpr Text needs_report_time{"Le rapport se rédige pendant le niveau 3 ou la conclusion.",
                                 "The report is written during level 3 or while concluding."};
constexpr Text needs_draft{"Aucun rapport n’attend de validation.", "No report is waiting for approval."};
constexpr Text already_erased{"Les identités sont déjà effacées.", "The identities are already erased."};
constexpr Text unknown_item{"Cet élément n’existe pas ou a été retiré.", "There is no such item, or it was withdrawn."};
constexpr Text unknown_gap{"Cet écart n’existe pas ou a été retiré.", "There is no such gap, or it was withdrawn."};
constexpr Text unknown_action{"Aucune action en cours ne porte cette inscription.", "No open action has that entry."};
constexpr Text pilot_set_aside{"Cette personne est écartée du dossier.", "This member is set aside from the case."};
constexpr Text own_report{"L’auteur du rapport ne peut pas le valider lui-même.",
                          "The author of the report cannot approve it."};
constexpr Text no_reply_waits{"Aucune réponse n’attend de décision.", "No answer waits for a decision."};
constexpr Text no_such_offer{"Ce rapprochement n’a pas été proposé.", "That link was not offered."};
constexpr Text needs_receipt{
    "La personne n’a pas de code de suivi : son signalement n’est pas venu par la page publique.",
    "This person holds no receipt code: the report did not come by the public page."};
constexpr Text nothing_to_read{"Aucune réponse n’attend d’être lue.", "No answer waits to be read."};
constexpr Text needs_address{"Aucune adresse n’est connue : laissez la réponse sur la page de suivi.",
                             "No address is known: leave the answer on the follow-up page."};
constexpr Text needs_words{"Écrivez la réponse que la personne lira.", "Write the answer that will be read."};
constexpr Text needs_file{"Joignez le fichier.", "Attach the file."};
constexpr Text survey_needs_reason{"Indiquez pourquoi l’enquête est close avant son terme.",
                                   "Say why the survey is closed early."};

// When a fact may come. What a new, a closed or a dismissed case shuts out is the door's business.

const Text* any_time(const CaseFacts&, const Configuration&) { return nullptr; }

const Text* while_open(const CaseFacts&, const Configuration& at) {
    return is_at_rest(handling(at)) ? &needs_open_case : nullptr;
}

const Text* in_level_3(const CaseFacts&, const Configuration& at) {
    return is_level_3(handling(at)) ? nullptr : &needs_level_3;
}

const Text* around_meeting(const CaseFacts&, const Configuration& at) {
    return is_level_3(handling(at)) && handling(at) <= Handling::n4_action_plan ? nullptr : &needs_no_minutes;
}

const Text* after_meeting(const CaseFacts& facts, const Configuration&) {
    return facts.meeting_held ? nullptr : &needs_meeting;
}

const Text* during_survey(const CaseFacts& facts, const Configuration&) {
    return facts.survey == Survey::open ? nullptr : &needs_survey;
}

const Text* report_time(const CaseFacts&, const Configuration& at) {
    return is_level_3(handling(at)) || handling(at) == Handling::concluding ? nullptr : &needs_report_time;
}

const Text* with_draft(const CaseFacts& facts, const Configuration&) {
    return facts.report == Report::drafted ? nullptr : &needs_draft;
}

const Text* with_waiting_reply(const CaseFacts& facts, const Configuration&) {
    return facts.waiting_reply.empty() ? &no_reply_waits : nullptr;
}

const Text* with_receipt(const CaseFacts& facts, const Configuration&) {
    return facts.has_receipt && !facts.erased ? nullptr : &needs_receipt;
}

const Text* with_something_to_read(const CaseFacts& facts, const Configuration&) {
    return facts.waits_for_reader ? nullptr : &nothing_to_read;
}

const Text* once(const CaseFacts& facts, const Configuration&) { return facts.erased ? &already_erased : nullptr; }

// Whether its form fits what is known.

const Text* any_form(const CaseFacts&, const Event&) { return nullptr; }

const Text* free_pilot(const CaseFacts& facts, const Event& event) {
    const auto pilot = engine::Actor{std::string(engine::text_of(event.payload, "pilot"))}.member();
    return facts.is_set_aside(pilot) ? &pilot_set_aside : nullptr;
}

const Text* known_item(const CaseFacts& facts, const Event& event) {
    return facts.find_item(seq_of(engine::text_of(event.payload, "ref"))) != nullptr ? nullptr : &unknown_item;
}

const Text* known_gap(const CaseFacts& facts, const Event& event) {
    const auto* item = facts.find_item(seq_of(engine::text_of(event.payload, "gap")));
    return item != nullptr && item->kind == ItemKind::gap ? nullptr : &unknown_gap;
}

const Text* open_action(const CaseFacts& facts, const Event& event) {
    const auto action = seq_of(engine::text_of(event.payload, "action"));
    return std::ranges::find(facts.open_actions, action) != facts.open_actions.end() ? nullptr : &unknown_action;
}

const Text* offered_link(const CaseFacts& facts, const Event& event) {
    const auto other = engine::text_of(event.payload, "case");
    return std::ranges::find(facts.offered_links, other) != facts.offered_links.end() ? nullptr : &no_such_offer;
}

/// Somebody without an address gets no letter, and somebody without a code opens no page.
const Text* reaches_reporter(const CaseFacts& facts, const Event& event) {
    const auto by = engine::text_of(event.payload, "by");
    if (by == "page" && facts.has_receipt && !facts.has_address) return &needs_address;
    if (by != "receipt") return nullptr;
    if (!facts.has_receipt || facts.erased) return &needs_receipt;
    return engine::text_of(event.payload, "text").empty() ? &needs_words : nullptr;
}

const Text* by_another(const CaseFacts& facts, const Event& event) {
    return event.actor == facts.report_author ? &own_report : nullptr;
}

const Text* ended_for_a_reason(const CaseFacts&, const Event& event) {
    const auto by_person = engine::text_of(event.payload, "how") == "person";
    return by_person && engine::text_of(event.payload, "reason").empty() ? &survey_needs_reason : nullptr;
}

// What it adds.

using Fold = void (*)(CaseFacts&, const Passage&);

constexpr Fold nothing = [](CaseFacts&, const Passage&) {};

template <ItemKind kind>
constexpr Fold item = [](CaseFacts& facts, const Passage& passage) {
    facts.items.push_back({passage.seq, kind, seq_of(passage.field("gap"))});
};

template <Feedback feedback>
constexpr Fold answered_by = [](CaseFacts& facts, const Passage&) { facts.feedback = feedback; };

/// A case at rest has nobody who would answer by themselves.
void message_received(CaseFacts& facts, const Passage& passage) {
    if (is_at_rest(handling(passage.before)) && !passage.event.actor.member())
        facts.waiting_reply = passage.field("message");
}

/// Whatever a member does about a reply that waits; letters the program sends are no answer.
void settled_by_member(CaseFacts& facts, const Passage& passage) {
    if (passage.event.actor.member()) facts.waiting_reply.clear();
}

void split_offered(CaseFacts& facts, const Passage& passage) {
    facts.offered_splits.emplace_back(passage.field("message"));
}

void split_answered(CaseFacts& facts, const Passage& passage) {
    std::erase(facts.offered_splits, passage.field("message"));
    if (facts.waiting_reply == passage.field("message")) facts.waiting_reply.clear();
}

void link_offered(CaseFacts& facts, const Passage& passage) { facts.offered_links.emplace_back(passage.field("case")); }
void link_answered(CaseFacts& facts, const Passage& passage) { std::erase(facts.offered_links, passage.field("case")); }

void feedback_given(CaseFacts& facts, const Passage& passage) {
    if (passage.field("by") == "receipt") {
        facts.waits_for_reader = true;
        if (!facts.is_told()) facts.feedback = Feedback::left;
        return;
    }
    facts.feedback = passage.field("by") == "page" ? Feedback::on_page : Feedback::told;
}

/// The one way to reach somebody without name or number: trying it counts as a call does.
void answer_left(CaseFacts& facts, const Passage& passage) {
    settled_by_member(facts, passage);
    facts.waits_for_reader = true;
    facts.add_attempt(passage.event.occurred_at);
}

void answers_read(CaseFacts& facts, const Passage&) {
    facts.waits_for_reader = false;
    if (facts.feedback == Feedback::left) facts.feedback = Feedback::told;
}

/// The outcome letter came back: the reporter was not told after all.
void delivery_failed(CaseFacts& facts, const Passage& passage) {
    if (passage.field("letter") == "outcome_told" && facts.feedback == Feedback::on_page)
        facts.feedback = Feedback::none;
}

void question_answered(CaseFacts& facts, const Passage& passage) {
    const auto which = passage.field("which");
    if (which == "what_happened") facts.questions |= what_happened;
    if (which == "why") facts.questions |= why;
    if (which == "what_learned") facts.questions |= what_learned;
}

void hours_corrected(CaseFacts& facts, const Passage& passage) {
    if (const auto windows = passage.field("windows"); !windows.empty()) facts.windows = windows;
    if (!passage.field("address").empty()) facts.has_address = true;
}

void pilot_changed(CaseFacts& facts, const Passage& passage) {
    facts.pilot = engine::Actor{std::string(passage.field("pilot"))}.member();
}

/// A pilot who is set aside leaves the case without one: its letters go to the whole cell until another is named.
void member_set_aside(CaseFacts& facts, const Passage& passage) {
    const auto member = engine::Actor{std::string(passage.field("member"))}.member();
    if (!member || facts.is_set_aside(member)) return;
    facts.set_aside.push_back(*member);
    if (facts.pilot == member) facts.pilot.reset();
}

void action_linked(CaseFacts& facts, const Passage& passage) {
    ++facts.linked_actions;
    facts.open_actions.push_back(passage.seq);
}

void report_drafted(CaseFacts& facts, const Passage& passage) {
    facts.report = Report::drafted;
    facts.report_author = passage.event.actor;
}

/// The file itself, or the mail it came with and is kept in.
const Text* file_or_message(const CaseFacts&, const Event& event) {
    const bool is_there =
        !engine::text_of(event.payload, "file").empty() || !engine::text_of(event.payload, "message").empty();
    return is_there ? nullptr : &needs_file;
}

constexpr auto rules = std::to_array<engine::FactRule<CaseFacts>>({
    {"message_received", any_time, any_form, message_received},
    {"message_sent", any_time, any_form, settled_by_member},
    {"delivery_failed", any_time, any_form, delivery_failed},
    {"note_added", any_time, any_form, settled_by_member},
    {"reply_settled", with_waiting_reply, any_form,
     [](CaseFacts& facts, const Passage&) { facts.waiting_reply.clear(); }},
    {"split_offered", any_time, any_form, split_offered},
    {"split_answered", any_time, any_form, split_answered},
    {"link_offered", any_time, any_form, link_offered},
    {"link_declined", any_time, offered_link, link_answered},
    {"identity_seen", any_time, any_form, nothing},
    {"identity_erased", once, any_form, [](CaseFacts& facts, const Passage&) { facts.erased = true; }},
    {"action_ended", any_time, open_action,
     [](CaseFacts& facts, const Passage& passage) { std::erase(facts.open_actions, seq_of(passage.field("action"))); }},
    {"case_classified", any_time, any_form, nothing},
    {"attachment_added", any_time, file_or_message, nothing},
    {"information_requested", while_open, any_form, nothing},
    {"question_answered", any_time, any_form, question_answered},
    {"pilot_changed", any_time, free_pilot, pilot_changed},
    {"member_set_aside", any_time, any_form, member_set_aside},
    {"reporter_details_corrected", any_time, any_form, hours_corrected},
    {"declarant_added", any_time, any_form, nothing},
    {"case_linked", any_time, any_form, link_answered},
    {"withdrawal_asked", any_time, any_form,
     [](CaseFacts& facts, const Passage&) { facts.withdrawal_asked = true; }},
    {"follow_up_answered", any_time, any_form, nothing},
    {"source_added", any_time, any_form, item<ItemKind::source>},
    {"interview_recorded", any_time, any_form, item<ItemKind::interview>},
    {"chronology_item_added", any_time, any_form, item<ItemKind::chronology>},
    {"gap_added", any_time, any_form, item<ItemKind::gap>},
    {"no_gap_justified", any_time, any_form,
     [](CaseFacts& facts, const Passage&) { facts.no_gap_justified = true; }},
    {"factor_added", any_time, known_gap, item<ItemKind::factor>},
    {"barrier_added", any_time, any_form, item<ItemKind::barrier>},
    {"meeting_planned", around_meeting, any_form, nothing},
    {"attendance_announced", around_meeting, any_form, nothing},
    {"meeting_held", around_meeting, any_form, [](CaseFacts& facts, const Passage&) { facts.meeting_held = true; }},
    {"minutes_recorded", after_meeting, any_form,
     [](CaseFacts& facts, const Passage&) { facts.minutes_recorded = true; }},
    {"action_linked", any_time, any_form, action_linked},
    {"no_action_justified", any_time, any_form,
     [](CaseFacts& facts, const Passage&) { facts.no_action_justified = true; }},
    {"survey_sent", in_level_3, any_form, [](CaseFacts& facts, const Passage&) { facts.survey = Survey::open; }},
    {"survey_answered", during_survey, any_form, nothing},
    {"survey_closed", during_survey, ended_for_a_reason,
     [](CaseFacts& facts, const Passage&) { facts.survey = Survey::closed; }},
    {"report_drafted", report_time, any_form, report_drafted},
    {"report_approved", with_draft, by_another,
     [](CaseFacts& facts, const Passage&) { facts.report = Report::approved; }},
    {"feedback_given", any_time, reaches_reporter, feedback_given},
    {"feedback_declined", any_time, any_form, answered_by<Feedback::declined>},
    {"feedback_impossible", any_time, any_form, answered_by<Feedback::impossible>},
    {"answer_left", with_receipt, any_form, answer_left},
    {"answers_read", with_something_to_read, any_form, answers_read},
    {"patient_informed", any_time, any_form,
     [](CaseFacts& facts, const Passage&) { facts.patient_informed = true; }},
    {"item_corrected", any_time, known_item, nothing},
    {"item_withdrawn", any_time, known_item,
     [](CaseFacts& facts, const Passage& passage) {
         std::erase_if(facts.items, [ref = seq_of(passage.field("ref"))](const Item& item) { return item.seq == ref; });
     }},
});

/// Steps and facts in one list: the Workflow's events.
std::vector<engine::EventDescriptor> all_events() {
    std::vector<engine::EventDescriptor> all(step_descriptors().begin(), step_descriptors().end());
    all.insert(all.end(), fact_descriptors().begin(), fact_descriptors().end());
    return all;
}

}  // namespace

std::span<const engine::FactRule<CaseFacts>> fact_rules() { return rules; }

std::span<const engine::EventDescriptor> events() {
    static const auto all = all_events();
    return all;
}

}  // namespace rexflow::rex_case
