#pragma once

#include "engine/event.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rexflow::engine {

/// The people a letter can be for, seen from a case. Each stands for zero, one or several addresses, which only the
/// shell knows. `pilot` falls back to the whole `cell` while a case has none.
enum class Role {
    reporter,
    pilot,
    cell,
    coordinator,
    professional,         ///< the one the case was last oriented to
    participants,         ///< of the pluriprofessional meeting
    silent_participants,  ///< those of them who have not answered the survey
    owner,                ///< of a corrective action
    reader,               ///< members who may read the shareable sheet now: the cell but its author and earlier readers
};

[[nodiscard]] std::string_view to_text(Role role);
/// Whether letters to this role leave the cell.
[[nodiscard]] bool is_outside(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);

/// Starts (or starts anew) an obligation. Exactly one of the two ways to know the due instant is used:
/// `due_at` / `due_on` where the event says it, else the allowance of policy row `rule` counted from `started_at`.
struct SetDeadline {
    std::string obligation;  ///< key of the live obligation, one per case and key
    std::string rule;        ///< row of the policy table; usually the same text
    Instant started_at;
    std::optional<Instant> due_at;
    std::optional<Day> due_on;  ///< to the end of that local day
    /// When a person can be called (reading::to_text, separated by "; "): due at the next such moment, where nobody
    /// gave another and there is one.
    std::string windows = {};
    bool operator==(const SetDeadline&) const = default;
};

struct ClearDeadline {
    std::string obligation;
    bool operator==(const ClearDeadline&) const = default;
};

/// Queues a letter to everyone `to` stands for.
struct SendLetter {
    std::string letter;  ///< name in templates/manifest.json
    Role to;
    /// Fields of the event whose clear text the letter may carry, by key; the manifest has the last word.
    std::vector<std::string> fields;
    bool operator==(const SendLetter&) const = default;
};

/// Makes a member the case's pilot.
struct Assign {
    MemberId pilot;
    bool operator==(const Assign&) const = default;
};

/// Keeps a person's contact details with the case, taken from fields of the event. A role held by one person
/// (reporter, professional, owner) is replaced; `participants` adds every address of `address_field`.
struct AddParticipant {
    Role role;
    std::string name_field;
    std::string address_field;
    std::string phone_field;
    bool operator==(const AddParticipant&) const = default;
};

/// Marks a participant of the meeting as having answered the survey.
struct MarkAnswered {
    std::string address_field;
    bool operator==(const MarkAnswered&) const = default;
};

/// Opens a case of another workflow that belongs to this one, in the same transaction. `first` is its first event.
struct OpenChild {
    std::string workflow;
    std::string first_event;
    Payload payload;  ///< may hold vault references of the parent's event; the shell carries the clear text over
    bool operator==(const OpenChild&) const = default;
};

/// Records an event on the case this one belongs to, in the same transaction.
struct TellParent {
    std::string event;
    Payload payload;
    bool operator==(const TellParent&) const = default;
};

/// Deletes the keys of everything that can name a person in this case and its messages.
struct EraseIdentity {
    bool operator==(const EraseIdentity&) const = default;
};

/// What is to be done because of an event. Only data: nothing is done before the event is committed.
using Command = std::variant<SetDeadline, ClearDeadline, SendLetter, Assign, AddParticipant, MarkAnswered, OpenChild,
                             TellParent, EraseIdentity>;

}  // namespace rexflow::engine
