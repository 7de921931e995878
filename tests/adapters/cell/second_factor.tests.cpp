#include "engine/totp.hpp"
#include "tests/adapters/cell/cell_desk.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;

const std::string secret = "12345678901234567890";

std::string code_at(engine::Instant at, const std::string& key = secret) {
    return engine::hotp(key, static_cast<std::uint64_t>(at.time_since_epoch().count() / 30), 6);
}

void use_second_factor(CellDesk& desk, const std::string& address) {
    desk.change_account(address, [](engine::Account& account) { account.totp_secret = secret; });
}

std::vector<std::string> codes_on(const Answer& page) {
    const std::string mark = "<li class=\"number\">";
    const auto& body = page.response.body;
    std::vector<std::string> found;
    for (auto at = body.find(mark); at != std::string::npos; at = body.find(mark, at + 1))
        found.push_back(body.substr(at + mark.size(), 19));
    return found;
}

}  // namespace

TEST_CASE("with a second factor the password alone opens nothing", "[cell][login]") {
    CellDesk desk;
    use_second_factor(desk, pilot);
    Tab tab(desk);

    const auto asked = tab.log_in(pilot);
    CHECK(asked.location() == "/connexion/code");
    const auto first_cookie = tab.cookie;
    CHECK(tab.get("/compte").location() == "/connexion/code");
    CHECK(tab.get("/charte").location() == "/connexion/code");
    CHECK(tab.fill_in("/connexion/code", {{"code", "000000"}}).status() == 422);
    const auto entered =
        tab.fill_in("/connexion/code", {{"code", code_at(desk.office.clock.now())}, {"vers", "/compte"}});
    CHECK(entered.location() == "/compte");
    CHECK(tab.cookie != first_cookie);
    CHECK(tab.get("/compte").status() == 200);
    CHECK(desk.sessions(pilot).size() == 1);
    Tab old(desk);
    old.cookie = first_cookie;
    CHECK(old.get("/compte").location() == "/connexion?vers=/compte");
}

TEST_CASE("a code counts once, one step of drift is forgiven, and one session waits ten minutes for it",
          "[cell][login]") {
    CellDesk desk;
    use_second_factor(desk, pilot);
    const auto now = desk.office.clock.now();
    Tab first(desk);
    first.log_in(pilot);
    CHECK(first.fill_in("/connexion/code", {{"code", code_at(now)}}).status() == 303);
    Tab second(desk);
    second.log_in(pilot);
    CHECK(second.fill_in("/connexion/code", {{"code", code_at(now)}}).status() == 422);
    CHECK(second.fill_in("/connexion/code", {{"code", code_at(now - 30s)}}).status() == 422);
    CHECK(second.fill_in("/connexion/code", {{"code", code_at(now + 30s)}}).status() == 303);

    Tab late(desk);
    late.log_in(pilot);
    desk.office.clock.pass(10min);
    CHECK(late.get("/connexion/code").location() == "/connexion?vers=/connexion/code");
}

TEST_CASE("codes cannot be guessed one after the other", "[cell][login]") {
    CellDesk desk;
    use_second_factor(desk, pilot);
    Tab tab(desk);
    tab.log_in(pilot);
    int refused = 0;
    Answer last;
    for (int guess = 0; guess < 8; ++guess) {
        last = tab.fill_in("/connexion/code", {{"code", "00000" + std::to_string(guess)}});
        if (last.status() == 422) ++refused;
    }
    CHECK(refused == 4);  // the password was the first attempt of five
    CHECK(last.status() == 429);
    CHECK(tab.fill_in("/connexion/code", {{"code", code_at(desk.office.clock.now())}}).status() == 429);
    desk.office.clock.pass(31s);
    CHECK(tab.fill_in("/connexion/code", {{"code", code_at(desk.office.clock.now())}}).status() == 303);
}

