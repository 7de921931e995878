#include "tests/adapters/sqlite/sqlite_fixture.hpp"

#include "adapters/sqlite/migrations.hpp"

#include <catch2/catch.hpp>

#include <fmt/format.h>

using namespace rexflow;
using namespace rexflow::testing;
using engine::Unit;

namespace {

namespace fs = std::filesystem;

/// The number after the last of the program's own.
int next_number() { return static_cast<int>(sqlite::store_migrations().size()) + 1; }
constexpr const char* later_migration = "ALTER TABLE notes ADD COLUMN author TEXT";

/// The program's own migrations and one more.
std::vector<sqlite::Migration> migrations_and(const char* name, const char* sql) {
    std::vector<sqlite::Migration> steps(sqlite::store_migrations().begin(), sqlite::store_migrations().end());
    steps.push_back({next_number(), name, sql});
    return steps;
}

/// A database of an older program, which knew only the first `known` migrations, used by it, then upgraded.
class Upgraded {
public:
    template <typename Use>
    Upgraded(std::size_t known, const Use& use) : database_(file(), sqlite::Access::create, "database") {
        sqlite::migrate(database_, file(), sqlite::store_migrations().first(known));
        use(database_);
        sqlite::migrate(database_, file(), sqlite::store_migrations());
    }
    [[nodiscard]] fs::path file() const { return folder_.path() / "old.db"; }
    [[nodiscard]] sqlite::Database& database() { return database_; }

private:
    TemporaryFolder folder_;
    sqlite::Database database_;
};

}  // namespace

TEST_CASE("published migrations never change", "[migration]") {
    const std::vector<std::pair<std::string, std::string>> published{
        {"0001_create_store", "935b2eefbb253c35b696ad56e4e00e38bf32905fda7e0e9b09d9a0fd9861f503"},
        {"0002_add_links", "342bff7ce95bc59f3d2bdcd5bba2a22dfe1c785da5db787d8e5e26199f39345d"},
        {"0003_add_reviews", "7d2576049aaeea376581a37e2bcdb4abbc7f14966d17efc2c44c6a0029302f36"},
        {"0004_add_accounts", "33198ddcb9be181a317bd064cb19b272aeefdc169a9f6934691d857b7d8306f3"},
        {"0005_add_case_lists", "48df5504c61a2ffeacd06b81d9c3232de3c021a30fd05dd777e92d0ccdbb4286"},
        {"0006_add_search", "637f3da3effa2a254af09fd8bb1015949084ea6d360800278e8437b0d65e1a7e"},
        {"0007_add_registers", "e5aae43e77235c867411c7cae14c608cb744830435b0626a655373f857bf0dcc"},
        {"0008_add_receipts", "9f8c8109654165dce4407427420e80725141ef44fc91ffbefb59c86f42c7d127"},
        {"0009_add_account_log", "fcae5557baf96f102fb8d567b991af12c6d6cc88c48114600ebb8d37ff753876"},
        {"0010_add_charter_text", "1351cd4f0ccf47247a47e164fbc82c69e7682ecbc11daec5c7cf74a9fa9e7bdf"},
        {"0011_walk_lists_in_their_index", "af937597e3b9702131851ca34e3dfdbeab2ac5f5672f0be2d8208ecbe5460bd6"},
    };
    std::vector<std::pair<std::string, std::string>> present;
    for (const auto& step : sqlite::store_migrations()) present.emplace_back(step.name, sqlite::hash_of(step));
    CHECK(present == published);
    REQUIRE(sqlite::key_file_migrations().size() == 1);
    CHECK(sqlite::hash_of(sqlite::key_file_migrations()[0]) ==
          "da4afab6a3ae2c83ac8ba6d187fb7287de355193341a968c7f3f47aa2447414e");
}

TEST_CASE("an older database is copied beside itself, then upgraded with its data", "[migration]") {
    SqliteData data;
    write(data.store(), [](Unit& unit) { unit.set_note("before", "kept"); });
    data.close();
    const auto steps = migrations_and("later_add_author", later_migration);

    {
        sqlite::Database database(data.database(), sqlite::Access::read_write, "database");
        sqlite::migrate(database, data.database(), steps);
        sqlite::migrate(database, data.database(), steps);
    }

    const auto copy = fs::path(data.database()) += fmt::format(".before-{:04}", next_number());
    CHECK(run_sql(data.database(), "SELECT value FROM notes WHERE author IS NULL") == "kept");
    CHECK(run_sql(copy, "SELECT value FROM notes") == "kept");
    CHECK(run_sql(copy, "SELECT max(number) FROM schema_migrations") == std::to_string(next_number() - 1));
}

TEST_CASE("the table of members is made anew for more roles, and keeps everybody", "[migration]") {
    Upgraded old(3, [](sqlite::Database& database) {
        database.run("INSERT INTO members VALUES (7, x'01', 'coordinator', 'en', 0, x'02')");
        CHECK_THROWS(database.run("INSERT INTO members VALUES (8, x'03', 'reader', 'fr', 1, x'04')"));
    });
    old.database().run("INSERT INTO members VALUES (8, x'03', 'reader', 'fr', 1, x'04')");
    CHECK(run_sql(old.file(),
                  "SELECT group_concat(id || hex(address_hash) || role || locale || active || hex(sealed)) "
                  "FROM members") == "701coordinatoren002,803readerfr104");
}

TEST_CASE("accounts from before a CPTS could have its own charter accepted the one in the program", "[migration]") {
    const Upgraded old(8, [](sqlite::Database& database) {
        database.run("INSERT INTO members VALUES (7, x'01', 'member', 'fr', 1, x'02')");
        database.run(
            "INSERT INTO accounts VALUES (7, '$argon2id', '2025-03-03T09:00:00Z', x'03', NULL, 57000000, NULL)");
    });
    CHECK(run_sql(old.file(),
                  "SELECT password_hash || charter_accepted_at || hex(totp_secret) || totp_last_step || "
                  "ifnull(locked_at, '-') || length(charter) FROM accounts") ==
          "$argon2id2025-03-03T09:00:00Z0357000000-0");
    CHECK(run_sql(old.file(), "SELECT count(*) FROM account_log") == "0");
}

TEST_CASE("a migration that fails leaves the database as it was", "[migration]") {
    SqliteData data;
    data.close();
    const auto steps = migrations_and("later_broken", "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1)");
    {
        sqlite::Database database(data.database(), sqlite::Access::read_write, "database");
        CHECK_THROWS_AS(sqlite::migrate(database, data.database(), steps), engine::EnvironmentFailure);
    }

    CHECK(run_sql(data.database(), "SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == "0");
    data.open_keys();
    CHECK(sqlite::open_store(data.database(), data.vault()));
}
