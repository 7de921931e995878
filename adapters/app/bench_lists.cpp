#include "adapters/app/bench.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "engine/ports/search_index.hpp"

#include <cmath>
namespace rexflow::app::bench {

namespace {

using engine::CaseListQuery;
using engine::ListOrder;
using engine::Reader;
using engine::Result;

constexpr int members = 50;

/// Cases of the last years: most closed, one in twenty open, one in fifty of level 4.
void fill_cases(Installation& installation, int count) {
    constexpr int at_once = 500;
    constexpr auto a_case_every = std::chrono::minutes(20);
    for (int first = 0; first < count; first += at_once)
        must(installation.store().write([&](engine::Unit& unit) -> Result<void> {
            for (int i = first; i < std::min(first + at_once, count); ++i) {
                const auto opened_at = start - a_case_every * (count - i);
                const auto row = unit.add_case("rex_case", 1, 2026, opened_at);
                const bool is_open = i % 20 == 0;
                engine::Situation situation;
                situation.states = {is_open ? (i % 40 == 0 ? "collecting" : "received") : "closed",
                                    i % 50 == 0 ? "part1_due" : "not_required", "unshared"};
                situation.levels = i % 50 == 0 ? 0b1001U : 0b1U;
                if (i % 3 != 0) situation.pilot = engine::MemberId{i % members + 1};
                situation.at_rest = !is_open;
                const auto due_at = start + std::chrono::hours(i % 1000 - 100);
                if (is_open) situation.obligations["inactivity"] = {"inactivity", "inactivity", opened_at, due_at};
                unit.append(row.id, {1, {"report_received", {}, opened_at, engine::Actor::reporter()}, opened_at, {}});
                unit.update_case(row.id, situation, 1, opened_at + std::chrono::hours(i % 2000));
                if (is_open)
                    unit.set_obligation(
                        {row.id, "inactivity", "inactivity", opened_at, due_at, opened_at, std::nullopt});
            }
            return {};
        }));
}

/// Each query many times over; what all but one in a hundred take at most.
Figure measure(Installation& installation, const std::vector<CaseListQuery>& queries) {
    constexpr int turns = 200;
    constexpr double milliseconds = 1e3;
    std::vector<double> ours;
    std::vector<double> limit;
    for (int turn = 0; turn < turns; ++turn)
        for (const auto& query : queries) {
            ours.push_back(seconds_of([&] {
                               must(installation.store().read([&](const Reader& reader) -> Result<void> {
                                   static_cast<void>(reader.registers().case_lists->page(query, start));
                                   return {};
                               }));
                           }) *
                           milliseconds);
            limit.push_back(seconds_of([&] {
                                must(installation.store().read([&](const Reader& reader) -> Result<void> {
                                    static_cast<void>(reader.cases(engine::CaseId{1000}, query.limit));
                                    return {};
                                }));
                            }) *
                            milliseconds);
        }
    std::ranges::sort(ours);
    std::ranges::sort(limit);
    const auto p99 = [](const std::vector<double>& sorted) { return sorted[sorted.size() * 99 / 100]; };
    return {p99(ours), p99(limit), "ms (p99)", "50 rows of a table by its key"};
}

Figure with_cases(int size, const std::vector<CaseListQuery>& queries) {
    constexpr int usual = 100'000;
    Ground ground;
    fill_cases(ground.installation(), size > 0 ? size : usual);
    return measure(ground.installation(), queries);
}

/// Fifty words a case, of some 20,000 that are as frequent as words are: the n-th one in n-th part.
void fill_words(Installation& installation, int count) {
    constexpr int at_once = 500;
    constexpr int words = 50;
    constexpr std::uint64_t vocabulary = 20'000;
    std::uint64_t state = 42;
    const auto next_word = [&] {
        state = state * 6364136223846793005U + 1442695040888963407U;
        const auto uniform = static_cast<double>(state >> 11U) / static_cast<double>(1ULL << 53U);
        auto rank = static_cast<std::uint64_t>(std::pow(static_cast<double>(vocabulary), uniform));
        std::string word;
        for (int letter = 0; letter < 3 || rank > 0; ++letter, rank /= 20)
            word += {"bcdfghjklmnpqrstvwxz"[rank % 20], "aeiou"[(rank + static_cast<std::uint64_t>(letter)) % 5]};
        return word;
    };
    for (int first = 0; first < count; first += at_once)
        must(installation.store().write([&](engine::Unit& unit) -> Result<void> {
            for (int i = first; i < std::min(first + at_once, count); ++i) {
                engine::SearchTexts texts;
                for (int word = 0; word < words; ++word) texts.correspondence += next_word() + ' ';
                unit.edit_registers().search->add(engine::CaseId{i + 1}, texts);
            }
            return {};
        }));
}

}  // namespace

Figure search_words(int size) {
    constexpr int usual = 100'000;
    constexpr double milliseconds = 1e3;
    const auto count = size > 0 ? size : usual;
    Ground ground;
    auto& installation = ground.installation();
    fill_cases(installation, count);
    fill_words(installation, count);
    std::vector<double> ours;
    std::vector<double> limit;
    for (int turn = 0; turn < 50; ++turn)
        for (const auto* const words : {"baceda", "bac", "bacece cadede", "xezela", "dedefi gagehi cac", "none"}) {
            ours.push_back(seconds_of([&] {
                               must(installation.store().read([&](const Reader& reader) -> Result<void> {
                                   static_cast<void>(reader.registers().search->find({words}));
                                   return {};
                               }));
                           }) *
                           milliseconds);
            limit.push_back(seconds_of([&] {
                                must(installation.store().read([&](const Reader& reader) -> Result<void> {
                                    static_cast<void>(reader.cases(engine::CaseId{1000}, 50));
                                    return {};
                                }));
                            }) *
                            milliseconds);
        }
    std::ranges::sort(ours);
    std::ranges::sort(limit);
    const auto p99 = [](const std::vector<double>& sorted) { return sorted[sorted.size() * 99 / 100]; };
    return {p99(ours), p99(limit), "ms (p99)", "50 rows of a table by its key"};
}

Figure lists_walked(int size) {
    std::vector<CaseListQuery> queries;
    for (const auto order : {ListOrder::number, ListOrder::opened, ListOrder::updated, ListOrder::next_due})
        for (const auto direction : {engine::ListDirection::ascending, engine::ListDirection::descending}) {
            CaseListQuery query;
            query.filter.seen_by = engine::MemberId{1};
            query.order = order;
            query.direction = direction;
            queries.push_back(query);
            query.filter.rest = engine::Rest::open;
            queries.push_back(query);
        }
    return with_cases(size, queries);
}

Figure lists_filtered(int size) {
    std::vector<CaseListQuery> queries;
    const auto add = [&](engine::CaseFilter filter, ListOrder order) {
        CaseListQuery query;
        query.filter = std::move(filter);
        query.filter.seen_by = engine::MemberId{1};
        query.order = order;
        queries.push_back(query);
    };
    for (const auto order : {ListOrder::number, ListOrder::updated}) {
        add({.state = "collecting"}, order);
        add({.state = "closed"}, order);
        add({.level = 4}, order);
        add({.pilot = engine::MemberId{7}, .rest = engine::Rest::open}, order);
        add({.pilot = engine::NoPilot{}, .rest = engine::Rest::open}, order);
        add({.only_late = true}, order);
        add({.only_asking = true}, order);
        add({.opened_from = start - std::chrono::days(90), .opened_before = start}, order);
    }
    return with_cases(size, queries);
}

}  // namespace rexflow::app::bench
