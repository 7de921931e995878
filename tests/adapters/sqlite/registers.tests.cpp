#include "engine/ports/registers.hpp"
#include "adapters/sqlite/postings.hpp"
#include "engine/ports/access_log.hpp"
#include "engine/ports/account_log.hpp"
#include "engine/ports/drafts.hpp"
#include "tests/adapters/sqlite/sqlite_fixture.hpp"

#include <catch2/catch.hpp>

using namespace rexflow;
using namespace rexflow::testing;
using engine::Unit;

namespace postings = sqlite::postings;

TEST_CASE("a line of the access log is never changed and never deleted", "[sqlite][access]") {
    SqliteData data;
    const auto row = add_case(data.store());
    write(data.store(), [&](Unit& unit) {
        unit.edit_registers().access_log->add(
            {{}, engine::MemberId{7}, row.id, engine::Looked::at_identity, "", "rappeler", monday});
    });

    CHECK_THROWS(run_sql(data.database(), "UPDATE access_log SET member_id = 8"));
    CHECK_THROWS(run_sql(data.database(), "DELETE FROM access_log"));
    CHECK(run_sql(data.database(), "SELECT member_id FROM access_log") == "7");
}

TEST_CASE("a line about an account is never changed and never deleted", "[sqlite][accounts]") {
    SqliteData data;
    write(data.store(), [&](Unit& unit) {
        unit.edit_registers().account_log->add(
            {.member = engine::MemberId{7}, .event = engine::AccountEvent::locked, .at = monday});
    });

    CHECK_THROWS(run_sql(data.database(), "UPDATE account_log SET by_id = 8"));
    CHECK_THROWS(run_sql(data.database(), "DELETE FROM account_log"));
    CHECK(run_sql(data.database(), "SELECT count(*) FROM account_log WHERE by_id IS NULL") == "1");
}

TEST_CASE("a draft cannot be opened with an older copy of the database once its people are erased",
          "[sqlite][drafts][erasure]") {
    SqliteData data;
    const auto row = add_case(data.store());
    write(data.store(), [&](Unit& unit) {
        unit.edit_registers().drafts->keep({engine::MemberId{7}, row.id, "note_added", "text", "secret", monday});
    });
    const auto copy = data.folder() / "copy.db";
    REQUIRE(data.store().backup(copy));

    write(data.store(), [&](Unit& unit) { unit.erase_identity(row.id, monday); });

    CHECK(run_sql(data.database(), "SELECT count(*) FROM drafts") == "0");
    const engine::KeyId key{std::stoll(run_sql(copy, "SELECT identity_key FROM cases"))};
    CHECK(data.vault().open(key, "").error().code == engine::Error::Code::erased);
}

TEST_CASE("terms and ids come back as they were written", "[sqlite][search]") {
    const std::vector<std::uint64_t> terms{0, 1, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF};
    const auto bytes = postings::encode_terms(terms);
    CHECK(postings::decode_terms(bytes) == terms);
    for (const auto term : terms) CHECK(postings::has_term(bytes, term));
    CHECK_FALSE(postings::has_term(bytes, 2));
    CHECK_FALSE(postings::has_term("", 2));

    const std::vector<std::int64_t> ids{1, 2, 129, 130, 16'514, 2'000'000, 9'000'000'000'000'000'000};
    std::vector<std::int64_t> read;
    postings::decode_ids(postings::encode_ids(ids), read);
    CHECK(read == ids);
}

TEST_CASE("damaged search rows are told, not read past their end", "[sqlite][search][bad data]") {
    std::vector<std::int64_t> ids;
    CHECK_THROWS_AS(postings::decode_terms("1234567"), engine::EnvironmentFailure);
    CHECK_THROWS_AS(postings::decode_ids("\x80", ids), engine::EnvironmentFailure);
    CHECK_THROWS_AS(postings::decode_ids(std::string(11, '\xff'), ids), engine::EnvironmentFailure);
}
