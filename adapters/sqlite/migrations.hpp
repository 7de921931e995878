#pragma once

#include "adapters/sqlite/database.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace rexflow::sqlite {

/// One numbered step of a schema. Published ones never change: their hashes are frozen in a test.
struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
};

/// Built into the program from migrations/*.sql.
[[nodiscard]] std::span<const Migration> store_migrations();
[[nodiscard]] std::span<const Migration> key_file_migrations();

/// SHA-256 of the text, hex.
[[nodiscard]] std::string hash_of(const Migration& migration);

/// Brings a file to the last number: forward only, each step in a transaction of its own, recorded in
/// schema_migrations. A file that has data is first copied beside itself as "<file>.before-NNNN".
/// Throws EnvironmentFailure: newer_database when the file knows a step this program does not, or another one under
/// the same number.
void migrate(Database& database, const std::filesystem::path& file, std::span<const Migration> steps);

/// Refuses an existing file that no migration ever made ours: an empty one, say, which SQLite takes for a database.
/// Throws EnvironmentFailure.
void check_is_ours(Database& database);

/// A complete, consistent copy, also while others write; there all at once or not at all.
void copy_to(Database& database, const std::filesystem::path& copy);

}  // namespace rexflow::sqlite
