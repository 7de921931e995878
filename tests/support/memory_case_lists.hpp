#pragma once

#include "tests/support/memory_tables.hpp"

/// CaseLists over MemoryTables: the plain meaning of each question, without any index.
namespace rexflow::testing::memory {

class MemoryCaseLists : public engine::CaseLists {
public:
    explicit MemoryCaseLists(MemoryTables& tables) : tables_(tables) {}

    engine::CasePage page(const engine::CaseListQuery& query, Instant now) const override {
        auto rows = listed(query.filter, now);
        const bool goes_up = query.direction == engine::ListDirection::ascending;
        const auto place = [&](const engine::ListedCase& listed) {
            return std::pair(key_of(listed, query.order), listed.row.id);
        };
        std::ranges::sort(rows, [&](const auto& left, const auto& right) {
            return goes_up ? place(left) < place(right) : place(right) < place(left);
        });
        if (query.after) {
            const auto last = std::pair(query.after->key, query.after->id);
            std::erase_if(rows, [&](const auto& row) { return goes_up ? place(row) <= last : place(row) >= last; });
        }
        engine::CasePage page{std::move(rows), std::nullopt};
        if (static_cast<int>(page.rows.size()) > query.limit) {
            page.rows.erase(page.rows.begin() + query.limit, page.rows.end());
            if (!page.rows.empty())
                page.next = engine::ListCursor{key_of(page.rows.back(), query.order), page.rows.back().row.id};
        }
        return page;
    }

    int count(const engine::CaseFilter& filter, Instant now, int bound) const override {
        return std::min(bound, static_cast<int>(listed(filter, now).size()));
    }

    std::vector<engine::DueCase> due(const engine::DueQuery& query, Instant now) const override {
        std::vector<engine::DueCase> rows;
        for (const auto& [key, obligation] : tables_.obligations) {
            const auto& stored = tables_.at(obligation.case_id);
            const bool is_asked =
                query.obligations.empty() || std::ranges::count(query.obligations, obligation.obligation) > 0;
            const bool is_then = query.from <= obligation.due_at && obligation.due_at <= query.until;
            const bool is_theirs = !query.pilot || stored.row.pilot == query.pilot;
            if (is_asked && is_then && is_theirs && stored.listed && is_seen(query.seen_by, stored.row))
                rows.push_back({obligation, line_of(stored, now)});
        }
        std::ranges::sort(rows, {}, [](const engine::DueCase& row) {
            return std::tuple(row.obligation.due_at, row.obligation.case_id, row.obligation.obligation);
        });
        if (static_cast<int>(rows.size()) > query.limit) rows.erase(rows.begin() + query.limit, rows.end());
        return rows;
    }

    bool may_see(engine::MemberId member, CaseId id) const override {
        const auto* const stored = find_by_id(tables_.cases, id);
        return stored == nullptr || is_seen(member, stored->row);
    }

    std::vector<CaseRow> unlisted(CaseId after, int limit) const override {
        std::vector<CaseRow> rows;
        for (const auto& stored : tables_.cases)
            if (stored.row.id > after && !stored.listed && stored.row.last_seq > 0 &&
                static_cast<int>(rows.size()) < limit)
                rows.push_back(stored.row);
        return rows;
    }

private:
    std::vector<engine::ListedCase> listed(const engine::CaseFilter& filter, Instant now) const {
        std::vector<engine::ListedCase> rows;
        for (const auto& stored : tables_.cases) {
            if (!stored.listed || !is_seen(filter.seen_by, stored.row)) continue;
            auto line = line_of(stored, now);
            if (is_meant(filter, line)) rows.push_back(std::move(line));
        }
        return rows;
    }

    static bool is_meant(const engine::CaseFilter& filter, const engine::ListedCase& line) {
        const auto& row = line.row;
        const auto* const pilot = std::get_if<engine::MemberId>(&filter.pilot);
        return (filter.workflow.empty() || row.workflow == filter.workflow) &&
               (filter.state.empty() || std::ranges::count(row.states, filter.state) > 0) &&
               (filter.level == 0 || (row.levels >> static_cast<unsigned>(filter.level - 1) & 1U) != 0) &&
               (pilot == nullptr || row.pilot == *pilot) &&
               (!std::holds_alternative<engine::NoPilot>(filter.pilot) || !row.pilot) &&
               (!filter.rest || (*filter.rest == engine::Rest::at_rest) == row.at_rest) &&
               (!filter.only_late || line.late) && (!filter.only_asking || !line.questions.empty()) &&
               (!filter.opened_from || row.opened_at >= *filter.opened_from) &&
               (!filter.opened_before || row.opened_at < *filter.opened_before) &&
               (!filter.among || std::ranges::count(*filter.among, row.id) > 0);
    }

    bool is_seen(std::optional<engine::MemberId> member, const CaseRow& row) const {
        if (!member) return true;
        const auto is_aside = [&](CaseId id) {
            const auto& situation = tables_.at(id).listed;
            return situation && std::ranges::count(situation->set_aside, *member) > 0;
        };
        return !is_aside(row.id) && !(row.parent && is_aside(*row.parent));
    }

    engine::ListedCase line_of(const StoredCase& stored, Instant now) const {
        engine::ListedCase line{stored.row, {}, false, {}};
        for (const auto& [key, set] : stored.listed->obligations)
            if (!line.next_due || set.due_at < line.next_due->at) line.next_due = {key, set.due_at};
        line.late = line.next_due && line.next_due->at < now;
        for (const auto& question : stored.listed->questions)
            line.questions.push_back({std::string(question.key), question.about});
        return line;
    }

    static std::string key_of(const engine::ListedCase& line, engine::ListOrder order) {
        switch (order) {
            case engine::ListOrder::number:
                return {};
            case engine::ListOrder::opened:
                return engine::to_text(line.row.opened_at);
            case engine::ListOrder::updated:
                return engine::to_text(line.row.updated_at);
            case engine::ListOrder::next_due:
                return line.next_due ? engine::to_text(line.next_due->at) : "9999-12-31T23:59:59Z";
        }
        return {};
    }

    MemoryTables& tables_;
};

}  // namespace rexflow::testing::memory
