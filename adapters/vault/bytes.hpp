#pragma once

#include <string>
#include <string_view>

namespace rexflow::vault {

/// libsodium speaks unsigned char, the ports speak char: the only place that goes from one to the other.
[[nodiscard]] inline const unsigned char* bytes_of(std::string_view text) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    return reinterpret_cast<const unsigned char*>(text.data());
}

[[nodiscard]] inline unsigned char* bytes_of(std::string& text) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    return reinterpret_cast<unsigned char*>(text.data());
}

/// 16 lower-case base32 characters (RFC 4648 alphabet) for 10 bytes.
[[nodiscard]] std::string base32(std::string_view ten_bytes);

}  // namespace rexflow::vault
