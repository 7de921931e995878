#pragma once

#include "engine/context.hpp"
#include "engine/correspondence.hpp"
#include "engine/dispatcher.hpp"
#include "engine/ports/letter_writer.hpp"
#include "engine/ports/mail_transport.hpp"
#include "engine/ports/store.hpp"

#include <vector>

namespace rexflow::engine {

/// Drains the outbox: at least once, always under the Message-ID fixed when the letter was queued.
///
/// A letter is claimed in one transaction, sent outside of any, and its fate written in another. A claim that is
/// never resolved (the program ended) is free again after ten minutes, so no letter is lost and two processes do not
/// send the same one.
class Delivery {
public:
    Delivery(const Context& context, const Dispatcher& dispatcher, const LetterRenderer& renderer,
             const MailWriter& writer, MailTransport& transport)
        : context_(context),
          dispatcher_(dispatcher),
          renderer_(renderer),
          writer_(writer),
          transport_(transport),
          correspondence_(context) {}

    struct Turn {
        int sent = 0;
        int postponed = 0;  ///< to be tried again
        int failed = 0;     ///< refused for good or given up
        int braked = 0;
        bool more = false;
    };

    /// Sends at most `limit` letters that are due. Error only when the store fails.
    [[nodiscard]] Result<Turn> turn(Store& store, Instant now, int limit);

private:
    struct Attempt;

    [[nodiscard]] Result<void> claim(Unit& unit, Instant now, int limit, std::vector<OutboxRow>& claimed,
                                     Turn& turn) const;
    [[nodiscard]] bool is_braked(const Unit& unit, const OutboxRow& row, const std::vector<OutboxRow>& claimed,
                                 Instant now) const;
    void release_braked(Unit& unit, Instant now) const;
    [[nodiscard]] Result<void> send(const OutboxRow& row, Instant now);
    [[nodiscard]] Result<void> settle(Unit& unit, const OutboxRow& row, const Result<void>& sent, Instant now,
                                      Turn& turn) const;
    void record(Unit& unit, const OutboxRow& row, const Event& event, Instant now) const;
    void tell_coordinator(Unit& unit, OutboxRow& row, Instant now) const;

    const Context& context_;
    const Dispatcher& dispatcher_;
    const LetterRenderer& renderer_;
    const MailWriter& writer_;
    MailTransport& transport_;
    Correspondence correspondence_;
};

}  // namespace rexflow::engine
