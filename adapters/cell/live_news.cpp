#include "adapters/cell/live_news.hpp"

#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rexflow::cell {

namespace {

using engine::CaseListQuery;
using engine::ListOrder;

constexpr int at_once = 50;
constexpr std::size_t most_looked_at = 1000;

CaseListQuery last_changed(int limit) {
    CaseListQuery query;
    query.order = ListOrder::updated;
    query.limit = limit;
    return query;
}

}  // namespace

std::string topics::of_case(engine::CaseId id) { return fmt::format("case {}", id.value); }

std::string newest_change(const engine::Reader& reader, engine::Instant now) {
    const auto page = reader.registers().case_lists->page(last_changed(1), now);
    return page.rows.empty() ? "0.0" : fmt::format("{}.{}", page.rows[0].row.id.value, page.rows[0].row.last_seq);
}

std::string live_address(const engine::CaseRow& row) {
    return fmt::format("/direct?dossier={}&entree={}", row.number.text(), row.last_seq);
}

std::string live_address_of_lists(const engine::Reader& reader, engine::Instant now) {
    return fmt::format("/direct?dernier={}", newest_change(reader, now));
}

std::vector<std::string> LiveNews::next() {
    Seen found;
    std::vector<std::string> changed;
    const auto read = store_.read([&](const engine::Reader& reader) -> engine::Result<void> {
        auto query = last_changed(at_once);
        for (bool more = true; more && found.size() < most_looked_at;) {
            const auto page = reader.registers().case_lists->page(query, clock_.now());
            bool is_last_known = page.rows.empty();
            for (const auto& [row, due, late, questions] : page.rows) {
                const auto known = seen_.find(row.id);
                is_last_known = known != seen_.end() && known->second == row.last_seq;
                found[row.id] = row.last_seq;
                if (!is_last_known) changed.push_back(topics::of_case(row.id));
            }
            query.after = page.next;
            more = has_looked_ && !is_last_known && page.next;
        }
        return {};
    });
    if (!read) return {};
    seen_ = std::move(found);
    if (!has_looked_) changed.clear();
    has_looked_ = true;
    if (!changed.empty()) changed.emplace_back(topics::lists);
    return changed;
}

}  // namespace rexflow::cell
