#pragma once

#include "adapters/sqlite/failure.hpp"
#include "adapters/sqlite/moment.hpp"
#include "engine/ids.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace rexflow::sqlite {

/// SQL text of the program's own. Can only be made from a literal, so its address tells it apart for ever.
class Sql {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is what it stands for
    consteval Sql(const char* text) : text_(text) {}
    [[nodiscard]] const char* text() const { return text_; }

private:
    const char* text_;
};

/// Bytes for a BLOB column; plain text would end at the first NUL.
struct Blob {
    std::string_view bytes;
};

/// The same for large ones, which SQLite does not copy: they stay where they are until the statement has run.
struct LargeBlob {
    std::string_view bytes;
};

enum class Access {
    create,      ///< read and write; the file must not be there yet
    read_write,  ///< the file must be there
    read_only,   ///< a snapshot reader beside a writer; refuses every change
};

class Database;

/// A prepared statement, borrowed from its connection for one use. Positions are ?1, ?2, ... in the order given.
/// Throws EnvironmentFailure; being thrown away resets it, so it is never found in use by the next caller.
class Query {
public:
    Query(Query&& other) noexcept;
    Query& operator=(Query&&) = delete;
    ~Query();

    template <typename... Values>
    Query& bind(const Values&... values) {
        int position = 0;
        (bind_at(++position, values), ...);
        return *this;
    }

    /// Moves to the next row; false after the last.
    [[nodiscard]] bool next();
    /// Runs a statement that gives no rows.
    void run();

    [[nodiscard]] std::int64_t integer(int column) const;
    /// Valid until the next row.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string_view blob(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] engine::Instant instant(int column) const;
    [[nodiscard]] std::optional<engine::Instant> maybe_instant(int column) const;

private:
    friend class Database;
    Query(Database& owner, Sql sql, sqlite3_stmt* statement) : owner_(&owner), sql_(sql), statement_(statement) {}

    void bind_at(int position, std::nullopt_t);
    void bind_at(int position, std::int64_t value);
    void bind_at(int position, std::string_view text);
    void bind_at(int position, Blob blob);
    void bind_at(int position, LargeBlob blob);
    void bind_at(int position, engine::Instant at) { bind_at(position, std::string_view(text_of(at))); }
    void bind_at(int position, int value) { bind_at(position, std::int64_t{value}); }
    void bind_at(int position, unsigned value) { bind_at(position, std::int64_t{value}); }
    void bind_at(int position, const char* text) { bind_at(position, std::string_view(text)); }
    void bind_at(int position, const std::string& text) { bind_at(position, std::string_view(text)); }
    template <typename Tag>
    void bind_at(int position, engine::Id<Tag> id) {
        bind_at(position, id.value);
    }
    template <typename Value>
    void bind_at(int position, const std::optional<Value>& value) {
        if (value)
            bind_at(position, *value);
        else
            bind_at(position, std::nullopt);
    }
    [[noreturn]] void fail(int code) const;

    Database* owner_;
    Sql sql_;
    sqlite3_stmt* statement_;
};

/// One SQLite connection, opened through Poco::Data with every pragma set; for one thread at a time.
///
/// Statements go over the raw handle and a cache of prepared ones, not over Poco's Statement: a fresh Poco Statement
/// costs some 27 us a call against 3 us, a kept one is dead after its first error, text is cut at NUL, and result
/// codes get lost (all measured). Only this pair of files knows about it.
class Database {
public:
    /// `place` names the file in errors.
    Database(const std::filesystem::path& file, Access access, std::string place);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    [[nodiscard]] Query query(Sql sql);

    /// Binds, runs, and says how many rows changed.
    template <typename... Values>
    int run(Sql sql, const Values&... values) {
        query(sql).bind(values...).run();
        return changes();
    }

    /// Binds and gives the first column of the first row, 0 when there is none.
    template <typename... Values>
    [[nodiscard]] std::int64_t number(Sql sql, const Values&... values) {
        auto rows = query(sql);
        rows.bind(values...);
        return rows.next() ? rows.integer(0) : 0;
    }

    /// Runs text that is not a literal (a migration, a pragma with a value of ours), statement by statement.
    void execute(const std::string& script);

    [[nodiscard]] std::int64_t last_row_id() const;
    [[nodiscard]] int changes() const;
    [[nodiscard]] bool in_transaction() const;
    [[nodiscard]] const std::string& place() const { return place_; }

private:
    friend class Query;
    struct Connection;
    [[noreturn]] void fail(int code) const;
    void give_back(Sql sql, sqlite3_stmt* statement);

    std::string place_;
    std::unique_ptr<Connection> connection_;
};

/// While it lives, the writer's pages go to the log as they are written instead of staying in memory until the commit:
/// for a large blob, which would fill the cache once more. Only the size of a cache can change inside a transaction;
/// whether it may spill (it may) cannot: SQLite takes note of that pragma and heeds it after the commit.
class SmallCache {
public:
    explicit SmallCache(Database& database);
    SmallCache(const SmallCache&) = delete;
    SmallCache& operator=(const SmallCache&) = delete;
    ~SmallCache();

private:
    Database& database_;
};

}  // namespace rexflow::sqlite
