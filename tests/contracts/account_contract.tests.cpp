#include "engine/ports/account_log.hpp"
#include "engine/ports/accounts.hpp"
#include "engine/ports/registers.hpp"
#include "tests/contracts/stores.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace rexflow;
using namespace rexflow::testing;
using engine::Account;
using engine::AccountEntry;
using engine::AccountEvent;
using engine::AccountLinkPurpose;
using engine::AccountSession;
using engine::LoginCount;
using engine::MemberId;
using engine::MemberRole;
using engine::Reader;
using engine::Result;
using engine::SessionId;
using engine::SessionStage;
using engine::Unit;

namespace {

MemberId add_member(Unit& unit, std::string address = "ana@cpts.example") {
    engine::Member member;
    member.address = std::move(address);
    member.name = "Ana Exemple";
    return unit.add_member(member);
}

AccountSession session_of(MemberId member) {
    AccountSession session;
    session.member = member;
    session.created_at = monday;
    session.last_seen_at = monday;
    session.expires_at = monday + 12h;
    session.network = "192.0.2.7";
    session.browser = "Firefox, Linux";
    return session;
}

}  // namespace

TEMPLATE_TEST_CASE("an account is kept whole, and takes the place of the one before", "[store][accounts]", OnMemory,
                   OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        const auto id = add_member(unit);
        CHECK_FALSE(unit.accounts().find_account(id));
        Account account;
        account.member = id;
        unit.change_accounts().set_account(account);
        CHECK(unit.accounts().find_account(id) == account);
        account.password_hash = "$argon2id$v=19$example";
        account.charter_accepted_at = monday;
        account.charter = "0123456789abcdef";
        account.totp_secret = std::string("a\0b\xff", 4);
        account.totp_offered = "c";
        account.totp_last_step = 57'000'000;
        account.locked_at = monday + 1h;
        unit.change_accounts().set_account(account);
        CHECK(unit.accounts().find_account(id) == account);
    });
}

TEMPLATE_TEST_CASE("a session is found by its token alone, and ends for one, for others or for all",
                   "[store][accounts]", OnMemory, OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        const auto ana = add_member(unit);
        const auto ben = add_member(unit, "ben@cpts.example");
        auto& accounts = unit.change_accounts();
        auto first = session_of(ana);
        first.stage = SessionStage::second_factor;
        first.id = accounts.add_session("token-1", first);
        const auto second = accounts.add_session("token-2", session_of(ana));
        accounts.add_session("token-3", session_of(ana));
        accounts.add_session("token-4", session_of(ben));

        CHECK(accounts.find_session("token-1") == first);
        CHECK_FALSE(accounts.find_session("token-5"));
        CHECK_FALSE(accounts.find_session(""));
        CHECK(accounts.sessions_of(ana).size() == 3);
        CHECK(accounts.sessions_of(ana).back() == first);

        accounts.touch_session(second, monday + 5min);
        CHECK(accounts.find_session("token-2")->last_seen_at == monday + 5min);
        accounts.end_session(first.id);
        CHECK_FALSE(accounts.find_session("token-1"));
        accounts.end_sessions(ana, second);
        CHECK(accounts.sessions_of(ana).size() == 1);
        accounts.end_sessions(ana, {});
        CHECK(accounts.sessions_of(ana).empty());
        CHECK(accounts.sessions_of(ben).size() == 1);
    });
    const auto twice = on.store.write([](Unit& unit) -> Result<void> {
        unit.change_accounts().add_session("token-4", session_of(MemberId{1}));
        return {};
    });
    CHECK(twice.error().code == engine::Error::Code::already_there);
}

