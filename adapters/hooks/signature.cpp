#include "adapters/hooks/signature.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace rexflow::hooks {

std::string hmac_sha256(std::string_view key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
         text.size(), hash.data(), &size);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", hash.at(i));
    return hex;
}

std::string signature(std::string_view secret, engine::Instant at, std::string_view body) {
    const auto seconds = at.time_since_epoch().count();
    return fmt::format("t={},v1={}", seconds, hmac_sha256(secret, fmt::format("{}.{}", seconds, body)));
}

}  // namespace rexflow::hooks
