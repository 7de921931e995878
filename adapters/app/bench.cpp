#include "adapters/app/bare_sqlite.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/turns.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <numeric>
#include <thread>

/// `rexflow bench`: our figure and, beside it in the same run on the same disk, the limit of what it stands on.
namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using engine::Instant;
using Seconds = std::chrono::duration<double>;

constexpr int rounds = 3;  ///< ours and the limit in turn; the median of each is quoted

struct Figure {
    std::string bench;
    std::string name;
    double ours = 0;
    double limit = 0;
    std::string unit;
    std::string limit_is;

    [[nodiscard]] nlohmann::ordered_json json() const {
        return {{"bench", bench},        {"case", name}, {"ours", ours},        {"limit", limit},
                {"ratio", ours / limit}, {"unit", unit}, {"limit_is", limit_is}};
    }
};

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

template <typename Work>
double seconds_of(const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return Seconds(std::chrono::steady_clock::now() - start).count();
}

/// A failure inside a benchmark ends it: a figure of half the work would be a lie.
template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Monday 2 March 2026, 9:00 in Paris.
constexpr Instant start_of_bench{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{8}};

/// A simulated data folder on the disk of the present folder, gone afterwards.
class Ground {
public:
    Ground() {
        std::string pattern = "rexflow-bench-XXXXXX";
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder can be made here");
        folder_ = std::filesystem::absolute(pattern);
        must(Installation::create(data(), Use::simulated));
        installation_ = must(Installation::open(data(), start_of_bench));
    }
    ~Ground() {
        installation_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Ground(const Ground&) = delete;
    Ground& operator=(const Ground&) = delete;

    [[nodiscard]] Installation& installation() { return *installation_; }
    [[nodiscard]] std::filesystem::path bare() const { return folder_ / "bare.db"; }

    /// About 2 KB, each different, invented.
    [[nodiscard]] std::string next_mail() { return mail(++mails_); }
    [[nodiscard]] static std::string mail(int number) {
        std::string text = fmt::format(
            "From: Camille Exemple <camille.{0}@example.org>\r\nTo: qualite@cpts.example\r\n"
            "Subject: Demande de rappel {0}\r\nMessage-ID: <bench-{0}@example.org>\r\n"
            "Date: Mon, 2 Mar 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nBonjour,\r\n",
            number);
        while (text.size() < 2000)
            text += "Merci de me rappeler au 06 39 98 00 42, plutôt entre midi et deux (texte inventé).\r\n";
        return text;
    }

private:
    [[nodiscard]] std::filesystem::path data() const { return folder_ / "data"; }

    std::filesystem::path folder_;
    std::unique_ptr<Installation> installation_;
    int mails_ = 0;
};

engine::IntakeLine line_of(Installation& installation) {
    return {installation.store(), installation.message_reader(), installation.intake(), [](const auto&) {}};
}

void take_one_by_one(Ground& ground, int count) {
    auto line = line_of(ground.installation());
    const engine::Origin origin{"bench", {}};
    for (int i = 0; i < count; ++i) must(line.take(origin, ground.next_mail(), start_of_bench));
    must(line.finish(start_of_bench));
}

/// Each of `threads` people waits until their mail is durable before they send the next.
void take_together(Ground& ground, int count, int threads) {
    std::vector<std::vector<std::string>> mails(static_cast<std::size_t>(threads));
    for (int i = 0; i < count; ++i) mails[static_cast<std::size_t>(i % threads)].push_back(ground.next_mail());
    std::vector<std::jthread> people;
    for (auto& own : mails)
        people.emplace_back([&ground, &own] {
            auto line = line_of(ground.installation());
            for (auto& mail : own) must(line.take({"bench", {}}, std::move(mail), start_of_bench));
            must(line.finish(start_of_bench));
        });
}

Figure intake_one_at_a_time(int size) {
    const int count = size > 0 ? size : 1000;
    Ground ground;
    const auto bytes = Ground::mail(1).size() * 2;
    BareSqlite bare(ground.bare(), bytes);
    take_one_by_one(ground, count / 10 + 1);
    bare.commit_each(count / 10 + 1);
    std::vector<double> ours;
    std::vector<double> limit;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(count / seconds_of([&] { take_one_by_one(ground, count); }));
        limit.push_back(count / seconds_of([&] { bare.commit_each(count); }));
    }
    return {"intake",      "one_at_a_time", median(ours),
            median(limit), "mails/s",       fmt::format("bare SQLite commits of {} bytes", bytes)};
}

