#pragma once

#include "workflows/corrective_action/model.hpp"

#include <memory>
#include <span>
#include <vector>

/// The tables corrective_action is made of; for its own sources and tests.
namespace rexflow::corrective_action {

[[nodiscard]] std::span<const engine::RegionDescriptor> regions();
[[nodiscard]] std::span<const engine::EventDescriptor> events();
[[nodiscard]] std::span<const engine::Condition<ActionFacts>> conditions();
[[nodiscard]] std::span<const engine::FactRule<ActionFacts>> fact_rules();
[[nodiscard]] std::span<const engine::QuestionDescriptor> questions();

[[nodiscard]] std::vector<engine::MachineRow> rows();
[[nodiscard]] std::unique_ptr<engine::Machine> make_machine();

void fold_step(ActionFacts& facts, const engine::Passage& passage);
[[nodiscard]] std::vector<engine::Command> commands(const ActionFacts& facts, const engine::Passage& passage,
                                                    const engine::LiveObligations& live);

[[nodiscard]] bool writes_outside(std::string_view event);

[[nodiscard]] engine::Definition<ActionFacts> definition();

}  // namespace rexflow::corrective_action
