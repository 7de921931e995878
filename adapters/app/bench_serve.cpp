#include "adapters/app/bench.hpp"

#include <thread>

namespace rexflow::app::bench {

namespace {

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

template <typename Measure>
Figure compare(int size, const Measure& measure, const std::string& unit) {
    Ground empty(std::nullopt);
    empty.close();
    Ground full(std::nullopt);
    fill(full, size > 0 ? size : cases_of_a_cell);
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
