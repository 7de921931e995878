#include "adapters/sqlite/key_file.hpp"

#include "adapters/sqlite/guarded.hpp"
#include "adapters/sqlite/migrations.hpp"

namespace rexflow::sqlite {

namespace {

using engine::Err;
using engine::Error;
using engine::KeyId;
using engine::Result;

constexpr const char* place = "key file";

void migrate_file(const std::filesystem::path& file, Access access) {
    Database database(file, access, place);
    if (access != Access::create) check_is_ours(database);
    migrate(database, file, key_file_migrations());
}

}  // namespace

KeyFile::KeyFile(const std::filesystem::path& file)
    : writer_(file, Access::read_write, place), reader_(file, Access::read_only, place) {
    writer_.execute("PRAGMA secure_delete = ON; PRAGMA cache_size = -1024");
}

Result<std::vector<KeyId>> KeyFile::add(std::span<const std::string> wrapped) {
    return guarded([&]() -> Result<std::vector<KeyId>> {
        const std::lock_guard lock(writing_);
        std::vector<KeyId> ids;
        ids.reserve(wrapped.size());
        in_transaction(writer_, [&] {
            for (const auto& bytes : wrapped) {
                writer_.run("INSERT INTO keys (wrapped) VALUES (?1)", Blob{bytes});
                ids.push_back(KeyId{writer_.last_row_id()});
            }
        });
        return ids;
    });
}

Result<std::vector<KeyFile::WrappedKey>> KeyFile::load(KeyId after, int limit) const {
    return guarded([&]() -> Result<std::vector<WrappedKey>> {
        const std::lock_guard lock(reading_);
        auto found = reader_.query("SELECT id, wrapped FROM keys WHERE id > ?1 ORDER BY id LIMIT ?2");
        found.bind(after, limit);
        std::vector<WrappedKey> keys;
        while (found.next()) keys.push_back({KeyId{found.integer(0)}, std::string(found.blob(1))});
        return keys;
    });
}

Result<std::string> KeyFile::find(KeyId id) const {
    return guarded([&]() -> Result<std::string> {
        const std::lock_guard lock(reading_);
        auto found = reader_.query("SELECT wrapped FROM keys WHERE id = ?1");
        found.bind(id);
        if (found.next()) return std::string(found.blob(0));
        if (id.value <= reader_.number("SELECT seq FROM sqlite_sequence WHERE name = 'keys'"))
            return Err(Error::Code::erased, "the key was deleted");
        return Err(Error::Code::key_trouble, "the key file is older than the data",
                   "restore the newest copy of the key file");
    });
}

Result<void> KeyFile::forget(std::span<const KeyId> ids) {
    return guarded([&]() -> Result<void> {
        const std::lock_guard lock(writing_);
        int deleted = 0;
        in_transaction(writer_, [&] {
            for (const auto id : ids) deleted += writer_.run("DELETE FROM keys WHERE id = ?1", id);
        });
        if (deleted > 0) writer_.run("PRAGMA wal_checkpoint(TRUNCATE)");
        return {};
    });
}

Result<void> KeyFile::backup(const std::filesystem::path& copy) {
    return guarded([&]() -> Result<void> {
        const std::lock_guard lock(writing_);
        copy_to(writer_, copy);
        return {};
    });
}

Result<void> create_key_file(const std::filesystem::path& file) {
    return guarded([&]() -> Result<void> {
        migrate_file(file, Access::create);
        std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        return {};
    });
}

Result<std::unique_ptr<KeyFile>> open_key_file(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored))
        return Err(Error::Code::key_trouble, "the key file is missing",
                   "put it back from its own backup: without it nothing of the cases can be read");
    return guarded([&]() -> Result<std::unique_ptr<KeyFile>> {
        migrate_file(file, Access::read_write);
        return std::make_unique<KeyFile>(file);
    });
}

}  // namespace rexflow::sqlite
