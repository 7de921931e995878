#include "engine/webhook_notice.hpp"

#include "engine/ports/registers.hpp"
#include "engine/ports/webhooks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

/// Names and numbers of ours only, so nothing in it needs to be escaped.
std::string body_of(const CaseRow& row, const HistoryEvent& entry) {
    std::string states;
    for (const auto& state : row.states) states += fmt::format("{}\"{}\"", states.empty() ? "" : ",", state);
    return fmt::format(
        R"({{"case":"{}","workflow":"{}","seq":{},"event":"{}","states":[{}],"at_rest":{},"occurred_at":"{}","recorded_at":"{}"}})",
        row.number.text(), row.workflow, entry.seq, entry.event.type, states, row.at_rest,
        to_text(entry.event.occurred_at), to_text(entry.recorded_at));
}

bool wants(const Webhook& webhook, const std::string& event) {
    return webhook.active &&
           (webhook.events.empty() || std::ranges::find(webhook.events, event) != webhook.events.end());
}

}  // namespace

void announce(Unit& unit, const CaseRow& row, const HistoryEvent& entry) {
    auto& webhooks = unit.edit_registers().webhooks;
    for (const auto& webhook : webhooks->all()) {
        if (!wants(webhook, entry.event.type)) continue;
        WebhookDelivery delivery;
        delivery.webhook = webhook.id;
        delivery.case_id = row.id;
        delivery.event = entry.event.type;
        delivery.body = body_of(row, entry);
        delivery.queued_at = entry.recorded_at;
        delivery.next_try_at = entry.recorded_at;
        webhooks->enqueue(delivery);
    }
}

bool is_webhook_address(std::string_view url) {
    constexpr std::size_t longest = 500;
    constexpr std::string_view secure = "https://";
    constexpr std::string_view plain = "http://";
    const auto is_strange = [](char c) { return c <= ' ' || c > '~' || c == '@' || c == '#' || c == '\\'; };
    if (url.size() > longest || std::ranges::any_of(url, is_strange)) return false;
    if (url.starts_with(secure)) return url.size() > secure.size() && url[secure.size()] != '/';
    if (!url.starts_with(plain)) return false;
    constexpr std::array<std::string_view, 3> here{"127.0.0.1", "localhost", "[::1]"};
    const auto place = url.substr(plain.size());
    return std::ranges::any_of(here, [&](std::string_view host) {
        return place.starts_with(host) &&
               (place.size() == host.size() || place[host.size()] == ':' || place[host.size()] == '/');
    });
}

}  // namespace rexflow::engine
