#include "adapters/app/data_folder.hpp"
#include "adapters/app/folder_lock.hpp"
#include "adapters/app/installation.hpp"
#include "adapters/sqlite/key_file.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "adapters/vault/vault.hpp"

#include <fmt/format.h>

#include <array>

namespace rexflow::app {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

/// A database and what SQLite keeps beside it.
constexpr std::array database_suffixes{"", "-wal", "-shm"};

void remove_database(const std::filesystem::path& file) {
    std::error_code ignored;
    for (const auto* suffix : database_suffixes) std::filesystem::remove(file.string() + suffix, ignored);
}

void rename_database(const std::filesystem::path& from, const std::filesystem::path& to, std::error_code& failed) {
    for (const auto* suffix : database_suffixes)
        if (std::filesystem::exists(from.string() + suffix))
            std::filesystem::rename(from.string() + suffix, to.string() + suffix, failed);
}

/// The keys of the folder, which a backup of the data is opened with.
struct Keys {
    std::unique_ptr<sqlite::KeyFile> file;
    std::unique_ptr<engine::Vault> vault;

    [[nodiscard]] static Result<Keys> open(const std::filesystem::path& folder) {
        auto file = sqlite::open_key_file(folder / key_file);
        if (!file) return Err(file.error());
        auto vault = vault::open_vault(folder / master_key_file, **file);
        if (!vault) return Err(vault.error());
        return Keys{std::move(*file), std::move(*vault)};
    }
};

/// The erasures made since the backup. None when the present data, which may be what is to be replaced, is too
/// damaged to tell: the keys are deleted all the same.
std::vector<sqlite::Erasure> present_ledger(const std::filesystem::path& folder, Keys& keys) {
    const auto present = sqlite::open_store(folder / database_file, *keys.vault);
    if (!present) return {};
    return (*present)->erasures().value_or(std::vector<sqlite::Erasure>{});
}

/// Opens a copy of the backup, so that looking at it cannot change it. @return how many cases it holds
Result<int> rehearse(const std::filesystem::path& copy, const std::filesystem::path& backup_file, Keys& keys,
                     const std::vector<sqlite::Erasure>& ledger) {
    remove_database(copy);
    std::error_code failed;
    if (!std::filesystem::copy_file(backup_file, copy, failed) || failed)
        return Err(Error::Code::invalid_input, "the backup cannot be copied into the data folder",
                   "check its path, and the free space");
    const auto store = sqlite::open_store(copy, *keys.vault);
    if (!store) return Err(store.error());
    if (const auto troubles = (*store)->integrity(); !troubles.empty())
        return Err(troubles.front().within("the backup"));
    if (auto erased = (*store)->repeat_erasures(ledger); !erased) return Err(erased.error());
    int cases = 0;
    auto counted = (*store)->read([&](const engine::Reader& reader) -> Result<void> {
        cases = reader.count_cases();
        return {};
    });
    if (!counted) return Err(counted.error());
    return cases;
}

/// The keys are gone already; here the cases' histories say so again.
Result<void> record_erasures(const std::filesystem::path& folder, const std::vector<sqlite::Erasure>& ledger) {
    if (ledger.empty()) return {};
    const auto installation = Installation::open(folder);
    if (!installation) return Err(installation.error());
    const auto now = (*installation)->clock().now();
    return (*installation)->store().write([&](engine::Unit& unit) -> Result<void> {
        for (const auto& erasure : ledger) {
            const auto row = unit.find_case(erasure.number);
            if (!row || row->parent) continue;
            engine::History history;
            const auto situation = (*installation)->dispatcher().load(unit, *row, history);
            if (!situation || situation->erased) continue;
            const engine::Event event{"identity_erased", {}, now, engine::Actor::system()};
            if (auto told = (*installation)->dispatcher().handle(unit, *row, event, {now, {}}); !told)
                return Err(told.error());
        }
        return {};
    });
}

/// Moves the rehearsed copy into place. @return whether there was something to replace
Result<bool> replace_data(const std::filesystem::path& folder, const std::filesystem::path& copy,
                          const std::filesystem::path& aside) {
    std::error_code failed;
    const bool is_replacing = std::filesystem::exists(folder / database_file);
    remove_database(aside);
    rename_database(folder / database_file, aside, failed);
    if (!failed) rename_database(copy, folder / database_file, failed);
    if (failed) return Err(Error::Code::store_trouble, "the restored data cannot be put in place", failed.message());
    return is_replacing;
}

}  // namespace

Result<std::string> restore(const std::filesystem::path& folder, const std::filesystem::path& backup_file,
                            Rehearsal rehearsal) {
    const auto copy = folder / "restoring.db";
    const auto aside = folder / (std::string("before-restore-") + database_file);
    std::vector<sqlite::Erasure> ledger;
    std::string report;
    {
        const auto lock = FolderLock::take(folder, FolderLock::Kind::alone);
        if (!lock) return Err(lock.error());
        auto keys = Keys::open(folder);
        if (!keys) return Err(keys.error());
        ledger = present_ledger(folder, *keys);
        const auto cases = rehearse(copy, backup_file, *keys, ledger);
        if (!cases || rehearsal == Rehearsal::yes) remove_database(copy);
        if (!cases) return Err(cases.error());
        report = fmt::format("the backup is sound; cases: {}, erasures applied again: {}", *cases, ledger.size());
        if (rehearsal == Rehearsal::yes) return report + "; nothing was changed";
        const auto is_replacing = replace_data(folder, copy, aside);
        if (!is_replacing) return Err(is_replacing.error());
        if (*is_replacing) report += fmt::format("; the data it replaces is kept as {}", aside.filename().string());
    }
    if (auto recorded = record_erasures(folder, ledger); !recorded) return Err(recorded.error());
    return report;
}

}  // namespace rexflow::app
