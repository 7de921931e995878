#include "adapters/app/bare_sqlite.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace rexflow::app {

BareSqlite::BareSqlite(const std::filesystem::path& file, std::size_t bytes_a_row) : row_(bytes_a_row, 'x') {
    if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK)
        throw std::runtime_error("the bare database does not open");
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("CREATE TABLE rows(id INTEGER PRIMARY KEY, bytes BLOB)");
    sqlite3_prepare_v2(database_, "INSERT INTO rows(bytes) VALUES(?)", -1, &statement_, nullptr);
}

BareSqlite::~BareSqlite() {
    sqlite3_finalize(statement_);
    sqlite3_close(database_);
}

void BareSqlite::commit_each(int count) { commit_groups(count, 1); }

void BareSqlite::commit_groups(int count, int group) {
    for (int done = 0; done < count; done += group) {
        run("BEGIN IMMEDIATE");
        for (int i = done; i < done + group && i < count; ++i) insert();
        run("COMMIT");
    }
}

void BareSqlite::run(const char* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error("the bare database refuses");
}

void BareSqlite::insert() {
    sqlite3_bind_blob(statement_, 1, row_.data(), static_cast<int>(row_.size()), SQLITE_STATIC);
    if (sqlite3_step(statement_) != SQLITE_DONE) throw std::runtime_error("the bare database refuses a row");
    sqlite3_reset(statement_);
}

}  // namespace rexflow::app
