#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace rexflow::engine {

/// Where every region of a machine stands: the position of its state in RegionDescriptor::states.
/// Lives in memory only. Positions follow the source code; what is stored is always the state's name.
struct Configuration {
    static constexpr std::size_t max_regions = 4;

    std::array<std::uint8_t, max_regions> states{};

    auto operator<=>(const Configuration&) const = default;
};

/// One state of one region, by position.
struct StateRef {
    std::uint8_t region = 0;
    std::uint8_t state = 0;

    [[nodiscard]] constexpr bool is_active(const Configuration& at) const { return at.states[region] == state; }
};

/// Reference to a state from its enumerator; `region_of` is found beside the enumeration.
template <typename State>
[[nodiscard]] constexpr StateRef in(State state) {
    return {static_cast<std::uint8_t>(region_of(state)), static_cast<std::uint8_t>(state)};
}

/// The named conditions that hold for an event, by position in the workflow's list of guards.
using GuardSet = std::bitset<64>;

/// A row of the transition table by position: of region and states, step, and guard where there is one.
struct MachineRow {
    StateRef source;
    std::size_t step = 0;
    std::optional<std::size_t> guard;
    StateRef target;
};

/// A machine's answer to one event. With several regions, one that moves is enough for `handled`,
/// whatever the guards of the others say.
enum class Verdict { handled, guard_rejected, no_transition };

/// A transition table at work. Starts in the initial states; a case is restored by sending it its steps again.
class Machine {
public:
    virtual ~Machine() = default;

    /// Moves by the first row of `step`, in each region, whose source is active and whose guard is in `holding`.
    virtual Verdict process(std::size_t step, const GuardSet& holding) = 0;

    [[nodiscard]] virtual const Configuration& configuration() const = 0;

    /// A second machine at the same place, for looking at another future of the same past.
    [[nodiscard]] virtual std::unique_ptr<Machine> copy() const = 0;
};

}  // namespace rexflow::engine
