#include "tests/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/codec.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <csignal>
#include <fstream>
#include <iterator>

using namespace rexflow;
using namespace rexflow::testing;
using engine::Error;
using engine::Reader;
using engine::Result;
using engine::Unit;

namespace {

namespace fs = std::filesystem;

std::string bytes_of_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Starts the crash writer on this data, lets it confirm `enough` writes, kills it, and gives the last one confirmed.
int run_and_kill(const SqliteData& data, int enough) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    std::string program = REXFLOW_CRASH_WRITER;
    std::string folder = data.folder().string();
    char* arguments[] = {program.data(), folder.data(), nullptr};
    pid_t child = 0;
    REQUIRE(::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);

    int confirmed = 0;
    int number = 0;
    while (confirmed < enough && ::read(ends[0], &number, sizeof number) == sizeof number) confirmed = number;
    ::kill(child, SIGKILL);
    while (::read(ends[0], &number, sizeof number) == sizeof number) confirmed = number;
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return confirmed;
}

}  // namespace

TEST_CASE("everything is there after the store is opened again", "[sqlite]") {
    SqliteData data;
    const auto row = add_case_with_history(data.store(), 3);
    std::string reference;
    write(data.store(), [&](Unit& unit) {
        reference = unit.seal(row.id, engine::Privacy::identity, "Léa Martin");
        unit.enqueue(letter(row.id, "a@rexflow.example"));
    });

    data.reopen();

    write(data.store(), [&](Unit& unit) {
        CHECK(unit.history(row.id)->size() == 3);
        CHECK(unit.unseal(row.id, reference) == "Léa Martin");
        CHECK(unit.find_outbox("a@rexflow.example")->letter.to.name == "Léa Martin");
        CHECK(unit.add_case("rex_case", 1, 2025, monday).number.text() == "REX-2025-0002");
    });
}

TEST_CASE("neither names, addresses nor texts are in the files in clear", "[sqlite][privacy]") {
    SqliteData data;
    const auto row = add_case_with_history(data.store(), 1);
    write(data.store(), [&](Unit& unit) {
        unit.add_message({"file", ""}, "From: Zebulonne <zebulonne@cabinet.example>", monday);
        unit.seal(row.id, engine::Privacy::identity, "Zebulonne");
        unit.seal(row.id, engine::Privacy::narrative, "Zebulonne");
        engine::Participant participant;
        participant.name = "Zebulonne";
        unit.add_participant(row.id, participant);
        auto written = letter(row.id, "a@rexflow.example");
        written.to.name = "Zebulonne";
        unit.enqueue(written);
        engine::Member member;
        member.address = "zebulonne@cpts.example";
        unit.add_member(member);
    });

    for (const auto& file : fs::directory_iterator(data.folder())) {
        const auto bytes = bytes_of_file(file.path());
        CHECK(bytes.find("ebulonne") == std::string::npos);
    }
}

TEST_CASE("the wrapped key of an erased person is in no file any more", "[sqlite][erasure]") {
    SqliteData data;
    engine::MessageId message;
    const auto row = add_case_with_history(data.store(), 1);
    write(data.store(), [&](Unit& unit) {
        message = unit.add_message({"file", ""}, "x", monday);
        unit.set_outcome(message, engine::Outcome::case_opened, {}, row.id, {}, {});
    });
    const auto id = run_sql(data.database(), "SELECT key_id FROM messages");
    const auto wrapped = value_of(data.keys().find(engine::KeyId{std::stoll(id)}));

    write(data.store(), [&](Unit& unit) { unit.erase_identity(row.id, monday); });

    for (const auto& file : fs::directory_iterator(data.folder()))
        CHECK(bytes_of_file(file.path()).find(wrapped) == std::string::npos);
    CHECK(data.keys().find(engine::KeyId{std::stoll(id)}).error().code == Error::Code::erased);
}

