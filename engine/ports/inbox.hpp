#pragma once

#include "engine/result.hpp"
#include "engine/time.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// A message as a mailbox lists it, without a word of what it says.
struct ListedMessage {
    std::string uid;                     ///< as fetch() gives it
    std::size_t size = 0;                ///< bytes, as the mailbox counts them
    std::optional<Instant> received_at;  ///< where the mailbox knows (POP3 does not)
};

/// A mailbox messages are taken from: a Maildir, a POP3 account, an IMAP account.
class Inbox {
public:
    virtual ~Inbox() = default;

    /// "maildir:inbox", "pop3:rapports": the `source` of an Origin. Never an address or a password.
    [[nodiscard]] virtual std::string name() const = 0;

    /// Opens the mailbox, lists every message whatever its flags and age, and hands each that `is_known` does not
    /// know to `take`, raw, in the order of the mailbox. `take` returns only when the message is durable; when it
    /// fails, fetching stops and the message stays. After a successful `take`, and also for known messages, the
    /// message is left, moved or deleted as the mailbox is configured.
    ///
    /// @return how many were taken; Error when the mailbox could not be opened or broke off (what was taken stays
    /// taken)
    [[nodiscard]] virtual Result<int> fetch(
        const std::function<bool(std::string_view uid)>& is_known,
        const std::function<Result<void>(std::string_view uid, std::string raw)>& take) = 0;

    /// Every message that is in the mailbox now, whatever its flags and age. Changes nothing there.
    [[nodiscard]] virtual Result<std::vector<ListedMessage>> list() = 0;
};

}  // namespace rexflow::engine
