#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/link.hpp"

#include <vector>

/// Table links. The meaning of each function is that of the port.
namespace rexflow::sqlite::link_table {

[[nodiscard]] std::optional<engine::Link> find(const Tools& tools, std::string_view token_id);
[[nodiscard]] std::vector<engine::Link> of_case(const Tools& tools, engine::CaseId id);

[[nodiscard]] engine::LinkId add(const Tools& tools, std::string_view token_id, const engine::Link& link);
[[nodiscard]] bool mark_used(const Tools& tools, engine::LinkId id, engine::Instant at);
void revoke(const Tools& tools, engine::LinkId id, engine::Instant at);

/// Whom they were for is gone, and they answer nothing any more.
void erase(const Tools& tools, engine::CaseId id, engine::Instant at);

}  // namespace rexflow::sqlite::link_table