TEMPLATE_TEST_CASE("a link works once, until it is revoked or a newer one is made", "[store][accounts]", OnMemory,
                   OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        const auto id = add_member(unit);
        auto& accounts = unit.change_accounts();
        const engine::AccountLink link{id, AccountLinkPurpose::invitation, monday, monday + 24h};
        accounts.add_account_link("link-1", link);
        accounts.add_account_link("link-2", {id, AccountLinkPurpose::password, monday, monday + 1h});

        CHECK(accounts.find_account_link("link-1") == link);
        CHECK(accounts.find_account_link("link-2")->purpose == AccountLinkPurpose::password);
        CHECK(accounts.use_account_link("link-1"));
        CHECK_FALSE(accounts.use_account_link("link-1"));
        CHECK_FALSE(accounts.find_account_link("link-1"));
        accounts.revoke_account_links(id);
        CHECK_FALSE(accounts.use_account_link("link-2"));
    });
}

TEMPLATE_TEST_CASE("recovery codes belong to one member and work once", "[store][accounts]", OnMemory, OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        const auto ana = add_member(unit);
        const auto ben = add_member(unit, "ben@cpts.example");
        auto& accounts = unit.change_accounts();
        accounts.set_recovery_codes(ana, std::vector<std::string>{"aaaa", "bbbb"});
        CHECK(accounts.recovery_codes_left(ana) == 2);
        CHECK_FALSE(accounts.use_recovery_code(ben, "aaaa"));
        CHECK(accounts.use_recovery_code(ana, "aaaa"));
        CHECK_FALSE(accounts.use_recovery_code(ana, "aaaa"));
        CHECK(accounts.recovery_codes_left(ana) == 1);
        accounts.set_recovery_codes(ana, {});
        CHECK_FALSE(accounts.use_recovery_code(ana, "bbbb"));
    });
}

TEMPLATE_TEST_CASE("failures are counted by what was typed, whatever its case", "[store][accounts]", OnMemory,
                   OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        auto& accounts = unit.change_accounts();
        CHECK(accounts.login_count("ana@cpts.example") == LoginCount{});
        accounts.set_login_count("Ana@CPTS.example", {3, monday});
        CHECK(accounts.login_count("ana@cpts.example") == LoginCount{3, monday});
        accounts.set_login_count("ana@cpts.example", {0, monday + 1h});
        CHECK(accounts.login_count("ana@cpts.example") == LoginCount{0, monday + 1h});
    });
}

TEMPLATE_TEST_CASE("what is over is forgotten, and nothing else", "[store][accounts]", OnMemory, OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        const auto id = add_member(unit);
        auto& accounts = unit.change_accounts();
        auto short_one = session_of(id);
        short_one.expires_at = monday + 10min;
        accounts.add_session("short", short_one);
        accounts.add_session("long", session_of(id));
        accounts.add_account_link("short", {id, AccountLinkPurpose::password, monday, monday + 10min});
        accounts.add_account_link("long", {id, AccountLinkPurpose::password, monday, monday + 12h});
        accounts.set_login_count("old", {3, monday});
        accounts.set_login_count("new", {3, monday + 1h});

        accounts.forget_expired(monday + 1h, monday + 1min);

        CHECK_FALSE(accounts.find_session("short"));
        CHECK(accounts.find_session("long"));
        CHECK_FALSE(accounts.find_account_link("short"));
        CHECK(accounts.find_account_link("long"));
        CHECK(accounts.login_count("old").failures == 0);
        CHECK(accounts.login_count("new").failures == 3);
    });
}

TEMPLATE_TEST_CASE("a member is changed in everything but the address", "[store][accounts]", OnMemory, OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        const auto id = add_member(unit);
        for (const auto& known : engine::member_roles) {
            auto member = *unit.find_member(id);
            member.role = known.role;
            member.name = "Ana Exemple-Roy";
            member.locale = engine::Locale::en;
            member.active = false;
            member.address = "elsewhere@cpts.example";
            unit.update_member(member);
            const auto kept = unit.find_member("ana@cpts.example");
            REQUIRE(kept);
            CHECK(kept->role == known.role);
            CHECK(kept->name == "Ana Exemple-Roy");
            CHECK(kept->locale == engine::Locale::en);
            CHECK_FALSE(kept->active);
        }
        CHECK_FALSE(unit.find_member("elsewhere@cpts.example"));
        CHECK_FALSE(unit.find_member(MemberId{77}));
    });
}

