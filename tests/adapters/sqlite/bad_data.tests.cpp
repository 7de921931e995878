#include "tests/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/migrations.hpp"

#include <sys/resource.h>
#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>

using namespace rexflow;
using namespace rexflow::testing;
using engine::Error;
using engine::Reader;
using engine::Result;
using engine::Unit;

namespace {

namespace fs = std::filesystem;

void tamper(SqliteData& data, const std::string& sql) {
    run_sql(data.database(), "DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted; " + sql);
}

Error::Code history_code(engine::Store& store, engine::CaseId id) {
    return ask(store, [&](const Reader& reader) {
        const auto history = reader.history(id);
        return history ? Error::Code::invalid_input : history.error().code;
    });
}

Error opening_error(SqliteData& data) {
    const auto opened = sqlite::open_store(data.database(), data.vault());
    REQUIRE_FALSE(opened);
    CHECK_FALSE(opened.error().hint.empty());
    CHECK(opened.error().message.find(data.folder().string()) == std::string::npos);
    return opened.error();
}

}  // namespace

TEST_CASE("the history refuses to be changed or shortened", "[sqlite]") {
    SqliteData data;
    add_case_with_history(data.store(), 3);

    CHECK_THROWS_WITH(run_sql(data.database(), "UPDATE events SET type = 'x'"),
                      Catch::Contains("the history is append-only"));
    CHECK_THROWS_WITH(run_sql(data.database(), "DELETE FROM events WHERE seq = 3"),
                      Catch::Contains("the history is append-only"));
}

TEST_CASE("a changed, removed or forged row breaks the chain of its case and of no other", "[sqlite]") {
    SqliteData data;
    const auto sound = add_case_with_history(data.store(), 3);
    const auto broken = add_case_with_history(data.store(), 3);
    const auto row = " WHERE case_id = " + std::to_string(broken.id.value);
    const std::string sql = GENERATE_REF(
        as<std::string>{}, "UPDATE events SET actor = 'member:4'" + row + " AND seq = 2",
        "UPDATE events SET payload = '{\"by\":\"member:4\"}'" + row + " AND seq = 3",
        "UPDATE events SET occurred_at = '2025-03-03T08:00:00Z'" + row + " AND seq = 1",
        "UPDATE events SET effects = 'nonsense'" + row + " AND seq = 1",
        "UPDATE events SET previous_hash = zeroblob(32)" + row + " AND seq = 2", "DELETE FROM events" + row,
        "DELETE FROM events" + row + " AND seq = 3", "DELETE FROM events" + row + " AND seq = 1",
        "INSERT INTO events SELECT case_id, 4, type, occurred_at, recorded_at, actor, payload, effects, previous_hash "
        "FROM events" +
            row + " AND seq = 3");

    tamper(data, sql);

    CHECK(history_code(data.store(), broken.id) == Error::Code::broken_chain);
    CHECK(history_code(data.store(), sound.id) == Error::Code::invalid_input);
    const auto found = data.store().integrity();
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == Error::Code::broken_chain);
    CHECK(found[0].message.find("REX-2025-0002") == 0);
}

TEST_CASE("sound data is found to be sound", "[sqlite]") {
    SqliteData data;
    const auto row = add_case_with_history(data.store(), 3);
    write(data.store(), [&](Unit& unit) { unit.erase_identity(row.id, monday); });

    CHECK(data.store().integrity().empty());
}

TEST_CASE("an outcome or letter state nobody knows is an error for its row alone", "[sqlite]") {
    SqliteData data;
    write(data.store(), [](Unit& unit) {
        unit.add_message({"file", ""}, "one", monday);
        unit.add_message({"file", ""}, "two", monday);
        unit.enqueue(letter({}, "one"));
        unit.enqueue(letter({}, "two"));
    });
    run_sql(data.database(),
            "PRAGMA ignore_check_constraints = ON; UPDATE messages SET outcome = 'eaten' WHERE id = 1; "
            "UPDATE outbox SET state = 'eaten' WHERE id = 1");

    const auto unknown = data.store().read([](const Reader& reader) -> Result<void> {
        static_cast<void>(reader.find_message(engine::MessageId{1}));
        return {};
    });
    CHECK(unknown.error().code == Error::Code::history_mismatch);
    CHECK(ask(data.store(), [](const Reader& reader) { return reader.find_message(engine::MessageId{2}); }));
    CHECK(ask(data.store(), [](const Reader& reader) { return reader.due_letters(monday, 10); }).size() == 1);
}

TEST_CASE("a letter whose bytes were damaged does not keep the others", "[sqlite]") {
    SqliteData data;
    write(data.store(), [](Unit& unit) {
        unit.enqueue(letter({}, "one"));
        unit.enqueue(letter({}, "two"));
    });
    run_sql(data.database(), "UPDATE outbox SET sealed = x'00112233' WHERE id = 1");

    const auto due = ask(data.store(), [](const Reader& reader) { return reader.due_letters(monday, 10); });
    REQUIRE(due.size() == 2);
    CHECK(due[0].letter.to.address.empty());
    CHECK(due[1].letter.to.address == "lea@cabinet.example");
}

