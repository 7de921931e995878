#pragma once

#include "adapters/mail/lmtp_dialogue.hpp"
#include "engine/result.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace rexflow::mail {

struct LmtpServerSettings {
    std::string listen;  ///< "/run/rexflow/lmtp.sock", or a loopback address and port "127.0.0.1:2424"
    LmtpRules rules;
    int most_connections = 16;                   ///< at once; more wait
    std::chrono::milliseconds patience{60'000};  ///< for the next bytes of a connection
};

/// Listens for a mail server of this machine (RFC 2033): the surest way in, as that server keeps each message until it
/// is durable here. Any number of connections beside each other; `take` is called from their threads.
///
/// A unix socket may be used by everybody who can reach its folder; one that nobody listens on any more is replaced.
/// The destructor lets what is being stored be stored and answered, and ends the rest.
class LmtpServer {
public:
    /// `configuration` when the address is not of this machine, or it is not possible to listen there.
    [[nodiscard]] static engine::Result<std::unique_ptr<LmtpServer>> start(const LmtpServerSettings& settings,
                                                                           LmtpDialogue::Take take);
    ~LmtpServer();
    LmtpServer(const LmtpServer&) = delete;
    LmtpServer& operator=(const LmtpServer&) = delete;

private:
    class Connection;
    class Connections;
    struct Parts;
    explicit LmtpServer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace rexflow::mail
