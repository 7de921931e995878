#include "adapters/sqlite/case_lists.hpp"

#include "adapters/sqlite/case_list_sql.hpp"
#include "adapters/sqlite/case_table.hpp"
#include "adapters/sqlite/codec.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace rexflow::sqlite {

namespace {

using engine::CaseFilter;
using engine::CaseListQuery;
using engine::ListDirection;
using engine::ListedCase;
using engine::ListOrder;

/// So few rows are sorted faster than an index is walked past others.
constexpr int few = 1000;

/// Before and after every instant, and every case.
constexpr std::string_view first_key;
constexpr std::string_view last_key = "~";
constexpr std::int64_t last_id = std::numeric_limits<std::int64_t>::max();

/// A filter as the statements take it.
struct Conditions {
    const CaseFilter& filter;
    engine::Instant now;
    std::optional<std::string> standings;
    std::string_view pilot_kind;
    std::optional<engine::MemberId> pilot;
    std::optional<std::string> among;
};

struct Place {
    std::string_view key;
    std::int64_t id;
};

std::string json_of(const std::vector<std::int64_t>& numbers) {
    std::string text = "[";
    for (const auto number : numbers) {
        if (text.size() > 1) text += ',';
        text += std::to_string(number);
    }
    return text + ']';
}

bool holds_for(const CaseFilter& filter, std::string_view workflow, std::int64_t levels, std::string_view states) {
    if (!filter.workflow.empty() && filter.workflow != workflow) return false;
    if (filter.level > 0 && (static_cast<std::uint64_t>(levels) >> static_cast<unsigned>(filter.level - 1) & 1U) == 0)
        return false;
    return filter.state.empty() || std::ranges::count(decode_names(states), filter.state) > 0;
}

std::optional<std::string> standings_of(const Tools& tools, const CaseFilter& filter) {
    if (filter.workflow.empty() && filter.state.empty() && filter.level == 0) return std::nullopt;
    std::vector<std::int64_t> matching;
    auto found = tools.database.query("SELECT id, workflow, levels, states FROM standings");
    while (found.next())
        if (holds_for(filter, found.text(1), found.integer(2), found.text(3))) matching.push_back(found.integer(0));
    return json_of(matching);
}

Conditions conditions_of(const Tools& tools, const CaseFilter& filter, engine::Instant now) {
    Conditions conditions{filter, now, standings_of(tools, filter), "any", std::nullopt, std::nullopt};
    if (const auto* const pilot = std::get_if<engine::MemberId>(&filter.pilot)) {
        conditions.pilot_kind = "one";
        conditions.pilot = *pilot;
    } else if (std::holds_alternative<engine::NoPilot>(filter.pilot)) {
        conditions.pilot_kind = "none";
    }
    if (filter.among) {
        std::vector<std::int64_t> ids;
        for (const auto id : *filter.among) ids.push_back(id.value);
        conditions.among = json_of(ids);
    }
    return conditions;
}

Query bound(const Tools& tools, Sql sql, const Conditions& conditions, const Place& after, std::optional<int> at_rest,
            ListOrder order, int limit) {
    const auto& filter = conditions.filter;
    const auto from = filter.opened_from ? text_of(*filter.opened_from) : std::string(first_key);
    const auto before = filter.opened_before ? text_of(*filter.opened_before) : std::string(last_key);
    auto query = tools.database.query(sql);
    query.bind(filter.seen_by, conditions.now, conditions.standings, conditions.pilot_kind, conditions.pilot, from,
               before, int{filter.only_late}, int{filter.only_asking}, conditions.among, after.key, after.id, at_rest,
               static_cast<int>(order), limit);
    return query;
}

bool is_asked(std::string_view shortcut, const Conditions& conditions) {
    const auto& filter = conditions.filter;
    if (shortcut == "found") return conditions.among.has_value();
    if (shortcut == "asking") return filter.only_asking;
    if (shortcut == "standing") return conditions.standings.has_value();
    if (shortcut == "pilot") return conditions.pilot_kind != "any";
    if (shortcut == "late") return filter.only_late;
    return filter.opened_from.has_value() || filter.opened_before.has_value();
}

/// The first condition that leaves few cases; a search's finds are few by themselves.
const case_list_sql::Shortcut* find_shortcut(const Tools& tools, const Conditions& conditions) {
    for (const auto& shortcut : case_list_sql::shortcuts) {
        if (!is_asked(shortcut.name, conditions)) continue;
        if (shortcut.name == "found") return &shortcut;
        auto counted =
            bound(tools, shortcut.size, conditions, {first_key, 0}, std::nullopt, ListOrder::number, few + 1);
        if (counted.next() && counted.integer(0) <= few) return &shortcut;
    }
    return nullptr;
}

std::optional<int> rest_of(const CaseFilter& filter) {
    if (!filter.rest) return std::nullopt;
    return *filter.rest == engine::Rest::at_rest ? 1 : 0;
}

std::vector<int> walked_groups(const CaseFilter& filter) {
    const auto rest = rest_of(filter);
    return rest ? std::vector<int>{*rest} : std::vector<int>{0, 1};
}

std::string key_of(const ListedCase& listed, ListOrder order) {
    switch (order) {
        case ListOrder::number:
            return {};
        case ListOrder::opened:
            return text_of(listed.row.opened_at);
        case ListOrder::updated:
            return text_of(listed.row.updated_at);
        case ListOrder::next_due:
            return listed.next_due ? text_of(listed.next_due->at) : std::string(no_due_text);
    }
    return {};
}

/// Rows of both groups, each in order already, as one.
void merge(std::vector<ListedCase>& rows, std::vector<ListedCase>&& more, ListOrder order, ListDirection direction) {
    const auto middle = static_cast<std::ptrdiff_t>(rows.size());
    std::ranges::move(more, std::back_inserter(rows));
    std::inplace_merge(rows.begin(), rows.begin() + middle, rows.end(), [&](const auto& left, const auto& right) {
        const auto less = [&](const ListedCase& a, const ListedCase& b) {
            return std::pair(key_of(a, order), a.row.id) < std::pair(key_of(b, order), b.row.id);
        };
        return direction == ListDirection::ascending ? less(left, right) : less(right, left);
    });
}

}  // namespace

