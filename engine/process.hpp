#pragma once

#include "engine/machine.hpp"
#include "engine/workflow.hpp"

#include <algorithm>
#include <cassert>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

/// What a workflow is made of, as tables of plain functions over its own `Facts`, and how a case runs through them.
namespace rexflow::engine {

/// One thing among several that a condition asks for, with the sentence that says, to a person, that it is missing.
template <typename Facts>
struct ConditionPart {
    Text missing;
    bool (*holds)(const Facts&, const Configuration&);
};

/// A named condition of the transition table, with two answers: whether it holds for this event, and whether it
/// could hold for some well-filled form. Both read nothing but their arguments.
template <typename Facts>
struct Condition {
    GuardDescriptor descriptor;
    bool (*holds)(const Facts&, const Configuration&, const Event&);
    bool (*possible)(const Facts&, const Configuration&);
    /// What it asks for, where that is several things: a refusal names those that are missing, not all.
    std::span<const ConditionPart<Facts>> parts = {};
};

/// An event between the moment before and the moment after it.
struct Passage {
    int seq = 0;
    const Event& event;
    Configuration before;
    Configuration after;

    [[nodiscard]] std::string_view field(std::string_view key) const { return text_of(event.payload, key); }
    [[nodiscard]] bool enters(StateRef state) const { return state.is_active(after) && !state.is_active(before); }
    [[nodiscard]] bool leaves(StateRef state) const { return state.is_active(before) && !state.is_active(after); }
};

/// How an event that moves nothing is taken: whether it may come now, whether its form fits what is known, and what
/// it adds to the facts. A refusal is a sentence for a person; none means welcome.
template <typename Facts>
struct FactRule {
    std::string_view event;
    const Text* (*not_now)(const Facts&, const Configuration&);
    const Text* (*misfit)(const Facts&, const Event&);
    void (*fold)(Facts&, const Passage&);
};

/// All of a workflow. Events list the steps first, in the order of the machine's numbers, then the facts in the
/// order of `facts`.
template <typename Facts>
struct Definition {
    std::string_view name;
    int version = 1;
    std::span<const RegionDescriptor> regions;
    std::span<const Condition<Facts>> conditions;
    std::span<const EventDescriptor> events;
    std::span<const FactRule<Facts>> facts;
    std::span<const ObligationRule> obligations;
    std::span<const QuestionDescriptor> questions;
    std::vector<MachineRow> rows;
    std::unique_ptr<Machine> (*make_machine)();
    /// Asked first of all: which events a case shuts out as a whole.
    const Text* (*door)(const Configuration&, std::string_view event);
    /// Folds a step into the facts, once the machine has moved.
    void (*fold_step)(Facts&, const Passage&);
    /// What an accepted event asks to be done; the facts are those after it.
    std::vector<Command> (*commands)(const Facts&, const Passage&, const LiveObligations&);
    /// Whether an event may write to people outside the cell.
    bool (*writes_outside)(std::string_view event);
    /// Levels, pilot, members set aside, rest and erasure.
    void (*describe)(const Facts&, const Configuration&, Situation&);
    std::span<const MailCommand> mail_commands = {};
};

/// A definition made ready for use: what is looked up often is found at once.
template <typename Facts>
class Process {
public:
    explicit Process(Definition<Facts> definition) : definition_(std::move(definition)) {
        step_count_ = definition_.events.size() - definition_.facts.size();
        rows_by_step_.resize(step_count_);
        for (const auto& row : definition_.rows) rows_by_step_.at(row.step).push_back(row);
        for (std::size_t i = 0; i < definition_.events.size(); ++i) {
            index_.emplace(definition_.events[i].name, i);
            assert(i < step_count_ || definition_.facts[i - step_count_].event == definition_.events[i].name);
        }
    }

    [[nodiscard]] const Definition<Facts>& definition() const { return definition_; }

    [[nodiscard]] std::optional<std::size_t> find_event(std::string_view name) const {
        const auto found = index_.find(name);
        return found == index_.end() ? std::nullopt : std::optional(found->second);
    }

    [[nodiscard]] bool is_step(std::size_t event) const { return event < step_count_; }
    [[nodiscard]] std::span<const MachineRow> rows_of(std::size_t step) const { return rows_by_step_[step]; }
    [[nodiscard]] const FactRule<Facts>& fact(std::size_t event) const {
        return definition_.facts[event - step_count_];
    }

private:
    Definition<Facts> definition_;
    std::size_t step_count_ = 0;
    std::vector<std::vector<MachineRow>> rows_by_step_;
    std::unordered_map<std::string_view, std::size_t> index_;
};

/// A case on its way through a process. Copies go their own ways.
template <typename Facts>
class Run {
public:
    explicit Run(const Process<Facts>& process) : process_(&process), machine_(process.definition().make_machine()) {}
    Run(const Run& other)
        : process_(other.process_),
          machine_(other.machine_->copy()),
          facts_(other.facts_),
          obligations_(other.obligations_),
          seq_(other.seq_) {}
    Run(Run&&) noexcept = default;
    Run& operator=(const Run&) = delete;
    Run& operator=(Run&&) noexcept = default;
    ~Run() = default;

