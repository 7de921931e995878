#pragma once

#include "adapters/sqlite/group_commit.hpp"
#include "engine/ports/store.hpp"
#include "engine/ports/vault.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace rexflow::sqlite {

/// A line of the erasure ledger, in terms that hold for older copies of the data as well.
struct Erasure {
    engine::CaseNumber number;
    engine::Instant at;
};

/// The store on SQLite: one writing connection behind GroupCommit, reading ones in a pool beside it. Safe from several
/// threads, and beside another program on the same data.
class SqliteStore : public engine::Store {
public:
    /// `file` must exist and be of the newest schema: see open_store.
    SqliteStore(std::filesystem::path file, engine::Vault& vault);

    [[nodiscard]] engine::Result<void> write(const std::function<engine::Result<void>(engine::Unit&)>& work) override;
    [[nodiscard]] engine::Result<void> read(
        const std::function<engine::Result<void>(const engine::Reader&)>& work) override;

    /// A complete copy of what is committed, taken beside running work; refuses a file that is there. The key file has
    /// a backup of its own.
    [[nodiscard]] engine::Result<void> backup(const std::filesystem::path& copy);

    /// What is wrong, as one Error each: the database file, the history chain of every case, and erased people whose
    /// keys are still there. Whether a history replays is for the workflow to say.
    [[nodiscard]] std::vector<engine::Error> integrity();

    /// The erasure ledger, to be carried over when older data is restored.
    [[nodiscard]] engine::Result<std::vector<Erasure>> erasures();
    /// Erases again what a restored copy still holds; cases it does not know are skipped.
    [[nodiscard]] engine::Result<void> repeat_erasures(const std::vector<Erasure>& ledger);
    /// Deletes every key the ledger names; done at every opening.
    [[nodiscard]] engine::Result<void> apply_erasures();

    /// Durable transactions since the opening.
    [[nodiscard]] std::int64_t commits() const { return group_.commits(); }

private:
    [[nodiscard]] std::unique_ptr<Database> take_reader();
    void give_back(std::unique_ptr<Database> reader);
    [[nodiscard]] engine::Result<std::vector<engine::KeyId>> erased_keys();
    [[nodiscard]] engine::Result<void> check_file(std::vector<engine::Error>& found);
    [[nodiscard]] engine::Result<void> check_chains(std::vector<engine::Error>& found);
    [[nodiscard]] engine::Result<void> check_erasures(std::vector<engine::Error>& found);

    std::filesystem::path file_;
    engine::Vault& vault_;
    Database writer_;
    GroupCommit group_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Database>> idle_readers_;
};

/// Makes an empty database, readable by its owner only. Error::Code::already_there when there is one.
[[nodiscard]] engine::Result<void> create_store(const std::filesystem::path& database, engine::Vault& vault);

/// Opens and, where needed, migrates a database. Error::Code::store_trouble when it is missing, damaged or no
/// database, newer_database when a newer program wrote it, key_trouble when the keys are not those it was written with.
[[nodiscard]] engine::Result<std::unique_ptr<SqliteStore>> open_store(const std::filesystem::path& database,
                                                                      engine::Vault& vault);

}  // namespace rexflow::sqlite
