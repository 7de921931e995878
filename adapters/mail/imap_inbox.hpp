#pragma once

#include "adapters/mail/after_taking.hpp"
#include "adapters/mail/mail_server.hpp"
#include "engine/ports/inbox.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace rexflow::mail {

struct ImapSettings {
    std::string name;                           ///< "rapports": the source is "imap:rapports"
    MailServer server;                          ///< `none` only for a server on this machine
    std::vector<std::string> folders{"INBOX"};  ///< UTF-8, with the server's own separators
    AfterTaking after_taking = AfterTaking::leave;
    std::string move_to{};                              ///< the folder of AfterTaking::move; made when it is missing
    std::size_t longest_message = 100UL * 1024 * 1024;  ///< bytes; a longer message is reported and stays
};

/// Takes messages from folders of an IMAP account (RFC 3501), seen or not, old or new, without marking them.
///
/// The uid is "UIDVALIDITY:UID", followed by ":folder" in any folder but INBOX: the same for ever while the server
/// keeps its word. After a restored mailbox all messages have new ones and are taken again; that they are the same,
/// their content tells. What becomes of a message happens only after its `take` succeeded, a page of messages at a
/// time; those a former run took and did not get to settle are settled at the first visit, once: a message that a
/// person marks unread again stays so.
///
/// A message whose end did not arrive is not taken. One that the server refuses, or that is too long, is passed over
/// and counted in an Error (`left_behind`) at the end. For one thread.
class ImapInbox final : public engine::Inbox {
public:
    explicit ImapInbox(ImapSettings settings) : settings_(std::move(settings)) {}

    [[nodiscard]] std::string name() const override { return "imap:" + settings_.name; }
    [[nodiscard]] engine::Result<int> fetch(
        const std::function<bool(std::string_view uid)>& is_known,
        const std::function<engine::Result<void>(std::string_view uid, std::string raw)>& take) override;
    [[nodiscard]] engine::Result<std::vector<engine::ListedMessage>> list() override;

private:
    class Visit;
    ImapSettings settings_;
    std::set<std::string> settled_;  ///< ledger uids of messages that were marked
};

}  // namespace rexflow::mail
