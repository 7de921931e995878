#pragma once

#include "engine/text.hpp"
#include "engine/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rexflow::engine {

class Reader;

/// A mailbox that reports come from, and how it fares.
struct MailboxState {
    std::string name;
    std::string where;                       ///< a server's name, or a folder; never a user or a password
    std::optional<Instant> fetched_at = {};  ///< the last time all went well, to ten minutes
    std::optional<Instant> failing_since = {};
    int failures = 0;         ///< in a row
    Text cause = {};          ///< ends a line: "the server does not answer"; only while it fails
    Text advice = {};         ///< what can be done; only while it fails
    std::size_t missing = 0;  ///< messages in it that were not accounted for last night
};

/// How the installation fares, for the people who look after it.
class Caretaking {
public:
    virtual ~Caretaking() = default;
    /// Those of the settings, in their order.
    [[nodiscard]] virtual std::vector<MailboxState> mailboxes(const Reader& reader) const = 0;
    /// What somebody should look at now, in words; empty when all is well.
    [[nodiscard]] virtual std::vector<std::string> worries(Locale locale) const = 0;
    /// What is wrong with the stored data, in words for an operator; empty when all is well. Reads everything.
    [[nodiscard]] virtual std::vector<std::string> verify() const = 0;
};

}  // namespace rexflow::engine
