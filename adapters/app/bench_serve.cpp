#include "adapters/app/bench.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <thread>

namespace rexflow::app::bench {

namespace {

/// `rexflow serve` as a process of its own.
class Serving {
public:
    explicit Serving(const std::filesystem::path& data) {
        std::array<int, 2> pipe_ends{};
        if (pipe(pipe_ends.data()) != 0) throw std::runtime_error("no pipe");
        process_ = fork();
        if (process_ == 0) {
            dup2(pipe_ends[1], STDOUT_FILENO);
            close(pipe_ends[0]);
            close(pipe_ends[1]);
            execl("/proc/self/exe", "rexflow", "--data", data.c_str(), "serve", nullptr);
            _exit(1);
        }
        close(pipe_ends[1]);
        output_ = pipe_ends[0];
    }
    ~Serving() {
        kill(process_, SIGTERM);
        waitpid(process_, nullptr, 0);
        close(output_);
    }
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    /// Returns with the first word the program prints: that it is ready.
    void wait_until_ready() const {
        char first = 0;
        if (read(output_, &first, 1) != 1) throw std::runtime_error("serve ended");
    }

    [[nodiscard]] double resident_mebibytes() const {
        std::ifstream status("/proc/" + std::to_string(process_) + "/status");
        constexpr double kibibytes = 1024;
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / kibibytes;
        throw std::runtime_error("serve ended");
    }

private:
    pid_t process_ = 0;
    int output_ = -1;
};

/// Letters that went out: what is measured is a program with nothing to do.
void mark_letters_sent(Installation& installation) {
    constexpr int at_once = 1000;
    for (bool more = true; more;) {
        must(installation.store().write([&](engine::Unit& unit) -> engine::Result<void> {
            const auto waiting = unit.outbox(engine::OutboxState::queued, at_once);
            for (auto row : waiting) {
                row.state = engine::OutboxState::sent;
                row.sent_at = row.letter.queued_at;
                unit.update_outbox(row);
            }
            more = !waiting.empty();
            return {};
        }));
    }
}

void fill(Ground& ground, int cases) {
    constexpr int people = 50;
    take_together(ground, cases, people);
    mark_letters_sent(ground.installation());
    ground.close();
}

double milliseconds_until_ready(const std::filesystem::path& data) {
    constexpr double milliseconds = 1e3;
    return milliseconds * seconds_of([&] { Serving(data).wait_until_ready(); });
}

double resident_when_idle(const std::filesystem::path& data) {
    using namespace std::chrono_literals;
    const Serving serving(data);
    serving.wait_until_ready();
    std::this_thread::sleep_for(5s);
    return serving.resident_mebibytes();
}

constexpr int usual_cases = 100'000;

template <typename Measure>
Figure compare(int size, const Measure& measure, const std::string& unit) {
    Ground empty(std::nullopt);
    empty.close();
    Ground full(std::nullopt);
    fill(full, size > 0 ? size : usual_cases);
    std::vector<double> ours;
    std::vector<double> limit;
    for (int round = 0; round < rounds; ++round) {
        limit.push_back(measure(empty.data()));
        ours.push_back(measure(full.data()));
    }
    return {median(ours), median(limit), unit, "the same without a case"};
}

}  // namespace

Figure serve_ready(int size) { return compare(size, milliseconds_until_ready, "ms"); }

Figure serve_memory(int size) { return compare(size, resident_when_idle, "MiB"); }

}  // namespace rexflow::app::bench
