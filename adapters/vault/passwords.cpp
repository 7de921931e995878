#include "adapters/vault/passwords.hpp"

#include <sodium.h>

#include <array>
#include <condition_variable>
#include <mutex>

namespace rexflow::vault {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;

/// The places there are for hashing.
class Places {
public:
    explicit Places(int count) : free_(count) {}

    /// Whether a place became free in time.
    [[nodiscard]] bool take(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        if (!bell_.wait_for(lock, patience, [this] { return free_ > 0; })) return false;
        --free_;
        return true;
    }
    void give_back() {
        {
            const std::lock_guard lock(mutex_);
            ++free_;
        }
        bell_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable bell_;
    int free_;
};

class Place {
public:
    explicit Place(Places& places) : places_(places) {}
    ~Place() { places_.give_back(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    Places& places_;
};

auto busy() { return Err(Error::Code::busy, "many passwords are being checked", "try again in a moment"); }

class SodiumPasswords final : public engine::Passwords {
public:
    explicit SodiumPasswords(const PasswordCost& cost) : cost_(cost), places_(cost.at_once) {}

    Result<std::string> hash(std::string_view password) override {
        if (!places_.take(cost_.patience)) return busy();
        const Place place(places_);
        return hashed(password);
    }

    /// Where there is nothing to compare with, a hash is made and thrown away: verifying is hashing once as well.
    Result<bool> verify(std::string_view hash, std::string_view password) override {
        if (!places_.take(cost_.patience)) return busy();
        const Place place(places_);
        if (hash.empty()) {
            if (const auto nobodys = hashed(password); !nobodys) return Err(nobodys.error());
            return false;
        }
        return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) == 0;
    }

private:
    [[nodiscard]] Result<std::string> hashed(std::string_view password) const {
        std::array<char, crypto_pwhash_STRBYTES> text{};
        if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost_.operations, cost_.memory,
                                  crypto_pwhash_ALG_ARGON2ID13) != 0)
            return Err(Error::Code::busy, "there is no memory to hash a password", "try again in a moment");
        return std::string(text.data());
    }

    PasswordCost cost_;
    Places places_;
};

}  // namespace

PasswordCost usual_password_cost() {
    return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE, 2, std::chrono::seconds(5)};
}

Result<std::unique_ptr<engine::Passwords>> make_passwords(const PasswordCost& cost) {
    if (sodium_init() < 0)
        return Err(Error::Code::key_trouble, "the system gives no random numbers", "check /dev/urandom");
    return std::make_unique<SodiumPasswords>(cost);
}

}  // namespace rexflow::vault
