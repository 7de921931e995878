#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/store.hpp"

/// Tables obligations and reminders. The meaning of each function is that of the port.
namespace rexflow::sqlite::obligation_table {

[[nodiscard]] std::vector<engine::ObligationRow> of_case(const Tools& tools, engine::CaseId id);
[[nodiscard]] std::vector<engine::ReminderRow> reminders_of_case(const Tools& tools, engine::CaseId id);
[[nodiscard]] std::vector<engine::ObligationRow> due(const Tools& tools, engine::Instant now, int limit);
[[nodiscard]] std::optional<engine::Instant> next_at(const Tools& tools);

void set(const Tools& tools, const engine::ObligationRow& row);
void clear(const Tools& tools, engine::CaseId id, std::string_view obligation);
[[nodiscard]] bool add_reminder(const Tools& tools, const engine::ReminderRow& row);

}  // namespace rexflow::sqlite::obligation_table
