#pragma once

#include "adapters/mail/mail_server.hpp"
#include "engine/ports/mail_transport.hpp"

#include <memory>

namespace rexflow::mail {

/// Hands mail to a submission server (RFC 5321, RFC 6409), one recipient a transaction. Keeps its session for the
/// next mail and opens a new one when the server closed it. For one thread.
///
/// What the server says of the letter is `refused_for_now` (4xx) or `refused_for_good` (5xx), with its code and
/// enhanced status only ("550 5.1.1"). What it says of us, in its greeting, at EHLO, STARTTLS or AUTH, is never the
/// letter's fault: `connection`, or `authentication` for a login it does not accept. A login is only sent in clear when
/// security is `none`, by CRAM-MD5 where the server has it.
class SmtpTransport final : public engine::MailTransport {
public:
    explicit SmtpTransport(MailServer server);
    ~SmtpTransport() override;

    [[nodiscard]] engine::Result<void> send(const engine::OutgoingMail& mail) override;

private:
    class Session;
    MailServer server_;
    std::unique_ptr<Session> session_;
};

}  // namespace rexflow::mail
