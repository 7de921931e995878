#include "adapters/app/bare_sqlite.hpp"
#include "adapters/app/bench.hpp"

#include <fmt/format.h>

namespace rexflow::app::bench {

namespace {

engine::Event next_call(const engine::Reader& reader) {
    const auto pilot = reader.find_member("pilote@cpts.example");
    return {"call_logged", {{"outcome", "no_answer"}}, start, engine::Actor::member(pilot->id)};
}

}  // namespace

Figure step_commit(int size) {
    const int count = size > 0 ? size : 500;
    constexpr std::size_t bytes = 1000;
    Ground ground;
    auto& installation = ground.installation();
    const auto rows = long_cases(installation, count * rounds);
    BareSqlite bare(ground.bare(), bytes);
    std::vector<double> ours;
    std::vector<double> limit;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(count / seconds_of([&] {
                           for (int i = 0; i < count; ++i)
                               must(installation.store().write([&](engine::Unit& unit) -> engine::Result<void> {
                                   const auto& row = rows[static_cast<std::size_t>(round * count + i)];
                                   must(installation.dispatcher().handle(unit, row, next_call(unit), {start, {}}));
                                   return {};
                               }));
                       }));
        limit.push_back(count / seconds_of([&] { bare.commit_each(count); }));
    }
    return {median(ours), median(limit), "steps/s", fmt::format("bare SQLite commits of {} bytes", bytes)};
}

/// Load, check the chain, decode, replay and decide, without writing.
Figure step_decide(int size) {
    const int count = size > 0 ? size : 200;
    constexpr int again = 10;
    constexpr double microseconds = 1e6;
    Ground ground;
    auto& installation = ground.installation();
    const auto rows = long_cases(installation, count);
    const auto& workflow = *installation.context().workflows.find("rex_case");
    std::vector<double> ours;
    std::vector<double> limit;
    must(installation.store().read([&](const engine::Reader& reader) -> engine::Result<void> {
        const auto event = next_call(reader);
        for (int round = 0; round < rounds; ++round) {
            ours.push_back(seconds_of([&] {
                               for (int i = 0; i < count * again; ++i) {
                                   const auto history =
                                       must(reader.history(rows[static_cast<std::size_t>(i % count)].id));
                                   must(workflow.step(history, event));
                               }
                           }) *
                           microseconds / (count * again));
            const auto history = must(reader.history(rows.front().id));
            limit.push_back(seconds_of([&] {
                                for (int i = 0; i < count * again; ++i) must(workflow.replay(history));
                            }) *
                            microseconds / (count * again));
        }
        return {};
    }));
    return {median(ours), median(limit), "us", "the replay by Boost.MSM alone"};
}

}  // namespace rexflow::app::bench
