#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/store.hpp"

/// Tables participants, members, notes and meta. The meaning of each function is that of the port.
namespace rexflow::sqlite::people_table {

[[nodiscard]] std::vector<engine::Participant> participants(const Tools& tools, engine::CaseId id);
void add_participant(const Tools& tools, engine::CaseId id, const engine::Participant& participant);
void mark_answered(const Tools& tools, engine::CaseId id, std::string_view address);
void mark_undeliverable(const Tools& tools, engine::CaseId id, std::string_view address);

[[nodiscard]] std::vector<engine::Member> members(const Tools& tools);
[[nodiscard]] std::optional<engine::Member> find_member(const Tools& tools, std::string_view address);
[[nodiscard]] std::optional<engine::Member> find_member(const Tools& tools, engine::MemberId id);
[[nodiscard]] engine::MemberId add_member(const Tools& tools, const engine::Member& member);
void update_member(const Tools& tools, const engine::Member& member);

[[nodiscard]] std::optional<std::string> note(const Tools& tools, std::string_view key);
void set_note(const Tools& tools, std::string_view key, std::string_view value);

/// The key of what belongs to no case: members, digests. Made when the store is opened for the first time.
[[nodiscard]] engine::KeyId system_key(const Tools& tools);

}  // namespace rexflow::sqlite::people_table
