#pragma once

#include "adapters/mail/after_taking.hpp"
#include "adapters/mail/mail_server.hpp"
#include "engine/ports/inbox.hpp"

#include <cstddef>

namespace rexflow::mail {

struct Pop3Settings {
    std::string name;   ///< "rapports": the source is "pop3:rapports"
    MailServer server;  ///< `starttls` is POP3's STLS (RFC 2595)
    AfterTaking after_taking = AfterTaking::leave;
    std::size_t longest_message = 100UL * 1024 * 1024;  ///< bytes; a longer message is reported and stays
};

/// Takes messages from a POP3 account (RFC 1939) by their UIDL uid, byte for byte but for dot-stuffing.
///
/// A message whose end did not arrive is not taken. Deletions are asked for after `take` succeeded and become true
/// with QUIT, which is sent only when nothing broke: in doubt everything stays on the server.
///
/// fetch() fails with `connection`, `authentication` or `protocol`; a single message that the server refuses to give,
/// or that is too long, is passed over and counted in an Error at the end.
class Pop3Inbox final : public engine::Inbox {
public:
    explicit Pop3Inbox(Pop3Settings settings) : settings_(std::move(settings)) {}

    [[nodiscard]] std::string name() const override { return "pop3:" + settings_.name; }
    [[nodiscard]] engine::Result<int> fetch(
        const std::function<bool(std::string_view uid)>& is_known,
        const std::function<engine::Result<void>(std::string_view uid, std::string raw)>& take) override;
    [[nodiscard]] engine::Result<std::vector<engine::ListedMessage>> list() override;

private:
    Pop3Settings settings_;
};

}  // namespace rexflow::mail
