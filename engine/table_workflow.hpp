#pragma once

#include "engine/process.hpp"

#include <fmt/format.h>

namespace rexflow::engine {

/// A Workflow from its tables.
template <typename Facts>
class TableWorkflow final : public Workflow {
public:
    explicit TableWorkflow(Definition<Facts> definition) : process_(std::move(definition)) {
        for (const auto& condition : process_.definition().conditions) guards_.push_back(condition.descriptor);
        for (const auto& row : process_.definition().rows) table_.push_back(named(row));
    }

    [[nodiscard]] std::string_view name() const override { return process_.definition().name; }
    [[nodiscard]] int version() const override { return process_.definition().version; }
    [[nodiscard]] std::span<const RegionDescriptor> regions() const override { return process_.definition().regions; }
    [[nodiscard]] std::span<const TransitionRow> table() const override { return table_; }
    [[nodiscard]] std::span<const GuardDescriptor> guards() const override { return guards_; }
    [[nodiscard]] std::span<const EventDescriptor> events() const override { return process_.definition().events; }
    [[nodiscard]] std::span<const MailCommand> mail_commands() const override {
        return process_.definition().mail_commands;
    }
    [[nodiscard]] std::span<const ObligationRule> obligations() const override {
        return process_.definition().obligations;
    }
    [[nodiscard]] std::span<const QuestionDescriptor> questions() const override {
        return process_.definition().questions;
    }
    [[nodiscard]] bool writes_outside(std::string_view event) const override {
        return process_.definition().writes_outside(event);
    }

    [[nodiscard]] Result<Situation> replay(std::span<const HistoryEvent> history) const override {
        return run(history).map([](const auto& run) { return run.situation(); });
    }

    /// `after.obligations` are those that go on unchanged: what the commands clear is gone, and what they set is
    /// added by whoever counts the due instants.
    [[nodiscard]] Result<Step> step(std::span<const HistoryEvent> history, const Event& event) const override {
        auto past = run(history);
        if (!past) return Err(std::move(past.error()));
        const auto passage = past->advance(event);
        if (!passage) return Err(passage.error());

        Step step{past->situation(), past->commands(*passage)};
        for (const auto& command : step.commands) {
            if (const auto* cleared = std::get_if<ClearDeadline>(&command))
                step.after.obligations.erase(cleared->obligation);
            else if (const auto* set = std::get_if<SetDeadline>(&command))
                step.after.obligations.erase(set->obligation);
        }
        return step;
    }

    /// Nothing is on offer for a history that does not replay; replay() says why.
    [[nodiscard]] std::vector<Offer> allowed(std::span<const HistoryEvent> history) const override {
        const auto past = run(history);
        if (!past) return {};
        std::vector<Offer> offers;
        offers.reserve(events().size());
        for (std::size_t event = 0; event < events().size(); ++event) offers.push_back(past->offer(event));
        return offers;
    }

private:
    [[nodiscard]] Result<Run<Facts>> run(std::span<const HistoryEvent> history) const {
        Run<Facts> run(process_);
        int seq = 0;
        for (const auto& past : history) {
            if (past.seq != ++seq) return Err(mismatch(past.seq, "is not the next one"));
            if (const auto passage = run.advance(past.event); !passage)
                return Err(mismatch(seq, passage.error().message));
            run.fold(past.effects);
        }
        return run;
    }

    [[nodiscard]] static Error mismatch(int seq, std::string_view why) {
        return Error{Error::Code::history_mismatch, fmt::format("event {} of the history: {}", seq, why),
                     "the case is set aside; compare it with a backup (rexflow verify)"};
    }

    [[nodiscard]] TransitionRow named(const MachineRow& row) const {
        const auto& definition = process_.definition();
        const auto& region = definition.regions[row.source.region];
        return {region.name, region.states[row.source.state].name, definition.events[row.step].name,
                row.guard ? definition.conditions[*row.guard].descriptor.name : std::string_view{},
                region.states[row.target.state].name};
    }

    Process<Facts> process_;
    std::vector<GuardDescriptor> guards_;
    std::vector<TransitionRow> table_;
};

}  // namespace rexflow::engine
