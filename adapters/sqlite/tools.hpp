#pragma once

#include "adapters/sqlite/database.hpp"
#include "engine/ports/vault.hpp"

namespace rexflow::sqlite {

/// What every function on the tables works with: one connection, and the vault behind it.
struct Tools {
    Database& database;
    engine::Vault& vault;
};

/// For values that belong together in one row but cannot be read: the operator must look, no other row is concerned.
[[noreturn]] inline void fail_unknown(const std::string& what) {
    throw EnvironmentFailure({engine::Error::Code::history_mismatch, what + ": the stored state is not known",
                              "written by another version, or changed by hand; restore it from a backup"});
}

/// The clear text; none once the key was deleted; EnvironmentFailure (key_trouble) when the bytes are not the key's.
[[nodiscard]] inline std::optional<std::string> open_sealed(const Tools& tools, engine::KeyId key,
                                                            std::string_view sealed) {
    auto clear = tools.vault.open(key, sealed);
    if (clear) return std::move(*clear);
    if (clear.error().code == engine::Error::Code::erased) return std::nullopt;
    throw EnvironmentFailure(clear.error());
}

/// A keyed hash of an address or an id, for an index: 16 bytes.
[[nodiscard]] inline std::string lookup_key(const engine::Vault& vault, std::string_view text) {
    return vault.lookup_hash(text).substr(0, 16);
}

/// The same in 64 bits, for a compact index whose hits are verified.
[[nodiscard]] inline std::int64_t short_lookup_key(const engine::Vault& vault, std::string_view text) {
    const auto hash = vault.lookup_hash(text);
    std::uint64_t value = 0;
    for (const char byte : std::string_view(hash).substr(0, 8)) value = value << 8U | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(value);
}

/// Addresses are compared without regard to case (RFC 5321 allows otherwise, nobody does it).
[[nodiscard]] inline std::string lower(std::string_view address) {
    std::string lowered(address);
    for (char& c : lowered)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lowered;
}

}  // namespace rexflow::sqlite
