#pragma once

#include "engine/ids.hpp"
#include "engine/text.hpp"
#include "engine/time.hpp"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// The fields of an event, each in the canonical spelling of its FieldKind (see there). An absent key and an
/// empty text mean the same: not given.
using Payload = std::map<std::string, std::string, std::less<>>;

/// The text of a field; empty when not given.
[[nodiscard]] std::string_view text_of(const Payload& payload, std::string_view key);

/// The items of a `choices` or `addresses` field; none for an empty text.
[[nodiscard]] std::vector<std::string_view> items_of(std::string_view list);

/// How a field is written and read. Canonical spellings:
enum class FieldKind {
    text,       ///< one line
    long_text,  ///< several lines
    choice,     ///< one of the descriptor's `choices`, by value
    choices,    ///< several of them, separated by commas, in the order given
    flag,       ///< "yes" or "no"
    number,     ///< a whole number >= 0
    day,        ///< "2025-03-03"
    instant,    ///< "2025-03-03T09:00:00Z"
    address,    ///< an RFC 5321 mailbox, "lea@example.org"
    addresses,  ///< several, separated by commas
    phone,      ///< as written
    member,     ///< "member:3"; on the way in a member's address is accepted and resolved
    file,       ///< "file:<name>", a line feed, and the bytes; always private: the history holds its reference
    reference,  ///< the `seq` of an earlier event of the same case, "17"
    windows,    ///< when somebody can be called, in the notation of reading::to_text: "tue,thu 12:00-14:00; not wed"
};

/// Who may read a field, and what an erasure takes away.
enum class Privacy {
    open,       ///< stays in the history in clear: codes, choices, dates, ids
    narrative,  ///< free text that carries the lesson: ciphertext, survives the erasure of the people
    identity,   ///< names, contact details and texts that name people: ciphertext, gone after an erasure
};

enum class Presence { optional, required };

struct Choice {
    std::string_view value;
    Text label;
};

/// One field of an event's form. This table alone drives validation, the command line, forms and what is sealed.
struct FieldDescriptor {
    std::string_view key;
    FieldKind kind = FieldKind::text;
    Text label;
    Presence presence = Presence::optional;
    Privacy privacy = Privacy::open;
    std::span<const Choice> choices = {};
};

/// A step may move a region (it is a row of the transition table); a fact is recorded and moves nothing.
enum class EventKind { step, fact };

struct EventDescriptor {
    std::string_view name;  ///< past tense, snake_case: "part1_filed"
    EventKind kind = EventKind::fact;
    Text label;
    std::span<const FieldDescriptor> fields = {};

    [[nodiscard]] const FieldDescriptor* find_field(std::string_view key) const;
};

/// Who did it: "member:3", "system", or the role of somebody outside: "reporter", "owner", "participants". Never an
/// address.
struct Actor {
    std::string text;

    [[nodiscard]] static Actor system() { return {"system"}; }
    [[nodiscard]] static Actor reporter() { return {"reporter"}; }
    [[nodiscard]] static Actor member(MemberId id) { return {"member:" + std::to_string(id.value)}; }
    [[nodiscard]] std::optional<MemberId> member() const;
    auto operator<=>(const Actor&) const = default;
};

/// Something that happened to a case, on its way in or from the history.
struct Event {
    std::string type;
    Payload payload;
    Instant occurred_at;  ///< when it happened; may be earlier than when it was recorded
    Actor actor;
};

/// What an event caused, with every date and Message-ID already resolved: replay folds these, it never recomputes.
struct Effects {
    struct Set {
        std::string obligation;
        std::string rule;  ///< the policy row it was counted by, e.g. "severity_assessment.urgent"
        Instant started_at;
        Instant due_at;
        auto operator<=>(const Set&) const = default;
    };
    struct Letter {
        std::string letter;
        std::string to;  ///< the recipient's role, never an address
        std::string message_id;
        auto operator<=>(const Letter&) const = default;
    };
    std::vector<Set> set;
    std::vector<std::string> cleared;  ///< obligation keys
    std::vector<Letter> letters;
    std::string policy_version;

    bool operator==(const Effects&) const = default;
};

/// The obligations of a case that are alive, by key.
using LiveObligations = std::map<std::string, Effects::Set, std::less<>>;

/// What is alive after `effects`.
void fold(LiveObligations& obligations, const Effects& effects);

/// How a reference to a text that is kept apart begins; its hash follows.
inline constexpr std::string_view sealed_mark = "vault:";

/// One row of a case's history. Private fields of `event.payload` hold a vault reference ("vault:<hash>").
struct HistoryEvent {
    int seq = 0;  ///< 1, 2, 3... without a gap
    Event event;
    Instant recorded_at;
    Effects effects;
};

using History = std::vector<HistoryEvent>;

}  // namespace rexflow::engine
