#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/case_lists.hpp"

#include <map>

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

/// Makes lines of rows that begin with every column of cases. For one answer: it remembers the names of pilots.
class ListedCases {
public:
    ListedCases(const Tools& tools, engine::Instant now) : tools_(tools), now_(now) {}
    [[nodiscard]] engine::ListedCase of(const Query& found);

    /// How many columns cases has: those of a joined table follow.
    [[nodiscard]] static int columns();

private:
    const std::string& pilot_name(engine::MemberId pilot);

    Tools tools_;
    engine::Instant now_;
    std::map<engine::MemberId, std::string> names_;
};

}  // namespace rexflow::sqlite
