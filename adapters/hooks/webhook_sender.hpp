#pragma once

#include "engine/ports/webhook_sender.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace rexflow::hooks {

struct WebhookSettings {
    std::chrono::seconds timeout{10};  ///< to connect, and then to be answered
    std::string ca_file = {};          ///< empty: the certificates of the system
};

/// Delivers by HTTP POST; TLS 1.2 or newer, the certificate checked against the name. Reads no more of an answer than
/// its header.
[[nodiscard]] std::unique_ptr<engine::WebhookSender> make_webhook_sender(const WebhookSettings& settings = {});

}  // namespace rexflow::hooks