TEST_CASE("a member sets up a second factor with a drawing of our own, and gets ten codes for bad days",
          "[cell][account]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    CHECK(tab.get("/compte/second-facteur/code.svg").status() == 404);
    CHECK(tab.fill_in("/compte/second-facteur", {}).status() == 422);
    const auto offered = tab.post("/compte/second-facteur/commencer", {{"csrf", tab.get("/compte").csrf()}});
    CHECK(offered.location() == "/compte/second-facteur");
    const auto page = tab.get("/compte/second-facteur");
    const auto key = desk.account(pilot).totp_offered;
    CHECK(key.size() == 20);
    CHECK(page.shows("<img src=\"/compte/second-facteur/code.svg\""));
    CHECK(page.shows(engine::base32_of(key).substr(0, 4)));
    const auto image = tab.get("/compte/second-facteur/code.svg");
    CHECK(image.response.content_type == "image/svg+xml");
    CHECK(image.shows("<path fill=\"#000\" d=\"M4 4h1v1h-1zM5 4"));
    CHECK_FALSE(image.shows("otpauth"));

    CHECK(tab.post("/compte/second-facteur", {{"csrf", page.csrf()}, {"code", "000000"}}).status() == 422);
    CHECK(desk.account(pilot).totp_secret.empty());
    Tab elsewhere(desk);
    elsewhere.log_in(pilot);
    const auto before = tab.cookie;
    const auto done =
        tab.post("/compte/second-facteur", {{"csrf", page.csrf()}, {"code", code_at(desk.office.clock.now(), key)}});
    CHECK(done.status() == 200);
    CHECK(tab.cookie != before);
    const auto codes = codes_on(done);
    CHECK(codes.size() == 10);
    CHECK(desk.account(pilot).totp_secret == key);
    CHECK(elsewhere.get("/compte").status() == 303);
    CHECK(tab.get("/compte/second-facteur").shows("10 codes de secours"));
    CHECK(codes_on(tab.get("/compte/second-facteur")).empty());
    CHECK(tab.get("/compte/second-facteur/code.svg").status() == 404);

    Tab without_phone(desk);
    without_phone.log_in(pilot);
    CHECK(without_phone.fill_in("/connexion/code", {{"code", codes[3]}}).status() == 303);
    Tab again(desk);
    again.log_in(pilot);
    CHECK(again.fill_in("/connexion/code", {{"code", codes[3]}}).status() == 422);
    CHECK(tab.get("/compte/second-facteur").shows("9 codes de secours"));
}

TEST_CASE("the second factor and its codes change only with the password", "[cell][account]") {
    CellDesk desk;
    Tab tab(desk);
    use_second_factor(desk, pilot);
    tab.log_in(pilot);
    tab.fill_in("/connexion/code", {{"code", code_at(desk.office.clock.now())}});
    const auto send = [&](const std::string& path, const std::string& known) {
        return tab.post(path, {{"csrf", tab.get("/compte").csrf()}, {"known_password", known}});
    };

    CHECK(send("/compte/second-facteur/codes", "une autre phrase").status() == 422);
    CHECK(codes_on(send("/compte/second-facteur/codes", password)).size() == 10);
    CHECK(send("/compte/second-facteur/retirer", "une autre phrase").status() == 422);
    CHECK_FALSE(desk.account(pilot).totp_secret.empty());
    CHECK(send("/compte/second-facteur/retirer", password).location() == "/compte?fait=second-facteur");
    CHECK(desk.account(pilot).totp_secret.empty());
    CHECK(tab.get("/compte?fait=second-facteur").shows("Le second facteur est retiré."));
}

TEST_CASE("a role that asks for a second factor opens nothing before it is set up", "[cell][account]") {
    CellDesk desk;
    desk.rules.second_factor_for = {engine::MemberRole::administrator};
    Tab tab(desk);

    CHECK(tab.log_in(administrator).location() == "/compte/second-facteur");
    CHECK(tab.get("/compte").location() == "/compte/second-facteur");
    CHECK(tab.get("/compte/second-facteur").shows("Votre rôle demande un second facteur"));
    tab.post("/compte/second-facteur/commencer", {{"csrf", tab.get("/compte/second-facteur").csrf()}});
    const auto key = desk.account(administrator).totp_offered;
    CHECK(tab.fill_in("/compte/second-facteur", {{"code", code_at(desk.office.clock.now(), key)}}).status() == 200);
    CHECK(tab.get("/compte").status() == 200);
    CHECK(Tab(desk).log_in(pilot).location() == "/");
}

}  // namespace rexflow::testing
