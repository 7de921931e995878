#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/case_lists.hpp"

/// What lists keep of a case: the columns of cases that migration 0005 added, standings and case_set_asides.
namespace rexflow::sqlite {

/// Stands as next_due_at where a case has no obligation: later than all.
inline constexpr std::string_view no_due_text = "9999-12-31T23:59:59Z";

struct ListColumns {
    std::int64_t standing;
    std::string next_due_at;
    std::string next_due;
    std::string questions;
};

[[nodiscard]] ListColumns list_columns(const Tools& tools, engine::CaseId id, const engine::Situation& situation);
void keep_set_asides(const Tools& tools, engine::CaseId id, const std::vector<engine::MemberId>& members);

/// The line of a row that begins with every column of cases.
[[nodiscard]] engine::ListedCase listed_case(const Query& found, engine::Instant now);

/// How many columns cases has: those of a joined table follow.
[[nodiscard]] int case_columns();

}  // namespace rexflow::sqlite
