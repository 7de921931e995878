#pragma once

#include "adapters/sqlite/key_file.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "adapters/vault/vault.hpp"
#include "tests/support/temporary_folder.hpp"

#include <memory>
#include <stdexcept>

namespace rexflow::testing {

/// The value, or the test ends with what went wrong.
template <typename T>
T value_of(engine::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Master key, key file and database of one installation, in a temporary folder.
class SqliteData {
public:
    SqliteData() {
        value_of(vault::create_master_key(master_key()));
        value_of(sqlite::create_key_file(key_file()));
        open_keys();
        value_of(sqlite::create_store(database(), *vault_));
        open_store();
    }

    [[nodiscard]] std::filesystem::path master_key() const { return folder_.path() / "master.key"; }
    [[nodiscard]] std::filesystem::path key_file() const { return folder_.path() / "keys.db"; }
    [[nodiscard]] std::filesystem::path database() const { return folder_.path() / "rexflow.db"; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

    [[nodiscard]] sqlite::SqliteStore& store() { return *store_; }
    [[nodiscard]] engine::Vault& vault() { return *vault_; }
    [[nodiscard]] sqlite::KeyFile& keys() { return *keys_; }

    void close() {
        store_.reset();
        vault_.reset();
        keys_.reset();
    }
    void open_keys() {
        keys_ = value_of(sqlite::open_key_file(key_file()));
        vault_ = value_of(vault::open_vault(master_key(), *keys_));
    }
    void open_store() { store_ = value_of(sqlite::open_store(database(), *vault_)); }
    void reopen() {
        close();
        open_keys();
        open_store();
    }

private:
    TemporaryFolder folder_;
    std::unique_ptr<sqlite::KeyFile> keys_;
    std::unique_ptr<engine::Vault> vault_;
    std::unique_ptr<sqlite::SqliteStore> store_;
};

}  // namespace rexflow::testing
