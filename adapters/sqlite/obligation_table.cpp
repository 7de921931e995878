#include "adapters/sqlite/obligation_table.hpp"

namespace rexflow::sqlite::obligation_table {

namespace {

using engine::CaseId;
using engine::ObligationRow;
using engine::ReminderRow;

std::vector<ObligationRow> all_rows(Query& found) {
    std::vector<ObligationRow> rows;
    while (found.next())
        rows.push_back({CaseId{found.integer(0)}, std::string(found.text(1)), std::string(found.text(2)),
                        found.instant(3), found.instant(4), found.instant(5), found.maybe_instant(6)});
    return rows;
}

}  // namespace

std::vector<ObligationRow> of_case(const Tools& tools, CaseId id) {
    auto found = tools.database.query("SELECT * FROM obligations WHERE case_id = ?1 ORDER BY obligation");
    return all_rows(found.bind(id));
}

std::vector<ReminderRow> reminders_of_case(const Tools& tools, CaseId id) {
    auto found =
        tools.database.query("SELECT * FROM reminders WHERE case_id = ?1 ORDER BY planned_at, obligation, reminder");
    found.bind(id);
    std::vector<ReminderRow> rows;
    while (found.next())
        rows.push_back({CaseId{found.integer(0)}, std::string(found.text(1)), found.instant(2),
                        std::string(found.text(3)), found.instant(4), found.instant(5), found.integer(6) != 0});
    return rows;
}

std::vector<ObligationRow> due(const Tools& tools, engine::Instant now, int limit) {
    auto found = tools.database.query(
        "SELECT * FROM obligations WHERE next_at <= ?1 ORDER BY next_at, case_id, obligation LIMIT ?2");
    return all_rows(found.bind(now, limit));
}

std::optional<engine::Instant> next_at(const Tools& tools) {
    auto found =
        tools.database.query("SELECT next_at FROM obligations WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1");
    return found.next() ? std::optional(found.instant(0)) : std::nullopt;
}

void set(const Tools& tools, const ObligationRow& row) {
    tools.database.run("INSERT OR REPLACE INTO obligations VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", row.case_id,
                       row.obligation, row.rule, row.started_at, row.due_at, row.reminded_until, row.next_at);
}

void clear(const Tools& tools, CaseId id, std::string_view obligation) {
    tools.database.run("DELETE FROM obligations WHERE case_id = ?1 AND obligation = ?2", id, obligation);
}

bool add_reminder(const Tools& tools, const ReminderRow& row) {
    return tools.database.run("INSERT INTO reminders VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
                              row.case_id, row.obligation, row.due_at, row.reminder, row.planned_at, row.queued_at,
                              int{row.late}) == 1;
}

}  // namespace rexflow::sqlite::obligation_table
