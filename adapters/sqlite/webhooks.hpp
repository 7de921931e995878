#pragma once

#include "adapters/sqlite/tools.hpp"
#include "engine/ports/webhooks.hpp"

namespace rexflow::sqlite {

class SqliteWebhooks : public engine::Webhooks {
public:
    explicit SqliteWebhooks(const Tools& tools) : tools_(tools) {}

    [[nodiscard]] std::vector<engine::Webhook> all() const override;
    [[nodiscard]] std::vector<engine::WebhookDelivery> due(engine::Instant now, int limit) const override;
    [[nodiscard]] std::vector<engine::WebhookDelivery> deliveries(engine::WebhookId id, int limit) const override;
    engine::WebhookId add(const engine::Webhook& webhook) override;
    void update(const engine::Webhook& webhook) override;
    [[nodiscard]] bool remove(engine::WebhookId id) override;
    engine::WebhookDeliveryId enqueue(const engine::WebhookDelivery& delivery) override;
    void update_delivery(const engine::WebhookDelivery& delivery) override;

private:
    Tools tools_;
};

}  // namespace rexflow::sqlite
