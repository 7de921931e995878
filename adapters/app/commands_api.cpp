#include "adapters/app/commands.hpp"
#include "engine/access_scopes.hpp"
#include "engine/ports/registers.hpp"
#include "engine/ports/webhooks.hpp"
#include "engine/webhook_notice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using engine::Reader;
using engine::Unit;
using nlohmann::ordered_json;

Error no_member() {
    return {Error::Code::not_found, "there is no member with this address", "rexflow member list shows them"};
}

ordered_json maybe(const std::optional<engine::Instant>& at) {
    return at ? ordered_json(engine::to_text(*at)) : ordered_json();
}

std::string words_of(const std::optional<engine::Instant>& at) { return at ? engine::to_text(*at) : std::string(); }

std::string joined(const std::vector<std::string>& texts) { return fmt::format("{}", fmt::join(texts, " ")); }

constexpr std::string_view name_of(engine::WebhookState state) {
    switch (state) {
        case engine::WebhookState::queued:
            return "queued";
        case engine::WebhookState::delivered:
            return "delivered";
        case engine::WebhookState::given_up:
            return "given_up";
    }
    return {};
}

}  // namespace

Result<void> token_add(Session& session, const NewToken& wanted) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    std::string text;
    const auto done = (*installation)->store().write([&](Unit& unit) -> Result<void> {
        const auto member = unit.find_member(wanted.address);
        if (!member) return Err(no_member());
        engine::AccessToken token;
        token.member = member->id;
        token.name = wanted.name;
        token.scopes = wanted.scopes;
        token.made_at = (*installation)->clock().now();
        auto made = engine::give_token(unit, (*installation)->context().nonces, token, by_command_line);
        if (!made) return Err(made.error());
        text = std::move(*made);
        return {};
    });
    if (!done) return done;
    const auto is_feed = std::ranges::find(wanted.scopes, engine::scopes::calendar) != wanted.scopes.end();
    const auto feed = is_feed ? (*installation)->context().house.public_url + "/calendrier/" + text + ".ics" : "";
    session.print({{"token", text}, {"scopes", wanted.scopes}, {"feed", feed}},
                  fmt::format("{}{}{}\nThis is shown once: keep it like a password.", text, is_feed ? "\n" : "", feed));
    return {};
}

Result<void> token_list(Session& session, const std::string& address) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const Reader& reader) -> Result<void> {
        if (!address.empty() && !reader.find_member(address)) return Err(no_member());
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        for (const auto& member : reader.members()) {
            if (!address.empty() && member.address != address) continue;
            for (const auto& token : reader.registers().api_access->of_member(member.id)) {
                json.push_back({{"id", token.id.value},
                                {"member", member.address},
                                {"name", token.name},
                                {"scopes", token.scopes},
                                {"made_at", engine::to_text(token.made_at)},
                                {"last_used_at", maybe(token.last_used_at)},
                                {"revoked_at", maybe(token.revoked_at)}});
                rows.push_back({std::to_string(token.id.value), member.address, token.name, joined(token.scopes),
                                words_of(token.last_used_at), words_of(token.revoked_at)});
            }
        }
        session.print(json, to_table({"ID", "MEMBER", "NAME", "SCOPES", "LAST USED", "REVOKED"}, rows));
        return {};
    });
}

Result<void> token_revoke(Session& session, const std::string& address, std::int64_t id) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().write([&](Unit& unit) -> Result<void> {
        const auto member = unit.find_member(address);
        if (!member) return Err(no_member());
        if (!engine::revoke_token(unit, member->id, engine::TokenId{id}, (*installation)->clock().now(),
                                  by_command_line))
            return Err(Error::Code::not_found, "this member has no such token that still counts",
                       "rexflow token list shows them");
        session.print({{"id", id}, {"state", "revoked"}}, fmt::format("token {} opens nothing any more", id));
        return {};
    });
}

Result<void> token_scopes(Session& session) {
    auto json = ordered_json::array();
    std::vector<std::vector<std::string>> rows;
    for (const auto& scope : engine::access_scopes) {
        const std::string label(scope.label.in(session.language()));
        json.push_back({{"scope", scope.name}, {"label", label}});
        rows.push_back({std::string(scope.name), label});
    }
    session.print(json, to_table({"SCOPE", "ALLOWS"}, rows));
    return {};
}

Result<void> webhook_add(Session& session, const NewWebhook& wanted) {
    if (!engine::is_webhook_address(wanted.url))
        return Err(Error::Code::invalid_input, "a webhook has to be an https address, or http on this machine",
                   "https://example.org/rexflow, without user, password or fragment");
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto& context = (*installation)->context();
    for (const auto& event : wanted.events)
        if (std::ranges::none_of(context.workflows.all(),
                                 [&](const auto& workflow) { return workflow->find_event(event) != nullptr; }))
            return Err(Error::Code::invalid_input, "no workflow has an event of one of these names",
                       "rexflow workflow show NAME lists them");
    engine::Webhook webhook;
    webhook.url = wanted.url;
    webhook.secret = context.nonces.next() + context.nonces.next();
    webhook.events = wanted.events;
    const auto done = (*installation)->store().write([&](Unit& unit) -> Result<void> {
        webhook.id = unit.edit_registers().webhooks->add(webhook);
        return {};
    });
    if (!done) return done;
    session.print({{"id", webhook.id.value}, {"secret", webhook.secret}},
                  fmt::format("webhook {}\nsecret: {}\nThis is shown once: deliveries are signed with it.",
                              webhook.id.value, webhook.secret));
    return {};
}

Result<void> webhook_list(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const Reader& reader) -> Result<void> {
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        for (const auto& webhook : reader.registers().webhooks->all()) {
            json.push_back({{"id", webhook.id.value}, {"url", webhook.url}, {"events", webhook.events}});
            rows.push_back(
                {std::to_string(webhook.id.value), webhook.url, webhook.events.empty() ? "*" : joined(webhook.events)});
        }
        session.print(json, to_table({"ID", "URL", "EVENTS"}, rows));
        return {};
    });
}

Result<void> webhook_remove(Session& session, std::int64_t id) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().write([&](Unit& unit) -> Result<void> {
        if (!unit.edit_registers().webhooks->remove(engine::WebhookId{id}))
            return Err(Error::Code::not_found, "there is no webhook of that number", "rexflow webhook list shows them");
        session.print({{"id", id}, {"state", "removed"}}, fmt::format("webhook {} is told nothing any more", id));
        return {};
    });
}

Result<void> webhook_log(Session& session, std::int64_t id, int limit) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const Reader& reader) -> Result<void> {
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        for (const auto& delivery : reader.registers().webhooks->deliveries(engine::WebhookId{id}, limit)) {
            json.push_back({{"id", delivery.id.value},
                            {"event", delivery.event},
                            {"state", name_of(delivery.state)},
                            {"attempts", delivery.attempts},
                            {"queued_at", engine::to_text(delivery.queued_at)},
                            {"done_at", maybe(delivery.done_at)},
                            {"status", delivery.last_status},
                            {"body", delivery.body}});
            rows.push_back({std::to_string(delivery.id.value), delivery.event, std::string(name_of(delivery.state)),
                            std::to_string(delivery.attempts), delivery.last_status,
                            engine::to_text(delivery.queued_at)});
        }
        session.print(json, to_table({"ID", "EVENT", "STATE", "TRIES", "STATUS", "QUEUED"}, rows));
        return {};
    });
}

}  // namespace rexflow::app::commands
