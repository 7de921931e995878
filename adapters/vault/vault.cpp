#include "adapters/vault/vault.hpp"

#include "adapters/vault/bytes.hpp"
#include "adapters/vault/key_reserve.hpp"
#include "adapters/vault/key_ring.hpp"
#include "adapters/vault/master_key.hpp"

#include <utility>

namespace rexflow::vault {

namespace {

using engine::Err;
using engine::Error;
using engine::KeyId;
using engine::Result;

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t hash_size = 32;

class SodiumVault : public engine::Vault {
public:
    SodiumVault(const MasterKey& master, engine::KeyStore& keys)
        : lookup_(master.derive(Purpose::look_up)),
          search_(master.derive(Purpose::search)),
          ring_(keys, master.derive(Purpose::wrap_keys)),
          reserve_(keys, master.derive(Purpose::wrap_keys)) {}

    KeyId next_key() override {
        const auto taken = reserve_.take();
        ring_.keep(taken);
        return taken.id;
    }

    void resume_after(KeyId last_used) override { reserve_.resume_after(last_used); }

    std::string seal(KeyId key, std::string_view clear) override {
        const auto secret = ring_.find(key);
        if (!secret) throw engine::EnvironmentFailure(secret.error());
        std::string sealed(nonce_size + clear.size() + tag_size, '\0');
        auto* nonce = bytes_of(sealed);
        randombytes_buf(nonce, nonce_size);
        crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_size, nullptr, bytes_of(clear), clear.size(), nullptr,
                                                   0, nullptr, nonce, secret->data());
        return sealed;
    }

    Result<std::string> open(KeyId key, std::string_view sealed) const override {
        const auto secret = ring_.find(key);
        if (!secret) return Err(secret.error());
        const auto mismatch = [] {
            return Err(Error::Code::key_trouble, "stored bytes do not belong to their key",
                       "run 'rexflow verify', then restore the last backup");
        };
        if (sealed.size() < nonce_size + tag_size) return mismatch();
        std::string clear(sealed.size() - nonce_size - tag_size, '\0');
        const auto* nonce = bytes_of(sealed);
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(clear), nullptr, nullptr, nonce + nonce_size,
                                                       sealed.size() - nonce_size, nullptr, 0, nonce,
                                                       secret->data()) != 0)
            return mismatch();
        return clear;
    }

    Result<void> forget(std::span<const KeyId> keys) override { return ring_.forget(keys); }

    std::string lookup_hash(std::string_view text) const override {
        std::string hash(hash_size, '\0');
        crypto_generichash(bytes_of(hash), hash.size(), bytes_of(text), text.size(), lookup_.data(), Secret::size);
        return hash;
    }

    /// SipHash takes a key of 16 bytes, the first of the secret.
    std::uint64_t search_hash(std::string_view term) const override {
        static_assert(crypto_shorthash_KEYBYTES <= Secret::size && crypto_shorthash_BYTES == sizeof(std::uint64_t));
        std::string hash(crypto_shorthash_BYTES, '\0');
        crypto_shorthash(bytes_of(hash), bytes_of(term), term.size(), search_.data());
        std::uint64_t value = 0;
        for (const char byte : hash) value = value << 8U | static_cast<unsigned char>(byte);
        return value;
    }

    /// The length of the first part is hashed as well, so that no other pair of parts gives the same.
    std::string chain_hash(std::string_view previous, std::string_view row) const override {
        const auto length = static_cast<unsigned char>(previous.size());
        std::string hash(hash_size, '\0');
        crypto_generichash_state state;
        crypto_generichash_init(&state, nullptr, 0, hash.size());
        crypto_generichash_update(&state, &length, 1);
        crypto_generichash_update(&state, bytes_of(previous), previous.size());
        crypto_generichash_update(&state, bytes_of(row), row.size());
        crypto_generichash_final(&state, bytes_of(hash), hash.size());
        return hash;
    }

private:
    Secret lookup_;
    Secret search_;
    mutable KeyRing ring_;
    KeyReserve reserve_;
};

class SodiumSigner : public engine::Signer {
public:
    explicit SodiumSigner(const Secret& secret) : secret_(secret) {}

    std::string sign(std::string_view text) const override {
        std::string hash(hash_size, '\0');
        crypto_generichash(bytes_of(hash), hash.size(), bytes_of(text), text.size(), secret_.data(), Secret::size);
        return base32(std::string_view(hash).substr(0, 10));
    }

private:
    Secret secret_;
};

class RandomNonces : public engine::Nonces {
public:
    std::string next() override {
        std::string bytes(10, '\0');
        randombytes_buf(bytes.data(), bytes.size());
        return base32(bytes);
    }
};

Result<void> start_sodium() {
    // A generator of libsodium's own, seeded by the system: a mail draws 15 times, and each call costs a microsecond.
    randombytes_set_implementation(&randombytes_internal_implementation);
    if (sodium_init() >= 0) return {};
    return Err(Error::Code::key_trouble, "the system gives no random numbers", "check /dev/urandom");
}

Result<MasterKey> load_master_key(const std::filesystem::path& file) {
    if (const auto started = start_sodium(); !started) return Err(started.error());
    return MasterKey::load(file);
}

/// Any key tells whether the master key is the one it was wrapped with; a new key file has none yet.
Result<void> check_match(const MasterKey& master, const engine::KeyStore& keys) {
    const auto first = keys.load(KeyId{0}, 1);
    if (!first) return Err(first.error());
    if (first->empty() || unwrap(master.derive(Purpose::wrap_keys), first->front().bytes)) return {};
    return Err(Error::Code::key_trouble, "the master key is not the one of this key file",
               "put back the master key and the key file of the same installation");
}

}  // namespace

std::string base32(std::string_view ten_bytes) {
    constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    std::string text;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char byte : ten_bytes) {
        bits = (bits << 8U | static_cast<unsigned char>(byte)) & 0xFFFU;
        for (count += 8; count >= 5; count -= 5) text += alphabet[bits >> (count - 5) & 31U];
    }
    return text;
}

Result<void> create_master_key(const std::filesystem::path& file) {
    if (auto started = start_sodium(); !started) return started;
    return MasterKey::create(file);
}

Result<std::unique_ptr<engine::Vault>> open_vault(const std::filesystem::path& master_key, engine::KeyStore& keys) {
    const auto master = load_master_key(master_key);
    if (!master) return Err(master.error());
    if (const auto matched = check_match(*master, keys); !matched) return Err(matched.error());
    return std::make_unique<SodiumVault>(*master, keys);
}

Result<std::unique_ptr<engine::Signer>> open_signer(const std::filesystem::path& master_key) {
    const auto master = load_master_key(master_key);
    if (!master) return Err(master.error());
    return std::make_unique<SodiumSigner>(master->derive(Purpose::sign));
}

std::unique_ptr<engine::Nonces> make_nonces() { return std::make_unique<RandomNonces>(); }

}  // namespace rexflow::vault
