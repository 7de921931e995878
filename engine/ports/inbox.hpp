#pragma once

#include "engine/result.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// A mailbox messages are taken from: a Maildir, a POP3 account.
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
};

}  // namespace rexflow::engine
