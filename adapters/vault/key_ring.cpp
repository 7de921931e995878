#include "adapters/vault/key_ring.hpp"

namespace rexflow::vault {

namespace {

/// A third of a megabyte.
constexpr std::size_t most_kept = 4096;

}  // namespace

void KeyRing::keep(const NumberedKey& key) {
    const std::lock_guard lock(mutex_);
    keep_locked(key);
}

void KeyRing::keep_locked(const NumberedKey& key) {
    if (!keys_.insert_or_assign(key.id.value, key.key).second) return;
    oldest_first_.push_back(key.id.value);
    if (oldest_first_.size() <= most_kept) return;
    keys_.erase(oldest_first_.front());
    oldest_first_.pop_front();
}

engine::Result<Secret> KeyRing::find(engine::KeyId id) {
    std::uint64_t forgettings = 0;
    {
        const std::lock_guard lock(mutex_);
        if (const auto kept = keys_.find(id.value); kept != keys_.end()) return kept->second;
        forgettings = forgettings_;
    }
    const auto wrapped = store_.find(id);
    if (!wrapped) return engine::Err(wrapped.error());
    const auto key = unwrap(wrapping_, *wrapped);
    if (!key)
        return engine::Err(engine::Error::Code::key_trouble, "a key of the key file is damaged",
                           "restore the newest copy of the key file");
    const std::lock_guard lock(mutex_);
    if (forgettings == forgettings_) keep_locked({id, *key});
    return *key;
}

engine::Result<void> KeyRing::forget(std::span<const engine::KeyId> ids) {
    auto done = store_.forget(ids);
    if (!done) return done;
    const std::lock_guard lock(mutex_);
    ++forgettings_;
    for (const auto id : ids)
        if (keys_.erase(id.value) > 0) std::erase(oldest_first_, id.value);
    return {};
}

}  // namespace rexflow::vault
