#include "engine/ports/account_log.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/cell/cell_desk.hpp"

#include <catch2/catch.hpp>

/// The charter a CPTS has written itself.
namespace rexflow::testing {

namespace {

const engine::CharterText first_text{{"Je garde le secret.", "- rien ne sort\n- <b>jamais</b> {{csrf}}"},
                                     "1111111111111111"};
const engine::CharterText second_text{{"Je garde le secret, toujours."}, "2222222222222222"};
constexpr const char* built_in = "jamais à désigner un fautif";

Answer accept(Tab& tab, const engine::CharterText& read) {
    return tab.fill_in("/charte", {{"accepted", "yes"}, {"charter_text", read.fingerprint}});
}

/// The pilot, who accepted the charter of the program and logs in.
struct LoggedIn {
    explicit LoggedIn(const engine::CharterText& charter) {
        desk.rules.charter = charter;
        tab.log_in(pilot);
    }
    CellDesk desk;
    Tab tab{desk};
};

}  // namespace

TEST_CASE("the CPTS's own charter takes the place of the one in the program, as text", "[cell][charter]") {
    LoggedIn cell(first_text);

    const auto page = cell.tab.get("/charte");

    CHECK(page.shows("<div class=\"text\" lang=\"fr\"><p>Je garde le secret.</p><p>- rien ne sort\n- "));
    CHECK(page.shows("&lt;b&gt;jamais&lt;/b&gt; {{csrf}}"));
    CHECK_FALSE(page.shows("<b>jamais"));
    CHECK_FALSE(page.shows(built_in));
    CHECK(Tab(cell.desk).get("/charte").status() == 303);
}

TEST_CASE("without a charter of its own a CPTS has the one in the program", "[cell][charter]") {
    CellDesk desk;
    desk.change_account(pilot, [](engine::Account& account) { account.charter_accepted_at.reset(); });
    Tab tab(desk);
    CHECK(tab.log_in(pilot).location() == "/charte");

    CHECK(tab.get("/charte").shows(built_in));
    CHECK(tab.fill_in("/charte", {{"accepted", "yes"}}).location() == "/");
    CHECK(desk.account(pilot).charter.empty());
}

TEST_CASE("which text was accepted is kept, in the account and in the log", "[cell][charter]") {
    LoggedIn cell(first_text);
    cell.desk.office.clock.pass(std::chrono::minutes(5));

    CHECK(accept(cell.tab, first_text).location() == "/");

    const auto account = cell.desk.account(pilot);
    CHECK(account.charter == first_text.fingerprint);
    CHECK(account.charter_accepted_at == cell.desk.office.clock.now());
    const auto logged =
        cell.desk.office.sees([](const engine::Reader& reader) { return reader.registers().account_log->all({}, 10); });
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].charter == first_text.fingerprint);
    Tab overseer(cell.desk);
    overseer.log_in(coordinator);
    accept(overseer, first_text);
    CHECK(overseer.get("/administration/journal").shows("charte acceptée (texte 1111111111111111)"));
}

TEST_CASE("a member who accepted another text is asked again, and told so", "[cell][charter]") {
    LoggedIn cell(first_text);
    accept(cell.tab, first_text);
    CHECK(cell.tab.get("/compte").status() == 200);

    cell.desk.rules.charter = second_text;

    CHECK(cell.tab.get("/compte").location() == "/charte");
    const auto page = cell.tab.get("/charte");
    CHECK(page.shows("La charte a changé depuis que vous l’avez acceptée, le lundi 3 mars 2025 à 9\u00A0h."));
    CHECK(page.shows("Je garde le secret, toujours."));
    CHECK(accept(cell.tab, second_text).location() == "/");
    CHECK(cell.tab.get("/compte").status() == 200);
    CHECK_FALSE(cell.tab.get("/charte").shows("a changé depuis"));
    CHECK(Tab(cell.desk).log_in(pilot).location() == "/");
}

TEST_CASE("a form that was shown before the charter changed accepts nothing", "[cell][charter]") {
    LoggedIn cell(first_text);
    const auto csrf = cell.tab.get("/charte").csrf();
    cell.desk.rules.charter = second_text;

    const auto answer =
        cell.tab.post("/charte", {{"csrf", csrf}, {"accepted", "yes"}, {"charter_text", first_text.fingerprint}});

    CHECK(answer.status() == 422);
    CHECK(answer.shows("Le texte de la charte vient de changer."));
    CHECK(answer.shows("Je garde le secret, toujours."));
    CHECK(cell.tab.get("/compte").location() == "/charte");
}

TEST_CASE("whoever chooses a password behind a link reads and accepts the charter of the CPTS", "[cell][charter]") {
    CellDesk desk;
    desk.rules.charter = first_text;
    Tab tab(desk);
    tab.fill_in("/mot-de-passe", {{"identifier", pilot}});
    const auto path = desk.office.last_letter("password_asked")
                          .letter.variables.values.at("account_link")
                          .substr(std::string(CellDesk::public_url).size());
    CHECK(tab.get(path).shows("<p>Je garde le secret.</p>"));

    Tab::Fields fields{
        {"password", "une tout autre phrase"}, {"password_again", "une tout autre phrase"}, {"accepted", "yes"}};
    CHECK(tab.fill_in(path, fields).shows("cocher la case"));  // another text than the one in force
    fields["charter_text"] = first_text.fingerprint;
    CHECK(tab.fill_in(path, fields).location() == "/");

    CHECK(desk.account(pilot).charter == first_text.fingerprint);
    CHECK(tab.get("/compte").status() == 200);
}

TEST_CASE("an administrator sees whose acceptance is of an older text", "[cell][charter]") {
    CellDesk desk;
    desk.change_account(administrator, [](engine::Account& account) { account.charter = second_text.fingerprint; });
    desk.rules.charter = second_text;
    Tab tab(desk);
    tab.log_in(administrator);
    const auto page_of = [&](const std::string& address) {
        const auto id =
            desk.office.sees([&](const engine::Reader& reader) { return reader.find_member(address).value().id; });
        return tab.get("/administration/comptes/" + std::to_string(id.value));
    };

    CHECK(page_of(pilot).shows("avant que son texte change"));
    CHECK_FALSE(page_of(administrator).shows("avant que son texte change"));
}

}  // namespace rexflow::testing
