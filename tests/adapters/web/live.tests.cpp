#include "tests/adapters/web/cell_site.hpp"
#include "tests/adapters/web/listener.hpp"
#include "tests/scenarios/stories.hpp"
#include "tests/support/sqlite_data.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <list>

/// Pages that are told of changes: connections that wait without a thread.
namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;

const std::string change = "data: changed\n\n";
const std::string greeting = "retry: 5000\n\n";

web::ServerSettings quick() {
    web::ServerSettings settings;
    settings.listen = "127.0.0.1:0";
    settings.threads = 4;
    settings.streams.between_looks = 20ms;
    return settings;
}

/// Every account listens to the topic its path names.
class Told {
public:
    explicit Told(const web::ServerSettings& settings = quick())
        : server_(value_of(web::Server::start(
              settings,
              [](const web::Request& request) {
                  web::Response response{200, "text/event-stream", "", {}};
                  if (request.path.starts_with("/listen/"))
                      response.subscription = web::Subscription{1, request.path.substr(8), !request.query.empty()};
                  return response;
              },
              [this]() -> std::vector<std::string> {
                  return has_news_.exchange(false) ? std::vector<std::string>{"tea"} : std::vector<std::string>{};
              }))) {}
    [[nodiscard]] int port() const { return server_->port(); }
    void tell() { has_news_ = true; }
    [[nodiscard]] Browser browser() const { return Browser(port()); }

private:
    std::atomic<bool> has_news_ = false;
    std::unique_ptr<web::Server> server_;
};

}  // namespace

TEST_CASE("who listens is told of their own topic, and keeps listening", "[live]") {
    Told server;
    Listener tea(server.port());
    Listener coffee(server.port());
    tea.get("/listen/tea", "");
    coffee.get("/listen/coffee", "");
    REQUIRE(tea.hears(greeting));
    REQUIRE(coffee.hears(greeting));
    CHECK(tea.heard().starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(tea.heard().find("Content-Type: text/event-stream") != std::string::npos);
    CHECK(tea.heard().find("Content-Length") == std::string::npos);

    server.tell();
    CHECK(tea.hears(change));
    server.tell();
    CHECK(tea.hears(change + change));
    CHECK_FALSE(coffee.hears(change, 100ms));
}

TEST_CASE("a page that was made before the last change is told at once", "[live]") {
    const Told server;
    Listener late(server.port());
    late.get("/listen/coffee?behind", "");
    CHECK(late.hears(greeting + change));
}

TEST_CASE("many listeners take no thread, and quiet ones are kept alive with a comment", "[live]") {
    auto settings = quick();
    settings.threads = 2;
    settings.streams.most_of_an_account = 100;
    settings.streams.heartbeat = 50ms;
    const Told server(settings);
    std::list<Listener> all;
    for (int i = 0; i < 60; ++i) {
        all.emplace_back(server.port());
        all.back().get("/listen/coffee", "");
        REQUIRE(all.back().hears(greeting));
    }
    CHECK(server.browser().get("/page").status == 200);
    for (auto& one : all) CHECK(one.hears(":\n\n"));
}

TEST_CASE("an account that listens too often is told not to ask again, and has room again once it stops", "[live]") {
    auto settings = quick();
    settings.streams.most_of_an_account = 3;
    const Told server(settings);
    std::list<Listener> all;
    for (int i = 0; i < 3; ++i) {
        all.emplace_back(server.port());
        all.back().get("/listen/coffee", "");
        REQUIRE(all.back().hears(greeting));
    }
    CHECK(server.browser().get("/listen/coffee").status == 204);

    all.clear();
    bool has_room = false;
    for (int tries = 0; tries < 200 && !has_room; ++tries) {
        Listener again(server.port());
        again.get("/listen/coffee", "");
        has_room = again.hears(greeting, 50ms);
    }
    CHECK(has_room);
}

TEST_CASE("a listener who talks is cut off, and none listens for ever", "[live]") {
    auto settings = quick();
    settings.streams.longest = 300ms;
    const Told server(settings);
    Listener talker(server.port());
    Listener patient(server.port());
    talker.get("/listen/coffee", "");
    patient.get("/listen/coffee", "");
    REQUIRE(talker.hears(greeting));
    REQUIRE(patient.hears(greeting));
    talker.send("GET / HTTP/1.1\r\n\r\n");
    CHECK(talker.is_ended());
    CHECK(patient.is_ended());
}

TEST_CASE("a server that stops ends those who listen, at once", "[live]") {
    auto server = std::make_unique<Told>();
    Listener one(server->port());
    one.get("/listen/coffee", "");
    REQUIRE(one.hears(greeting));
    const auto begun = std::chrono::steady_clock::now();
    server.reset();
    CHECK(one.is_ended());
    CHECK(std::chrono::steady_clock::now() - begun < 4s);
}

TEST_CASE("an open page of a case is told of another's change in it, and of nothing else", "[live][cell]") {
    CellSite site(on_sqlite());
    site.office.mail(Mail().from("Lea Exemple <lea@idel.example>"));
    site.office.mail(Mail().from("Paul Exemple <paul@officine.example>"));
    site.serve(quick());
    const auto cookie = site.session_of(pilot);
    const auto page = site.browser().get(std::string("/dossiers/") + first_case, {{"Cookie", cookie}});
    const auto address = "/direct?dossier=REX-2025-0001&entree=1";
    CHECK(page.shows("data-live=\"/direct?dossier=REX-2025-0001&amp;entree=1\""));
    Listener own(site.port());
    Listener others(site.port());
    Listener list(site.port());
    own.get(address, cookie);
    others.get("/direct?dossier=REX-2025-0002&entree=1", cookie);
    list.get("/direct?dernier=2.1", cookie);
    REQUIRE(own.hears(greeting));
    REQUIRE(others.hears(greeting));
    REQUIRE(list.hears(greeting));

    site.office.does(first_case, "note_added", {{"text", "Un mot."}}, colleague);

    CHECK(own.hears(change));
    CHECK(list.hears(change));
    CHECK_FALSE(others.hears(change, 100ms));
    CHECK(own.heard().find("mot") == std::string::npos);
    Listener late(site.port());
    late.get(address, cookie);
    CHECK(late.hears(greeting + change));
}

TEST_CASE("nobody listens without a session, or to a case they are set aside from", "[live][cell]") {
    CellSite site(on_sqlite());
    site.office.mail(Mail().from("Lea Exemple <lea@idel.example>"));
    const auto id = site.office.sees([](const engine::Reader& reader) { return reader.find_member(colleague)->id; });
    site.office.does(first_case, "member_set_aside",
                     {{"member", engine::Actor::member(id).text}, {"reason", "Impliquée."}}, coordinator);
    const std::string address = "/direct?dossier=REX-2025-0001";
    CHECK(site.browser().get(address).status == 303);
    CHECK(site.browser().get(address, {{"Cookie", site.session_of(colleague)}}).status == 404);
    CHECK(site.browser().get("/direct?dossier=REX-1999-0001", {{"Cookie", site.session_of(pilot)}}).status == 404);
    CHECK(site.browser().get("/direct?dossier=%3Cb%3E", {{"Cookie", site.session_of(pilot)}}).status == 404);
}

}  // namespace rexflow::testing
