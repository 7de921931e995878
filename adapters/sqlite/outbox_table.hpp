#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/store.hpp"

/// Table outbox. The meaning of each function is that of the port. A letter whose private part cannot be opened any
/// more comes back without people: one such row never keeps the others from being sent.
namespace rexflow::sqlite::outbox_table {

[[nodiscard]] std::optional<engine::OutboxRow> find(const Tools& tools, engine::OutboxId id);
[[nodiscard]] std::optional<engine::OutboxRow> find(const Tools& tools, std::string_view message_id);
[[nodiscard]] std::vector<engine::OutboxRow> list(const Tools& tools, engine::OutboxState state, int limit);
[[nodiscard]] std::vector<engine::OutboxRow> of_case(const Tools& tools, engine::CaseId id);
[[nodiscard]] std::vector<engine::OutboxRow> due(const Tools& tools, engine::Instant now, int limit);
[[nodiscard]] std::optional<engine::Instant> next_at(const Tools& tools);
[[nodiscard]] int sent_to(const Tools& tools, std::string_view address, engine::Instant since);
[[nodiscard]] int sent(const Tools& tools, engine::Instant since);
[[nodiscard]] int count(const Tools& tools, engine::OutboxState state);

[[nodiscard]] engine::OutboxId add(const Tools& tools, const engine::Letter& letter);
void update(const Tools& tools, const engine::OutboxRow& row);
void add_line(const Tools& tools, engine::OutboxId id, std::string_view list,
              const std::map<std::string, std::string, std::less<>>& line);

}  // namespace rexflow::sqlite::outbox_table
