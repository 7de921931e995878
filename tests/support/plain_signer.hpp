#pragma once

#include "engine/ports/secrets.hpp"

#include <cstdint>

namespace rexflow::testing {

/// A signature of the right shape (FNV-1a in base32) that keeps no secret.
class PlainSigner final : public engine::Signer {
public:
    [[nodiscard]] std::string sign(std::string_view text) const override {
        constexpr auto* digits = "abcdefghijklmnopqrstuvwxyz234567";
        std::uint64_t hash = 14695981039346656037ULL;
        for (const auto c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
        std::string signature;
        for (int i = 0; i < 16; ++i) {
            signature += digits[hash >> 59U];
            hash = hash * 6364136223846793005ULL + 1442695040888963407ULL;
        }
        return signature;
    }
};

}  // namespace rexflow::testing
