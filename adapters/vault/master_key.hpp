#pragma once

#include "adapters/vault/secret.hpp"
#include "engine/result.hpp"

#include <filesystem>

namespace rexflow::vault {

/// What a secret derived from the master key is for; the numbers are for ever (crypto_kdf subkey ids).
enum class Purpose : std::uint64_t { wrap_keys = 1, look_up = 2, sign = 3, search = 4 };

/// The secret of this installation: 32 bytes in a file of mode 0600. Everything else is derived from it.
class MasterKey {
public:
    /// Makes the file, durable, of mode 0600. Error::Code::already_there when there is one.
    [[nodiscard]] static engine::Result<void> create(const std::filesystem::path& file);

    /// Error::Code::key_trouble when the file is missing, of the wrong size, or readable by others.
    [[nodiscard]] static engine::Result<MasterKey> load(const std::filesystem::path& file);

    [[nodiscard]] Secret derive(Purpose purpose) const;

private:
    Secret secret_;
};

}  // namespace rexflow::vault
