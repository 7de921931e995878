#pragma once

#include "engine/process.hpp"
#include "workflows/rex_case/case_facts.hpp"

#include <memory>
#include <span>
#include <vector>

/// The tables rex_case is made of; for its own sources and tests.
namespace rexflow::rex_case {

[[nodiscard]] std::span<const engine::RegionDescriptor> regions();
[[nodiscard]] std::span<const engine::Condition<CaseFacts>> conditions();
/// Steps, in the order of Step, then facts, in the order of fact_rules().
[[nodiscard]] std::span<const engine::EventDescriptor> events();
[[nodiscard]] std::span<const engine::EventDescriptor> step_descriptors();
[[nodiscard]] std::span<const engine::EventDescriptor> fact_descriptors();
[[nodiscard]] std::span<const engine::FactRule<CaseFacts>> fact_rules();
[[nodiscard]] std::span<const engine::QuestionDescriptor> questions();

[[nodiscard]] std::vector<engine::MachineRow> rows();
[[nodiscard]] std::unique_ptr<engine::Machine> make_machine();

[[nodiscard]] std::span<const engine::MailCommand> mail_commands();

/// Which events a case shuts out as a whole, before the machine is asked.
[[nodiscard]] const engine::Text* door(const engine::Configuration& at, std::string_view event);

void fold_step(CaseFacts& facts, const engine::Passage& passage);
[[nodiscard]] std::vector<engine::Command> commands(const CaseFacts& facts, const engine::Passage& passage,
                                                    const engine::LiveObligations& live);

[[nodiscard]] bool writes_outside(std::string_view event);
/// Who hears of an event, as letters.
void append_letters(const CaseFacts& facts, const engine::Passage& passage, std::vector<engine::Command>& commands);
/// Which obligations an event starts and stops.
void append_deadlines(const CaseFacts& facts, const engine::Passage& passage, const engine::LiveObligations& live,
                      std::vector<engine::Command>& commands);

[[nodiscard]] engine::Definition<CaseFacts> definition();

}  // namespace rexflow::rex_case
