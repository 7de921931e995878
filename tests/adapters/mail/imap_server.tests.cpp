#include "adapters/mail/imap_inbox.hpp"
#include "adapters/mail/pop3_inbox.hpp"
#include "adapters/mail/token_command.hpp"
#include "tests/adapters/mail/mail_support.hpp"
#include "tests/support/mail_servers.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace std::chrono_literals;
using rexflow::engine::Err;
using rexflow::engine::Error;
using rexflow::engine::Result;
using rexflow::mail::AfterTaking;
using rexflow::mail::ImapInbox;
using rexflow::mail::ImapSettings;
using rexflow::mail::Security;
using rexflow::mail::TokenAge;
using rexflow::testing::MailServers;

namespace {

ImapSettings account(const MailServers& servers, Security security = Security::tls) {
    ImapSettings settings{
        "rapports",
        {"localhost", servers.imap_port(), security, MailServers::cell, MailServers::password, servers.ca_file()}};
    if (security == Security::tls) settings.server.port = servers.imaps_port();
    return settings;
}

/// A program that keeps what it takes; `room` is how much its disk holds.
struct Ledger {
    Result<int> visit(const ImapSettings& settings, std::size_t room = 100'000) {
        return ImapInbox(settings).fetch([&](std::string_view uid) { return known.contains(std::string(uid)); },
                                         [&](std::string_view uid, std::string raw) -> Result<void> {
                                             if (taken.size() == room) return Err(Error::Code::store_trouble, "full");
                                             known.insert(std::string(uid));
                                             taken.push_back(std::move(raw));
                                             return {};
                                         });
    }
    std::set<std::string> known;
    std::vector<std::string> taken;
};

/// The flags of each file of a folder of an account, "S" for seen; a file in new/ has none.
std::multiset<std::string> flags_in(const std::filesystem::path& maildir) {
    std::multiset<std::string> flags;
    for (const auto* part : {"new", "cur"}) {
        for (const auto& path : rexflow::testing::files_below(maildir / part)) {
            const auto name = path.filename().string();
            const auto mark = name.rfind(":2,");
            flags.insert(mark == std::string::npos ? "" : name.substr(mark + 3));
        }
    }
    return flags;
}

bool is_skipped() {
    const auto reason = MailServers::why_not(MailServers::Parts::dovecot);
    if (!reason.empty()) WARN("skipped: " << reason);
    return !reason.empty();
}

std::string mail(int number) { return "Subject: " + std::to_string(number) + "\r\n\r\nBonjour\r\n"; }

}  // namespace

