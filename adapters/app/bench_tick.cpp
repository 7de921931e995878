#include "adapters/app/bare_sqlite.hpp"
#include "adapters/app/bench.hpp"
#include "adapters/app/turns.hpp"

#include <fmt/format.h>

namespace rexflow::app::bench {

namespace {

/// A million obligations that are live and not due, on a thousand cases.
void fill_obligations(Installation& installation, int count) {
    constexpr int a_case = 1000;
    const auto rows = long_cases(installation, 1);
    for (int first = 0; first < count; first += a_case)
        must(installation.store().write([&](engine::Unit& unit) -> engine::Result<void> {
            const auto row = unit.add_case("rex_case", 1, 2026, start);
            const auto later = start + std::chrono::days(365) + std::chrono::seconds(first);
            for (int i = 0; i < std::min(a_case, count - first); ++i)
                unit.set_obligation({row.id, fmt::format("bench-{}", i), "inactivity", start, later, start, later});
            return {};
        }));
}

}  // namespace

Figure tick_none_due(int size) {
    constexpr int turns = 50;
    constexpr double milliseconds = 1e3;
    Ground ground;
    auto& installation = ground.installation();
    fill_obligations(installation, size > 0 ? size : 1'000'000);
    must(take_reminder_turns(installation));
    std::vector<double> ours;
    std::vector<double> limit;
    for (int turn = 0; turn < turns; ++turn) {
        ours.push_back(seconds_of([&] { must(take_reminder_turns(installation)); }) * milliseconds);
        limit.push_back(seconds_of([&] {
                            must(installation.store().read([](const engine::Reader& reader) -> engine::Result<void> {
                                static_cast<void>(reader.next_obligation_at());
                                return {};
                            }));
                        }) *
                        milliseconds);
    }
    return {median(ours), median(limit), "ms", "one indexed SELECT"};
}

Figure tick_due(int size) {
    constexpr int due = 1000;
    constexpr std::size_t bytes = 600;
    Ground ground;
    auto& installation = ground.installation();
    fill_obligations(installation, size > 0 ? size : 1'000'000);
    const auto rows = long_cases(installation, due);
    BareSqlite bare(ground.bare(), bytes);
    auto now = start;
    std::vector<double> ours;
    std::vector<double> limit;
    for (int round = 0; round < rounds; ++round) {
        now += std::chrono::days(7);
        installation.set_clock(now);
        must(installation.store().write([&](engine::Unit& unit) -> engine::Result<void> {
            for (const auto& row : rows)
                unit.set_obligation({row.id, "orientation_follow_up", "orientation_follow_up",
                                     now - std::chrono::days(15), now, now - std::chrono::seconds(1), now});
            for (const auto& row : rows)
                for (const auto* other : {"inactivity", "first_contact", "next_call"})
                    unit.clear_obligation(row.id, other);
            return {};
        }));
        int queued = 0;
        const auto took = seconds_of([&] { queued = must(take_reminder_turns(installation)).queued; });
        ours.push_back(queued / took);
        limit.push_back(queued / seconds_of([&] { bare.commit_groups(queued, 200); }));
    }
    return {median(ours), median(limit), "reminders/s",
            fmt::format("bare SQLite, 200 rows of {} bytes a commit", bytes)};
}

}  // namespace rexflow::app::bench
