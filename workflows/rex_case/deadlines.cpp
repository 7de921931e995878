#include "engine/duties.hpp"
#include "workflows/rex_case/definition.hpp"

#include <array>

/// What starts and stops each obligation.
namespace rexflow::rex_case {

namespace {

using engine::in;
using engine::Passage;
using engine::Renewal;
using Start = engine::ObligationStart<CaseFacts>;
using Stop = engine::ObligationStop<CaseFacts>;

std::string_view due_field(const CaseFacts&, const Passage& passage) { return passage.field("due"); }
std::string_view date_field(const CaseFacts&, const Passage& passage) { return passage.field("date"); }
std::string_view hour_asked(const CaseFacts&, const Passage& passage) { return passage.field("call_again_at"); }
std::string_view hours_given(const CaseFacts& facts, const Passage&) { return facts.windows; }
std::string_view discovery(const CaseFacts&, const Passage& passage) { return passage.field("discovered_on"); }

bool asks_severity_at_once(const CaseFacts& facts, const Passage& passage) {
    return facts.assessed_at_once && declaration(passage.after) == Declaration::not_assessed;
}

bool reached(const CaseFacts&, const Passage& passage) {
    return passage.field("outcome") == "reached" || passage.field("outcome") == "in_writing";
}
bool not_reached(const CaseFacts& facts, const Passage& passage) { return !reached(facts, passage); }

bool reached_unassessed(const CaseFacts& facts, const Passage& passage) {
    return reached(facts, passage) && declaration(passage.after) == Declaration::not_assessed;
}

bool unreachable(const CaseFacts&, const Passage& passage) { return passage.field("outcome") == "unreachable"; }

bool follow_up_is_over(const CaseFacts& facts, const Passage& passage) { return !unreachable(facts, passage); }

bool enters_step(const CaseFacts&, const Passage& passage) {
    return is_level_3(handling(passage.after)) && handling(passage.after) != handling(passage.before);
}

bool leaves_step(const CaseFacts&, const Passage& passage) {
    return is_level_3(handling(passage.before)) && handling(passage.after) != handling(passage.before);
}

bool leaves_level_3(const CaseFacts&, const Passage& passage) {
    return is_level_3(handling(passage.before)) && !is_level_3(handling(passage.after));
}

bool enters_reading(const CaseFacts&, const Passage& passage) {
    return passage.enters(in(Sharing::first_reading)) || passage.enters(in(Sharing::second_reading));
}

bool leaves_reading(const CaseFacts&, const Passage& passage) {
    return passage.leaves(in(Sharing::first_reading)) || passage.leaves(in(Sharing::second_reading));
}

bool feedback_is_due(const CaseFacts& facts, const Passage& passage) {
    return !facts.is_told() && handling(passage.after) == Handling::concluding;
}

bool feedback_is_settled(const CaseFacts& facts, const Passage&) { return facts.is_told(); }
bool patient_not_informed(const CaseFacts& facts, const Passage&) { return !facts.patient_informed; }

/// The life of a case shows in what people do and write, never in what the program does by itself.
bool someone_moved(const CaseFacts&, const Passage& passage) {
    return passage.event.actor != engine::Actor::system() && !is_at_rest(handling(passage.after));
}

bool comes_to_rest(const CaseFacts&, const Passage& passage) { return is_at_rest(handling(passage.after)); }
bool is_dismissed(const CaseFacts&, const Passage& passage) { return handling(passage.after) == Handling::dismissed; }

/// Closed or dismissed, with every action ended and no sheet on its way. Nobody can move the sheet of a dismissed case.
bool people_are_no_longer_needed(const CaseFacts& facts, const Passage& passage) {
    using enum Sharing;
    const auto sheet = sharing(passage.after);
    const bool sheet_rests =
        sheet == unshared || sheet == published || sheet == withheld || is_dismissed(facts, passage);
    return is_at_rest(handling(passage.after)) && facts.open_actions.empty() && sheet_rests && !facts.erased;
}

bool people_are_needed(const CaseFacts& facts, const Passage& passage) {
    return !people_are_no_longer_needed(facts, passage);
}

// clang-format off
constexpr auto starts = std::to_array<Start>({
    {.obligation = "first_contact", .on = {.entering = in(Handling::received)}},
    {.obligation = "next_call", .on = {.event = "call_logged", .when = not_reached}, .due = hour_asked,
     .windows = hours_given},
    {.obligation = "severity_assessment", .on = {.entering = in(Handling::received), .when = asks_severity_at_once},
     .rule = "severity_assessment.urgent", .renewal = Renewal::keep},
    {.obligation = "severity_assessment", .on = {.event = "call_logged", .when = reached_unassessed},
     .renewal = Renewal::keep},
    {.obligation = "collection_stalled", .on = {.entering = in(Handling::collecting)}},
    {.obligation = "orientation_follow_up", .on = {.event = "oriented"}},
    {.obligation = "next_follow_up_call", .on = {.event = "follow_up_recorded", .when = unreachable}},
    {.obligation = "step", .on = {.when = enters_step}, .due = due_field},
    {.obligation = "meeting", .on = {.event = "meeting_planned"}, .due = date_field},
    {.obligation = "minutes", .on = {.event = "meeting_held"}},
    {.obligation = "survey", .on = {.event = "survey_sent"}},
    {.obligation = "feedback", .on = {.entering = in(Handling::concluding), .when = feedback_is_due}},
    {.obligation = "feedback", .on = {.event = "delivery_failed", .when = feedback_is_due},
     .renewal = Renewal::keep},
    {.obligation = "eigs_part1", .on = {.entering = in(Declaration::part1_due)}},
    {.obligation = "patient_information",
     .on = {.entering = in(Declaration::part1_due), .when = patient_not_informed},
     .counted_from = discovery, .renewal = Renewal::keep},
    {.obligation = "eigs_part2", .on = {.event = "part1_filed"}, .counted_from = date_field},
    {.obligation = "eigs_complement", .on = {.event = "complement_requested"}, .due = due_field},
    {.obligation = "sheet_reading", .on = {.when = enters_reading}},
    {.obligation = "inactivity", .on = {.when = someone_moved}, .renewal = Renewal::later},
    {.obligation = "identity_retention", .on = {.when = people_are_no_longer_needed}, .renewal = Renewal::keep},
});

constexpr auto stops = std::to_array<Stop>({
    {"first_contact",         {.event = "call_logged", .when = reached}},
    {"first_contact",         {.leaving = in(Handling::contacting)}},
    {"first_contact",         {.when = comes_to_rest}},
    {"next_call",             {.event = "call_logged"}},
    {"next_call",             {.leaving = in(Handling::contacting)}},
    {"severity_assessment",   {.event = "severity_assessed"}},
    {"severity_assessment",   {.when = comes_to_rest}},
    {"collection_stalled",    {.leaving = in(Handling::collecting)}},
    {"orientation_follow_up", {.event = "follow_up_recorded", .when = follow_up_is_over}},
    {"orientation_follow_up", {.leaving = in(Handling::awaiting_follow_up)}},
    {"next_follow_up_call",   {.event = "follow_up_recorded"}},
    {"next_follow_up_call",   {.leaving = in(Handling::awaiting_follow_up)}},
    {"step",                  {.when = leaves_step}},
    {"meeting",               {.event = "meeting_held"}},
    {"meeting",               {.event = "meeting_called_off"}},
    {"meeting",               {.when = leaves_level_3}},
    {"minutes",               {.event = "minutes_recorded"}},
    {"minutes",               {.when = leaves_level_3}},
    {"survey",                {.event = "survey_closed"}},
    {"survey",                {.when = comes_to_rest}},
    {"feedback",              {.when = feedback_is_settled}},
    {"feedback",              {.leaving = in(Handling::concluding)}},
    {"eigs_part1",            {.leaving = in(Declaration::part1_due)}},
    {"patient_information",   {.event = "patient_informed"}},
    {"patient_information",   {.entering = in(Declaration::not_required)}},
    {"eigs_part2",            {.leaving = in(Declaration::part2_due)}},
    {"eigs_complement",       {.leaving = in(Declaration::complement_due)}},
    {"sheet_reading",         {.when = leaves_reading}},
    {"sheet_reading",         {.when = is_dismissed}},
    {"inactivity",            {.when = comes_to_rest}},
    {"identity_retention",    {.when = people_are_needed}},
});
// clang-format on

}  // namespace

void append_deadlines(const CaseFacts& facts, const Passage& passage, const engine::LiveObligations& live,
                      std::vector<engine::Command>& commands) {
    engine::append_deadlines(engine::stopping<CaseFacts>(stops, facts, passage, live),
                             engine::starting<CaseFacts>(starts, facts, passage, live), commands);
}

}  // namespace rexflow::rex_case
