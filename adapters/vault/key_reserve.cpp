#include "adapters/vault/key_reserve.hpp"

#include "adapters/vault/bytes.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace rexflow::vault {

namespace {

constexpr std::size_t batch_size = 1024;
constexpr std::size_t low_water = batch_size / 2;

}  // namespace

std::string wrap(const Secret& wrapping, const Secret& key) {
    std::string wrapped(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + Secret::size, '\0');
    auto* nonce = bytes_of(wrapped);
    randombytes_buf(nonce, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, key.data(), Secret::size, nonce, wrapping.data());
    return wrapped;
}

std::optional<Secret> unwrap(const Secret& wrapping, const std::string& wrapped) {
    constexpr auto overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (wrapped.size() != overhead + Secret::size) return std::nullopt;
    const auto* nonce = bytes_of(wrapped);
    Secret key;
    if (crypto_secretbox_open_easy(key.data(), nonce + crypto_secretbox_NONCEBYTES,
                                   wrapped.size() - crypto_secretbox_NONCEBYTES, nonce, wrapping.data()) != 0)
        return std::nullopt;
    return key;
}

KeyReserve::KeyReserve(engine::KeyStore& store, const Secret& wrapping)
    : store_(store), wrapping_(wrapping), worker_([this](const std::stop_token& stop) { refill(stop); }) {}

KeyReserve::~KeyReserve() = default;

NumberedKey KeyReserve::take() {
    std::unique_lock lock(mutex_);
    if (spares_.size() <= low_water) ask_for_more();
    while (spares_.empty()) {
        ask_for_more();
        filled_.wait(lock, [&] { return !spares_.empty() || !is_low_; });
        if (spares_.empty() && trouble_) throw engine::EnvironmentFailure(*trouble_);
    }
    const NumberedKey taken = spares_.front();
    spares_.pop_front();
    return taken;
}

void KeyReserve::ask_for_more() {
    if (std::exchange(is_low_, true)) return;
    trouble_.reset();
    wanted_.notify_one();
}

void KeyReserve::resume_after(engine::KeyId last_used) {
    const std::lock_guard lock(mutex_);
    last_used_ = std::max(last_used_, last_used);
    while (!spares_.empty() && spares_.front().id <= last_used_) spares_.pop_front();
    if (!std::exchange(is_loaded_, true)) load_spares();
}

void KeyReserve::load_spares() {
    const auto stored = store_.load(last_used_, static_cast<int>(batch_size));
    if (!stored) throw engine::EnvironmentFailure(stored.error());
    for (const auto& [id, bytes] : *stored)
        if (const auto key = unwrap(wrapping_, bytes)) spares_.push_back({id, *key});
}

void KeyReserve::refill(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (wanted_.wait(lock, stop, [&] { return is_low_; })) {
        lock.unlock();
        add_batch();
        lock.lock();
        is_low_ = false;
        filled_.notify_all();
    }
}

/// Without the lock but for handing over: whoever takes a key meanwhile does not wait for the disk.
void KeyReserve::add_batch() {
    std::vector<Secret> keys(batch_size);
    std::vector<std::string> wrapped;
    wrapped.reserve(batch_size);
    for (auto& key : keys) {
        randombytes_buf(key.data(), Secret::size);
        wrapped.push_back(wrap(wrapping_, key));
    }
    const auto ids = store_.add(wrapped);
    const std::lock_guard lock(mutex_);
    if (!ids) {
        trouble_ = ids.error();
        return;
    }
    for (std::size_t place = 0; place < ids->size(); ++place)
        if ((*ids)[place] > last_used_) spares_.push_back({(*ids)[place], keys[place]});
}

}  // namespace rexflow::vault
