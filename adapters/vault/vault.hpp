#pragma once

#include "engine/ports/secrets.hpp"
#include "engine/ports/vault.hpp"

#include <filesystem>
#include <memory>

/// Encryption at rest by libsodium: data is sealed with XChaCha20-Poly1305, keys are wrapped with a secretbox under a
/// key derived from the master key, hashes are BLAKE2b.
namespace rexflow::vault {

/// Makes the master key file of a new installation: 32 random bytes, mode 0600, durable. Error::Code::already_there
/// when there is one.
[[nodiscard]] engine::Result<void> create_master_key(const std::filesystem::path& file);

/// `keys` must outlive the vault. Error::Code::key_trouble when the master key is missing, short, readable by others,
/// or not the one the keys are wrapped with.
[[nodiscard]] engine::Result<std::unique_ptr<engine::Vault>> open_vault(const std::filesystem::path& master_key,
                                                                        engine::KeyStore& keys);

/// Keyed with a secret derived from the master key. Error::Code::key_trouble as open_vault.
[[nodiscard]] engine::Result<std::unique_ptr<engine::Signer>> open_signer(const std::filesystem::path& master_key);

/// From the system's random source. Safe from several threads.
[[nodiscard]] std::unique_ptr<engine::Nonces> make_nonces();

}  // namespace rexflow::vault
