#include "adapters/sqlite/webhooks.hpp"

#include "adapters/sqlite/codec.hpp"
#include "adapters/sqlite/people_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rexflow::sqlite {

namespace {

using engine::Webhook;
using engine::WebhookDelivery;
using engine::WebhookDeliveryId;
using engine::WebhookId;
using engine::WebhookState;

constexpr std::array<std::pair<WebhookState, std::string_view>, 3> names{
    {{WebhookState::queued, "queued"}, {WebhookState::delivered, "delivered"}, {WebhookState::given_up, "given_up"}}};

std::string_view name_of(WebhookState state) {
    return std::ranges::find(names, state, [](const auto& row) { return row.first; })->second;
}

WebhookState state_of(std::string_view text) {
    const auto* const found = std::ranges::find(names, text, [](const auto& row) { return row.second; });
    if (found == names.end()) fail_unknown("a webhook's delivery");
    return found->first;
}

std::string seal(const Tools& tools, const Webhook& webhook) {
    return tools.vault.seal(people_table::system_key(tools), encode(std::vector{webhook.url, webhook.secret}));
}

std::vector<WebhookDelivery> all_rows(Query& found) {
    std::vector<WebhookDelivery> rows;
    while (found.next())
        rows.push_back({WebhookDeliveryId{found.integer(0)}, WebhookId{found.integer(1)},
                        engine::CaseId{found.integer(2)}, std::string(found.text(3)), std::string(found.text(4)),
                        state_of(found.text(5)), static_cast<int>(found.integer(6)), found.instant(7), found.instant(8),
                        found.maybe_instant(9), std::string(found.text(10))});
    return rows;
}

}  // namespace

std::vector<Webhook> SqliteWebhooks::all() const {
    auto found = tools_.database.query("SELECT id, events, active, sealed FROM webhooks WHERE removed = 0 ORDER BY id");
    std::vector<Webhook> rows;
    while (found.next()) {
        const auto clear = open_sealed(tools_, people_table::system_key(tools_), found.blob(3));
        if (!clear) continue;
        auto parts = decode_names(*clear);
        parts.resize(2);
        rows.push_back({WebhookId{found.integer(0)}, std::move(parts[0]), std::move(parts[1]),
                        decode_names(found.text(1)), found.integer(2) != 0});
    }
    return rows;
}

std::vector<WebhookDelivery> SqliteWebhooks::due(engine::Instant now, int limit) const {
    auto found = tools_.database.query(
        "SELECT * FROM webhook_deliveries WHERE state = 'queued' AND next_try_at <= ?1 "
        "ORDER BY next_try_at, id LIMIT ?2");
    return all_rows(found.bind(now, limit));
}

std::vector<WebhookDelivery> SqliteWebhooks::deliveries(WebhookId id, int limit) const {
    auto found =
        tools_.database.query("SELECT * FROM webhook_deliveries WHERE webhook_id = ?1 ORDER BY id DESC LIMIT ?2");
    return all_rows(found.bind(id, limit));
}

WebhookId SqliteWebhooks::add(const Webhook& webhook) {
    tools_.database.run("INSERT INTO webhooks (events, active, sealed) VALUES (?1, ?2, ?3)", encode(webhook.events),
                        int{webhook.active}, Blob{seal(tools_, webhook)});
    return WebhookId{tools_.database.last_row_id()};
}

void SqliteWebhooks::update(const Webhook& webhook) {
    tools_.database.run("UPDATE webhooks SET events = ?2, active = ?3, sealed = ?4 WHERE id = ?1 AND removed = 0",
                        webhook.id, encode(webhook.events), int{webhook.active}, Blob{seal(tools_, webhook)});
}

bool SqliteWebhooks::remove(WebhookId id) {
    tools_.database.run(
        "UPDATE webhook_deliveries SET state = 'given_up', last_status = 'removed' "
        "WHERE webhook_id = ?1 AND state = 'queued'",
        id);
    return tools_.database.run(
               "UPDATE webhooks SET removed = 1, active = 0, sealed = x'' WHERE id = ?1 AND removed = 0", id) == 1;
}

WebhookDeliveryId SqliteWebhooks::enqueue(const WebhookDelivery& delivery) {
    tools_.database.run("INSERT INTO webhook_deliveries VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                        delivery.webhook, delivery.case_id, delivery.event, delivery.body, name_of(delivery.state),
                        delivery.attempts, delivery.queued_at, delivery.next_try_at, delivery.done_at,
                        delivery.last_status);
    return WebhookDeliveryId{tools_.database.last_row_id()};
}

void SqliteWebhooks::update_delivery(const WebhookDelivery& delivery) {
    tools_.database.run(
        "UPDATE webhook_deliveries SET state = ?2, attempts = ?3, next_try_at = ?4, done_at = ?5, last_status = ?6 "
        "WHERE id = ?1",
        delivery.id, name_of(delivery.state), delivery.attempts, delivery.next_try_at, delivery.done_at,
        delivery.last_status);
}

}  // namespace rexflow::sqlite
