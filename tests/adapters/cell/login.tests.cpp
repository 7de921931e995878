#include "tests/adapters/cell/cell_desk.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

TEST_CASE("a member comes in with their address and password, and goes out again", "[cell][login]") {
    CellDesk desk;
    Tab tab(desk);

    CHECK(tab.get("/charte").location() == "/connexion?vers=/charte");
    const auto entered =
        tab.fill_in("/connexion", {{"identifier", "Pilote@CPTS.example"}, {"password", password}, {"vers", "/charte"}});
    CHECK(entered.status() == 303);
    CHECK(entered.location() == "/charte");
    CHECK(entered.field("Set-Cookie").starts_with("__Host-rexflow="));
    CHECK(entered.field("Set-Cookie").ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"));
    const auto page = tab.get("/charte");
    CHECK(page.status() == 200);
    CHECK(page.shows("Basile Exemple"));
    REQUIRE(desk.sessions(pilot).size() == 1);
    CHECK(desk.sessions(pilot)[0].network == "192.0.2.1");

    const auto left = tab.post("/deconnexion", {{"csrf", page.csrf()}});
    CHECK(left.location() == "/connexion");
    CHECK(tab.cookie.empty());
    CHECK(desk.sessions(pilot).empty());
    CHECK(tab.get("/charte").status() == 303);
}

TEST_CASE("a wrong password and an unknown identifier are answered alike, and cost the same", "[cell][login]") {
    CellDesk desk;
    desk.change_account(colleague, [](engine::Account& account) { account.password_hash.clear(); });
    desk.change_account(coordinator, [&](engine::Account& account) { account.locked_at = desk.office.clock.now(); });
    std::optional<std::string> body;
    const auto without_identifier = [](const Answer& answer, const std::string& address) {
        auto text = answer.response.body;
        const auto at = text.find(address);
        return at == std::string::npos ? text : text.erase(at, address.size());
    };

    for (const std::string address : {pilot, colleague, coordinator, "nobody@cpts.example"}) {
        Tab tab(desk);
        const auto before = desk.passwords.calls();
        const auto answer = tab.log_in(address, "ce n’est pas la bonne");
        CHECK(desk.passwords.calls() - before == 1);
        CHECK(answer.status() == 422);
        CHECK(answer.shows("ne correspondent pas"));
        CHECK(tab.cookie.empty());
        if (!body) body = without_identifier(answer, address);
        CHECK(without_identifier(answer, address) == *body);
    }
    CHECK(Tab(desk).log_in(coordinator).status() == 422);
}

TEST_CASE("a form without the session's own token changes nothing", "[cell][login]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    Tab other(desk);
    other.log_in(colleague);

    for (const auto& token : {std::string{}, std::string("x"), other.get("/charte").csrf()}) {
        const auto answer = tab.post("/deconnexion", {{"csrf", token}});
        CHECK(answer.status() == 403);
        CHECK(answer.shows("confirmer encore une fois"));
    }
    tab.header["sec-fetch-site"] = "cross-site";
    CHECK(tab.fill_in("/deconnexion", {}).status() == 403);
    CHECK(desk.sessions(pilot).size() == 1);
}

}  // namespace rexflow::testing