TEST_CASE("an older copy of the data with today's keys opens nothing of the erased", "[sqlite][erasure]") {
    SqliteData data;
    const auto row = add_case_with_history(data.store(), 1);
    std::string reference;
    write(data.store(), [&](Unit& unit) {
        reference = unit.seal(row.id, engine::Privacy::identity, "Léa Martin");
        engine::Participant participant;
        participant.name = "Léa Martin";
        unit.add_participant(row.id, participant);
        unit.enqueue(letter(row.id, "a@rexflow.example"));
    });
    const auto copy = data.folder() / "older.db";
    REQUIRE(data.store().backup(copy));
    write(data.store(), [&](Unit& unit) { unit.erase_identity(row.id, monday); });
    const auto ledger = value_of(data.store().erasures());
    REQUIRE(ledger.size() == 1);
    CHECK(ledger[0].number.text() == "REX-2025-0001");

    auto older = value_of(sqlite::open_store(copy, data.vault()));
    CHECK_FALSE(ask(*older, [&](const Reader& reader) { return reader.unseal(row.id, reference); }));
    CHECK(ask(*older, [&](const Reader& reader) { return reader.participants(row.id); }).empty());
    CHECK(ask(*older, [](const Reader& reader) { return reader.due_letters(monday, 9).at(0).letter.to.name; }).empty());

    REQUIRE(older->repeat_erasures(ledger));
    CHECK(ask(*older, [](const Reader& reader) { return reader.due_letters(monday, 9); }).empty());
    CHECK(older->integrity().empty());
}

TEST_CASE("an erasure cut off before the keys were deleted is completed at the next opening", "[sqlite][erasure]") {
    SqliteData data;
    engine::MessageId message;
    const auto row = add_case_with_history(data.store(), 1);
    const auto keys_before = data.folder() / "before.db";
    write(data.store(), [&](Unit& unit) {
        message = unit.add_message({"file", ""}, "x", monday);
        unit.set_outcome(message, engine::Outcome::case_opened, {}, row.id, {}, {});
    });
    REQUIRE(data.keys().backup(keys_before));
    write(data.store(), [&](Unit& unit) { unit.erase_identity(row.id, monday); });
    data.close();
    fs::rename(keys_before, data.key_file());
    const engine::KeyId key{std::stoll(run_sql(data.database(), "SELECT key_id FROM messages"))};
    data.open_keys();
    REQUIRE(data.keys().find(key));

    data.open_store();

    CHECK(data.keys().find(key).error().code == Error::Code::erased);
}

TEST_CASE("a backup is whole, taken beside running work, and never written over another", "[sqlite]") {
    SqliteData data;
    add_case_with_history(data.store(), 3);
    const auto copy = data.folder() / "copy.db";

    write(data.store(), [&](Unit& unit) {
        unit.set_note("unfinished", "yes");
        CHECK(data.store().backup(copy));
    });

    CHECK(data.store().backup(copy).error().code == Error::Code::already_there);
    const auto restored = value_of(sqlite::open_store(copy, data.vault()));
    CHECK(ask(*restored, [](const Reader& reader) { return reader.history(engine::CaseId{1})->size(); }) == 3);
    CHECK_FALSE(ask(*restored, [](const Reader& reader) { return reader.note("unfinished"); }));
}

TEST_CASE("two programs on the same data never use one key twice", "[sqlite]") {
    SqliteData data;
    const auto keys = value_of(sqlite::open_key_file(data.key_file()));
    const auto other_vault = value_of(vault::open_vault(data.master_key(), *keys));
    const auto other = value_of(sqlite::open_store(data.database(), *other_vault));
    const auto add = [](Unit& unit) {
        for (int count = 0; count < 70; ++count) unit.add_message({"file", ""}, "x", monday);
    };

    for (int turn = 0; turn < 10; ++turn) {
        write(data.store(), add);
        write(*other, add);
    }

    CHECK(run_sql(data.database(), "SELECT count(DISTINCT key_id) FROM messages") == "1400");
    CHECK(ask(data.store(), [](const Reader& reader) { return reader.raw(engine::MessageId{1400}); }) == "x");
}

TEST_CASE("a write inside a write is a mistake of ours", "[sqlite]") {
    SqliteData data;

    CHECK_THROWS_AS(
        data.store().write([&](Unit&) { return data.store().write([](Unit&) -> Result<void> { return {}; }); }),
        std::logic_error);
    CHECK(data.store().write([](Unit&) -> Result<void> { return {}; }));
}

TEST_CASE("a mail of many megabytes comes back whole, also from the log and after a restart", "[sqlite]") {
    SqliteData data;
    std::string raw(5'000'000, 'x');
    for (std::size_t place = 0; place < raw.size(); place += 997) raw[place] = static_cast<char>(place % 251);
    write(data.store(), [&](Unit& unit) {
        unit.add_message({"file", ""}, raw, monday);
        CHECK(unit.raw(engine::MessageId{1}) == raw);
    });
    const auto raw_now = [&] {
        return ask(data.store(), [](const Reader& reader) { return reader.raw(engine::MessageId{1}); });
    };

    CHECK(raw_now() == raw);
    data.reopen();
    CHECK(raw_now() == raw);
}

