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
    Case{"lists", "walked", bench::lists_walked},
    Case{"lists", "filtered", bench::lists_filtered},
    Case{"pages", "today", bench::pages_today},
    Case{"pages", "list", bench::pages_list},
    Case{"pages", "case", bench::pages_case},
    Case{"web", "today", bench::web_today},
    Case{"web", "list", bench::web_list},
    Case{"web", "case", bench::web_case},
    Case{"web", "lists_a_second", bench::web_lists_a_second},
    Case{"web", "lists_by_wrk", bench::web_lists_by_wrk},
    Case{"web", "streams_memory", bench::web_streams_memory},
    Case{"web", "streams_latency", bench::web_streams_latency},
    Case{"web", "idle", bench::web_idle},
    Case{"search", "words", bench::search_words},
    Case{"serve", "ready", bench::serve_ready},
    Case{"serve", "memory", bench::serve_memory},
};

std::string line_of(std::string_view bench, std::string_view name, const bench::Figure& figure) {
    return fmt::format("{:<8} {:<14} {:>10.1f} {:<12} limit {:>10.1f}  ratio {:.2f}  ({})", bench, name, figure.ours,
                       figure.unit, figure.limit, figure.ours / figure.limit, figure.limit_is);
}

std::string json_of(std::string_view bench, std::string_view name, const bench::Figure& figure) {
    const nlohmann::ordered_json json{{"bench", bench},
                                      {"case", name},
                                      {"ours", figure.ours},
                                      {"limit", figure.limit},
                                      {"ratio", figure.ours / figure.limit},
                                      {"unit", figure.unit},
                                      {"limit_is", figure.limit_is}};
    return json.dump();
}

/// File names, sizes and times; never anything of what the mails say.
Result<void> bench_folder(Session& session, const std::filesystem::path& folder) {
    const auto measured = bench::intake_of_folder(folder);
    const bool json = session.options().json;
    for (const auto& [name, figure] : measured.figures)
        session.print_line(json ? json_of("intake", name, figure) : line_of("intake", name, figure));
    if (!json) session.print_line(fmt::format("{} mails, {} unreadable; slowest:", measured.mails, measured.refused));
    for (const auto& file : measured.slowest) {
        const nlohmann::ordered_json line{
            {"bench", "intake"}, {"slow_file", file.name}, {"seconds", file.seconds}, {"bytes", file.bytes}};
        session.print_line(
            json ? line.dump()
                 : fmt::format("{:>10.2f} ms {:>10} bytes  {}", file.seconds * 1e3, file.bytes, file.name));
    }
    return {};
}

}  // namespace

Result<void> bench(Session& session, const Benchmark& benchmark) {
    if (!benchmark.folder.empty() && benchmark.name == "intake") return bench_folder(session, benchmark.folder);
    bool measured = false;
    std::string known;
    for (const auto& one : cases) {
        known += fmt::format("{}{} {}", known.empty() ? "" : ", ", one.bench, one.name);
        if (one.bench != benchmark.name || (!benchmark.only.empty() && one.name != benchmark.only)) continue;
        measured = true;
        const auto figure = one.measure(benchmark.size);
        session.print_line(session.options().json ? json_of(one.bench, one.name, figure)
                                                  : line_of(one.bench, one.name, figure));
    }
    if (measured) return {};
    return engine::Err(engine::Error::Code::not_found, "there is no such benchmark", known);
}

}  // namespace rexflow::app::commands
