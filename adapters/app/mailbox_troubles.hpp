#pragma once

#include "adapters/app/installation.hpp"
#include "engine/text.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::app {

/// A mailbox that fails, as it is noted in the store from turn to turn.
struct MailboxTrouble {
    int failures = 0;  ///< in a row
    engine::Instant since;
    engine::Error::Code cause = engine::Error::Code::connection;       ///< of the last one
    engine::Error::Code told_of = engine::Error::Code::invalid_input;  ///< the cause the coordinators were told
    [[nodiscard]] bool is_told() const { return told_of != engine::Error::Code::invalid_input; }
};

/// What keeps a mailbox from being read, and what can be done, for people who run no servers.
struct TroubleWords {
    engine::Text cause;   ///< ends a line: "the server does not answer"
    engine::Text advice;  ///< whole sentences
};
[[nodiscard]] const TroubleWords& words_of(engine::Error::Code cause);

/// None while the mailbox works. `source` is its Inbox::name().
[[nodiscard]] std::optional<MailboxTrouble> find_trouble(const engine::Reader& reader, std::string_view source);

/// When a fetch of this mailbox last went well, to ten minutes; none: not yet.
[[nodiscard]] std::optional<engine::Instant> fetched_at(const engine::Reader& reader, std::string_view source);

/// Notes how a fetch went. The coordinators get a letter after as many failures in a row as the mailbox's settings
/// say, at once when only a person can help (a login that is refused, a wrong setting), and another when it is over.
[[nodiscard]] engine::Result<void> note_fetch(const Installation& installation, const WatchedInbox& watched,
                                              const std::optional<engine::Error>& failure);

}  // namespace rexflow::app
