#include "engine/ports/account_log.hpp"
#include "engine/account_care.hpp"
#include "engine/ports/registers.hpp"
#include "engine/totp.hpp"
#include "tests/adapters/cell/cell_desk.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// What happened to accounts is kept, with who did it, and shown to those who look after the cell.
namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;
using engine::AccountEvent;
using engine::MemberRole;
using engine::Reader;

using Lines = std::vector<std::string>;

constexpr const char* account_log_page = "/administration/journal";
constexpr const char* newcomer = "nouvelle@cpts.example";
const std::string chosen_password = "une tout autre phrase";

std::vector<engine::AccountEntry> entries(CellDesk& desk) {
    auto all = desk.office.sees([](const Reader& reader) { return reader.registers().account_log->all({}, 1000); });
    std::ranges::reverse(all);
    return all;
}

/// "locked pilote by administration", the oldest first.
Lines lines(CellDesk& desk) {
    const auto name = [&](engine::MemberId id) {
        const auto address =
            desk.office.sees([&](const Reader& reader) { return reader.find_member(id).value().address; });
        return address.substr(0, address.find('@'));
    };
    Lines lines;
    for (const auto& entry : entries(desk))
        lines.push_back(std::string(engine::descriptor_of(entry.event).name) + " " + name(entry.member) + " by " +
                        (entry.by ? name(*entry.by) : "nobody"));
    return lines;
}

/// Sends a form of a page whose path is another one.
Answer send_from(Tab& tab, const std::string& page, const std::string& path, Tab::Fields fields = {}) {
    fields["csrf"] = tab.get(page).csrf();
    return tab.post(path, fields);
}

Answer act_on(CellDesk& desk, Tab& tab, const std::string& address, const std::string& what, Tab::Fields fields = {}) {
    const auto id = desk.office.sees([&](const Reader& reader) { return reader.find_member(address).value().id; });
    const auto page = "/administration/comptes/" + std::to_string(id.value);
    return send_from(tab, page, page + "/" + what, std::move(fields));
}

void lock_by_command_line(CellDesk& desk, const std::string& address) {
    desk.office.writes([&](engine::Unit& unit) {
        return engine::account_care::lock(unit, *unit.find_member(address), desk.office.clock.now(), std::nullopt);
    });
}

}  // namespace

TEST_CASE("each act of an administrator on an account is a line that says who did it", "[cell][account log]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(administrator);

    for (const auto* const what : {"inviter", "sessions", "second-facteur", "bloquer", "debloquer", "mot-de-passe"})
        CHECK(act_on(desk, tab, pilot, what).status() == 303);
    CHECK(act_on(desk, tab, pilot, "role", {{"role", "reader"}}).status() == 303);

    CHECK(lines(desk) == Lines{"invited pilote by administration", "sessions_ended pilote by administration",
                               "second_factor_taken_away pilote by administration", "locked pilote by administration",
                               "unlocked pilote by administration", "password_taken_away pilote by administration",
                               "role_changed pilote by administration"});
    const auto last = entries(desk).back();
    CHECK(last.role_before == MemberRole::member);
    CHECK(last.role_after == MemberRole::reader);
    CHECK(last.at == desk.office.clock.now());
}

TEST_CASE("an act that was refused, or changed nothing, leaves no line", "[cell][account log]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(administrator);

    CHECK(act_on(desk, tab, administrator, "bloquer").status() == 409);
    CHECK(act_on(desk, tab, administrator, "role", {{"role", "member"}}).status() == 409);
    CHECK(act_on(desk, tab, pilot, "role", {{"role", "emperor"}}).status() == 404);
    CHECK(act_on(desk, tab, pilot, "role", {{"role", "member"}}).status() == 303);

    CHECK(lines(desk).empty());
}

TEST_CASE("a member who opens an account by an invitation is in the log with every step", "[cell][account log]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(administrator);
    CHECK(tab.fill_in("/administration/comptes", {{"address", newcomer}, {"role", "member"}, {"locale", "fr"}})
              .status() == 303);
    const auto link = desk.office.last_letter("account_invited").letter.variables.values.at("account_link");
    const auto path = link.substr(std::string(CellDesk::public_url).size());

    Tab theirs(desk);
    CHECK(theirs.fill_in(path, {{"password", chosen_password}, {"password_again", chosen_password}}).status() == 422);
    CHECK(
        theirs.fill_in(path, {{"password", chosen_password}, {"password_again", chosen_password}, {"accepted", "yes"}})
            .location() == "/");

    CHECK(lines(desk) == Lines{"invited nouvelle by administration", "charter_accepted nouvelle by nouvelle",
                               "password_chosen nouvelle by nouvelle"});
}

TEST_CASE("what members change in their own account is a line of theirs", "[cell][account log]") {
    CellDesk desk;
    desk.change_account(pilot, [](engine::Account& account) { account.charter_accepted_at.reset(); });
    Tab tab(desk);
    tab.log_in(pilot);
    tab.fill_in("/charte", {{"accepted", "yes"}});

    send_from(tab, "/compte", "/compte/mot-de-passe",
              {{"known_password", "faux"}, {"password", chosen_password}, {"password_again", chosen_password}});
    send_from(tab, "/compte", "/compte/mot-de-passe",
              {{"known_password", password}, {"password", chosen_password}, {"password_again", chosen_password}});
    send_from(tab, "/compte", "/compte/second-facteur/commencer");
    const auto step = static_cast<std::uint64_t>(desk.office.clock.now().time_since_epoch().count() / 30);
    tab.fill_in("/compte/second-facteur", {{"code", engine::hotp(desk.account(pilot).totp_offered, step, 6)}});
    send_from(tab, "/compte", "/compte/second-facteur/codes", {{"known_password", chosen_password}});
    send_from(tab, "/compte", "/compte/second-facteur/retirer", {{"known_password", chosen_password}});

    CHECK(lines(desk) == Lines{"charter_accepted pilote by pilote", "password_changed pilote by pilote",
                               "second_factor_set_up pilote by pilote", "recovery_codes_renewed pilote by pilote",
                               "second_factor_taken_away pilote by pilote"});
}

