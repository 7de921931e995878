#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// HMAC-SHA-1 (RFC 2104), 20 bytes. For codes of RFC 6238 alone: SHA-1 is good for nothing else today.
[[nodiscard]] std::string hmac_sha1(std::string_view key, std::string_view text);

/// HOTP of RFC 4226: `digits` decimal digits, zeros in front.
[[nodiscard]] std::string hotp(std::string_view secret, std::uint64_t counter, int digits);

/// The step of 30 seconds whose code of 6 digits this is, when it is the present one or the one before or after it
/// (RFC 6238, 5.2). Blanks within the code do not matter.
[[nodiscard]] std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, Instant now);

/// A recovery code as it is kept, from how it was typed: without blanks and hyphens, lower case.
[[nodiscard]] std::string recovery_code_of(std::string_view typed);

/// The bytes of lower-case base32 text without padding, whole bytes only; none for anything else.
[[nodiscard]] std::optional<std::string> bytes_of_base32(std::string_view text);

/// RFC 4648, 6, upper case, without padding: how secrets are typed into an app.
[[nodiscard]] std::string base32_of(std::string_view bytes);

/// What the QR code says (the Key URI format apps read): otpauth://totp/...
[[nodiscard]] std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account);

}  // namespace rexflow::engine
