#pragma once

#include "engine/time.hpp"

#include <string>
#include <string_view>

namespace rexflow::hooks {

/// HMAC-SHA256 (RFC 2104), in lower-case hexadecimal.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text);

/// The field RexFlow-Signature: "t=1741000000,v1=<hmac of 1741000000.<body>>". The instant is signed too, so that an
/// old delivery cannot be played again later.
[[nodiscard]] std::string signature(std::string_view secret, engine::Instant at, std::string_view body);

}  // namespace rexflow::hooks
