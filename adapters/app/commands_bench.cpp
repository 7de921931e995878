#include "adapters/app/bench.hpp"
#include "adapters/app/commands.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

struct Case {
    std::string_view bench;
    std::string_view name;
    bench::Figure (*measure)(int size);
};

constexpr std::array cases{
    Case{"intake", "one_at_a_time", bench::intake_one_at_a_time},
    Case{"intake", "one_row", bench::intake_one_row},
    Case{"intake", "concurrent_50", bench::intake_concurrent},
    Case{"intake", "at_100000", bench::intake_among_many},
    Case{"step", "commit", bench::step_commit},
    Case{"step", "decide", bench::step_decide},
    Case{"tick", "none_due", bench::tick_none_due},
    Case{"tick", "due_1000", bench::tick_due},
    Case{"serve", "ready", bench::serve_ready},
    Case{"serve", "memory", bench::serve_memory},
};

std::string line_of(const Case& one, const bench::Figure& figure) {
    return fmt::format("{:<8} {:<14} {:>10.1f} {:<12} limit {:>10.1f}  ratio {:.2f}  ({})", one.bench, one.name,
                       figure.ours, figure.unit, figure.limit, figure.ours / figure.limit, figure.limit_is);
}

std::string json_of(const Case& one, const bench::Figure& figure) {
    const nlohmann::ordered_json json{{"bench", one.bench},
                                      {"case", one.name},
                                      {"ours", figure.ours},
                                      {"limit", figure.limit},
                                      {"ratio", figure.ours / figure.limit},
                                      {"unit", figure.unit},
                                      {"limit_is", figure.limit_is}};
    return json.dump();
}

}  // namespace

Result<void> bench(Session& session, const Benchmark& benchmark) {
    bool measured = false;
    std::string known;
    for (const auto& one : cases) {
        known += fmt::format("{}{} {}", known.empty() ? "" : ", ", one.bench, one.name);
        if (one.bench != benchmark.name || (!benchmark.only.empty() && one.name != benchmark.only)) continue;
        measured = true;
        const auto figure = one.measure(benchmark.size);
        session.print_line(session.options().json ? json_of(one, figure) : line_of(one, figure));
    }
    if (measured) return {};
    return engine::Err(engine::Error::Code::not_found, "there is no such benchmark", known);
}

}  // namespace rexflow::app::commands
