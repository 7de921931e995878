#include "engine/account_care.hpp"
#include "tests/adapters/cell/cell_desk.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;
namespace care = engine::account_care;

const std::string other_password = "une tout autre phrase";
constexpr std::optional<engine::MemberId> by_command_line = std::nullopt;

/// The path of the last link mailed under this name.
std::string link_of(CellDesk& desk, const std::string& letter) {
    const auto& values = desk.office.last_letter(letter).letter.variables.values;
    return values.at("account_link").substr(std::string(CellDesk::public_url).size());
}

void invite(CellDesk& desk, const std::string& address) {
    desk.office.writes([&](engine::Unit& unit) {
        return desk.links().mail(unit, *unit.find_member(address), engine::AccountLinkPurpose::invitation,
                                 desk.office.clock.now(), by_command_line);
    });
}

std::ptrdiff_t count_letters(CellDesk& desk, const std::string& name) {
    const auto letters = desk.office.all_letters();
    return std::ranges::count(letters, name, [](const engine::OutboxRow& row) { return row.letter.name; });
}

Tab::Fields choice(const std::string& chosen) { return {{"password", chosen}, {"password_again", chosen}}; }

}  // namespace

TEST_CASE("an invitation leads through charter and password straight in, once", "[cell][account]") {
    CellDesk desk;
    desk.office.writes([](engine::Unit& unit) -> engine::Result<void> {
        engine::Member member;
        member.address = "nouvelle@cpts.example";
        member.name = "Diane Exemple";
        unit.add_member(member);
        return {};
    });
    CHECK(Tab(desk).log_in("nouvelle@cpts.example").status() == 422);
    invite(desk, "nouvelle@cpts.example");
    const auto path = link_of(desk, "account_invited");
    desk.office.deliver();
    CHECK(desk.office.last_letter("account_invited").letter.variables.values.at("valid_until") ==
          "lundi 10 mars 2025 à 9\u00A0h");
    Tab tab(desk);

    const auto page = tab.get(path);
    CHECK(page.shows("Bienvenue dans la cellule qualité"));
    CHECK(page.shows("La charte de la cellule"));
    CHECK(tab.get(path).status() == 200);  // looking uses nothing up
    auto fields = choice("trop court");
    fields["accepted"] = "yes";
    CHECK(tab.fill_in(path, fields).shows("au moins douze caractères"));
    CHECK(tab.fill_in(path, choice(other_password)).shows("cocher la case"));
    fields = choice(other_password);
    fields["accepted"] = "yes";
    fields["password_again"] += "x";
    CHECK(tab.fill_in(path, fields).shows("diffèrent"));
    fields["password_again"] = other_password;
    CHECK(tab.fill_in(path, fields).location() == "/");
    CHECK(tab.get("/compte").shows("Diane Exemple"));
    CHECK(desk.account("nouvelle@cpts.example").charter_accepted_at == desk.office.clock.now());

    CHECK(tab.get(path).status() == 410);
    CHECK(Tab(desk).fill_in(path, fields).status() == 403);  // no form, no token
    CHECK(Tab(desk).log_in("nouvelle@cpts.example", other_password).location() == "/");
}

TEST_CASE("a password is twelve to two hundred characters long, whatever they are", "[cell][account]") {
    CHECK(engine::trouble_with("éééééééééééé") == engine::PasswordTrouble::none);
    CHECK(engine::trouble_with("ééééééééééé") == engine::PasswordTrouble::too_short);
    CHECK(engine::trouble_with(std::string(200, 'a')) == engine::PasswordTrouble::none);
    CHECK(engine::trouble_with(std::string(201, 'a')) == engine::PasswordTrouble::too_long);
}

