#pragma once

#include "adapters/vault/secret.hpp"
#include "engine/environment_failure.hpp"
#include "engine/ports/vault.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace rexflow::vault {

/// Locks a key with the key that is derived from the master key, for the key file.
[[nodiscard]] std::string wrap(const Secret& wrapping, const Secret& key);
/// None when it was not wrapped with this one.
[[nodiscard]] std::optional<Secret> unwrap(const Secret& wrapping, const std::string& wrapped);

struct NumberedKey {
    engine::KeyId id;
    Secret key;
};

/// Keys that are durable already and used by nobody. A thread of its own makes the next batch when half are gone, so
/// that taking one costs neither a disk write nor a wait.
class KeyReserve {
public:
    KeyReserve(engine::KeyStore& store, const Secret& wrapping);
    ~KeyReserve();
    KeyReserve(const KeyReserve&) = delete;
    KeyReserve& operator=(const KeyReserve&) = delete;

    /// The one with the lowest id. Throws engine::EnvironmentFailure when none is left and none can be made.
    [[nodiscard]] NumberedKey take();
    /// Gives none up to this one any more. The first call takes over the spare ones of the last run.
    void resume_after(engine::KeyId last_used);

private:
    void ask_for_more();
    void refill(const std::stop_token& stop);
    void add_batch();
    void load_spares();

    engine::KeyStore& store_;
    Secret wrapping_;
    std::mutex mutex_;
    std::condition_variable_any wanted_;
    std::condition_variable filled_;
    std::deque<NumberedKey> spares_;
    engine::KeyId last_used_;
    bool is_low_ = false;  ///< the worker is asked, or at it
    bool is_loaded_ = false;
    std::optional<engine::Error> trouble_;
    std::jthread worker_;  ///< last: it must end before anything it uses
};

}  // namespace rexflow::vault
