#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace rexflow::app {

/// SQLite with nothing of ours around it: one table, rows of the same size, WAL, synchronous=FULL. What a benchmark
/// can at best reach on this disk.
class BareSqlite {
public:
    BareSqlite(const std::filesystem::path& file, std::size_t bytes_a_row);
    ~BareSqlite();
    BareSqlite(const BareSqlite&) = delete;
    BareSqlite& operator=(const BareSqlite&) = delete;

    /// `count` commits of one row each.
    void commit_each(int count);
    /// `count` rows, `group` of them a commit.
    void commit_groups(int count, int group);

private:
    void run(const char* sql);
    void insert();

    sqlite3* database_ = nullptr;
    sqlite3_stmt* statement_ = nullptr;
    std::string row_;
};

}  // namespace rexflow::app