TEST_CASE("the bytes of a large mail leave memory for the log before the commit", "[sqlite]") {
    SqliteData data;
    const std::string raw(20'000'000, 'x');
    const auto log = fs::path(data.database()) += "-wal";

    write(data.store(), [&](Unit& unit) {
        unit.add_message({"file", ""}, raw, monday);
        constexpr std::size_t cache = 4'000'000;
        CHECK(fs::file_size(log) > raw.size() - cache);
    });

    CHECK(ask(data.store(), [](const Reader& reader) { return reader.raw(engine::MessageId{1}); }) == raw);
}

TEST_CASE("what was written to the log before a rollback never comes back over what another program wrote",
          "[sqlite]") {
    SqliteData data;
    const std::string raw(6'000'000, 'x');
    write(data.store(), [](Unit& unit) { unit.set_note("ours", "first"); });
    run_sql(data.database(), "PRAGMA wal_checkpoint(TRUNCATE)");

    const auto refused = data.store().write([&](Unit& unit) -> Result<void> {
        unit.add_message({"file", ""}, raw, monday);
        return engine::Err(Error::Code::invalid_input, "the work ends here");
    });
    CHECK_FALSE(refused);
    run_sql(data.database(),
            "PRAGMA wal_autocheckpoint = 0; CREATE TABLE theirs (bytes BLOB); WITH RECURSIVE n(i) AS (SELECT 1 UNION "
            "ALL SELECT i + 1 FROM n WHERE i < "
            "4000) INSERT INTO theirs SELECT randomblob(2000) FROM n");
    write(data.store(), [](Unit& unit) { unit.set_note("ours", "second"); });

    CHECK(run_sql(data.database(), "PRAGMA integrity_check") == "ok");
    CHECK(run_sql(data.database(), "SELECT count(*) FROM theirs") == "4000");
    CHECK(run_sql(data.database(), "SELECT value FROM notes WHERE name = 'ours'") == "second");
    data.reopen();
    CHECK(run_sql(data.database(), "PRAGMA integrity_check") == "ok");
}

TEST_CASE("a view does not move while it is looked at", "[sqlite]") {
    SqliteData data;

    value_of(data.store().read([&](const Reader& reader) -> Result<void> {
        CHECK(reader.count_cases() == 0);
        add_case(data.store());
        CHECK(reader.count_cases() == 0);
        return {};
    }));

    CHECK(ask(data.store(), [](const Reader& reader) { return reader.count_cases(); }) == 1);
}

TEST_CASE("what was confirmed is there after a kill at any moment", "[sqlite][crash]") {
    SqliteData data;
    data.close();

    for (const int enough : {1, 7, 30}) {
        const int confirmed = run_and_kill(data, enough);
        REQUIRE(confirmed >= enough);

        data.open_keys();
        data.open_store();
        const auto rows = ask(data.store(), [](const Reader& reader) { return reader.cases({}, 100'000); });
        REQUIRE(static_cast<int>(rows.size()) >= confirmed);
        for (const auto& row : rows)
            CHECK(ask(data.store(), [&](const Reader& reader) { return reader.history(row.id)->size(); }) == 1);
        CHECK(ask(data.store(), [&](const Reader& reader) {
                  return reader.raw(engine::MessageId{static_cast<std::int64_t>(rows.size())});
              }) == "x");
        CHECK(data.store().integrity().empty());
        data.close();
    }
}

TEST_CASE("texts go through the codec unchanged, and anything else is refused", "[sqlite]") {
    const engine::Payload payload{{"a", ""}, {"b", "\"quoted\" \\ \n\r\t\b\f\x01\x1f"}, {"c", "é\xE9"}, {"d\"", "x"}};

    CHECK(sqlite::decode_payload(sqlite::encode(payload)) == payload);
    CHECK(sqlite::encode(engine::Payload{{"k", "v\n"}}) == "{\"k\":\"v\\n\"}");
    CHECK(sqlite::decode_payload("{}").empty());
    for (const auto* text : {"", "{", "{\"a\"}", "{\"a\":1}", "{\"a\":\"b\"}x", "{\"a\":\"b\\q\"}",
                             "{\"a\":\"\\u00ff\"}", "{\"a\":\"b\",}", "[]", "{\"a\":\"\\u12"})
        CHECK_THROWS_AS(sqlite::decode_payload(text), engine::EnvironmentFailure);
}
