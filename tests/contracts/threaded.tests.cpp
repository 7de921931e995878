#include "tests/contracts/stores.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace rexflow;
using namespace rexflow::testing;
using engine::Error;
using engine::Reader;
using engine::Result;
using engine::Unit;

namespace {

constexpr int threads = 8;
constexpr int writes_a_thread = 40;

/// Every thread opens cases; every fifth unit fails after having written. Readers look on.
template <typename Work>
void run_on_threads(Work&& work) {
    std::vector<std::jthread> running;
    for (int thread = 0; thread < threads; ++thread) running.emplace_back([&, thread] { work(thread); });
}

Result<void> open_case(engine::Store& store, bool is_to_fail) {
    return store.write([&](Unit& unit) -> Result<void> {
        const auto row = unit.add_case("rex_case", 1, 2025, monday);
        unit.append(row.id, event(1, "report_received", {{"name", unit.seal(row.id, engine::Privacy::identity, "x")}}));
        if (is_to_fail) return engine::Err(Error::Code::refused, "no");
        return {};
    });
}

}  // namespace

TEMPLATE_TEST_CASE("writers and readers at the same time lose nothing and see whole units", "[threaded]", OnMemory,
                   OnSqlite) {
    TestType on;
    std::atomic<int> kept = 0;
    std::atomic<int> torn = 0;

    run_on_threads([&](int thread) {
        for (int count = 0; count < writes_a_thread; ++count) {
            if (open_case(on.store, (thread + count) % 5 == 0)) ++kept;
            static_cast<void>(on.store.read([&](const Reader& reader) -> Result<void> {
                for (const auto& row : reader.cases({}, 5))
                    if (reader.history(row.id)->size() != 1) ++torn;
                return {};
            }));
        }
    });

    CHECK(kept == threads * writes_a_thread * 4 / 5);
    CHECK(torn == 0);
    const auto rows = ask(on.store, [](const Reader& reader) { return reader.cases({}, 1000); });
    REQUIRE(static_cast<int>(rows.size()) == kept);
    CHECK(rows.back().number == engine::CaseNumber::of_case(2025, kept));
}

TEST_CASE("callers that come together share a commit", "[threaded]") {
    OnSqlite on;
    auto& store = on.kept.store();
    const auto before = store.commits();
    std::atomic<int> waiting = 0;
    std::atomic<int> kept = 0;

    // The first unit holds the writer until every other caller is at the door.
    std::vector<std::jthread> running;
    std::atomic<bool> has_started = false;
    running.emplace_back([&] {
        write(store, [&](Unit& unit) {
            has_started = true;
            while (waiting < threads) std::this_thread::yield();
            unit.set_note("first", "done");
        });
    });
    while (!has_started) std::this_thread::yield();
    for (int thread = 0; thread < threads; ++thread)
        running.emplace_back([&, thread] {
            ++waiting;
            write(store, [&](Unit& unit) { unit.set_note("by " + std::to_string(thread), "done"); });
            ++kept;
        });
    running.clear();

    CHECK(kept == threads);
    // All in two commits when the scheduler is kind; what arrives between two groups makes one more.
    CHECK(store.commits() - before < threads + 1);
}

TEST_CASE("one failing caller of a group takes nothing from the others", "[threaded]") {
    OnSqlite on;
    std::atomic<int> thrown = 0;

    run_on_threads([&](int thread) {
        for (int count = 0; count < writes_a_thread; ++count) try {
                write(on.store, [&](Unit& unit) {
                    unit.set_note(std::to_string(thread) + "/" + std::to_string(count), "there");
                    if (thread == 0) throw std::runtime_error("mine alone");
                });
            } catch (const std::runtime_error&) {
                ++thrown;
            }
    });

    CHECK(thrown == writes_a_thread);
    write(on.store, [](Unit& unit) {
        for (int thread = 0; thread < threads; ++thread)
            for (int count = 0; count < writes_a_thread; ++count)
                CHECK(unit.note(std::to_string(thread) + "/" + std::to_string(count)).has_value() == (thread != 0));
    });
}

TEST_CASE("keys are used once, whatever the number of threads", "[threaded]") {
    SqliteData data;
    std::mutex mutex;
    std::vector<std::int64_t> taken;

    run_on_threads([&](int) {
        for (int count = 0; count < 400; ++count) {
            const auto key = data.vault().next_key();
            const auto sealed = data.vault().seal(key, "x");
            const bool is_right = data.vault().open(key, sealed).value_or("") == "x";
            const std::lock_guard lock(mutex);
            taken.push_back(is_right ? key.value : 0);
        }
    });

    std::ranges::sort(taken);
    CHECK(taken.size() == threads * 400);
    CHECK(taken.front() > 0);
    CHECK(std::ranges::adjacent_find(taken) == taken.end());
}
