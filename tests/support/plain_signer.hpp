#pragma once

#include "engine/ports/secrets.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace rexflow::testing {

/// A signature of the right shape (FNV-1a in base32) that keeps no secret.
class PlainSigner final : public engine::Signer {
public:
    /// Different installations sign differently.
    explicit PlainSigner(std::string installation = {}) : installation_(std::move(installation)) {}

    [[nodiscard]] std::string sign(std::string_view text) const override {
        constexpr auto* digits = "abcdefghijklmnopqrstuvwxyz234567";
        std::uint64_t hash = 14695981039346656037ULL;
        for (const auto c : installation_ + std::string(text))
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        std::string signature;
        for (int i = 0; i < 16; ++i) {
            signature += digits[hash >> 59U];
            hash = hash * 6364136223846793005ULL + 1442695040888963407ULL;
        }
        return signature;
    }

private:
    std::string installation_;
};

}  // namespace rexflow::testing
