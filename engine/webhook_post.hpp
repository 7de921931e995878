#pragma once

#include "engine/policy.hpp"
#include "engine/ports/store.hpp"
#include "engine/ports/webhook_sender.hpp"

namespace rexflow::engine {

/// Brings what is queued to the webhooks, as Delivery does with letters: at least once, tried again for three days.
class WebhookPost {
public:
    explicit WebhookPost(WebhookSender& sender) : sender_(sender) {}

    struct Turn {
        int delivered = 0;
        int postponed = 0;
        int given_up = 0;
        bool more = false;
    };

    /// Tries at most `limit` deliveries that are due. Nothing is held in a transaction while a server answers.
    [[nodiscard]] Result<Turn> turn(Store& store, Instant now, int limit);

private:
    [[nodiscard]] static Result<void> claim(Unit& unit, Instant now, int limit, std::vector<WebhookTry>& claimed,
                                            Turn& turn);
    void settle(Unit& unit, const WebhookTry& tried, const Result<int>& answer, Instant now, Turn& turn) const;

    WebhookSender& sender_;
    RetrySchedule retries_{.give_up_after = std::chrono::hours(72)};
};

}  // namespace rexflow::engine
