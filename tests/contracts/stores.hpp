#pragma once

#include "tests/support/memory_store.hpp"
#include "tests/support/sqlite_data.hpp"

#include <chrono>

namespace rexflow::testing {

using namespace std::chrono_literals;

/// Monday 3 March 2025, 9:00 UTC.
inline constexpr engine::Instant monday = std::chrono::sys_days(std::chrono::year(2025) / 3 / 3) + 9h;

/// One store of each kind, behind the port alone.
struct OnMemory {
    MemoryStore kept;
    engine::Store& store = kept;
};

struct OnSqlite {
    SqliteData kept;
    engine::Store& store = kept.store();
};

/// Runs `work`, which returns nothing, in one transaction that must succeed.
template <typename Work>
void write(engine::Store& store, Work&& work) {
    value_of(store.write([&](engine::Unit& unit) -> engine::Result<void> {
        work(unit);
        return {};
    }));
}

/// Asks the store one thing, in a view of its own.
template <typename Question>
auto ask(engine::Store& store, Question&& question) {
    std::optional<decltype(question(std::declval<const engine::Reader&>()))> answer;
    value_of(store.read([&](const engine::Reader& reader) -> engine::Result<void> {
        answer.emplace(question(reader));
        return {};
    }));
    return std::move(*answer);
}

inline engine::CaseRow add_case(engine::Store& store) {
    std::optional<engine::CaseRow> row;
    write(store, [&](engine::Unit& unit) { row = unit.add_case("rex_case", 1, 2025, monday); });
    return *row;
}

inline engine::HistoryEvent event(int seq, std::string type, engine::Payload payload = {}) {
    engine::HistoryEvent row;
    row.seq = seq;
    row.event = {std::move(type), std::move(payload), monday, engine::Actor::reporter()};
    row.recorded_at = monday + 1min;
    return row;
}

/// All people and addresses in these tests are invented.
inline engine::Letter letter(std::optional<engine::CaseId> id, std::string message_id, engine::Instant at = monday) {
    engine::Letter letter;
    letter.case_id = id;
    letter.name = "intake_acknowledged";
    letter.to = {"lea@cabinet.example", "Léa Martin", engine::Locale::fr};
    letter.variables.values = {{"number", "REX-2025-0001"}};
    letter.message_id = std::move(message_id);
    letter.queued_at = at;
    letter.send_at = at;
    return letter;
}

}  // namespace rexflow::testing
