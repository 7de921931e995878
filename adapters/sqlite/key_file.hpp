#pragma once

#include "adapters/sqlite/database.hpp"
#include "engine/ports/vault.hpp"

#include <filesystem>
#include <memory>
#include <mutex>

namespace rexflow::sqlite {

/// The key file: wrapped keys by id, in an SQLite file of its own. Safe from several threads, and beside another
/// program that has it open.
class KeyFile : public engine::KeyStore {
public:
    explicit KeyFile(const std::filesystem::path& file);

    [[nodiscard]] engine::Result<std::vector<engine::KeyId>> add(std::span<const std::string> wrapped) override;
    [[nodiscard]] engine::Result<std::vector<WrappedKey>> load(engine::KeyId after, int limit) const override;
    /// Error::Code::key_trouble for an id this file never gave: it is older than the data.
    [[nodiscard]] engine::Result<std::string> find(engine::KeyId id) const override;
    /// Pages are overwritten with zeros and the log is emptied, so the bytes are out of both files.
    [[nodiscard]] engine::Result<void> forget(std::span<const engine::KeyId> ids) override;

    /// A copy of its own, to be kept apart from the data's and for a shorter time.
    [[nodiscard]] engine::Result<void> backup(const std::filesystem::path& copy);

private:
    Database writer_;
    mutable Database reader_;
    std::mutex writing_;
    mutable std::mutex reading_;
};

/// Makes an empty key file, readable by its owner only. Error::Code::already_there when there is one.
[[nodiscard]] engine::Result<void> create_key_file(const std::filesystem::path& file);

/// Error::Code::key_trouble when it is missing or no key file: a new one would not open a single case.
[[nodiscard]] engine::Result<std::unique_ptr<KeyFile>> open_key_file(const std::filesystem::path& file);

}  // namespace rexflow::sqlite
