#include "tests/adapters/cell/cell_desk.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// Accounts of others, kept by an administrator in the browser.
namespace rexflow::testing {

namespace {

constexpr const char* accounts_page = "/administration/comptes";

engine::Member member_at(CellDesk& desk, const std::string& address) {
    return desk.office.sees([&](const engine::Reader& reader) { return reader.find_member(address).value(); });
}

std::string page_of(CellDesk& desk, const std::string& address) {
    return std::string(accounts_page) + "/" + std::to_string(member_at(desk, address).id.value);
}

Answer act(CellDesk& desk, Tab& tab, const std::string& address, const std::string& what, Tab::Fields fields = {}) {
    const auto page = page_of(desk, address);
    fields["csrf"] = tab.get(page).csrf();
    return tab.post(page + "/" + what, fields);
}

std::size_t letters_named(CellDesk& desk, const std::string& name) {
    const auto all = desk.office.all_letters();
    return static_cast<std::size_t>(
        std::ranges::count_if(all, [&](const engine::OutboxRow& row) { return row.letter.name == name; }));
}

}  // namespace

TEST_CASE("an administrator invites somebody, who gets a link by mail", "[cell][accounts]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(administrator);
    CHECK(tab.get(accounts_page).shows("Basile Exemple"));

    const auto invited = tab.fill_in(accounts_page, {{"address", "nouvelle@cpts.example"},
                                                     {"name", "Nora <b>Essai</b>"},
                                                     {"role", "coordinator"},
                                                     {"locale", "fr"}});
    CHECK(invited.status() == 303);
    CHECK(tab.get(invited.location()).shows("L’invitation est partie."));
    CHECK(tab.get(accounts_page).shows("Nora &lt;b&gt;Essai&lt;/b&gt;"));
    CHECK(member_at(desk, "nouvelle@cpts.example").role == engine::MemberRole::coordinator);
    CHECK(letters_named(desk, "account_invited") == 1);

    CHECK(tab.fill_in(accounts_page, {{"address", pilot}, {"role", "member"}}).status() == 409);
    CHECK(tab.fill_in(accounts_page, {{"address", "sans arobase"}, {"role", "member"}}).status() == 422);
    CHECK(tab.fill_in(accounts_page, {{"address", "x@cpts.example"}, {"role", "emperor"}}).status() == 422);
}

TEST_CASE("an account is locked and unlocked, its second factor and password taken away, its sessions ended",
          "[cell][accounts]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(administrator);
    Tab theirs(desk);
    theirs.log_in(pilot);
    desk.change_account(pilot, [](engine::Account& account) { account.totp_secret = std::string(20, 'x'); });

    CHECK(act(desk, tab, pilot, "sessions").status() == 303);
    CHECK(theirs.get("/compte").status() == 303);
    CHECK(act(desk, tab, pilot, "second-facteur").status() == 303);
    CHECK(desk.account(pilot).totp_secret.empty());
    CHECK(act(desk, tab, pilot, "bloquer").status() == 303);
    CHECK(tab.get(page_of(desk, pilot)).shows("compte bloqué"));
    CHECK(theirs.log_in(pilot).status() == 422);
    CHECK(act(desk, tab, pilot, "debloquer").status() == 303);
    CHECK(theirs.log_in(pilot).status() == 303);
    CHECK(act(desk, tab, pilot, "mot-de-passe").status() == 303);
    CHECK(desk.account(pilot).password_hash.empty());
    CHECK(letters_named(desk, "password_asked") == 1);
    CHECK(act(desk, tab, pilot, "role", {{"role", "reader"}}).status() == 303);
    CHECK(member_at(desk, pilot).role == engine::MemberRole::reader);
}

TEST_CASE("the last administrator cannot be locked or made less", "[cell][accounts]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(administrator);

    CHECK(act(desk, tab, administrator, "bloquer").shows("la dernière personne"));
    CHECK(act(desk, tab, administrator, "role", {{"role", "member"}}).status() == 409);
    CHECK(act(desk, tab, pilot, "role", {{"role", "emperor"}}).status() == 404);
    CHECK(act(desk, tab, pilot, "effacer").status() == 404);
    CHECK(tab.get("/administration/comptes/999").status() == 404);
    CHECK(member_at(desk, administrator).role == engine::MemberRole::administrator);
}

}  // namespace rexflow::testing
