#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace rexflow::mail {

/// How the way to a mail server is protected. `none` sends everything in clear, a password as well, and is meant for
/// a server on the same machine.
enum class Security { none, starttls, tls };

/// Where a mail server is and how it is spoken to.
struct MailServer {
    std::string host;
    std::uint16_t port = 0;
    Security security = Security::tls;
    std::string user;  ///< empty: no login
    std::string password;
    std::string ca_file;                               ///< PEM; empty: the certificates of the system
    std::chrono::milliseconds timeout{30'000};         ///< for the connection, the handshake and each answer
    std::chrono::milliseconds session_limit{600'000};  ///< for everything between connecting and closing
};

}  // namespace rexflow::mail