TEMPLATE_TEST_CASE("changes to accounts are undone with their transaction", "[store][accounts]", OnMemory, OnSqlite) {
    TestType on;
    const auto undone = on.store.write([](Unit& unit) -> Result<void> {
        unit.change_accounts().set_login_count("ana@cpts.example", {3, monday});
        return engine::Err(engine::Error::Code::refused, "undone");
    });
    CHECK_FALSE(undone);
    CHECK(ask(on.store, [](const Reader& reader) { return reader.accounts().login_count("ana@cpts.example"); }) ==
          LoginCount{});
}

TEMPLATE_TEST_CASE("what happened to accounts is kept whole, and listed the newest first", "[store][accounts]",
                   OnMemory, OnSqlite) {
    TestType on;
    std::vector<AccountEntry> entries;
    write(on.store, [&](Unit& unit) {
        const auto ana = add_member(unit);
        const auto ben = add_member(unit, "ben@cpts.example");
        for (const auto& known : engine::account_events)
            entries.push_back({.member = ana, .event = known.event, .at = monday + 1min});
        entries.push_back({.member = ben,
                           .by = ana,
                           .event = AccountEvent::role_changed,
                           .role_before = MemberRole::reader,
                           .role_after = MemberRole::administrator,
                           .at = monday + 1h});
        entries.push_back({.member = ben,
                           .by = ben,
                           .event = AccountEvent::token_given,
                           .token = engine::TokenId{12},
                           .at = monday + 2h});
        entries.push_back({.member = ben,
                           .by = ben,
                           .event = AccountEvent::charter_accepted,
                           .charter = "0123456789abcdef",
                           .at = monday + 3h});
        for (auto& entry : entries) entry.id = unit.edit_registers().account_log->add(entry);
    });
    std::ranges::reverse(entries);
    const auto all = [&](std::optional<engine::AccountEntryId> before, int limit) {
        return ask(on.store, [&](const Reader& reader) { return reader.registers().account_log->all(before, limit); });
    };

    CHECK(all({}, 100) == entries);
    CHECK(all({}, 2) == std::vector(entries.begin(), entries.begin() + 2));
    CHECK(all(entries[1].id, 3) == std::vector(entries.begin() + 2, entries.begin() + 5));
    CHECK(all(entries.back().id, 3).empty());
}

TEMPLATE_TEST_CASE("a line about an account goes with the transaction it was written in", "[store][accounts]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto undone = on.store.write([](Unit& unit) -> Result<void> {
        unit.edit_registers().account_log->add({.member = MemberId{7}, .event = AccountEvent::locked, .at = monday});
        return engine::Err(engine::Error::Code::refused, "undone");
    });
    CHECK_FALSE(undone);
    CHECK(ask(on.store, [](const Reader& reader) { return reader.registers().account_log->all({}, 10); }).empty());
}

TEST_CASE("the database file holds no token, code, secret, network or identifier in clear", "[store][accounts]") {
    SqliteData data;
    const std::vector<std::string> secrets{"token-in-clear-1",   "link-in-clear-2", "code-in-clear-3",
                                           "totp-in-clear-4",    "203.0.113.77",    "Firefox, Linux",
                                           "typed@cpts.example", "ana@cpts.example"};
    write(data.store(), [&](Unit& unit) {
        const auto id = add_member(unit);
        auto& accounts = unit.change_accounts();
        auto session = session_of(id);
        session.network = secrets[4];
        accounts.add_session(secrets[0], session);
        accounts.add_account_link(secrets[1], {id, AccountLinkPurpose::password, monday, monday + 1h});
        accounts.set_recovery_codes(id, std::vector<std::string>{secrets[2]});
        Account account;
        account.member = id;
        account.totp_secret = secrets[3];
        account.totp_offered = secrets[3];
        accounts.set_account(account);
        accounts.set_login_count(secrets[6], {1, monday});
    });
    data.close();

    for (const auto* const suffix : {"", "-wal"}) {
        std::ifstream file(data.database().string() + suffix, std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(file), {});
        for (const auto& secret : secrets) CHECK(bytes.find(secret) == std::string::npos);
    }
}
