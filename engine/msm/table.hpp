#pragma once

#include "engine/machine.hpp"

#include <boost/mp11/mpl.hpp>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include <type_traits>
#include <vector>

/// The words a transition table is written in. States, steps and guards are enumerators: one spelling serves the
/// table, the history and the screens, and a misspelled name does not compile.
namespace rexflow::engine::msm {

/// All a transition may read (what holds) or write (where the machine stands).
struct Context {
    GuardSet holding;
    Configuration at;
};

/// Being in a state; entering it is what moves the configuration.
template <auto place>
struct In : boost::msm::front::state<> {
    template <typename Event, typename Fsm>
    void on_entry(const Event&, Fsm& machine) {
        machine.context.at.states[in(place).region] = in(place).state;
    }
};

/// A step as an event of Boost.MSM. It carries nothing: what it says was weighed before, guard by guard.
template <auto step>
struct On {};

/// Asks whether a named condition was found to hold.
template <auto guard>
struct Holds {
    template <typename Event, typename Fsm, typename Source, typename Target>
    bool operator()(const Event&, Fsm& machine, Source&, Target&) const {
        return machine.context.holding.test(static_cast<std::size_t>(guard));
    }
};

/// In the place of a guard: this row needs none.
struct Always {};
inline constexpr Always always{};

template <auto guard>
inline constexpr bool is_guard = !std::is_same_v<std::remove_cv_t<decltype(guard)>, Always>;

template <auto guard, bool named = is_guard<guard>>
struct GuardOf {
    using type = Holds<guard>;
    static constexpr std::optional<std::size_t> position = static_cast<std::size_t>(guard);
};

template <auto guard>
struct GuardOf<guard, false> {
    using type = boost::msm::front::none;
    static constexpr std::optional<std::size_t> position = std::nullopt;
};

/// A row, columns in the order of the published tables.
template <auto source, auto step, auto guard, auto target>
struct Row
    : boost::msm::front::Row<In<source>, On<step>, In<target>, boost::msm::front::none, typename GuardOf<guard>::type> {
    static_assert(std::is_same_v<decltype(source), decltype(target)>, "a row stays within its region");
    static constexpr MachineRow row{in(source), static_cast<std::size_t>(step), GuardOf<guard>::position, in(target)};
};

/// What every front-end shares. `Derived` adds `initial_state` and `transition_table`.
template <typename Derived>
struct Front : boost::msm::front::state_machine_def<Derived> {
    using no_exception_thrown = int;
    using no_message_queue = int;

    Context context;

    template <typename Fsm, typename Event>
    void no_transition(const Event&, Fsm&, int) {}
};

/// The rows of a table as values, in the order they are written.
template <typename FrontEnd>
[[nodiscard]] std::vector<MachineRow> rows_of() {
    std::vector<MachineRow> rows;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, typename FrontEnd::transition_table>>(
        [&rows](auto row) { rows.push_back(decltype(row)::type::row); });
    return rows;
}

}  // namespace rexflow::engine::msm
