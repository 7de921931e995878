#include "adapters/sqlite/migrations.hpp"

#include "adapters/sqlite/guarded.hpp"

#include <Poco/DigestEngine.h>
#include <Poco/SHA2Engine.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <map>

namespace rexflow::sqlite {

namespace {

using Code = engine::Error::Code;

std::map<std::int64_t, std::string> applied_to(Database& database) {
    database.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
        "hash TEXT NOT NULL) STRICT");
    auto found = database.query("SELECT number, hash FROM schema_migrations");
    std::map<std::int64_t, std::string> applied;
    while (found.next()) applied.emplace(found.integer(0), found.text(1));
    return applied;
}

[[noreturn]] void refuse(const Database& database, std::int64_t number) {
    throw EnvironmentFailure(
        {Code::newer_database,
         fmt::format("{}: written by another version of the program (schema {})", database.place(), number),
         "use the newest rexflow, or restore a backup made by this one"});
}

void check_known(const Database& database, const std::map<std::int64_t, std::string>& applied,
                 std::span<const Migration> steps) {
    for (const auto& [number, hash] : applied) {
        const bool is_known = number >= 1 && number <= static_cast<std::int64_t>(steps.size());
        if (!is_known || hash_of(steps[static_cast<std::size_t>(number) - 1]) != hash) refuse(database, number);
    }
}

/// Another program may have been faster: looks again once it is alone.
void apply(Database& database, const Migration& step) {
    in_transaction(database, [&] {
        if (database.number("SELECT count(*) FROM schema_migrations WHERE number = ?1", step.number) != 0) return;
        database.execute(std::string(step.sql));
        database.run("INSERT INTO schema_migrations VALUES (?1, ?2, ?3)", step.number, step.name, hash_of(step));
    });
}

void sync_to_disk(const std::filesystem::path& path, const std::string& place) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_durable = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!is_durable)
        throw EnvironmentFailure(
            {Code::store_trouble, place + ": the copy cannot be made durable", "check the disk the copy goes to"});
}

}  // namespace

std::string hash_of(const Migration& migration) {
    Poco::SHA2Engine engine(Poco::SHA2Engine::SHA_256);
    engine.update(migration.sql.data(), migration.sql.size());
    return Poco::DigestEngine::digestToHex(engine.digest());
}

void migrate(Database& database, const std::filesystem::path& file, std::span<const Migration> steps) {
    const auto applied = applied_to(database);
    check_known(database, applied, steps);
    if (!applied.empty() && applied.size() < steps.size()) {
        auto copy = file;
        copy += fmt::format(".before-{:04}", applied.size() + 1);
        std::filesystem::remove(copy);
        copy_to(database, copy);
    }
    for (const auto& step : steps)
        if (!applied.contains(step.number)) apply(database, step);
}

void check_is_ours(Database& database) {
    if (database.number("SELECT count(*) FROM sqlite_master WHERE name = 'schema_migrations'") == 0)
        throw EnvironmentFailure({Code::store_trouble, database.place() + ": this file holds no data of RexFlow",
                                  "check the data folder; restore the last backup if the file was overwritten"});
}

void copy_to(Database& database, const std::filesystem::path& copy) {
    if (std::filesystem::exists(copy))
        throw EnvironmentFailure(
            {Code::already_there, database.place() + ": the file to copy to is there already", "choose another name"});
    auto part = copy;
    part += ".part";
    std::error_code failed;
    std::filesystem::remove(part, failed);
    database.query("VACUUM INTO ?1").bind(part.string()).run();
    sync_to_disk(part, database.place());
    std::filesystem::permissions(part, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                                 failed);
    if (!failed) std::filesystem::rename(part, copy, failed);
    if (failed)
        throw EnvironmentFailure({Code::store_trouble, database.place() + ": the copy cannot be put in place",
                                  "check the folder the copy goes to"});
    sync_to_disk(std::filesystem::absolute(copy).parent_path(), database.place());
}

}  // namespace rexflow::sqlite
