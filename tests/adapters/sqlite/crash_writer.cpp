// Opens cases one after another on the data of a test and says the number of each once it is durable, until killed.
#include "adapters/sqlite/key_file.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "adapters/vault/vault.hpp"

#include <unistd.h>

using namespace rexflow;

int main(int, char** arguments) {
    const std::filesystem::path folder(arguments[1]);
    const auto keys = sqlite::open_key_file(folder / "keys.db");
    const auto vault = vault::open_vault(folder / "master.key", **keys);
    const auto store = sqlite::open_store(folder / "rexflow.db", **vault);
    const engine::Instant at{};
    while (true) {
        int number = 0;
        const auto done = (*store)->write([&](engine::Unit& unit) -> engine::Result<void> {
            const auto message = unit.add_message({"file", ""}, "x", at);
            const auto row = unit.add_case("rex_case", 1, 2025, at);
            engine::HistoryEvent event;
            event.seq = 1;
            event.event = {"report_received", {}, at, engine::Actor::reporter()};
            unit.append(row.id, event);
            unit.set_outcome(message, engine::Outcome::case_opened, {}, row.id, {}, {});
            number = static_cast<int>(row.id.value);
            return {};
        });
        if (!done || ::write(STDOUT_FILENO, &number, sizeof number) != sizeof number) return 1;
    }
}
