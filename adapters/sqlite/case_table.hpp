#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/store.hpp"

/// Tables cases, events and sealed_texts. The meaning of each function is that of the port.
namespace rexflow::sqlite::case_table {

/// Columns of cases as migration 0001 made it, of which row_of reads a row of SELECT *; later ones follow.
inline constexpr int row_columns = 18;
[[nodiscard]] engine::CaseRow row_of(const Query& found);

[[nodiscard]] std::optional<engine::CaseRow> find(const Tools& tools, const engine::CaseNumber& number);
[[nodiscard]] std::optional<engine::CaseRow> find(const Tools& tools, engine::CaseId id);
[[nodiscard]] std::vector<engine::CaseRow> children(const Tools& tools, engine::CaseId parent);
[[nodiscard]] std::vector<engine::CaseRow> list(const Tools& tools, engine::CaseId after, int limit);
[[nodiscard]] int count(const Tools& tools);

[[nodiscard]] engine::CaseRow add(const Tools& tools, std::string_view workflow, int version, int year,
                                  engine::Instant opened_at);
[[nodiscard]] engine::CaseRow add_child(const Tools& tools, const engine::CaseRow& parent, std::string_view workflow,
                                        int version, engine::Instant opened_at);
void update(const Tools& tools, engine::CaseId id, const engine::Situation& situation, int last_seq,
            engine::Instant updated_at);

[[nodiscard]] engine::Result<engine::History> history(const Tools& tools, engine::CaseId id);
void append(const Tools& tools, engine::CaseId id, const engine::HistoryEvent& row);

/// The key of what names people in this case; a new one after an erasure.
[[nodiscard]] engine::KeyId identity_key(const Tools& tools, engine::CaseId id);
[[nodiscard]] std::string seal(const Tools& tools, engine::CaseId id, engine::Privacy privacy, std::string_view text);
[[nodiscard]] std::optional<std::string> unseal(const Tools& tools, engine::CaseId id, std::string_view reference);

/// Takes the people of a case and its messages out of every table, and writes the keys into the ledger.
/// @return the keys to be deleted once this is durable
[[nodiscard]] std::vector<engine::KeyId> erase_identity(const Tools& tools, engine::CaseId id, engine::Instant at);

}  // namespace rexflow::sqlite::case_table
