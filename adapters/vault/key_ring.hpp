#pragma once

#include "adapters/vault/key_reserve.hpp"
#include "engine/ports/vault.hpp"

#include <cstdint>
#include <deque>
#include <mutex>
#include <span>
#include <unordered_map>

namespace rexflow::vault {

/// The keys used lately, in clear, in memory; the others are fetched from the key store. Safe from several threads.
class KeyRing {
public:
    KeyRing(engine::KeyStore& store, const Secret& wrapping) : store_(store), wrapping_(wrapping) {}

    void keep(const NumberedKey& key);
    /// Error::Code::erased when it was deleted.
    [[nodiscard]] engine::Result<Secret> find(engine::KeyId id);
    /// From the store first, then from memory.
    [[nodiscard]] engine::Result<void> forget(std::span<const engine::KeyId> ids);

private:
    void keep_locked(const NumberedKey& key);

    engine::KeyStore& store_;
    Secret wrapping_;
    std::mutex mutex_;
    std::unordered_map<std::int64_t, Secret> keys_;
    std::deque<std::int64_t> oldest_first_;
    std::uint64_t forgettings_ = 0;  ///< a key fetched before one of them is not kept after it
};

}  // namespace rexflow::vault