TEST_CASE("whoever asks for a forgotten password reads the same page, and only a member gets a mail",
          "[cell][account]") {
    CellDesk desk;
    desk.change_account(coordinator, [&](engine::Account& account) { account.locked_at = desk.office.clock.now(); });
    std::optional<std::string> body;
    for (const auto* const address : {pilot, coordinator, "nobody@cpts.example", "", "<script>"}) {
        Tab tab(desk);
        const auto page = tab.fill_in("/mot-de-passe", {{"identifier", address}});
        CHECK(page.status() == 200);
        if (!body) body = page.response.body;
        CHECK(page.response.body == *body);
    }
    CHECK(count_letters(desk, "password_asked") == 1);
    CHECK(desk.office.last_letter("password_asked").letter.to.address == pilot);

    for (int more = 0; more < 20; ++more) Tab(desk).fill_in("/mot-de-passe", {{"identifier", pilot}});
    CHECK(count_letters(desk, "password_asked") == 5);
}

TEST_CASE("a link for a new password works once, for an hour, and closes what was open", "[cell][account]") {
    CellDesk desk;
    Tab open(desk);
    open.log_in(pilot);
    Tab(desk).fill_in("/mot-de-passe", {{"identifier", "PILOTE@cpts.example"}});
    const auto first = link_of(desk, "password_asked");
    Tab(desk).fill_in("/mot-de-passe", {{"identifier", pilot}});
    const auto second = link_of(desk, "password_asked");
    CHECK(Tab(desk).get(first).status() == 410);  // the newer one counts

    Tab tab(desk);
    const auto page = tab.get(second);
    CHECK(page.shows("Choisissez un mot de passe"));
    CHECK_FALSE(page.shows("La charte de la cellule"));
    CHECK(tab.fill_in(second, choice(other_password)).location() == "/");
    CHECK(open.get("/compte").status() == 303);
    CHECK(Tab(desk).log_in(pilot).status() == 422);
    CHECK(Tab(desk).log_in(pilot, other_password).status() == 303);
    CHECK(Tab(desk).get(second).status() == 410);

    Tab(desk).fill_in("/mot-de-passe", {{"identifier", pilot}});
    const auto late = link_of(desk, "password_asked");
    desk.office.clock.pass(1h);
    CHECK(Tab(desk).get(late).status() == 410);
    for (const auto& forged : {late.substr(0, late.size() - 1) + "x", late + "x", std::string("/mot-de-passe/x")})
        CHECK(Tab(desk).get(forged).status() == 410);
}

TEST_CASE("a new password by mail does not take the place of the second factor", "[cell][account]") {
    CellDesk desk;
    desk.change_account(pilot, [](engine::Account& account) { account.totp_secret = "12345678901234567890"; });
    Tab tab(desk);
    tab.fill_in("/mot-de-passe", {{"identifier", pilot}});

    CHECK(tab.fill_in(link_of(desk, "password_asked"), choice(other_password)).location() == "/connexion/code");
    CHECK(tab.get("/compte").location() == "/connexion/code");
}

TEST_CASE("a member changes the password with the one known so far, and every other session closes",
          "[cell][account]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    Tab elsewhere(desk, "198.51.100.9");
    elsewhere.log_in(pilot);
    const auto send = [&](const std::string& known, Tab::Fields fields) {
        fields["csrf"] = tab.get("/compte").csrf();
        fields["known_password"] = known;
        return tab.post("/compte/mot-de-passe", fields);
    };

    CHECK(send("une autre phrase", choice(other_password)).shows("Le mot de passe actuel ne correspond pas"));
    CHECK(send(password, choice("court")).shows("au moins douze"));
    CHECK(elsewhere.get("/compte").status() == 200);
    const auto before = tab.cookie;
    CHECK(send(password, choice(other_password)).location() == "/compte?fait=mot-de-passe");
    CHECK(tab.cookie != before);
    CHECK(tab.get("/compte?fait=mot-de-passe").shows("Votre mot de passe est changé"));
    CHECK(elsewhere.get("/compte").status() == 303);
    for (int wrong = 0; wrong < 5; ++wrong) send("faux", choice(password));
    CHECK(send(other_password, choice(password)).status() == 429);
}

