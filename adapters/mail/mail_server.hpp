#pragma once

#include "engine/result.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace rexflow::mail {

/// How the way to a mail server is protected. `none` sends everything in clear, a password as well, and is meant for
/// a server on the same machine.
enum class Security { none, starttls, tls };

/// What we show a server that wants to know who we are before it talks (MSSanté does). PEM files.
struct ClientCertificate {
    std::string file;  ///< the certificate, then those between it and the authority; empty: we have none
    std::string key_file;
    std::string key_password;  ///< empty: the key is not encrypted
};

/// Gives an OAuth 2.0 access token: `any` may be one that was kept, `fresh` is asked for after the server refused it.
enum class TokenAge { any, fresh };
using AccessToken = std::function<engine::Result<std::string>(TokenAge)>;

/// Where a mail server is and how it is spoken to.
struct MailServer {
    std::string host;
    std::uint16_t port = 0;
    Security security = Security::tls;
    std::string user;  ///< empty: no login
    std::string password;
    std::string ca_file{};                             ///< PEM; empty: the certificates of the system
    std::chrono::milliseconds timeout{30'000};         ///< for the connection, the handshake and each answer
    std::chrono::milliseconds session_limit{600'000};  ///< for everything between connecting and closing
    ClientCertificate client{};
    AccessToken token{};  ///< where set, the login is XOAUTH2 with `user` and this, and never the password
};

/// Whether a host name can only mean this machine: the one place mail may travel to in clear.
[[nodiscard]] bool is_loopback(std::string_view host);

}  // namespace rexflow::mail
