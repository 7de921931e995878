#include "adapters/sqlite/sqlite_store.hpp"

#include "adapters/sqlite/guarded.hpp"
#include "adapters/sqlite/migrations.hpp"

#include <fmt/format.h>

#include <utility>

namespace rexflow::sqlite {

namespace {

using engine::Err;
using engine::Error;
using engine::KeyId;
using engine::Result;

constexpr const char* place = "database";

/// Connections beyond these are closed after use.
constexpr std::size_t most_idle_readers = 4;

constexpr std::string_view key_proof = "rexflow";

void add_system_key(const Tools& tools) {
    in_transaction(tools.database, [&] {
        const auto key = tools.vault.next_key();
        tools.database.run("INSERT INTO meta VALUES ('system_key', ?1, ?2)", key,
                           Blob{tools.vault.seal(key, key_proof)});
    });
}

[[noreturn]] void fail_keys(const Error& reason) {
    throw EnvironmentFailure({Error::Code::key_trouble,
                              "the key file does not belong to this database: " + reason.message,
                              "put back the key file and master key this database was written with"});
}

/// The oldest key tells another installation's key file, the newest one an older copy of the right one.
void check_keys(const Tools& tools) {
    auto proof = tools.database.query("SELECT key_id, sealed FROM meta WHERE name = 'system_key'");
    if (!proof.next()) return add_system_key(tools);
    if (const auto opened = tools.vault.open(KeyId{proof.integer(0)}, proof.blob(1)); !opened)
        fail_keys(opened.error());
    auto newest = tools.database.query(
        "SELECT key_id, sealed FROM raw_messages JOIN messages ON messages.id = message_id "
        "WHERE key_id NOT IN (SELECT key_id FROM erased_keys) ORDER BY message_id DESC LIMIT 1");
    if (!newest.next()) return;
    const auto opened = tools.vault.open(KeyId{newest.integer(0)}, newest.blob(1));
    // A copy from before an erasure does not know of it: a deleted key is no wrong key.
    if (!opened && opened.error().code != Error::Code::erased) fail_keys(opened.error());
}

void prepare(const std::filesystem::path& file, Access access, engine::Vault& vault) {
    Database database(file, access, place);
    if (access != Access::create) check_is_ours(database);
    migrate(database, file, store_migrations());
    vault.resume_after(last_used_key(database));
    check_keys({database, vault});
}

}  // namespace

SqliteStore::SqliteStore(std::filesystem::path file, engine::Vault& vault)
    : file_(std::move(file)), vault_(vault), writer_(file_, Access::read_write, place), group_({writer_, vault}) {}

Result<void> SqliteStore::write(const std::function<Result<void>(engine::Unit&)>& work) { return group_.run(work); }

Result<void> SqliteStore::read(const std::function<Result<void>(const engine::Reader&)>& work) {
    return guarded([&]() -> Result<void> {
        auto database = take_reader();
        database->run("BEGIN");
        Result<void> done;
        {
            const SqliteReader reader({*database, vault_});
            done = work(reader);
        }
        database->run("COMMIT");
        give_back(std::move(database));
        return done;
    });
}

/// A reader that ended in an exception is not given back: closing it ends its transaction.
std::unique_ptr<Database> SqliteStore::take_reader() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_readers_.empty()) {
            auto reader = std::move(idle_readers_.back());
            idle_readers_.pop_back();
            return reader;
        }
    }
    return std::make_unique<Database>(file_, Access::read_only, place);
}

void SqliteStore::give_back(std::unique_ptr<Database> reader) {
    const std::lock_guard lock(mutex_);
    if (idle_readers_.size() < most_idle_readers) idle_readers_.push_back(std::move(reader));
}

/// On a connection of its own: VACUUM INTO only reads here, but not where everything else is read-only.
Result<void> SqliteStore::backup(const std::filesystem::path& copy) {
    return guarded([&]() -> Result<void> {
        Database database(file_, Access::read_write, place);
        copy_to(database, copy);
        return {};
    });
}