Figure intake_concurrent(int size) {
    constexpr int people = 50;
    const int count = size > 0 ? size : 5000;
    Ground ground;
    const auto bytes = Ground::mail(1).size() * 2;
    BareSqlite bare(ground.bare(), bytes);
    take_together(ground, people * 4, people);
    std::vector<double> ours;
    std::vector<double> limit;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(count / seconds_of([&] { take_together(ground, count, people); }));
        limit.push_back(count / seconds_of([&] { bare.commit_groups(count, people); }));
    }
    return {"intake",      "concurrent_50", median(ours),
            median(limit), "mails/s",       fmt::format("bare SQLite, {} rows of {} bytes a commit", people, bytes)};
}

/// Cost of a mail among 100,000 cases against among 1,000; the smaller the ratio the better.
Figure intake_at_100000(int size) {
    constexpr int few = 1000;
    constexpr int sample = 600;
    constexpr int people = 50;
    const int many = size > 0 ? size : 100'000;
    Ground small;
    Ground large;
    take_together(small, few, people);
    take_together(large, many, people);
    std::vector<double> ours;
    std::vector<double> limit;
    constexpr double microseconds = 1e6;
    for (int round = 0; round < rounds; ++round) {
        limit.push_back(seconds_of([&] { take_one_by_one(small, sample); }) * microseconds / sample);
        ours.push_back(seconds_of([&] { take_one_by_one(large, sample); }) * microseconds / sample);
    }
    return {"intake",      "at_100000", median(ours),
            median(limit), "us/mail",   "the same with 1,000 cases; ratio is the cost's"};
}

/// Cases with 29 events each, the last of them waiting for one more.
std::vector<engine::CaseRow> long_cases(Installation& installation, int count) {
    constexpr int events = 29;
    std::vector<engine::CaseRow> rows;
    for (int i = 0; i < count; ++i)
        must(installation.store().write([&](engine::Unit& unit) -> Result<void> {
            const engine::Event report{"report_received",
                                       {{"channel", "mail"}, {"address", "camille@example.org"}},
                                       start_of_bench,
                                       engine::Actor::reporter()};
            auto handled = must(installation.dispatcher().open(unit, "rex_case", report, {start_of_bench, {}}));
            const auto pilot = unit.find_member("pilote@cpts.example");
            const auto by = engine::Actor::member(pilot->id);
            const auto handle = [&](const engine::Event& event) {
                handled = must(installation.dispatcher().handle(unit, handled.row, event, {start_of_bench, {}}));
            };
            handle({"taken_in_charge", {{"pilot", pilot->address}}, start_of_bench, by});
            while (handled.row.last_seq < events)
                handle({"call_logged", {{"outcome", "no_answer"}}, start_of_bench, by});
            rows.push_back(handled.row);
            return {};
        }));
    return rows;
}

