#pragma once

#include "engine/ids.hpp"
#include "engine/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rexflow::engine {

using WebhookId = Id<struct WebhookTag>;
using WebhookDeliveryId = Id<struct WebhookDeliveryTag>;

/// A program of somebody's that is told of events.
struct Webhook {
    WebhookId id = {};
    std::string url = {};
    std::string secret = {};               ///< its deliveries are signed with it
    std::vector<std::string> events = {};  ///< names; empty: every one
    bool active = true;
    bool operator==(const Webhook&) const = default;
};

enum class WebhookState { queued, delivered, given_up };

struct WebhookDelivery {
    WebhookDeliveryId id = {};
    WebhookId webhook = {};
    CaseId case_id = {};
    std::string event = {};
    std::string body = {};  ///< as sent: number, states and dates, never what people wrote
    WebhookState state = WebhookState::queued;
    int attempts = 0;
    Instant queued_at = {};
    Instant next_try_at = {};
    std::optional<Instant> done_at = {};
    std::string last_status = {};  ///< "500", "connection"; a code, never a server's sentence
    bool operator==(const WebhookDelivery&) const = default;
};

class Webhooks {
public:
    virtual ~Webhooks() = default;

    /// Removed ones are not there.
    [[nodiscard]] virtual std::vector<Webhook> all() const = 0;
    /// Queued deliveries with next_try_at <= now, oldest first.
    [[nodiscard]] virtual std::vector<WebhookDelivery> due(Instant now, int limit) const = 0;
    /// The log of a webhook, the newest first.
    [[nodiscard]] virtual std::vector<WebhookDelivery> deliveries(WebhookId id, int limit) const = 0;

    /// Ids are the register's to say.
    virtual WebhookId add(const Webhook& webhook) = 0;
    /// Replaces everything but the id.
    virtual void update(const Webhook& webhook) = 0;
    /// Queued deliveries are given up; the log stays. False when there is none of that id.
    [[nodiscard]] virtual bool remove(WebhookId id) = 0;

    virtual WebhookDeliveryId enqueue(const WebhookDelivery& delivery) = 0;
    /// Replaces state, attempts, times and status.
    virtual void update_delivery(const WebhookDelivery& delivery) = 0;
};

}  // namespace rexflow::engine
