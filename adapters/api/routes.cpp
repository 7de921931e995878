#include "adapters/api/handlers.hpp"

#include <array>
#include <limits>

namespace rexflow::api {

namespace {

using engine::Task;
namespace scopes = engine::scopes;
using Kind = ParameterKind;

constexpr int most_on_a_page = 200;
constexpr Parameter limit{"limit", Kind::count, "rows on a page (50)", {}, most_on_a_page};
constexpr Parameter after{"after", Kind::count, "`next` of the page before", {}, std::numeric_limits<int>::max()};

constexpr std::array page_parameters{limit, after};
constexpr std::array case_parameters{
    limit,
    Parameter{"after", Kind::word, "`next` of the page before, asked for with the same order and direction"},
    Parameter{"order", Kind::one_of, "number (usual) ...", "number opened updated next_due"},
    Parameter{"direction", Kind::one_of, "descending (usual) or ascending", "ascending descending"},
    Parameter{"workflow", Kind::one_of, "of this workflow", "rex_case corrective_action"},
    Parameter{"state", Kind::word, "in this state, of any region"},
    Parameter{"level", Kind::count, "that reached this level", {}, 4},
    Parameter{"pilot", Kind::one_of, "without a pilot, or my own", "none me"},
    Parameter{"pilot_id", Kind::count, "of this member", {}, std::numeric_limits<int>::max()},
    Parameter{"rest", Kind::one_of, "still open, or at rest", "open at_rest"},
    Parameter{"late", Kind::flag, "with a deadline that has passed"},
    Parameter{"asking", Kind::flag, "that wait for somebody's word"},
    Parameter{"opened_from", Kind::instant, "opened then or later"},
    Parameter{"opened_before", Kind::instant, "opened before then"},
};
constexpr std::array message_parameters{limit, after,
                                        Parameter{"outcome", Kind::one_of, "what became of them (received)",
                                                  "received case_opened reply auto_held bounce duplicate quarantined"}};
constexpr std::array outbox_parameters{
    limit, after,
    Parameter{"state", Kind::one_of, "what became of them (queued)", "queued braked sent refused given_up erased"}};
constexpr std::array directory_parameters{limit, after, Parameter{"profession", Kind::text, "of this profession"},
                                          Parameter{"place", Kind::text, "at this place"}};

// clang-format off
constexpr std::array all{
    Route{"GET", "/me", {}, Task::see_cases, "Whose token this is, and what it allows", show_myself, "Myself"},
    Route{"GET", "/cases", scopes::cases_read, Task::see_cases, "Cases the member may see", list_cases, "CasePage", case_parameters},
    Route{"POST", "/cases", scopes::cases_write, Task::open_case, "Open a case for a call or a letter", open_case, "Recorded", {}, "NewCase", 201, true},
    Route{"GET", "/cases/{number}", scopes::cases_read, Task::see_cases, "A case: states, levels, deadlines, questions", show_case, "Case"},
    Route{"GET", "/cases/{number}/history", scopes::cases_read, Task::see_cases, "Everything that happened to a case", show_history, "History", page_parameters},
    Route{"GET", "/cases/{number}/actions", scopes::cases_read, Task::see_cases, "What can be recorded now, and why the rest cannot", show_actions, "Actions"},
    Route{"POST", "/cases/{number}/events", scopes::cases_write, Task::see_cases, "Record that something happened", record_event, "Recorded", {}, "NewEvent", 201, true},
    Route{"GET", "/cases/{number}/messages", scopes::mail_read, Task::see_cases, "Messages of a case, without content", messages_of_case, "Messages", page_parameters},
    Route{"GET", "/cases/{number}/letters", scopes::mail_read, Task::see_cases, "Letters of a case, without content", letters_of_case, "Letters", page_parameters},
    Route{"POST", "/search", scopes::texts_read, Task::see_cases, "Find cases by words, or by how they begin", search, "Found", {}, "Search"},
    Route{"GET", "/messages", scopes::mail_read, Task::release_mail, "Messages by what became of them", list_messages, "Messages", message_parameters},
    Route{"GET", "/quarantine", scopes::mail_read, Task::release_mail, "Messages that could not be understood", list_quarantine, "Messages", page_parameters},
    Route{"GET", "/reviews", scopes::mail_read, Task::settle_mail, "Messages with something only a person can read", list_reviews, "Reviews", page_parameters},
    Route{"GET", "/outbox", scopes::mail_read, Task::release_mail, "Letters by what became of them", list_outbox, "Letters", outbox_parameters},
    Route{"POST", "/quarantine/{message}/retry", scopes::mail_write, Task::release_mail, "Try to understand a message again", retry_message, "Message", {}, "Nothing", 200, true},
    Route{"POST", "/reviews/{message}/done", scopes::mail_write, Task::settle_mail, "Say that somebody has read it", end_review, "Done", {}, "Nothing", 200, true},
    Route{"POST", "/outbox/{letter}/retry", scopes::mail_write, Task::release_mail, "Queue a letter again", retry_letter, "Letter", {}, "Nothing", 200, true},
    Route{"GET", "/directory", scopes::house_read, Task::see_cases, "The professionals of the territory", list_directory, "Directory", directory_parameters},
    Route{"GET", "/members", scopes::house_read, Task::see_cases, "The members of the cell", list_members, "Members"},
    Route{"GET", "/policy", scopes::house_read, Task::see_cases, "Deadlines and reminders in force", show_policy, "Policy"},
    Route{"GET", "/workflows", scopes::house_read, Task::see_cases, "The state machines, as their tables", list_workflows, "Workflows"},
    Route{"GET", "/workflows/{workflow}/events", scopes::house_read, Task::see_cases, "The form of every event", show_forms, "Forms"},
    Route{"GET", "/health", scopes::house_read, Task::see_cases, "Whether anything needs looking after", show_health, "Health"},
};
// clang-format on

}  // namespace

std::span<const Route> routes() { return all; }

}  // namespace rexflow::api
