#pragma once

#include "engine/letter.hpp"
#include "engine/result.hpp"

namespace rexflow::engine {

/// Hands finished mail to a server (SMTP) or a folder (Maildir).
class MailTransport {
public:
    virtual ~MailTransport() = default;

    /// Returns once the server has taken responsibility (250 after DATA). `refused_for_now` and `refused_for_good`
    /// carry the server's code ("550 5.1.1") but not its text, which may hold an address. A connection that breaks
    /// after DATA is `connection`: sending again under the same Message-ID is right (RFC 5321, 4.5.4.2).
    [[nodiscard]] virtual Result<void> send(const OutgoingMail& mail) = 0;
};

}  // namespace rexflow::engine
