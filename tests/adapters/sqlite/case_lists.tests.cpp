#include "adapters/sqlite/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/sqlite/sqlite_fixture.hpp"

#include <catch2/catch.hpp>

using namespace rexflow;
using namespace rexflow::testing;
using engine::Reader;
using engine::Unit;

namespace {

/// What SQLite means to do, one step a line.
std::string plan_of(const std::filesystem::path& file, std::string_view statement) {
    sqlite3* handle = nullptr;
    std::string plan;
    const auto keep = [](void* kept, int, char** values, char**) {
        *static_cast<std::string*>(kept) += std::string(values[3]) + "\n";
        return 0;
    };
    REQUIRE(sqlite3_open(file.c_str(), &handle) == SQLITE_OK);
    const auto code =
        sqlite3_exec(handle, ("EXPLAIN QUERY PLAN " + std::string(statement)).c_str(), keep, &plan, nullptr);
    sqlite3_close(handle);
    REQUIRE(code == SQLITE_OK);
    return plan;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE("no page, count or due list scans a table of cases or obligations", "[sqlite][lists]") {
    SqliteData data;
    for (const auto statement : sqlite::SqliteCaseLists::statements()) {
        const auto plan = plan_of(data.database(), statement);
        INFO(statement);
        INFO(plan);
        CHECK_FALSE(has(plan, "SCAN cases\n"));
        CHECK_FALSE(has(plan, "SCAN obligations\n"));
        CHECK_FALSE(has(plan, "SCAN case_set_asides"));
        CHECK_FALSE(has(plan, "AUTOMATIC"));
    }
}

TEST_CASE("an unfiltered list in any order, and the due list, are walks along an index", "[sqlite][lists]") {
    SqliteData data;
    int walks = 0;
    for (const auto statement : sqlite::SqliteCaseLists::statements()) {
        if (!has(statement, "at_rest = ?13 AND ") && !has(statement, "INDEXED BY obligations_by_")) continue;
        const auto plan = plan_of(data.database(), statement);
        INFO(statement);
        INFO(plan);
        CHECK_FALSE(has(plan, "TEMP B-TREE"));
        CHECK((has(plan, "SEARCH cases USING INDEX cases_by_") || has(plan, "SEARCH obligations USING INDEX") ||
               has(plan, "SEARCH obligations USING COVERING INDEX")));
        ++walks;
    }
    CHECK(walks == 11);
}

TEST_CASE("cases of an older database are in no list until their history was read", "[sqlite][lists][migration]") {
    SqliteData data;
    const auto row = add_case_with_history(data.store(), 1);
    const auto count = [&] {
        return ask(data.store(),
                   [](const Reader& reader) { return reader.registers().case_lists->count({}, monday, 10); });
    };
    CHECK(count() == 0);

    write(data.store(), [&](Unit& unit) {
        engine::Situation situation;
        situation.states = {"received"};
        unit.update_case(row.id, situation, 1, monday);
    });

    CHECK(count() == 1);
    CHECK(run_sql(data.database(), "SELECT count(*) FROM standings") == "1");
}
