#pragma once

#include "engine/ports/store.hpp"

#include <optional>
#include <span>
#include <string_view>

/// Who may do what: tables that the pages, the command line and a test read. Whoever may run the command line is
/// trusted with everything.
namespace rexflow::engine {

/// What a member asks of the program beside the events of a case.
enum class Task {
    see_cases,          ///< lists, cases, calendar, directory, library; without what names people
    see_identity,       ///< who reported, with a reason, recorded
    see_private_files,  ///< attachments and mails as they came
    open_case,          ///< by hand, for a call or a letter
    write_letters,      ///< answer a reporter by mail
    edit_directory,
    settle_mail,    ///< split or keep a reply, what only a person can read
    see_oversight,  ///< access log, audit, everybody's figures
    release_mail,   ///< quarantine, held mails, outbox
    manage_accounts,
    manage_policy,  ///< deadlines, letters, mailboxes
};

struct TaskRule {
    Task task;
    std::string_view name;
    Text label;
    MemberRole least;  ///< and every role above
};

/// In the order of the enumeration.
[[nodiscard]] std::span<const TaskRule> task_rules();
[[nodiscard]] bool may(MemberRole role, Task task);

/// Who may record an event of a case. A row with a state counts while the case is in it, before the row without.
struct EventRule {
    std::string_view workflow;
    std::string_view event;
    std::string_view state;           ///< of any region; empty: whatever the state
    std::optional<MemberRole> least;  ///< none: only the program itself, or somebody outside
};

[[nodiscard]] std::span<const EventRule> event_rules();

/// The least role an event asks for in these states; none: no member may, also for an event without a row.
[[nodiscard]] std::optional<MemberRole> least_role(std::string_view workflow, std::string_view event,
                                                   std::span<const StateName> states);
[[nodiscard]] bool may_record(MemberRole role, std::string_view workflow, std::string_view event,
                              std::span<const StateName> states);

/// The tables in full, for people and for a test: workflow, event, state ("*": any other), then yes or no a role.
/// Tasks are rows of the workflow "task".
[[nodiscard]] std::string roles_tsv();

/// A member who is set aside from a case, or is no member any more, sees nothing of it.
[[nodiscard]] bool may_see(const Member& member, std::span<const MemberId> set_aside);
[[nodiscard]] bool may_see(const Member& member, const Situation& situation);

}  // namespace rexflow::engine
