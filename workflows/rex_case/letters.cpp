#include "engine/duties.hpp"
#include "workflows/rex_case/definition.hpp"

#include <array>

/// Who hears of an event. Reminders are not here: they come from the obligations' schedules.
namespace rexflow::rex_case {

namespace {

using engine::in;
using engine::Passage;
using engine::Role;

bool on_a_page(const CaseFacts&, const Passage& passage) { return passage.field("by") == "page"; }
bool is_not_spam(const CaseFacts&, const Passage& passage) { return passage.field("reason") != "spam"; }

/// A member who notes an answer knows it; one given on a page behind a signed link is news to the pilot.
bool by_the_reporter(const CaseFacts&, const Passage& passage) {
    return passage.event.actor == engine::Actor::reporter();
}

bool by_an_absent_person(const CaseFacts&, const Passage& passage) {
    return passage.field("answer") == "absent" && !passage.event.actor.member();
}

/// A notice that itself could not be delivered is not announced: that would go on for ever.
bool is_not_the_notice(const CaseFacts&, const Passage& passage) {
    return passage.field("letter") != "delivery_failed";
}

bool waits_for_an_answer(const CaseFacts& facts, const Passage& passage) {
    return !facts.waiting_reply.empty() && facts.waiting_reply == passage.field("message");
}

/// A member who gives orders by mail needs no notice of their own mail.
bool brings_news(const CaseFacts& facts, const Passage& passage) {
    return !waits_for_an_answer(facts, passage) && passage.field("commands") != "accepted";
}

constexpr auto urgency = std::to_array<std::string_view>({"urgent"});
constexpr auto missing = std::to_array<std::string_view>({"missing"});
constexpr auto profession = std::to_array<std::string_view>({"to_profession"});
constexpr auto consent = std::to_array<std::string_view>({"consent"});
constexpr auto appointment = std::to_array<std::string_view>({"date", "place"});
constexpr auto answer = std::to_array<std::string_view>({"answer"});
constexpr auto failed_letter = std::to_array<std::string_view>({"letter", "status", "stopped"});

// clang-format off
constexpr auto rules = std::to_array<engine::LetterRule<CaseFacts>>({
    {"intake_acknowledged",  Role::reporter,     {.event = "report_received"}},
    {"new_case",             Role::cell,         {.event = "report_received"}, urgency},
    {"information_asked",    Role::reporter,     {.event = "information_requested"}, missing},
    {"orientation_announced", Role::reporter,    {.event = "oriented"}, profession},
    {"orientation_asked",    Role::professional, {.event = "oriented"}, consent},
    {"meeting_invited",      Role::participants, {.event = "meeting_planned"}, appointment},
    {"survey_invited",       Role::participants, {.event = "survey_sent"}},
    {"outcome_told",         Role::reporter,     {.event = "feedback_given", .when = on_a_page}},
    {"report_told",          Role::reporter,     {.event = "report_approved"}},
    {"dismissed_explained",  Role::reporter,     {.event = "case_dismissed", .when = is_not_spam}},
    {"closed_told",          Role::reporter,     {.event = "case_closed"}},
    {"reopened_told",        Role::reporter,     {.event = "case_reopened"}},
    {"declaration_help",     Role::reporter,     {.event = "severity_assessed", .entering = in(Declaration::part1_due)}},
    {"reply_received",       Role::pilot,        {.event = "message_received", .when = brings_news}},
    {"reply_to_closed",      Role::pilot,        {.event = "message_received", .when = waits_for_an_answer}},
    {"answer_received",      Role::pilot,        {.event = "follow_up_answered", .when = by_the_reporter}, answer},
    {"answer_received",      Role::pilot,        {.event = "attendance_announced", .when = by_an_absent_person}, answer},
    {"delivery_failed",      Role::pilot,        {.event = "delivery_failed", .when = is_not_the_notice}, failed_letter},
});
// clang-format on

}  // namespace

bool writes_outside(std::string_view event) { return engine::writes_outside<CaseFacts>(rules, event); }

void append_letters(const CaseFacts& facts, const Passage& passage, std::vector<engine::Command>& commands) {
    engine::append_letters<CaseFacts>(rules, facts, passage, commands);
}

}  // namespace rexflow::rex_case
