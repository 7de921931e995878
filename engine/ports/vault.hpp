#pragma once

#include "engine/ids.hpp"
#include "engine/result.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

using KeyId = Id<struct KeyTag>;

/// Where keys are kept, wrapped: a small file of its own, so that deleting a key is deleting what it locks, also from
/// older backups of the data.
class KeyStore {
public:
    virtual ~KeyStore() = default;
    struct WrappedKey {
        KeyId id;
        std::string bytes;
    };
    /// Durable when it returns; ids follow the highest ever given, deleted ones included.
    [[nodiscard]] virtual Result<std::vector<KeyId>> add(std::span<const std::string> wrapped) = 0;
    [[nodiscard]] virtual Result<std::vector<WrappedKey>> load(KeyId after, int limit) const = 0;
    [[nodiscard]] virtual Result<std::string> find(KeyId id) const = 0;         ///< Error::Code::erased when deleted
    [[nodiscard]] virtual Result<void> forget(std::span<const KeyId> ids) = 0;  ///< overwritten, durable
};

/// Encryption at rest. Safe from several threads.
class Vault {
public:
    virtual ~Vault() = default;

    /// A key nobody used before, made durable ahead of need: costs no disk write now. Ids only grow.
    [[nodiscard]] virtual KeyId next_key() = 0;
    /// The highest id the data uses: next_key() starts after it and never goes back. Called when the store opens, and
    /// again when another program wrote to the same data.
    virtual void resume_after(KeyId last_used) = 0;

    [[nodiscard]] virtual std::string seal(KeyId key, std::string_view clear) = 0;
    /// Error::Code::erased when the key is gone, key_trouble when the bytes do not belong to the key.
    [[nodiscard]] virtual Result<std::string> open(KeyId key, std::string_view sealed) const = 0;
    /// Deletes keys for good. Deleting one twice is no error.
    [[nodiscard]] virtual Result<void> forget(std::span<const KeyId> keys) = 0;

    /// A keyed hash for looking up an address or a Message-ID without keeping it in clear. 32 bytes.
    [[nodiscard]] virtual std::string lookup_hash(std::string_view text) const = 0;
    /// A keyed hash of a word to be searched for, under a key of its own.
    [[nodiscard]] virtual std::uint64_t search_hash(std::string_view term) const = 0;
    /// An unkeyed hash for the history chain. 32 bytes.
    [[nodiscard]] virtual std::string chain_hash(std::string_view previous, std::string_view row) const = 0;
};

}  // namespace rexflow::engine
