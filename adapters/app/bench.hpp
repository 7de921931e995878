#pragma once

#include "adapters/app/installation.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

/// What the benchmarks share. Each measures ours and the limit of what it stands on in turn, on the same disk, and
/// quotes the median of each.
namespace rexflow::app::bench {

constexpr int rounds = 3;

struct Figure {
    double ours = 0;
    double limit = 0;
    std::string unit;
    std::string limit_is;
};

[[nodiscard]] double median(std::vector<double> values);

/// Bytes this process handed to the system so far (proc(5), "wchar").
[[nodiscard]] std::size_t bytes_written();

template <typename Work>
[[nodiscard]] double seconds_of(const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// A failure inside a benchmark ends it: a figure of half the work would be a lie.
template <typename T>
T must(engine::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Monday 2 March 2026, 9:00 in Paris.
constexpr engine::Instant start{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{8}};

/// A simulated data folder on the disk of the present folder, gone afterwards.
class Ground {
public:
    explicit Ground(std::optional<engine::Instant> clock = start);  ///< none: the real clock
    ~Ground();
    Ground(const Ground&) = delete;
    Ground& operator=(const Ground&) = delete;

    [[nodiscard]] engine::Instant now() const { return installation_->clock().now(); }
    [[nodiscard]] Installation& installation() { return *installation_; }
    /// Lets go of the data folder, for another process to open.
    void close() { installation_.reset(); }
    [[nodiscard]] std::filesystem::path data() const { return folder_ / "data"; }
    [[nodiscard]] std::filesystem::path bare() const { return folder_ / "bare.db"; }

    /// About 2 KB, each different, invented.
    [[nodiscard]] std::string next_mail();
    static constexpr std::size_t bytes_a_mail = 2000;

private:
    std::filesystem::path folder_;
    std::unique_ptr<Installation> installation_;
    int mails_ = 0;
};

/// Takes `count` mails, one after the other.
void take_one_by_one(Ground& ground, int count);

/// Takes `count` mails from so many people at once, each waiting until theirs is durable before they send the next.
void take_together(Ground& ground, int count, int people);

/// Cases with 29 events each.
[[nodiscard]] std::vector<engine::CaseRow> long_cases(Installation& installation, int count);

[[nodiscard]] double p99(std::vector<double> values);

constexpr int cases_of_a_cell = 100'000;
constexpr int members_of_a_cell = 50;
[[nodiscard]] std::string address_of_member(int number);
void add_members(Installation& installation);
/// A member who is logged in, with this cookie.
void add_session(Installation& installation, const std::string& address, const std::string& token);
/// Most cases are closed, one in twenty is open, and of those some are late.
void fill_cell(Installation& installation, int count);

/// `rexflow serve` as a process of its own.
class Serving {
public:
    /// @param listen where its pages are, at the moment the cell was filled for; empty: nowhere, and the real time
    explicit Serving(const std::filesystem::path& data, const std::string& listen = {});
    ~Serving();
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    /// Returns once the program says that it is ready; with the port of its pages, 0 where there are none.
    int wait_until_ready() const;
    [[nodiscard]] double resident_mebibytes() const;

private:
    pid_t process_ = 0;
    int output_ = -1;
};

/// A benchmark of `rexflow bench`; `size` 0 is the usual number.
[[nodiscard]] Figure intake_one_at_a_time(int size);

/// How long one file took to read.
struct SlowFile {
    std::string name;  ///< below the folder
    double seconds = 0;
    std::size_t bytes = 0;
};

/// What a folder of real mails costs: reading alone, read and stored, memory.
struct FolderFigures {
    std::size_t mails = 0;
    std::size_t refused = 0;  ///< those that would be put in quarantine as unreadable
    std::vector<std::pair<std::string_view, Figure>> figures;
    std::vector<SlowFile> slowest;  ///< five
};
[[nodiscard]] FolderFigures intake_of_folder(const std::filesystem::path& folder);

[[nodiscard]] Figure intake_one_row(int size);
[[nodiscard]] Figure intake_concurrent(int size);
[[nodiscard]] Figure intake_among_many(int size);
[[nodiscard]] Figure step_commit(int size);
[[nodiscard]] Figure step_decide(int size);
[[nodiscard]] Figure tick_none_due(int size);
[[nodiscard]] Figure tick_due(int size);
[[nodiscard]] Figure lists_walked(int size);
[[nodiscard]] Figure lists_filtered(int size);
[[nodiscard]] Figure pages_today(int size);
[[nodiscard]] Figure pages_list(int size);
[[nodiscard]] Figure pages_case(int size);
[[nodiscard]] Figure web_today(int size);
[[nodiscard]] Figure web_list(int size);
[[nodiscard]] Figure web_case(int size);
[[nodiscard]] Figure web_lists_a_second(int size);
[[nodiscard]] Figure web_lists_by_wrk(int size);
[[nodiscard]] Figure web_streams_memory(int size);
[[nodiscard]] Figure web_streams_latency(int size);
[[nodiscard]] Figure web_idle(int size);
[[nodiscard]] Figure search_words(int size);
[[nodiscard]] Figure serve_ready(int size);
[[nodiscard]] Figure serve_memory(int size);

}  // namespace rexflow::app::bench
