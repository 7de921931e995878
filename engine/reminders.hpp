#pragma once

#include "engine/context.hpp"
#include "engine/correspondence.hpp"
#include "engine/deadline.hpp"
#include "engine/dispatcher.hpp"
#include "engine/ports/store.hpp"

#include <optional>
#include <vector>

namespace rexflow::engine {

/// Queues what is due. The ledger (case, obligation, due, reminder) makes sure that each reminder is queued exactly
/// once, however often the program stops and wherever the clock jumps; one that goes out late says so.
class Reminders {
public:
    Reminders(const Context& context, const Dispatcher& dispatcher)
        : context_(context), dispatcher_(dispatcher), correspondence_(context) {}

    struct Turn {
        int queued = 0;     ///< reminders entered in the ledger
        int failed = 0;     ///< obligations that could not be looked after; tried again in an hour
        bool more = false;  ///< the limit was reached: take another turn
    };

    /// One turn over at most `limit` due obligations, inside one transaction.
    [[nodiscard]] Turn turn(Unit& unit, Instant now, int limit) const;

private:
    struct Due;

    [[nodiscard]] Result<int> remind(Unit& unit, const ObligationRow& row, Instant now) const;
    [[nodiscard]] Result<void> send(Unit& unit, const Due& due, bool late) const;
    void enqueue_in_digest(Unit& unit, const Due& due, const Correspondent& to, bool late) const;
    [[nodiscard]] Instant digest_moment(const std::optional<OutboxRow>& last, Instant now) const;
    [[nodiscard]] LetterVariables variables(const Unit& unit, const Due& due, Locale locale, bool late) const;

    [[nodiscard]] std::string planned_in_words(Instant planned_at, Locale locale) const;

    const Context& context_;
    const Dispatcher& dispatcher_;
    Correspondence correspondence_;
};

}  // namespace rexflow::engine