engine::CasePage SqliteCaseLists::page(const CaseListQuery& query, engine::Instant now) const {
    const auto conditions = conditions_of(tools_, query.filter, now);
    const bool goes_up = query.direction == ListDirection::ascending;
    const auto order = static_cast<std::size_t>(query.order);
    Place after = goes_up ? Place{first_key, 0} : Place{last_key, last_id};
    if (query.after) after = {query.after->key, query.after->id.value};
    // The walk by number looks at the case alone, and takes no key that stands for the end.
    if (query.order == ListOrder::number) after.key = first_key;

    const auto rows_of = [&](Sql sql, std::optional<int> at_rest) {
        std::vector<ListedCase> rows;
        auto found = bound(tools_, sql, conditions, after, at_rest, query.order, query.limit + 1);
        while (found.next()) rows.push_back(listed_case(found, now));
        return rows;
    };
    engine::CasePage page;
    if (const auto* const shortcut = find_shortcut(tools_, conditions))
        page.rows = rows_of(shortcut->pages[goes_up ? 0 : 1], rest_of(query.filter));
    else
        for (const auto group : walked_groups(query.filter))
            merge(page.rows, rows_of(case_list_sql::walks[order][goes_up ? 0 : 1], group), query.order,
                  query.direction);
    if (static_cast<int>(page.rows.size()) > query.limit) {
        page.rows.erase(page.rows.begin() + query.limit, page.rows.end());
        if (!page.rows.empty())
            page.next = engine::ListCursor{key_of(page.rows.back(), query.order), page.rows.back().row.id};
    }
    return page;
}

int SqliteCaseLists::count(const CaseFilter& filter, engine::Instant now, int bound_of_count) const {
    const auto conditions = conditions_of(tools_, filter, now);
    const auto counted = [&](Sql sql, std::optional<int> at_rest, int limit) {
        auto found = bound(tools_, sql, conditions, {first_key, 0}, at_rest, ListOrder::number, limit);
        return found.next() ? static_cast<int>(found.integer(0)) : 0;
    };
    if (const auto* const shortcut = find_shortcut(tools_, conditions))
        return counted(shortcut->count, rest_of(filter), bound_of_count);
    int total = 0;
    for (const auto group : walked_groups(filter))
        total += counted(case_list_sql::counted_walk, group, bound_of_count - total);
    return total;
}

std::vector<engine::DueCase> SqliteCaseLists::due(const engine::DueQuery& query, engine::Instant now) const {
    std::vector<engine::DueCase> rows;
    if (query.obligations.empty()) add_due(rows, query, std::nullopt, now);
    for (const auto& kind : query.obligations) add_due(rows, query, kind, now);
    std::ranges::sort(rows, {}, [](const engine::DueCase& row) {
        return std::tuple(row.obligation.due_at, row.obligation.case_id, std::string_view(row.obligation.obligation));
    });
    if (rows.size() > static_cast<std::size_t>(query.limit)) rows.erase(rows.begin() + query.limit, rows.end());
    return rows;
}

void SqliteCaseLists::add_due(std::vector<engine::DueCase>& rows, const engine::DueQuery& query,
                              const std::optional<std::string>& kind, engine::Instant now) const {
    auto found = tools_.database.query(kind ? case_list_sql::due_of_kind : case_list_sql::due_of_any);
    found.bind(query.seen_by, query.until, kind, query.limit, query.from, query.pilot);
    while (found.next()) {
        const auto at = [](int column) { return case_columns() + column; };
        rows.push_back(
            {{engine::CaseId{found.integer(at(0))}, std::string(found.text(at(1))), std::string(found.text(at(2))),
              found.instant(at(3)), found.instant(at(4)), found.instant(at(5)), found.maybe_instant(at(6))},
             listed_case(found, now)});
    }
}

bool SqliteCaseLists::may_see(engine::MemberId member, engine::CaseId id) const {
    return tools_.database.number(
               "SELECT count(*) FROM case_set_asides WHERE member_id = ?1 AND case_id IN "
               "(?2, (SELECT parent_id FROM cases WHERE id = ?2))",
               member, id) == 0;
}

std::vector<engine::CaseRow> SqliteCaseLists::unlisted(engine::CaseId after, int limit) const {
    auto found = tools_.database.query(
        "SELECT * FROM cases WHERE id > ?1 AND standing IS NULL AND last_seq > 0 ORDER BY id LIMIT ?2");
    found.bind(after, limit);
    std::vector<engine::CaseRow> rows;
    while (found.next()) rows.push_back(case_table::row_of(found));
    return rows;
}

std::vector<std::string_view> SqliteCaseLists::statements() {
    using namespace case_list_sql;
    std::vector<std::string_view> all{counted_walk.text(), due_of_any.text(), due_of_kind.text()};
    for (const auto& walk : walks)
        for (const auto& sql : walk) all.emplace_back(sql.text());
    for (const auto& shortcut : shortcuts)
        for (const auto& sql : {shortcut.size, shortcut.count, shortcut.pages[0], shortcut.pages[1]})
            all.emplace_back(sql.text());
    return all;
}

}  // namespace rexflow::sqlite
