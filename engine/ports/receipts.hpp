#pragma once

#include "engine/ids.hpp"
#include "engine/time.hpp"

#include <optional>
#include <string_view>

namespace rexflow::engine {

/// What people who reported on the public page come back with: a code, shown once, of which a keyed hash is kept.
/// It belongs to the message it was given out for, so that it opens the case whenever that message was understood.
/// It goes with the people of the case.
class Receipts {
public:
    virtual ~Receipts() = default;

    /// The message a code was given out for.
    [[nodiscard]] virtual std::optional<MessageId> find(std::string_view code) const = 0;

    /// Error::Code::already_there (thrown) for a code given out before.
    virtual void add(std::string_view code, MessageId message, Instant at) = 0;
};

}  // namespace rexflow::engine
