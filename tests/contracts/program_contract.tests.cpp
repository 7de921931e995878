#include "engine/ports/api_access.hpp"
#include "engine/ports/registers.hpp"
#include "engine/ports/webhooks.hpp"
#include "tests/contracts/stores.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace rexflow;
using namespace rexflow::testing;
using engine::AccessToken;
using engine::MemberId;
using engine::Reader;
using engine::RememberedAnswer;
using engine::TokenId;
using engine::Unit;
using engine::Webhook;
using engine::WebhookDelivery;
using engine::WebhookId;
using engine::WebhookState;

namespace {

constexpr MemberId ana{7};
constexpr MemberId ben{8};

TokenId add_token(engine::Store& store, const std::string& text, MemberId member = ana) {
    TokenId id;
    write(store, [&](Unit& unit) {
        id = unit.edit_registers().api_access->add(text, {{}, member, "tableur", {"cases", "calendar"}, monday});
    });
    return id;
}

std::optional<AccessToken> find_token(engine::Store& store, const std::string& text) {
    return ask(store, [&](const Reader& reader) { return reader.registers().api_access->find(text); });
}

WebhookId add_webhook(engine::Store& store, const std::string& url) {
    WebhookId id;
    write(store, [&](Unit& unit) {
        id = unit.edit_registers().webhooks->add({{}, url, "clef-secrete", {"closed", "part1_filed"}});
    });
    return id;
}

WebhookDelivery queue(engine::Store& store, WebhookId webhook, engine::Instant next_try_at) {
    const auto row = add_case(store);
    WebhookDelivery delivery{{}, webhook, row.id, "closed", R"({"number":"REX-2025-0001"})"};
    delivery.queued_at = monday;
    delivery.next_try_at = next_try_at;
    write(store, [&](Unit& unit) { delivery.id = unit.edit_registers().webhooks->enqueue(delivery); });
    return delivery;
}

std::vector<WebhookDelivery> due(engine::Store& store, engine::Instant now) {
    return ask(store, [&](const Reader& reader) { return reader.registers().webhooks->due(now, 10); });
}

}  // namespace

TEMPLATE_TEST_CASE("a token is found by its text, used and revoked", "[store][tokens]", OnMemory, OnSqlite) {
    TestType on;
    const auto id = add_token(on.store, "wxyz-first");
    const auto other = add_token(on.store, "wxyz-second", ben);
    AccessToken expected{id, ana, "tableur", {"cases", "calendar"}, monday};

    CHECK(find_token(on.store, "wxyz-first") == expected);
    CHECK_FALSE(find_token(on.store, "wxyz-firs"));
    CHECK_FALSE(find_token(on.store, ""));

    write(on.store, [&](Unit& unit) {
        auto& access = *unit.edit_registers().api_access;
        access.mark_used(id, monday + 1h);
        CHECK_FALSE(access.revoke(ben, id, monday + 2h));
        CHECK(access.revoke(ana, id, monday + 2h));
        CHECK_FALSE(access.revoke(ana, id, monday + 3h));
    });

    expected.last_used_at = monday + 1h;
    expected.revoked_at = monday + 2h;
    CHECK(find_token(on.store, "wxyz-first") == expected);
    const auto of_ben =
        ask(on.store, [](const Reader& reader) { return reader.registers().api_access->of_member(ben); });
    REQUIRE(of_ben.size() == 1);
    CHECK(of_ben[0].id == other);
}

TEMPLATE_TEST_CASE("the text of a token is given once", "[store][tokens]", OnMemory, OnSqlite) {
    TestType on;
    add_token(on.store, "wxyz-first");

    const auto again = on.store.write([](Unit& unit) -> engine::Result<void> {
        unit.edit_registers().api_access->add("wxyz-first", {{}, ben, "autre"});
        return {};
    });

    CHECK(again.error().code == engine::Error::Code::already_there);
}

