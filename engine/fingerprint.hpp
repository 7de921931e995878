#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// Tells one version of a file from another, for addresses and caches: FNV-1a, 64 bits, as 16 hexadecimal digits.
/// Anybody can make two texts with the same one: nothing secret or signed may stand on it.
[[nodiscard]] inline std::string fingerprint(std::string_view text) {
    constexpr std::uint64_t basis = 0xcbf29ce484222325;
    constexpr std::uint64_t prime = 0x100000001b3;
    auto hash = basis;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (int shift = 60; shift >= 0; shift -= 4) hex += digits[hash >> static_cast<unsigned>(shift) & 15U];
    return hex;
}

}  // namespace rexflow::engine