    /// Takes an event in, or says why not and changes nothing.
    [[nodiscard]] Result<Passage> advance(const Event& event);

    /// Takes over what was decided when the event was recorded.
    void fold(const Effects& effects) { engine::fold(obligations_, effects); }

    [[nodiscard]] std::vector<Command> commands(const Passage& passage) const {
        return process_->definition().commands(facts_, passage, obligations_);
    }

    [[nodiscard]] Offer offer(std::size_t event) const;
    [[nodiscard]] Situation situation() const;
    [[nodiscard]] const Facts& facts() const { return facts_; }
    [[nodiscard]] const Configuration& configuration() const { return machine_->configuration(); }

private:
    [[nodiscard]] const Text* refusal_of_step(std::size_t step, const Event& event);
    [[nodiscard]] const Text* refusal_of_fact(std::size_t event_number, const Event& event) const;
    [[nodiscard]] std::vector<Text> missing(std::size_t step) const;

    const Process<Facts>* process_;
    std::unique_ptr<Machine> machine_;
    Facts facts_;
    LiveObligations obligations_;
    int seq_ = 0;
};

inline constexpr Text not_from_here{"Cette étape n’est pas prévue dans l’état actuel du dossier.",
                                    "This step does not start from where the case stands."};

template <typename Facts>
Result<Passage> Run<Facts>::advance(const Event& event) {
    const auto number = process_->find_event(event.type);
    if (!number) return Err(Error::Code::refused, "this workflow has no event of that name");

    const Configuration before = machine_->configuration();
    const Text* refusal = process_->definition().door(before, event.type);
    if (refusal == nullptr)
        refusal = process_->is_step(*number) ? refusal_of_step(*number, event) : refusal_of_fact(*number, event);
    if (refusal != nullptr)
        return Err(Error::Code::refused, event.type + ": " + std::string(refusal->en), std::string(refusal->fr));

    const Passage passage{++seq_, event, before, machine_->configuration()};
    if (process_->is_step(*number))
        process_->definition().fold_step(facts_, passage);
    else
        process_->fact(*number).fold(facts_, passage);
    return passage;
}

/// Weighs the guards of the active rows, then lets the machine move.
template <typename Facts>
const Text* Run<Facts>::refusal_of_step(std::size_t step, const Event& event) {
    const auto& conditions = process_->definition().conditions;
    const auto at = machine_->configuration();
    GuardSet holding;
    const Text* first_missing = &not_from_here;
    for (const auto& row : process_->rows_of(step)) {
        if (!row.guard || !row.source.is_active(at)) continue;
        if (conditions[*row.guard].holds(facts_, at, event))
            holding.set(*row.guard);
        else if (first_missing == &not_from_here)
            first_missing = &conditions[*row.guard].descriptor.missing;
    }
    return machine_->process(step, holding) == Verdict::handled ? nullptr : first_missing;
}

template <typename Facts>
const Text* Run<Facts>::refusal_of_fact(std::size_t event_number, const Event& event) const {
    const auto& rule = process_->fact(event_number);
    if (const auto* refusal = rule.not_now(facts_, machine_->configuration())) return refusal;
    return rule.misfit(facts_, event);
}

template <typename Facts>
Offer Run<Facts>::offer(std::size_t event) const {
    const auto& definition = process_->definition();
    Offer offer{&definition.events[event], false, {}};
    if (const auto* refusal = definition.door(configuration(), offer.event->name))
        offer.reasons = {*refusal};
    else if (process_->is_step(event))
        offer.reasons = missing(event);
    else if (const auto* unfit = process_->fact(event).not_now(facts_, configuration()))
        offer.reasons = {*unfit};
    offer.possible = offer.reasons.empty();
    return offer;
}

/// The sentences of every guard that stands in the way; none when some row can fire.
template <typename Facts>
std::vector<Text> Run<Facts>::missing(std::size_t step) const {
    const auto& conditions = process_->definition().conditions;
    std::vector<Text> reasons;
    for (const auto& row : process_->rows_of(step)) {
        if (!row.source.is_active(configuration())) continue;
        if (!row.guard || conditions[*row.guard].possible(facts_, configuration())) return {};
        const auto& condition = conditions[*row.guard];
        if (condition.parts.empty()) reasons.push_back(condition.descriptor.missing);
        for (const auto& part : condition.parts)
            if (!part.holds(facts_, configuration())) reasons.push_back(part.missing);
    }
    if (reasons.empty()) reasons.push_back(not_from_here);
    return reasons;
}

template <typename Facts>
Situation Run<Facts>::situation() const {
    const auto& definition = process_->definition();
    Situation situation;
    for (std::size_t region = 0; region < definition.regions.size(); ++region)
        situation.states.emplace_back(definition.regions[region].states[configuration().states[region]].name);
    situation.obligations = obligations_;
    definition.describe(facts_, configuration(), situation);
    return situation;
}

}  // namespace rexflow::engine
