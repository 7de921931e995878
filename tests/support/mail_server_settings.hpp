#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

/// The configurations of the test's own Dovecot and Postfix, as they read them. `folder` is where all of theirs is.
namespace rexflow::testing {

/// Mail is delivered as somebody who is not root, as Dovecot and Postfix insist.
struct Account {
    std::string user;
    std::string group;
    uid_t uid;
    gid_t gid;
};
[[nodiscard]] Account mail_account();

struct DovecotPorts {
    std::uint16_t pop3;
    std::uint16_t pop3s;
    std::uint16_t imap;
    std::uint16_t imaps;
};

[[nodiscard]] std::string dovecot_settings(const std::filesystem::path& folder, const DovecotPorts& ports);

inline constexpr std::string_view certificate_demand = R"(
ssl_ca = <{0}/ca.crt
ssl_verify_client_cert = yes
ssl_require_crl = no
auth_ssl_require_client_cert = yes
)";

/// Tokens are checked by their signature (RFC 7519, HS256), without a third server.
inline constexpr std::string_view oauth2_settings = R"(introspection_mode = local
local_validation_key_dict = fs:posix:prefix={0}/token-keys/
username_attribute = email
)";

/// token ADDRESS SECONDS: an access token for Dovecot, signed with the key of this folder.
inline constexpr std::string_view token_script = R"sh(#!/bin/sh
encoded() {{ openssl base64 -A | tr '+/' '-_' | tr -d '='; }}
now=$(date +%s)
head=$(printf '{{"alg":"HS256","typ":"JWT"}}' | encoded)
body=$(printf '{{"sub":"%s","email":"%s","iat":%s,"exp":%s}}' "$1" "$1" "$((now - 3600))" "$((now + $2))" | encoded)
sign=$(printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -hmac '{0}' -binary | encoded)
printf '%s.%s.%s\n' "$head" "$body" "$sign"
)sh";
inline constexpr std::string_view token_key = "a loopback token key";

/// Where Postfix was unpacked (REXFLOW_POSTFIX_ROOT); empty: it is installed.
[[nodiscard]] std::string postfix_root();
[[nodiscard]] std::string postfix_main(const std::filesystem::path& folder);
[[nodiscard]] std::string postfix_services(std::uint16_t smtp_port, std::uint16_t smtps_port);

}  // namespace rexflow::testing