TEST_CASE("a real IMAP server is read in clear, after STARTTLS and over TLS, byte for byte and without a mark",
          "[imap][server]") {
    if (is_skipped()) return;
    const MailServers servers(MailServers::Parts::dovecot);
    const std::string odd = "Subject: un\r\n\r\n.point\r\n{3}\r\nA4 OK\r\n\xE9\xFF\r\n";
    servers.deliver(MailServers::cell, "1700000001.a.host", odd);
    servers.deliver(MailServers::cell, "1700000002.b.host",
                    "Subject: deux\r\n\r\n" + std::string(20'000, 'x') + "\r\n");

    for (const auto security : {Security::none, Security::starttls, Security::tls}) {
        Ledger ledger;
        CHECK(ledger.visit(account(servers, security)).value() == 2);
        REQUIRE(ledger.taken.size() == 2);
        CHECK(ledger.taken.front() == odd);
        CHECK(ledger.taken.back().size() == 20'019);
        CHECK(ledger.visit(account(servers, security)).value() == 0);
        CHECK(flags_in(servers.maildir(MailServers::cell)).count("S") == 0);
    }
    {
        INFO("a wrong password is an authentication error without the password");
        auto settings = account(servers);
        settings.server.password = "another-word";
        const auto result = Ledger().visit(settings);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == Error::Code::authentication);
        CHECK(result.error().message.find("another-word") == std::string::npos);
        CHECK(result.error().hint.find("password_file") != std::string::npos);
    }
    {
        INFO("a certificate of another authority or for another name is refused");
        for (const auto security : {Security::starttls, Security::tls}) {
            auto stranger = account(servers, security);
            stranger.server.ca_file = servers.other_ca_file();
            CHECK(Ledger().visit(stranger).error().code == Error::Code::connection);
            auto misnamed = account(servers, security);
            misnamed.server.host = "127.0.0.1";
            CHECK(Ledger().visit(misnamed).error().code == Error::Code::connection);
        }
    }
}

TEST_CASE("messages people have read are taken, once, however often they are looked at", "[imap][server]") {
    if (is_skipped()) return;
    const MailServers servers(MailServers::Parts::dovecot);
    servers.deliver(MailServers::cell, "1700000001.a.host", mail(1));
    auto settings = account(servers);
    settings.after_taking = AfterTaking::mark_seen;
    Ledger first;
    REQUIRE(first.visit(settings).value() == 1);
    REQUIRE(flags_in(servers.maildir(MailServers::cell)) == std::multiset<std::string>{"S"});

    Ledger second;
    CHECK(second.visit(settings).value() == 1);
    CHECK(second.visit(settings).value() == 0);
}

TEST_CASE("a message is marked, moved or removed only after it was taken, and by a later run if need be",
          "[imap][server]") {
    if (is_skipped()) return;
    const MailServers servers(MailServers::Parts::dovecot);
    const auto inbox = servers.maildir(MailServers::cell);
    for (int i = 1; i <= 3; ++i)
        servers.deliver(MailServers::cell, "170000000" + std::to_string(i) + ".a.host", mail(i));
    auto settings = account(servers);

    Ledger untouched;
    REQUIRE(untouched.visit(settings).value() == 3);  // left

    settings.after_taking = AfterTaking::mark_seen;
    Ledger full;
    CHECK(full.visit(settings, 1).error().code == Error::Code::store_trouble);
    CHECK(flags_in(inbox).count("S") == 1);
    CHECK(untouched.visit(settings).value() == 0);  // all are known, two are not marked yet
    CHECK(flags_in(inbox).count("S") == 3);

    settings.after_taking = AfterTaking::move;
    settings.move_to = "Traités & clos";
    CHECK(untouched.visit(settings).value() == 0);
    CHECK(flags_in(inbox).empty());
    CHECK(flags_in(inbox / ".Trait&AOk-s &- clos").size() == 3);

    servers.deliver(MailServers::cell, "1700000009.a.host", mail(9));
    settings.after_taking = AfterTaking::remove;
    settings.move_to.clear();
    CHECK(untouched.visit(settings).value() == 1);
    CHECK(flags_in(inbox).empty());
    CHECK(flags_in(inbox / ".Trait&AOk-s &- clos").size() == 3);
}

TEST_CASE("a message a person marks unread again stays so while the program runs", "[imap][server]") {
    if (is_skipped()) return;
    const MailServers servers(MailServers::Parts::dovecot);
    const auto cur = servers.maildir(MailServers::cell) / "cur";
    servers.deliver(MailServers::cell, "1700000001.a.host", mail(1));
    auto settings = account(servers);
    settings.after_taking = AfterTaking::mark_seen;
    ImapInbox inbox(settings);
    std::set<std::string> known;
    const auto visit = [&] {
        return inbox.fetch([&](std::string_view uid) { return known.contains(std::string(uid)); },
                           [&](std::string_view uid, std::string) -> Result<void> {
                               known.insert(std::string(uid));
                               return {};
                           });
    };
    REQUIRE(visit().value() == 1);
    const auto seen = rexflow::testing::files_below(cur).front();
    std::filesystem::rename(seen, seen.string().substr(0, seen.string().rfind(":2,")) + ":2,");

    CHECK(visit().value() == 0);
    CHECK(flags_in(servers.maildir(MailServers::cell)).count("S") == 0);
}

TEST_CASE("after a mailbox was restored under a new UIDVALIDITY everything is listed again under new uids",
          "[imap][server]") {
    if (is_skipped()) return;
    const MailServers servers(MailServers::Parts::dovecot);
    servers.deliver(MailServers::cell, "1700000001.a.host", mail(1));
    servers.deliver(MailServers::cell, "1700000002.b.host", mail(2));
    Ledger ledger;
    REQUIRE(ledger.visit(account(servers)).value() == 2);

    servers.renumber(MailServers::cell);

    CHECK(ledger.visit(account(servers)).value() == 2);
    CHECK(ledger.known.size() == 4);
    CHECK(ledger.taken[0] == ledger.taken[2]);
    CHECK(ledger.visit(account(servers)).value() == 0);
}

TEST_CASE("a thousand messages are read page by page, and listed with uid, size and date", "[imap][server]") {
    if (is_skipped()) return;
    const MailServers servers(MailServers::Parts::dovecot);
    for (int i = 0; i < 1000; ++i)
        servers.deliver(MailServers::cell, std::to_string(1'700'000'000 + i) + ".a.host", mail(i));
    auto settings = account(servers);
    settings.after_taking = AfterTaking::mark_seen;
    Ledger ledger;

    CHECK(ledger.visit(settings).value() == 1000);

    CHECK(ledger.known.size() == 1000);
    CHECK(flags_in(servers.maildir(MailServers::cell)).count("S") == 1000);
    const auto listed = ImapInbox(settings).list();
    REQUIRE(listed.has_value());
    CHECK(listed->size() == 1000);
    for (const auto& message : *listed) {
        if (!ledger.known.contains(message.uid) || message.size == 0 || !message.received_at) FAIL("message not known");
    }
}

TEST_CASE("several folders are read, accents in their names and all, and their uids do not mix", "[imap][server]") {
    if (is_skipped()) return;
    const MailServers servers(MailServers::Parts::dovecot);
    servers.deliver(MailServers::cell, "1700000001.a.host", mail(1));
    auto moving = account(servers);
    moving.after_taking = AfterTaking::move;
    moving.move_to = "Événements";
    REQUIRE(Ledger().visit(moving).value() == 1);
    servers.deliver(MailServers::cell, "1700000002.a.host", mail(2));
    auto settings = account(servers);
    settings.folders = {"INBOX", "Événements"};
    Ledger ledger;

    CHECK(ledger.visit(settings).value() == 2);
    CHECK(ledger.visit(settings).value() == 0);
    CHECK(ImapInbox(settings).list()->size() == 2);
    CHECK(std::count_if(ledger.known.begin(), ledger.known.end(),
                        [](const auto& uid) { return uid.ends_with(":Événements"); }) == 1);

    settings.folders = {"Nulle part"};
    CHECK(Ledger().visit(settings).error().code == Error::Code::configuration);
}

TEST_CASE("XOAUTH2 logs in with a token of a command, and asks for a fresh one when it has ended", "[imap][server]") {
    if (is_skipped()) return;
    const MailServers servers(MailServers::Parts::dovecot);
    servers.deliver(MailServers::cell, "1700000001.a.host", mail(1));
    std::vector<TokenAge> asked;
    auto settings = account(servers);
    settings.server.password.clear();
    const auto giving = [&](int seconds_of_kept, int seconds_of_fresh) {
        return [&, seconds_of_kept, seconds_of_fresh](TokenAge age) {
            asked.push_back(age);
            const int seconds = age == TokenAge::any ? seconds_of_kept : seconds_of_fresh;
            return rexflow::mail::run_token_command(servers.token_command(MailServers::cell, seconds), 20s);
        };
    };

    settings.server.token = giving(600, 600);
    CHECK(Ledger().visit(settings).value() == 1);
    CHECK(asked == std::vector{TokenAge::any});

    asked.clear();
    settings.server.token = giving(-60, 600);
    CHECK(Ledger().visit(settings).value() == 1);
    CHECK(asked == std::vector{TokenAge::any, TokenAge::fresh});

    settings.server.token = giving(-60, -60);
    const auto refused = Ledger().visit(settings);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Error::Code::authentication);
    CHECK(refused.error().hint.find("token_command") != std::string::npos);
}

TEST_CASE("a server that demands a client certificate is shown one", "[imap][server]") {
    if (is_skipped()) return;
    const MailServers servers(MailServers::Parts::dovecot, MailServers::Demand::client_certificate);
    servers.deliver(MailServers::cell, "1700000001.a.host", mail(1));

    for (const auto security : {Security::starttls, Security::tls}) {
        auto settings = account(servers, security);
        CHECK_FALSE(Ledger().visit(settings));

        settings.server.client = {servers.client_certificate(), servers.client_key(), {}};
        CHECK(Ledger().visit(settings).value() == 1);

        settings.server.client = {servers.client_certificate(), servers.locked_client_key(), MailServers::key_password};
        CHECK(Ledger().visit(settings).value() == 1);
    }
    {
        INFO("and so is a POP3 server");
        rexflow::mail::Pop3Settings pop3{"rapports", account(servers).server};
        pop3.server.port = servers.pop3s_port();
        CHECK_FALSE(rexflow::mail::Pop3Inbox(pop3).list());
        pop3.server.client = {servers.client_certificate(), servers.client_key(), {}};
        CHECK(rexflow::mail::Pop3Inbox(pop3).list()->size() == 1);
    }
    auto settings = account(servers);
    settings.server.client = {servers.client_certificate(), servers.locked_client_key(), "another-word"};
    const auto locked = Ledger().visit(settings);
    REQUIRE_FALSE(locked);
    CHECK(locked.error().code == Error::Code::configuration);
    CHECK(locked.error().hint.find("client_key_password_file") != std::string::npos);
    settings.server.client = {servers.client_certificate() + ".none", servers.client_key(), {}};
    CHECK(Ledger().visit(settings).error().code == Error::Code::configuration);
}
