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
                                          Parameter{"place", Kind::text, "at this place"},
                                          Parameter{"words", Kind::text, "beginnings of words of the entry"}};
constexpr std::array call_parameters{limit, Parameter{"pilot", Kind::one_of, "of my own cases", "me"}};
constexpr std::array deadline_parameters{limit,
                                         Parameter{"after", Kind::word, "`next` of the page before"},
                                         Parameter{"from", Kind::instant, "due then or later"},
                                         Parameter{"until", Kind::instant, "due then or before"},
                                         Parameter{"pilot", Kind::one_of, "of my own cases", "me"},
                                         Parameter{"obligation", Kind::word, "of this kind: follow_up"}};

// clang-format off
constexpr std::array all{
    Route{"GET", "/me", {}, Task::see_cases, "Whose token this is, and what it allows", show_myself, "Myself"},
    Route{"GET", "/views", scopes::cases_read, Task::see_cases, "Lists the member comes back to", list_views, "Views"},
    Route{"POST", "/views", scopes::cases_write, Task::see_cases, "Keep a list under a name", keep_view, "View", {}, "NewView", 201, true},
    Route{"POST", "/views/{view}/remove", scopes::cases_write, Task::see_cases, "Take a list away", remove_view, "Done", {}, "Nothing", 200, true},
    Route{"GET", "/cases", scopes::cases_read, Task::see_cases, "Cases the member may see", list_cases, "CasePage", case_parameters},
    Route{"POST", "/cases", scopes::cases_write, Task::open_case, "Open a case for a call or a letter", open_case, "Recorded", {}, "NewCase", 201, true},
    Route{"GET", "/cases/{number}", scopes::cases_read, Task::see_cases, "A case: states, levels, deadlines, questions", show_case, "Case"},
    Route{"GET", "/cases/{number}/history", scopes::cases_read, Task::see_cases, "Everything that happened to a case", show_history, "History", page_parameters},
    Route{"GET", "/cases/{number}/actions", scopes::cases_read, Task::see_cases, "What can be recorded now, and why the rest cannot", show_actions, "Actions"},
    Route{"GET", "/cases/{number}/diagram", scopes::cases_read, Task::see_cases, "The process of a case, drawn, with the present states marked", show_diagram, "Diagram"},
    Route{"POST", "/cases/{number}/events", scopes::cases_write, Task::see_cases, "Record that something happened", record_event, "Recorded", {}, "NewEvent", 201, true},
    Route{"POST", "/cases/{number}/letters/ahead", scopes::cases_write, Task::see_cases, "The letters an event would send, with nothing recorded or sent", letters_ahead, "LettersAhead", {}, "NewEvent", 200},
    Route{"GET", "/cases/{number}/drafts", scopes::cases_write, Task::see_cases, "Long texts the member has begun and not sent", list_drafts, "Drafts"},
    Route{"POST", "/cases/{number}/drafts/{event}", scopes::cases_write, Task::see_cases, "Keep long texts of a form; an empty one drops what was kept", keep_draft, "Done", {}, "NewDraft", 200, true},
    Route{"GET", "/cases/{number}/messages", scopes::mail_read, Task::see_cases, "Messages of a case, without content", messages_of_case, "Messages", page_parameters},
    Route{"GET", "/cases/{number}/messages/{message}", scopes::files_read, Task::see_private_files, "What a message of a case says", show_message, "MessageText"},
    Route{"GET", "/cases/{number}/messages/{message}/attachments/{position}", scopes::files_read, Task::see_private_files, "An attachment; the access log keeps who took it", give_attachment, "GivenFile"},
    Route{"GET", "/cases/{number}/letters", scopes::mail_read, Task::see_cases, "Letters of a case, without content", letters_of_case, "Letters", page_parameters},
    Route{"GET", "/cases/{number}/letters/{letter}", scopes::files_read, Task::see_private_files, "What a letter of a case says", show_letter, "LetterText"},
    Route{"GET", "/cases/{number}/files/{seq}/{field}", scopes::files_read, Task::see_private_files, "A file in the history; the access log keeps who took it", give_file, "GivenFile"},
    Route{"GET", "/calls", scopes::cases_read, Task::see_cases, "Calls to make this week; who can be reached now comes first", list_calls, "Calls", call_parameters},
    Route{"GET", "/deadlines", scopes::cases_read, Task::see_cases, "Live deadlines of all cases, the most overdue first", list_deadlines, "Deadlines", deadline_parameters},
    Route{"POST", "/search", scopes::texts_read, Task::see_cases, "Find cases by words, or by how they begin", search, "Found", {}, "Search", 200},
    Route{"GET", "/messages", scopes::mail_read, Task::release_mail, "Messages by what became of them", list_messages, "Messages", message_parameters},
    Route{"GET", "/quarantine", scopes::mail_read, Task::release_mail, "Messages that could not be understood", list_quarantine, "Messages", page_parameters},
    Route{"GET", "/reviews", scopes::mail_read, Task::settle_mail, "Messages with something only a person can read", list_reviews, "Reviews", page_parameters},
    Route{"GET", "/outbox", scopes::mail_read, Task::release_mail, "Letters by what became of them", list_outbox, "Letters", outbox_parameters},
    Route{"GET", "/mailboxes", scopes::mail_read, Task::release_mail, "The mailboxes reports come from, and how they fare", list_mailboxes, "Mailboxes"},
    Route{"POST", "/quarantine/{message}/retry", scopes::mail_write, Task::release_mail, "Try to understand a message again", retry_message, "Message", {}, "Nothing", 200, true},
    Route{"POST", "/held/{message}/open", scopes::mail_write, Task::release_mail, "Make a case of a held auto-reply", open_held, "Message", {}, "Nothing", 200, true},
    Route{"POST", "/messages/{message}/original", scopes::files_read, Task::release_mail, "A message in quarantine or held, as it came; the access log keeps who took it, and why", give_original, "GivenFile", {}, "Reason", 200},
    Route{"POST", "/reviews/{message}/done", scopes::mail_write, Task::settle_mail, "Say that somebody has read it", end_review, "Done", {}, "Nothing", 200, true},
    Route{"POST", "/outbox/{letter}/retry", scopes::mail_write, Task::release_mail, "Queue a letter again", retry_letter, "Letter", {}, "Nothing", 200, true},
    Route{"POST", "/outbox/{letter}/give_up", scopes::mail_write, Task::release_mail, "Try a waiting letter no more", give_up_letter, "Letter", {}, "Nothing", 200, true},
    Route{"GET", "/directory", scopes::house_read, Task::see_cases, "The professionals of the territory", list_directory, "Directory", directory_parameters},
    Route{"POST", "/directory", scopes::house_write, Task::edit_directory, "Add somebody, or replace what is known of them", put_professional, "Professional", {}, "NewProfessional", 201, true},
    Route{"POST", "/directory/import", scopes::house_write, Task::edit_directory, "Take a table of professionals in (CSV); check alone says what would be left out", import_directory, "Imported", {}, "NewTable", 200, true},
    Route{"POST", "/directory/{professional}", scopes::house_write, Task::edit_directory, "Change an entry", change_professional, "Professional", {}, "NewProfessional", 200, true},
    Route{"POST", "/directory/{professional}/remove", scopes::house_write, Task::edit_directory, "Take an entry away", remove_professional, "Done", {}, "Nothing", 200, true},
    Route{"GET", "/members", scopes::house_read, Task::see_cases, "The members of the cell", list_members, "Members"},
    Route{"GET", "/policy", scopes::house_read, Task::see_cases, "Deadlines and reminders in force", show_policy, "Policy"},
    Route{"POST", "/policy/preview", scopes::house_read, Task::manage_policy, "What another allowance would do to live deadlines; nothing is changed", preview_policy, "Preview", {}, "OtherRule", 200},
    Route{"GET", "/letters", scopes::house_read, Task::manage_policy, "The letters there are", list_samples, "Samples"},
    Route{"GET", "/letters/{letter}", scopes::house_read, Task::manage_policy, "A letter in both languages, with invented values", show_sample, "Sample"},
    Route{"GET", "/workflows", scopes::house_read, Task::see_cases, "The state machines, as their tables", list_workflows, "Workflows"},
    Route{"GET", "/workflows/{workflow}/events", scopes::house_read, Task::see_cases, "The form of every event", show_forms, "Forms"},
    Route{"GET", "/health", scopes::house_read, Task::see_cases, "Whether anything needs looking after", show_health, "Health"},
    Route{"GET", "/accounts", scopes::accounts_write, Task::manage_accounts, "Members with the state of their accounts", list_accounts, "Accounts"},
    Route{"POST", "/accounts", scopes::accounts_write, Task::manage_accounts, "A new member, invited at once", add_account, "Account", {}, "NewAccount", 201, true},
    Route{"GET", "/accounts/{member}", scopes::accounts_write, Task::manage_accounts, "A member's account and sessions", show_account, "Account"},
    Route{"POST", "/accounts/{member}/acts", scopes::accounts_write, Task::manage_accounts, "Do something about a member's account", act_on_account, "Account", {}, "AccountAct", 200, true},
    Route{"GET", "/account_events", scopes::oversight_read, Task::see_oversight, "What happened to accounts, the newest first", list_account_events, "AccountEvents", page_parameters},
    Route{"GET", "/accesses", scopes::oversight_read, Task::see_oversight, "Who looked at whom, the newest first", list_accesses, "Accesses", page_parameters},
    Route{"GET", "/me/sessions", scopes::account_own, Task::see_cases, "One's own sessions at a browser", list_own_sessions, "Sessions"},
    Route{"POST", "/me/sessions/{session}/end", scopes::account_own, Task::see_cases, "End a session of one's own", end_own_session, "Done", {}, "Nothing", 200, true},
    Route{"POST", "/me/sessions/end", scopes::account_own, Task::see_cases, "End every session of one's own", end_own_sessions, "Done", {}, "Nothing", 200, true},
    Route{"GET", "/me/feeds", scopes::account_own, Task::see_cases, "One's own calendar feeds", list_feeds, "Feeds"},
    Route{"POST", "/me/feeds", scopes::account_own, Task::see_cases, "A new calendar feed; its address is shown this once", make_feed, "NewFeedAddress", {}, "NewFeed", 201},
    Route{"POST", "/me/feeds/{feed}/take_back", scopes::account_own, Task::see_cases, "End a calendar feed", take_feed_back, "Done", {}, "Nothing", 200, true},
    Route{"POST", "/me/password", scopes::account_own, Task::see_cases, "Another password; every session ends", change_password, "OwnChange", {}, "NewPassword", 200},
    Route{"POST", "/me/second_factor", scopes::account_own, Task::see_cases, "A secret for an app of second factors, which counts once it is confirmed", offer_second_factor, "SecondFactor", {}, "Password", 200},
    Route{"POST", "/me/second_factor/confirm", scopes::account_own, Task::see_cases, "Set the second factor up with a code of the app; every session ends", confirm_second_factor, "OwnChange", {}, "Code", 200},
    Route{"POST", "/me/second_factor/codes", scopes::account_own, Task::see_cases, "New recovery codes in the place of the old ones; every session ends", renew_recovery_codes, "OwnChange", {}, "Password", 200},
    Route{"POST", "/me/second_factor/drop", scopes::account_own, Task::see_cases, "Do without the second factor; every session ends", drop_second_factor, "OwnChange", {}, "Password", 200},
    Route{"GET", "/report_form", scopes::reports_write, Task::open_case, "What a report has to carry: good for one, within a day", give_report_form, "ReportForm"},
    Route{"POST", "/reports", scopes::reports_write, Task::open_case, "Hand in somebody's report, as on the public page; sent twice it is taken once", take_report, "Receipt", {}, "NewReport", 201},
    Route{"POST", "/receipts/follow", scopes::reports_write, Task::open_case, "What was left for the holder of a receipt, which counts as read", follow_receipt, "Followed", {}, "ReceiptCode", 200},
    Route{"POST", "/receipts/reply", scopes::reports_write, Task::open_case, "A word of theirs to the cell", reply_to_cell, "Done", {}, "ReceiptReply", 200},
    Route{"POST", "/verification", scopes::oversight_read, Task::see_oversight, "Read everything that is stored, and say what is wrong with it", verify, "Troubles", {}, "Nothing", 200},
};
// clang-format on

}  // namespace

std::span<const Route> routes() { return all; }

}  // namespace rexflow::api
