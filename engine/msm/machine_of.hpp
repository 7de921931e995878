#pragma once

#include "engine/msm/table.hpp"

#include <boost/msm/back/state_machine.hpp>

#include <array>
#include <utility>

namespace rexflow::engine::msm {

/// Runs a front-end behind the plain Machine: steps are sent by number through a table of functions, one a step.
template <typename FrontEnd, typename Step, std::size_t step_count>
class MachineOf final : public Machine {
public:
    MachineOf() { back_.start(); }

    Verdict process(std::size_t step, const GuardSet& holding) override {
        back_.context.holding = holding;
        return verdict_of(senders.at(step)(back_));
    }

    [[nodiscard]] const Configuration& configuration() const override { return back_.context.at; }

    [[nodiscard]] std::unique_ptr<Machine> copy() const override { return std::make_unique<MachineOf>(*this); }

private:
    using Back = boost::msm::back::state_machine<FrontEnd>;
    using Sender = boost::msm::back::HandledEnum (*)(Back&);

    template <std::size_t step>
    static boost::msm::back::HandledEnum send(Back& back) {
        return back.process_event(On<static_cast<Step>(step)>{});
    }

    template <std::size_t... steps>
    static constexpr std::array<Sender, step_count> senders_of(std::index_sequence<steps...>) {
        return {&send<steps>...};
    }

    /// The enumeration is a set of bits, one answer a region.
    static Verdict verdict_of(boost::msm::back::HandledEnum handled) {
        if ((handled & boost::msm::back::HANDLED_TRUE) != 0) return Verdict::handled;
        if ((handled & boost::msm::back::HANDLED_GUARD_REJECT) != 0) return Verdict::guard_rejected;
        return Verdict::no_transition;
    }

    static constexpr std::array<Sender, step_count> senders = senders_of(std::make_index_sequence<step_count>{});

    Back back_;
};

}  // namespace rexflow::engine::msm