engine::Event next_call(const engine::Reader& reader) {
    const auto pilot = reader.find_member("pilote@cpts.example");
    return {"call_logged", {{"outcome", "no_answer"}}, start_of_bench, engine::Actor::member(pilot->id)};
}

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
        ours.push_back(
            count / seconds_of([&] {
                for (int i = 0; i < count; ++i)
                    must(installation.store().write([&](engine::Unit& unit) -> Result<void> {
                        const auto& row = rows[static_cast<std::size_t>(round * count + i)];
                        must(installation.dispatcher().handle(unit, row, next_call(unit), {start_of_bench, {}}));
                        return {};
                    }));
            }));
        limit.push_back(count / seconds_of([&] { bare.commit_each(count); }));
    }
    return {"step",        "commit",  median(ours),
            median(limit), "steps/s", fmt::format("bare SQLite commits of {} bytes", bytes)};
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
    must(installation.store().read([&](const engine::Reader& reader) -> Result<void> {
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
    return {"step", "decide", median(ours), median(limit), "us", "the replay by Boost.MSM alone"};
}

/// A million obligations that are live and not due, on a thousand cases.
void fill_obligations(Installation& installation, int count) {
    constexpr int a_case = 1000;
    const auto rows = long_cases(installation, 1);
    for (int first = 0; first < count; first += a_case)
        must(installation.store().write([&](engine::Unit& unit) -> Result<void> {
            const auto row = unit.add_case("rex_case", 1, 2026, start_of_bench);
            const auto later = start_of_bench + std::chrono::days(365) + std::chrono::seconds(first);
            for (int i = 0; i < std::min(a_case, count - first); ++i)
                unit.set_obligation(
                    {row.id, fmt::format("bench-{}", i), "inactivity", start_of_bench, later, start_of_bench, later});
            return {};
        }));
}

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
                            must(installation.store().read([](const engine::Reader& reader) -> Result<void> {
                                static_cast<void>(reader.next_obligation_at());
                                return {};
                            }));
                        }) *
                        milliseconds);
    }
    return {"tick", "none_due", median(ours), median(limit), "ms", "one indexed SELECT"};
}

Figure tick_due(int size) {
    constexpr int due = 1000;
    constexpr std::size_t bytes = 600;
    Ground ground;
    auto& installation = ground.installation();
    fill_obligations(installation, size > 0 ? size : 1'000'000);
    const auto rows = long_cases(installation, due);
    BareSqlite bare(ground.bare(), bytes);
    auto now = start_of_bench;
    std::vector<double> ours;
    std::vector<double> limit;
    for (int round = 0; round < rounds; ++round) {
        now += std::chrono::days(7);
        installation.set_clock(now);
        must(installation.store().write([&](engine::Unit& unit) -> Result<void> {
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
    return {"tick",        "due_1000",    median(ours),
            median(limit), "reminders/s", fmt::format("bare SQLite, 200 rows of {} bytes a commit", bytes)};
}

struct Case {
    std::string_view bench;
    std::string_view name;
    Figure (*measure)(int size);
};

constexpr std::array cases{
    Case{"intake", "one_at_a_time", intake_one_at_a_time},
    Case{"intake", "concurrent_50", intake_concurrent},
    Case{"intake", "at_100000", intake_at_100000},
    Case{"step", "commit", step_commit},
    Case{"step", "decide", step_decide},
    Case{"tick", "none_due", tick_none_due},
    Case{"tick", "due_1000", tick_due},
};

}  // namespace

Result<void> bench(Session& session, const Benchmark& benchmark) {
    bool measured = false;
    for (const auto& one : cases) {
        if (one.bench != benchmark.name || (!benchmark.only.empty() && one.name != benchmark.only)) continue;
        measured = true;
        const auto figure = one.measure(benchmark.size);
        session.print_line(session.options().json
                               ? figure.json().dump()
                               : fmt::format("{:<8} {:<14} {:>10.1f} {:<12} limit {:>10.1f}  ratio {:.2f}  ({})",
                                             figure.bench, figure.name, figure.ours, figure.unit, figure.limit,
                                             figure.ours / figure.limit, figure.limit_is));
    }
    if (measured) return {};
    return Err(Error::Code::not_found, "there is no such case of this benchmark",
               "intake: one_at_a_time, concurrent_50, at_100000; step: commit, decide; tick: none_due, due_1000");
}

}  // namespace rexflow::app::commands
