#include "engine/webhook_post.hpp"

#include "engine/ports/registers.hpp"

#include <algorithm>

namespace rexflow::engine {

namespace {

/// A claim nobody resolved: longer than a try can last.
constexpr auto lease = std::chrono::minutes(10);

bool is_taken(const Result<int>& answer) { return answer && *answer >= 200 && *answer < 300; }

std::string status_of(const Result<int>& answer) {
    if (answer) return std::to_string(*answer);
    return answer.error().code == Error::Code::authentication ? "certificate" : "connection";
}

}  // namespace

Result<WebhookPost::Turn> WebhookPost::turn(Store& store, Instant now, int limit) {
    Turn turn;
    bool is_any_due = false;
    auto done = store.read([&](const Reader& reader) -> Result<void> {
        is_any_due = !reader.registers().webhooks->due(now, 1).empty();
        return {};
    });
    if (!done) return Err(done.error());
    if (!is_any_due) return turn;

    std::vector<WebhookTry> claimed;
    done = store.write([&](Unit& unit) { return claim(unit, now, limit, claimed, turn); });
    if (!done) return Err(done.error());
    std::vector<Result<int>> answers;
    answers.reserve(claimed.size());
    for (const auto& attempt : claimed) answers.push_back(sender_.send(attempt));
    done = store.write([&](Unit& unit) -> Result<void> {
        for (std::size_t i = 0; i < claimed.size(); ++i) settle(unit, claimed[i], answers[i], now, turn);
        return {};
    });
    if (!done) return Err(done.error());
    return turn;
}

Result<void> WebhookPost::claim(Unit& unit, Instant now, int limit, std::vector<WebhookTry>& claimed, Turn& turn) {
    auto& webhooks = unit.edit_registers().webhooks;
    const auto all = webhooks->all();
    const auto due = webhooks->due(now, limit);
    turn.more = static_cast<int>(due.size()) == limit;
    for (auto delivery : due) {
        const auto to = std::ranges::find(all, delivery.webhook, &Webhook::id);
        if (to == all.end()) {  // its secret cannot be read any more
            delivery.state = WebhookState::given_up;
            delivery.done_at = now;
            delivery.last_status = "removed";
            webhooks->update_delivery(delivery);
            continue;
        }
        delivery.attempts += 1;
        delivery.next_try_at = now + lease;
        webhooks->update_delivery(delivery);
        claimed.push_back({*to, std::move(delivery), now});
    }
    return {};
}

void WebhookPost::settle(Unit& unit, const WebhookTry& tried, const Result<int>& answer, Instant now,
                         Turn& turn) const {
    auto delivery = tried.delivery;
    delivery.last_status = status_of(answer);
    const auto next = retries_.next_retry(delivery.attempts, delivery.queued_at, now);
    if (is_taken(answer)) {
        ++turn.delivered;
        delivery.state = WebhookState::delivered;
        delivery.done_at = now;
    } else if (next) {
        ++turn.postponed;
        delivery.next_try_at = *next;
    } else {
        ++turn.given_up;
        delivery.state = WebhookState::given_up;
        delivery.done_at = now;
    }
    unit.edit_registers().webhooks->update_delivery(delivery);
}

}  // namespace rexflow::engine