TEST_CASE("members see their sessions and close them, and nobody else's", "[cell][account]") {
    CellDesk desk;
    Tab tab(desk);
    tab.header["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    tab.log_in(pilot);
    Tab phone(desk, "198.51.100.9");
    phone.log_in(pilot);
    Tab stranger(desk);
    stranger.log_in(colleague);

    const auto page = tab.get("/compte");
    CHECK(page.shows("<b>Firefox, Linux</b> (cette session)"));
    CHECK(page.shows("198.51.100.9"));
    const auto phone_session = std::to_string(desk.sessions(pilot).front().id.value);
    stranger.post("/compte/sessions/" + phone_session + "/fermer", {{"csrf", stranger.get("/compte").csrf()}});
    CHECK(phone.get("/compte").status() == 200);
    CHECK(tab.post("/compte/sessions/" + phone_session + "/fermer", {{"csrf", page.csrf()}}).location() ==
          "/compte?fait=sessions");
    CHECK(phone.get("/compte").status() == 303);

    phone.log_in(pilot);
    Tab third(desk);
    third.log_in(pilot);
    tab.post("/compte/autres-sessions/fermer", {{"csrf", page.csrf()}});
    CHECK(phone.get("/compte").status() == 303);
    CHECK(third.get("/compte").status() == 303);
    const auto own = std::to_string(desk.sessions(pilot).front().id.value);
    CHECK(tab.post("/compte/sessions/" + own + "/fermer", {{"csrf", page.csrf()}}).location() == "/connexion");
    CHECK(tab.cookie.empty());
}

TEST_CASE("the charter is accepted before anything else, with a tick, and its date is kept", "[cell][account]") {
    CellDesk desk;
    desk.change_account(pilot, [](engine::Account& account) { account.charter_accepted_at.reset(); });
    Tab tab(desk);

    CHECK(tab.log_in(pilot).location() == "/charte");
    CHECK(tab.get("/compte").location() == "/charte");
    CHECK(tab.fill_in("/charte", {}).status() == 422);
    const auto before = tab.cookie;
    CHECK(tab.fill_in("/charte", {{"accepted", "yes"}}).location() == "/");
    CHECK(tab.cookie != before);
    CHECK(tab.get("/compte").shows("Charte acceptée le lundi 3 mars 2025 à 9\u00A0h"));
}

TEST_CASE("a changed role or a lock takes effect at once", "[cell][account]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    const auto change = [&](const auto& work) {
        desk.office.writes([&](engine::Unit& unit) { return work(unit, *unit.find_member(pilot)); });
    };
    change([&](engine::Unit& unit, const engine::Member& member) {
        return care::set_role(unit, member, engine::MemberRole::reader, desk.office.clock.now(), by_command_line);
    });
    CHECK(tab.get("/compte").status() == 303);
    tab.log_in(pilot);
    CHECK(tab.get("/compte").shows("Votre rôle\u00A0: lecture."));

    change([&](engine::Unit& unit, const engine::Member& member) {
        return care::lock(unit, member, desk.office.clock.now(), by_command_line);
    });
    CHECK(tab.get("/compte").status() == 303);
    CHECK(tab.log_in(pilot).status() == 422);
    change([&](engine::Unit& unit, const engine::Member& member) {
        return care::unlock(unit, member, desk.office.clock.now(), by_command_line);
    });
    CHECK(tab.log_in(pilot).status() == 303);
    change([&](engine::Unit& unit, const engine::Member& member) {
        return care::reset_password(unit, member, desk.office.clock.now(), by_command_line);
    });
    CHECK(tab.log_in(pilot).status() == 422);
}

TEST_CASE("the last administrator cannot be locked out or given another role", "[cell][account]") {
    CellDesk desk;
    const auto tried = [&](const auto& work) {
        return desk.office.store().write(
            [&](engine::Unit& unit) { return work(unit, *unit.find_member(administrator)); });
    };
    const auto lock = [&](engine::Unit& unit, const engine::Member& member) {
        return care::lock(unit, member, desk.office.clock.now(), by_command_line);
    };
    const auto demote = [&](engine::Unit& unit, const engine::Member& member) {
        return care::set_role(unit, member, engine::MemberRole::member, desk.office.clock.now(), by_command_line);
    };
    CHECK(tried(lock).error().code == engine::Error::Code::refused);
    CHECK(tried(demote).error().code == engine::Error::Code::refused);
    desk.add_member("seconde@cpts.example", engine::MemberRole::administrator);
    CHECK(tried(demote));
}

}  // namespace rexflow::testing