TEMPLATE_TEST_CASE("an answer is remembered for its token and key, and for a time", "[store][tokens]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto id = add_token(on.store, "wxyz-first");
    const auto other = add_token(on.store, "wxyz-second");
    const RememberedAnswer answer{"abc", 201, "application/json", R"({"number":"REX-2025-0001"})", monday};
    write(on.store, [&](Unit& unit) { unit.edit_registers().api_access->remember(id, "key-1", answer); });
    const auto remembered = [&](TokenId token, const std::string& key, engine::Instant since) {
        return ask(on.store,
                   [&](const Reader& reader) { return reader.registers().api_access->remembered(token, key, since); });
    };

    CHECK(remembered(id, "key-1", monday - 1h) == answer);
    CHECK_FALSE(remembered(id, "key-1", monday));
    CHECK_FALSE(remembered(id, "key-2", monday - 1h));
    CHECK_FALSE(remembered(other, "key-1", monday - 1h));

    write(on.store, [&](Unit& unit) {
        CHECK(unit.edit_registers().api_access->forget_answers_before(monday) == 0);
        CHECK(unit.edit_registers().api_access->forget_answers_before(monday + 1h) == 1);
    });
    CHECK_FALSE(remembered(id, "key-1", monday - 1h));
}

TEMPLATE_TEST_CASE("a webhook is listed, changed and removed", "[store][webhooks]", OnMemory, OnSqlite) {
    TestType on;
    const auto id = add_webhook(on.store, "https://ailleurs.example/a");
    Webhook changed{id, "https://ailleurs.example/b", "autre-clef", {}, false};
    const auto all = [&] {
        return ask(on.store, [](const Reader& reader) { return reader.registers().webhooks->all(); });
    };
    CHECK(all() ==
          std::vector<Webhook>{{id, "https://ailleurs.example/a", "clef-secrete", {"closed", "part1_filed"}, true}});

    write(on.store, [&](Unit& unit) { unit.edit_registers().webhooks->update(changed); });
    CHECK(all() == std::vector{changed});

    write(on.store, [&](Unit& unit) {
        CHECK(unit.edit_registers().webhooks->remove(id));
        CHECK_FALSE(unit.edit_registers().webhooks->remove(id));
        unit.edit_registers().webhooks->update(changed);
    });
    CHECK(all().empty());
}

TEMPLATE_TEST_CASE("deliveries are due in order, tried again, and logged", "[store][webhooks]", OnMemory, OnSqlite) {
    TestType on;
    const auto id = add_webhook(on.store, "https://ailleurs.example/a");
    auto later = queue(on.store, id, monday + 1h);
    auto first = queue(on.store, id, monday);

    CHECK(due(on.store, monday) == std::vector{first});
    CHECK(due(on.store, monday + 1h) == std::vector{first, later});

    first.attempts = 1;
    first.last_status = "500";
    first.next_try_at = monday + 2h;
    later.state = WebhookState::delivered;
    later.done_at = monday + 1h;
    write(on.store, [&](Unit& unit) {
        unit.edit_registers().webhooks->update_delivery(first);
        unit.edit_registers().webhooks->update_delivery(later);
    });

    CHECK(due(on.store, monday + 1h).empty());
    CHECK(due(on.store, monday + 2h) == std::vector{first});
    const auto log =
        ask(on.store, [&](const Reader& reader) { return reader.registers().webhooks->deliveries(id, 10); });
    CHECK(log == std::vector{first, later});
}

TEMPLATE_TEST_CASE("what was queued for a removed webhook is given up, and still in the log", "[store][webhooks]",
                   OnMemory, OnSqlite) {
    TestType on;
    const auto id = add_webhook(on.store, "https://ailleurs.example/a");
    queue(on.store, id, monday);

    write(on.store, [&](Unit& unit) { CHECK(unit.edit_registers().webhooks->remove(id)); });

    CHECK(due(on.store, monday).empty());
    const auto log =
        ask(on.store, [&](const Reader& reader) { return reader.registers().webhooks->deliveries(id, 10); });
    REQUIRE(log.size() == 1);
    CHECK(log[0].state == WebhookState::given_up);
    CHECK(log[0].last_status == "removed");
}

TEST_CASE("no token, answer, address or secret of a program is in the database file in clear", "[store][privacy]") {
    SqliteData data;
    const auto id = add_token(data.store(), "jeton-secret");
    add_webhook(data.store(), "https://ailleurs-secret.example");
    write(data.store(), [&](Unit& unit) {
        unit.edit_registers().api_access->remember(id, "clef-idempotente", {"abc", 200, "text/plain", "corps-secret"});
    });
    data.close();

    std::ifstream file(data.database(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    for (const std::string text :
         {"jeton-secret", "ailleurs-secret", "clef-secrete", "clef-idempotente", "corps-secret"})
        CHECK(bytes.find(text) == std::string::npos);
}