std::vector<Error> SqliteStore::integrity() {
    std::vector<Error> found;
    for (const auto check : {&SqliteStore::check_file, &SqliteStore::check_chains, &SqliteStore::check_erasures})
        if (const auto done = guarded([&] { return (this->*check)(found); }); !done) found.push_back(done.error());
    return found;
}

Result<void> SqliteStore::check_file(std::vector<Error>& found) {
    auto database = take_reader();
    {
        auto rows = database->query("PRAGMA integrity_check(10)");
        while (rows.next())
            if (rows.text(0) != "ok")
                found.push_back(
                    {Error::Code::store_trouble, "the database file is damaged", "restore the last backup"});
    }
    if (database->query("PRAGMA foreign_key_check").next())
        found.push_back(
            {Error::Code::store_trouble, "a row of the database hangs in the air", "restore the last backup"});
    give_back(std::move(database));
    return {};
}

Result<void> SqliteStore::check_chains(std::vector<Error>& found) {
    return read([&](const engine::Reader& reader) -> Result<void> {
        constexpr int at_once = 500;
        for (auto rows = reader.cases({}, at_once); !rows.empty(); rows = reader.cases(rows.back().id, at_once))
            for (const auto& row : rows)
                if (const auto history = reader.history(row.id); !history) found.push_back(history.error());
        return {};
    });
}

Result<void> SqliteStore::check_erasures(std::vector<Error>& found) {
    const auto keys = erased_keys();
    if (!keys) return Err(keys.error());
    for (const auto key : *keys)
        if (const auto opened = vault_.open(key, {}); opened || opened.error().code != Error::Code::erased)
            found.push_back({Error::Code::key_trouble, fmt::format("key {} was erased but is still there", key.value),
                             "start the program once: it deletes erased keys when it opens the data"});
    return {};
}

Result<std::vector<Erasure>> SqliteStore::erasures() {
    return guarded([&]() -> Result<std::vector<Erasure>> {
        auto database = take_reader();
        std::vector<Erasure> ledger;
        {
            auto rows = database->query(
                "SELECT number, max(erased_at) FROM erased_keys JOIN cases ON cases.id = case_id GROUP BY number");
            while (rows.next())
                if (auto number = engine::CaseNumber::parse(rows.text(0)))
                    ledger.push_back({std::move(*number), rows.instant(1)});
        }
        give_back(std::move(database));
        return ledger;
    });
}

Result<void> SqliteStore::repeat_erasures(const std::vector<Erasure>& ledger) {
    return write([&](engine::Unit& unit) -> Result<void> {
        for (const auto& [number, at] : ledger)
            if (const auto row = unit.find_case(number)) unit.erase_identity(row->id, at);
        return {};
    });
}

Result<void> SqliteStore::apply_erasures() {
    const auto keys = erased_keys();
    if (!keys) return Err(keys.error());
    return keys->empty() ? Result<void>{} : vault_.forget(*keys);
}

Result<std::vector<KeyId>> SqliteStore::erased_keys() {
    return guarded([&]() -> Result<std::vector<KeyId>> {
        auto database = take_reader();
        std::vector<KeyId> keys;
        {
            auto rows = database->query("SELECT key_id FROM erased_keys");
            while (rows.next()) keys.push_back(KeyId{rows.integer(0)});
        }
        give_back(std::move(database));
        return keys;
    });
}

Result<void> create_store(const std::filesystem::path& database, engine::Vault& vault) {
    return guarded([&]() -> Result<void> {
        prepare(database, Access::create, vault);
        std::filesystem::permissions(database,
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        return {};
    });
}

Result<std::unique_ptr<SqliteStore>> open_store(const std::filesystem::path& database, engine::Vault& vault) {
    return guarded([&]() -> Result<std::unique_ptr<SqliteStore>> {
        prepare(database, Access::read_write, vault);
        auto store = std::make_unique<SqliteStore>(database, vault);
        if (auto applied = store->apply_erasures(); !applied) return Err(applied.error());
        return store;
    });
}

}  // namespace rexflow::sqlite
