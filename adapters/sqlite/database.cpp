#include "adapters/sqlite/database.hpp"

#include "adapters/sqlite/gathering_vfs.hpp"

#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SQLite/Utility.h>
#include <Poco/Data/Session.h>
#include <Poco/URI.h>
#include <sqlite3.h>

#include <mutex>
#include <unordered_map>
#include <utility>

namespace rexflow::sqlite {

namespace {

using Code = engine::Error::Code;

/// An URI, because only that can ask for an existing file (mode=rw) through Poco.
std::string uri_of(const std::filesystem::path& file, Access access) {
    std::string encoded;
    Poco::URI::encode(std::filesystem::absolute(file).string(), "?#", encoded);
    const std::string mode = access == Access::create ? "?mode=rwc" : "?mode=rw";
    return "file:" + encoded + mode + (access == Access::read_only ? "" : std::string("&vfs=") + gathering_vfs);
}

/// Before the first connection of the process. A connection of ours is used by one thread at a time, so SQLite need
/// not lock for every call; its memory statistics would take one lock for all threads at every allocation.
void start_sqlite() {
    // NOLINTBEGIN(cppcoreguidelines-pro-type-vararg): that is its interface
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    // NOLINTEND(cppcoreguidelines-pro-type-vararg)
    register_gathering_vfs();
    Poco::Data::SQLite::Connector::registerConnector();
}

Poco::Data::Session open_session(const std::filesystem::path& file, Access access, const std::string& place) {
    static std::once_flag started;
    std::call_once(started, start_sqlite);
    std::error_code ignored;
    const auto kind = std::filesystem::status(file, ignored).type();
    if (access == Access::create && kind != std::filesystem::file_type::not_found)
        throw EnvironmentFailure({Code::already_there, place + ": there is one already", ""});
    // Poco would try for a minute to open what is no file.
    if (access != Access::create && kind != std::filesystem::file_type::regular)
        throw EnvironmentFailure(describe(SQLITE_CANTOPEN, place));
    try {
        constexpr std::size_t patience_in_seconds = 2;
        return Poco::Data::Session("SQLite", uri_of(file, access), patience_in_seconds);
    } catch (const Poco::Exception&) {
        throw EnvironmentFailure(describe(SQLITE_CANTOPEN, place));
    }
}

/// Order matters: who waits for whom is settled before the first lock is taken. A mail touches some 25 pages, each
/// copied and checksummed into the log: small pages are cheaper, and a mail of 2 KB still takes two. Nothing but
/// ciphertext is deleted here, so pages need no overwriting (the key file's do). The writer's cache holds the inner
/// pages of every index at 100,000 cases; readers are many and small. A checkpoint every 16 MiB instead of every
/// 4 MiB costs a quarter of the data syncs.
constexpr std::string_view writer_pragmas = R"(
    PRAGMA busy_timeout = 10000;
    PRAGMA page_size = 2048;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA secure_delete = OFF;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -49152;
    PRAGMA wal_autocheckpoint = 8192;
    PRAGMA journal_size_limit = 67108864;
)";

/// For a moment in which pages are only written, and afterwards.
constexpr std::string_view small_cache = "PRAGMA cache_size = -2048";
constexpr std::string_view usual_cache = "PRAGMA cache_size = -49152";

constexpr std::string_view reader_pragmas = R"(
    PRAGMA busy_timeout = 10000;
    PRAGMA query_only = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -4096;
)";

}  // namespace

struct Database::Connection {
    Poco::Data::Session session;
    sqlite3* handle;
    /// By the address of the literal; empty while the statement is lent out.
    std::unordered_map<const char*, sqlite3_stmt*> statements;

    explicit Connection(Poco::Data::Session opened)
        : session(std::move(opened)), handle(Poco::Data::SQLite::Utility::dbHandle(session)) {
        sqlite3_extended_result_codes(handle, 1);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        for (const auto& [text, statement] : statements) sqlite3_finalize(statement);
    }
};

Database::Database(const std::filesystem::path& file, Access access, std::string place)
    : place_(std::move(place)), connection_(std::make_unique<Connection>(open_session(file, access, place_))) {
    execute(std::string(access == Access::read_only ? reader_pragmas : writer_pragmas));
}

Database::~Database() = default;

SmallCache::SmallCache(Database& database) : database_(database) { database_.execute(std::string(small_cache)); }

SmallCache::~SmallCache() {
    try {
        database_.execute(std::string(usual_cache));
    } catch (const std::exception&) {  // a smaller cache is slower and no more
        return;
    }
}

Query Database::query(Sql sql) {
    auto& kept = connection_->statements[sql.text()];
    if (auto* statement = std::exchange(kept, nullptr)) return {*this, sql, statement};
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v3(connection_->handle, sql.text(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) fail(code);
    return {*this, sql, statement};
}

void Database::give_back(Sql sql, sqlite3_stmt* statement) {
    sqlite3_reset(statement);
    auto& kept = connection_->statements[sql.text()];
    if (kept != nullptr) sqlite3_finalize(kept);
    kept = statement;
}

void Database::execute(const std::string& script) {
    const int code = sqlite3_exec(connection_->handle, script.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

std::int64_t Database::last_row_id() const { return sqlite3_last_insert_rowid(connection_->handle); }

int Database::changes() const { return sqlite3_changes(connection_->handle); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(connection_->handle) == 0; }

void Database::fail(int code) const { throw EnvironmentFailure(describe(code, place_)); }

Query::Query(Query&& other) noexcept
    : owner_(other.owner_), sql_(other.sql_), statement_(std::exchange(other.statement_, nullptr)) {}

Query::~Query() {
    if (statement_ != nullptr) owner_->give_back(sql_, statement_);
}

bool Query::next() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(code);
    return false;
}

void Query::run() {
    while (next()) continue;
}

void Query::bind_at(int position, std::nullopt_t) { sqlite3_bind_null(statement_, position); }

void Query::bind_at(int position, std::int64_t value) { sqlite3_bind_int64(statement_, position, value); }

void Query::bind_at(int position, std::string_view text) {
    const int code = sqlite3_bind_text64(statement_, position, text.empty() ? "" : text.data(), text.size(),
                                         SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK) fail(code);
}

void Query::bind_at(int position, Blob blob) {
    const int code = sqlite3_bind_blob64(statement_, position, blob.bytes.empty() ? "" : blob.bytes.data(),
                                         blob.bytes.size(), SQLITE_TRANSIENT);
    if (code != SQLITE_OK) fail(code);
}

void Query::bind_at(int position, LargeBlob blob) {
    const int code = sqlite3_bind_blob64(statement_, position, blob.bytes.data(), blob.bytes.size(), SQLITE_STATIC);
    if (code != SQLITE_OK) fail(code);
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Query::text(int column) const {
    const auto* bytes = sqlite3_column_text(statement_, column);
    if (bytes == nullptr) return {};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): SQLite's unsigned char is our char
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Query::blob(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

engine::Instant Query::instant(int column) const {
    const auto at = instant_of(text(column));
    if (!at) fail(SQLITE_CORRUPT);
    return *at;
}

std::optional<engine::Instant> Query::maybe_instant(int column) const {
    return is_null(column) ? std::nullopt : std::optional(instant(column));
}

void Query::fail(int code) const { owner_->fail(code); }

}  // namespace rexflow::sqlite
