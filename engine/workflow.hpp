#pragma once

#include "engine/command.hpp"
#include "engine/event.hpp"
#include "engine/mail_command.hpp"
#include "engine/obligation.hpp"
#include "engine/question.hpp"

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// A state as its database text, "awaiting_follow_up".
using StateName = std::string;

/// One row of the transition table, as built.
struct TransitionRow {
    std::string_view region;
    std::string_view source;
    std::string_view event;
    std::string_view guard;  ///< empty: always
    std::string_view target;
    auto operator<=>(const TransitionRow&) const = default;
};

struct StateDescriptor {
    std::string_view name;
    Text label;
};

struct RegionDescriptor {
    std::string_view name;
    std::span<const StateDescriptor> states;  ///< the initial one first
};

/// A named condition of the table and the sentence that says, to a person, what is missing while it does not hold.
struct GuardDescriptor {
    std::string_view name;
    Text missing;
};

/// Something that waits for a person's word and that no deadline counts.
struct Question {
    std::string_view key;  ///< "reply_waits"
    Text sentence;
    std::string about;  ///< number of a message or of a case; may be empty

    bool operator==(const Question& other) const { return key == other.key && about == other.about; }
};

/// Where a case stands, as replayed from its history.
struct Situation {
    std::vector<StateName> states;  ///< one a region, in the order of Workflow::regions()
    unsigned levels = 0;            ///< bit n-1 is set once level n was reached; levels only grow
    std::optional<MemberId> pilot;
    std::vector<MemberId> set_aside;   ///< members who must see nothing of this case
    std::vector<MemberId> no_readers;  ///< who wrote or read the sheet already: Role::reader is not them
    LiveObligations obligations;
    std::vector<Question> questions;
    bool at_rest = false;  ///< closed or dismissed (or an ended action): nobody has anything to do
    bool erased = false;   ///< the people are gone; the lesson stays

    bool operator==(const Situation&) const = default;
};

/// A state machine's answer to an event: where the case stands then, and what is to be done.
struct Step {
    Situation after;
    std::vector<Command> commands;
};

/// Whether an event is possible now, and if not, why, in words for a person.
struct Offer {
    const EventDescriptor* event = nullptr;
    bool possible = false;
    std::vector<Text> reasons;  ///< empty when possible
};

/// A workflow behind plain values: no Boost, no clock, no I/O. Stateless; one object serves every case and thread.
class Workflow {
public:
    virtual ~Workflow() = default;

    [[nodiscard]] virtual std::string_view name() const = 0;
    [[nodiscard]] virtual int version() const = 0;

    [[nodiscard]] virtual std::span<const RegionDescriptor> regions() const = 0;
    [[nodiscard]] virtual std::span<const TransitionRow> table() const = 0;
    [[nodiscard]] virtual std::span<const GuardDescriptor> guards() const = 0;
    [[nodiscard]] virtual std::span<const EventDescriptor> events() const = 0;

    /// What members may order at the beginning of a mail about a case.
    [[nodiscard]] virtual std::span<const MailCommand> mail_commands() const = 0;

    /// The default deadlines, before the CPTS's own policy.
    [[nodiscard]] virtual std::span<const ObligationRule> obligations() const = 0;

    /// What its letters ask of people outside.
    [[nodiscard]] virtual std::span<const QuestionDescriptor> questions() const = 0;

    /// Whether an event may write to people outside the cell, so that there is a letter to read before.
    [[nodiscard]] virtual bool writes_outside(std::string_view event) const = 0;

    /// Rebuilds a case. An event that the machine would not accept at that point is Error::Code::history_mismatch,
    /// naming its seq. An empty history is a new case.
    [[nodiscard]] virtual Result<Situation> replay(std::span<const HistoryEvent> history) const = 0;

    /// Decides about an event without changing anything. Fields are taken as validated (see validate()).
    /// A refusal is Error::Code::refused with the first missing guard's sentence; `reasons` has them all.
    [[nodiscard]] virtual Result<Step> step(std::span<const HistoryEvent> history, const Event& event) const = 0;

    /// Every event of the workflow with its answer, in the order of events().
    [[nodiscard]] virtual std::vector<Offer> allowed(std::span<const HistoryEvent> history) const = 0;

    [[nodiscard]] const EventDescriptor* find_event(std::string_view name) const;
    [[nodiscard]] const QuestionDescriptor* find_question(std::string_view name) const;
};

/// Checks a payload against the form of its event: unknown keys, missing required fields, spelling of each kind.
/// The message names the field and never repeats what was written in it.
[[nodiscard]] Result<void> validate(const EventDescriptor& event, const Payload& payload);

/// The workflows a program knows, by name.
class Workflows {
public:
    explicit Workflows(std::vector<std::unique_ptr<Workflow>> all) : all_(std::move(all)) {}
    [[nodiscard]] const Workflow* find(std::string_view name) const;
    [[nodiscard]] const std::vector<std::unique_ptr<Workflow>>& all() const { return all_; }

private:
    std::vector<std::unique_ptr<Workflow>> all_;
};

}  // namespace rexflow::engine