TEST_CASE("a database of a newer program is refused and left alone", "[sqlite]") {
    SqliteData data;
    run_sql(data.database(), "INSERT INTO schema_migrations VALUES (99, 'later', 'abc')");

    CHECK(opening_error(data).code == Error::Code::newer_database);
    CHECK(run_sql(data.database(), "SELECT max(number) FROM schema_migrations") == "99");
}

TEST_CASE("a file that is missing, a folder, damaged or no database is explained", "[sqlite]") {
    SqliteData data;
    data.close();
    data.open_keys();
    fs::remove(data.database());
    CHECK(opening_error(data).code == Error::Code::store_trouble);

    fs::create_directory(data.database());
    CHECK(opening_error(data).code == Error::Code::store_trouble);
    fs::remove(data.database());

    std::ofstream(data.database()) << std::string(8192, 'x');
    CHECK(opening_error(data).code == Error::Code::store_trouble);
}

TEST_CASE("a database under another schema of the same number is refused", "[sqlite]") {
    SqliteData data;
    run_sql(data.database(), "UPDATE schema_migrations SET hash = 'abc'");

    CHECK(opening_error(data).code == Error::Code::newer_database);
}

TEST_CASE("the keys of another installation, or older ones than the data, are refused", "[sqlite]") {
    SqliteData data;
    SqliteData other;
    const auto older = data.folder() / "older.db";
    REQUIRE(data.keys().backup(older));
    write(data.store(), [](Unit& unit) {
        for (int count = 0; count < 3000; ++count) unit.add_message({"file", ""}, "x", monday);
    });

    const auto foreign = sqlite::open_store(data.database(), other.vault());
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().code == Error::Code::key_trouble);

    data.close();
    fs::remove(fs::path(data.key_file()) += "-wal");
    fs::rename(older, data.key_file());
    data.open_keys();
    CHECK(opening_error(data).code == Error::Code::key_trouble);
}

TEST_CASE("a missing key file is explained and not replaced by an empty one", "[sqlite]") {
    SqliteData data;
    data.close();
    fs::remove(data.key_file());

    const auto opened = sqlite::open_key_file(data.key_file());

    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Error::Code::key_trouble);
    CHECK_FALSE(opened.error().hint.empty());
    CHECK_FALSE(fs::exists(data.key_file()));
}

TEST_CASE("a disk that takes no more bytes gives a clear error, loses nothing, and is used again later", "[sqlite]") {
    SqliteData data;
    write(data.store(), [](Unit& unit) { unit.set_note("before", "kept"); });
    rlimit usual{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &usual) == 0);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tight{fs::file_size(fs::path(data.database()) += "-wal") + 4096, usual.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &tight) == 0);

    const auto failed = data.store().write([](Unit& unit) -> Result<void> {
        unit.add_message({"file", ""}, std::string(100'000, 'x'), monday);
        return {};
    });
    setrlimit(RLIMIT_FSIZE, &usual);
    std::signal(SIGXFSZ, old_handler);

    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == Error::Code::store_trouble);
    CHECK(failed.error().retryable());
    CHECK_FALSE(failed.error().hint.empty());
    write(data.store(), [](Unit& unit) { unit.set_note("after", "kept"); });
    CHECK(ask(data.store(), [](const Reader& reader) { return reader.note("before"); }) == "kept");
    CHECK(ask(data.store(), [](const Reader& reader) { return reader.note("after"); }) == "kept");
    CHECK(
        ask(data.store(), [](const Reader& reader) { return reader.messages(engine::Outcome::received, 9); }).empty());
}

TEST_CASE("a database that is full says so", "[sqlite]") {
    const TemporaryFolder folder;
    sqlite::Database database(folder.path() / "small.db", sqlite::Access::create, "database");
    database.execute("CREATE TABLE kept (bytes BLOB); PRAGMA max_page_count = 10");

    try {
        database.run("INSERT INTO kept VALUES (zeroblob(1000000))");
        FAIL("it took more than there is room for");
    } catch (const engine::EnvironmentFailure& failure) {
        CHECK(failure.error().code == Error::Code::store_trouble);
        CHECK(failure.error().message == "database: the disk is full (SQLite 13)");
        CHECK(failure.error().hint.find("free some space") == 0);
    }
    CHECK(database.number("SELECT count(*) FROM kept") == 0);
}

TEST_CASE("a database that may not be written says so, and can be read", "[sqlite]") {
    SqliteData data;
    write(data.store(), [](Unit& unit) { unit.set_note("before", "kept"); });
    sqlite::Database reader(data.database(), sqlite::Access::read_only, "database");

    try {
        reader.run("INSERT INTO notes VALUES ('after', 'lost')");
        FAIL("it was written");
    } catch (const engine::EnvironmentFailure& failure) {
        CHECK(failure.error().code == Error::Code::store_trouble);
        CHECK(failure.error().message == "database: it cannot be written (SQLite 8)");
        CHECK(failure.error().hint.find("read-only") != std::string::npos);
    }
    CHECK(reader.number("SELECT count(*) FROM notes") == 1);
}
