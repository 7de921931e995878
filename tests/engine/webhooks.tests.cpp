#include "engine/ports/registers.hpp"
#include "engine/webhook_notice.hpp"
#include "engine/webhook_post.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <functional>

/// What programs of others are told of events, and how often it is tried.
namespace rexflow::testing {

namespace {

using engine::Err;
using engine::Error;
using engine::Webhook;
using engine::WebhookDelivery;
using engine::WebhookState;
using engine::WebhookTry;
using namespace std::chrono_literals;

class FakeSender final : public engine::WebhookSender {
public:
    engine::Result<int> send(const WebhookTry& attempt) override {
        tries.push_back(attempt);
        return answer;
    }
    std::vector<WebhookTry> tries;
    engine::Result<int> answer = 200;
};

class Told {
public:
    explicit Told(std::vector<std::string> events = {}) {
        office.writes([&](engine::Unit& unit) -> engine::Result<void> {
            Webhook webhook;
            webhook.url = "https://hooks.example/rexflow";
            webhook.secret = "secret";
            webhook.events = std::move(events);
            id = unit.edit_registers().webhooks->add(webhook);
            return {};
        });
    }

    engine::WebhookPost::Turn turn() {
        auto done = post.turn(office.store(), office.clock.now(), 50);
        REQUIRE(done);
        return *done;
    }
    std::vector<WebhookDelivery> log() {
        return office.sees(
            [&](const engine::Reader& reader) { return reader.registers().webhooks->deliveries(id, 100); });
    }

    Office office{"2025-03-03 09:00"};
    engine::WebhookId id;
    FakeSender sender;
    engine::WebhookPost post{sender};
};

}  // namespace

TEST_CASE("an event is told by number, name, states and instants, without a word of the case", "[webhook]") {
    Told told({"call_logged"});
    reach_reporter(told.office);

    const auto log = told.log();
    REQUIRE(log.size() == 1);
    CHECK(log.front().event == "call_logged");
    CHECK(log.front().body == R"({"case":"REX-2025-0001","workflow":"rex_case","seq":3,"event":"call_logged",)"
                              R"("states":["collecting","not_assessed","unshared"],"at_rest":false,)"
                              R"("occurred_at":"2025-03-03T08:00:00Z","recorded_at":"2025-03-03T08:00:00Z"})");
}

TEST_CASE("a webhook without names of events is told of all, of actions too", "[webhook]") {
    Told told;
    reach_reporter(told.office);
    analyse_until_n4(told.office);
    told.office.does(first_case, "action_linked",
                     {{"title", "Un secret (exemple)"}, {"owner", "Paul Modèle"}, {"due", "2025-04-05"}});

    bool has_action = false;
    for (const auto& delivery : told.log()) {
        for (const auto* const word : {"secret", "Paul", "Relais", "Léa", "idel"})
            CHECK(delivery.body.find(word) == std::string::npos);
        has_action = has_action || delivery.body.find("REX-2025-0001/A1") != std::string::npos;
    }
    CHECK(has_action);
}

TEST_CASE("an event that is refused tells nobody", "[webhook]") {
    Told told({"case_closed"});
    reach_reporter(told.office);
    static_cast<void>(told.office.refused(first_case, "case_closed"));

    CHECK(told.log().empty());
}

TEST_CASE("what is delivered is delivered once", "[webhook]") {
    Told told({"call_logged"});
    reach_reporter(told.office);

    CHECK(told.turn().delivered == 1);
    CHECK(told.turn().delivered == 0);
    REQUIRE(told.sender.tries.size() == 1);
    CHECK(told.sender.tries.front().to.secret == "secret");
    CHECK(told.log().front().state == WebhookState::delivered);
    CHECK(told.log().front().last_status == "200");
}

TEST_CASE("what is not taken is tried again, later and later, for three days", "[webhook]") {
    Told told({"call_logged"});
    reach_reporter(told.office);
    told.sender.answer = 500;

    CHECK(told.turn().postponed == 1);
    CHECK(told.log().front().last_status == "500");
    told.office.clock.pass(59s);
    CHECK(told.turn().postponed == 0);
    told.office.clock.pass(1s);
    CHECK(told.turn().postponed == 1);
    told.office.clock.pass(4min);
    CHECK(told.turn().postponed == 0);
    told.office.clock.pass(1min);
    CHECK(told.turn().postponed == 1);

    int tries = 3;
    for (int hour = 0; hour < 80; ++hour) {
        told.office.clock.pass(1h);
        const auto turn = told.turn();
        tries += turn.postponed + turn.given_up;
    }
    CHECK(told.log().front().state == WebhookState::given_up);
    CHECK(told.log().front().attempts == tries);
    CHECK(tries > 60);
    CHECK(tries < 80);
}

TEST_CASE("a redirection is no delivery, and a bad certificate is told apart from silence", "[webhook]") {
    Told told({"call_logged"});
    reach_reporter(told.office);

    told.sender.answer = 302;
    CHECK(told.turn().postponed == 1);
    CHECK(told.log().front().last_status == "302");
    told.office.clock.pass(1min);
    told.sender.answer = Err(Error::Code::authentication, "");
    CHECK(told.turn().postponed == 1);
    CHECK(told.log().front().last_status == "certificate");
    told.office.clock.pass(5min);
    told.sender.answer = Err(Error::Code::connection, "");
    CHECK(told.turn().postponed == 1);
    CHECK(told.log().front().last_status == "connection");
}

TEST_CASE("nothing goes to a webhook that was removed", "[webhook]") {
    Told told({"call_logged", "note_added"});
    reach_reporter(told.office);
    told.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        CHECK(unit.edit_registers().webhooks->remove(told.id));
        return {};
    });
    told.office.does(first_case, "note_added", {{"text", "Une note (exemple)."}});

    told.turn();
    CHECK(told.sender.tries.empty());
    CHECK(told.log().size() == 1);
}

TEST_CASE("a try nobody saw the end of is made again", "[webhook]") {
    Told told({"call_logged"});
    reach_reporter(told.office);
    struct Stopped {};
    class Stopping final : public engine::WebhookSender {
        engine::Result<int> send(const WebhookTry&) override { throw Stopped(); }
    } stopping;
    engine::WebhookPost stopped(stopping);
    CHECK_THROWS_AS(stopped.turn(told.office.store(), told.office.clock.now(), 50), Stopped);

    CHECK(told.turn().delivered == 0);
    told.office.clock.pass(10min);
    CHECK(told.turn().delivered == 1);
}

TEST_CASE("deliveries go by https, or stay on this machine", "[webhook]") {
    for (const auto* const good : {"https://hooks.example/rexflow", "https://hooks.example:8443/a?b=c",
                                   "http://127.0.0.1:9000/", "http://localhost/x", "http://[::1]:9000/x"}) {
        INFO(good);
        CHECK(engine::is_webhook_address(good));
    }
    for (const auto* const bad :
         {"", "http://hooks.example/", "http://127.0.0.1.hooks.example/", "http://localhost.example/", "https://",
          "https:///x", "https://user:pass@hooks.example/", "ftp://hooks.example/", "http://127.0.0.1@hooks.example/",
          "https://hooks.example/#a", "https://hooks.example/ a", "https://hooks.example/\r\nX: y",
          "javascript:alert(1)", "file:///etc/passwd"}) {
        INFO(bad);
        CHECK(!engine::is_webhook_address(bad));
    }
}

}  // namespace rexflow::testing
