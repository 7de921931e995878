#pragma once

#include "engine/ports/webhooks.hpp"
#include "engine/result.hpp"

namespace rexflow::engine {

/// One try of a delivery.
struct WebhookTry {
    Webhook to;
    WebhookDelivery delivery;
    Instant at;
};

/// Brings a delivery to whoever asked for it, signed with their secret.
class WebhookSender {
public:
    virtual ~WebhookSender() = default;

    /// The status of the answer, 200 or 500; a redirection is an answer too and is not followed.
    /// Error::Code::connection when there was none, `authentication` for a certificate that is not to be trusted.
    [[nodiscard]] virtual Result<int> send(const WebhookTry& attempt) = 0;
};

}  // namespace rexflow::engine