TEST_CASE("a calendar feed that is made and taken back is in the log by its number", "[cell][account log]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);

    tab.fill_in("/compte/agenda", {{"name", "Téléphone"}});
    const auto token = entries(desk).back().token;
    REQUIRE(token);
    const auto close = "/compte/agenda/" + std::to_string(token->value) + "/fermer";
    Tab other(desk);
    other.log_in(colleague);
    send_from(other, "/compte", close);
    send_from(tab, "/compte", close);
    send_from(tab, "/compte", close);

    CHECK(lines(desk) == Lines{"feed_given pilote by pilote", "feed_revoked pilote by pilote"});
    CHECK(entries(desk).back().token == token);
}

TEST_CASE("whoever has to wait after wrong passwords is in the log once, and nobody who has no account is",
          "[cell][account log]") {
    CellDesk desk;
    const auto fail = [&](const std::string& address) { return Tab(desk).log_in(address, "faux").status(); };
    const auto fail_five_times = [&](const std::string& address) {
        for (int wrong = 0; wrong < 5; ++wrong) CHECK(fail(address) == 422);
        CHECK(fail(address) == 429);
    };
    fail_five_times(pilot);
    fail_five_times("personne@cpts.example");
    CHECK(lines(desk).empty());

    desk.office.clock.pass(30s);
    CHECK(fail(pilot) == 422);
    CHECK(fail("personne@cpts.example") == 422);
    desk.office.clock.pass(1min);
    CHECK(fail(pilot) == 422);
    desk.office.clock.pass(2min);
    CHECK(Tab(desk).log_in(pilot).status() == 303);

    CHECK(lines(desk) == Lines{"login_delayed pilote by nobody"});
}

TEST_CASE("the log page tells in words what happened to accounts, in the reader's language", "[cell][account log]") {
    CellDesk desk;
    Tab theirs(desk);
    theirs.log_in(administrator);
    act_on(desk, theirs, pilot, "role", {{"role", "reader"}});
    lock_by_command_line(desk, colleague);
    Tab tab(desk);
    tab.log_in(coordinator);

    const auto page = tab.get(account_log_page);
    CHECK(page.shows("Basile Exemple · rôle changé\u00A0: lecture (avant\u00A0: membre)"));
    CHECK(page.shows("lundi 3 mars 2025 à 9\u00A0h, par Exemple"));
    CHECK(page.shows("Chloé Exemple · compte bloqué"));
    CHECK(page.shows("par la ligne de commande"));
    CHECK(page.shows("Personne n’a encore consulté d’identité."));

    desk.office.writes([](engine::Unit& unit) -> engine::Result<void> {
        auto member = unit.find_member(coordinator).value();
        member.locale = engine::Locale::en;
        unit.update_member(member);
        return {};
    });
    const auto english = tab.get(account_log_page);
    CHECK(english.shows("Basile Exemple · role changed: reader (before: member)"));
    CHECK(english.shows("by the command line"));
}

TEST_CASE("the log names members as they are called now, and shows markup as text", "[cell][account log]") {
    CellDesk desk;
    lock_by_command_line(desk, pilot);
    desk.office.writes([](engine::Unit& unit) -> engine::Result<void> {
        auto member = unit.find_member(pilot).value();
        member.name = "<script>{{csrf}}</script>";
        unit.update_member(member);
        return {};
    });
    Tab tab(desk);
    tab.log_in(coordinator);

    const auto page = tab.get(account_log_page);

    CHECK(page.shows("&lt;script&gt;{{csrf}}&lt;/script&gt; · compte bloqué"));
    CHECK_FALSE(page.shows("<script>{{csrf}}"));
    CHECK_FALSE(page.shows("Basile Exemple"));
}

TEST_CASE("the lines about accounts go on page after page, beside those about identities", "[cell][account log]") {
    CellDesk desk;
    desk.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        const auto id = unit.find_member(pilot).value().id;
        for (int line = 0; line <= 100; ++line) {
            const auto event = line == 0 ? AccountEvent::invited : AccountEvent::unlocked;
            unit.edit_registers().account_log->add({.member = id, .event = event, .at = desk.office.clock.now()});
        }
        return {};
    });
    Tab tab(desk);
    tab.log_in(coordinator);

    const auto first = tab.get(account_log_page);
    CHECK(first.shows("href=\"/administration/journal?comptes_avant=2#comptes\""));
    CHECK(first.shows("compte débloqué"));
    CHECK_FALSE(first.shows("· invitation"));
    CHECK_FALSE(first.shows("Plus anciennes"));
    const auto second = tab.get("/administration/journal?comptes_avant=2");
    CHECK(second.shows("· invitation"));
    CHECK_FALSE(second.shows("compte débloqué"));
    CHECK(second.shows("href=\"/administration/journal#comptes\""));
    CHECK_FALSE(second.shows("comptes_avant="));
}

}  // namespace rexflow::testing
