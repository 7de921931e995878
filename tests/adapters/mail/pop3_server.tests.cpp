#include "adapters/mail/pop3_inbox.hpp"
#include "tests/adapters/mail/mail_support.hpp"
#include "tests/support/mail_servers.hpp"

#include <catch2/catch.hpp>

#include <set>

using rexflow::engine::Err;
using rexflow::engine::Error;
using rexflow::engine::Result;
using rexflow::mail::AfterTaking;
using rexflow::mail::MailServer;
using rexflow::mail::Pop3Inbox;
using rexflow::mail::Security;
using rexflow::testing::MailServers;

namespace {

MailServer account(const MailServers& servers, Security security) {
    MailServer server{"localhost",       servers.pop3_port(),   security,
                      MailServers::cell, MailServers::password, servers.ca_file()};
    server.port = security == Security::tls ? servers.pop3s_port() : servers.pop3_port();
    return server;
}

struct Visitor {
    Result<int> visit(const MailServer& server, AfterTaking after = AfterTaking::leave, std::size_t room = 100) {
        return Pop3Inbox({"rapports", server, after})
            .fetch([&](std::string_view uid) { return known.contains(std::string(uid)); },
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

}  // namespace

TEST_CASE("a real POP3 server is read in clear, after STLS and over TLS", "[pop3][server]") {
    if (const auto reason = MailServers::why_not(MailServers::Parts::dovecot); !reason.empty()) {
        WARN("skipped: " << reason);
        return;
    }
    const MailServers servers(MailServers::Parts::dovecot);
    const std::string first = "Subject: un\r\n\r\n.point\r\n..\r\n\xE9\r\n";
    servers.deliver(MailServers::cell, "1700000001.a.host", first);
    servers.deliver(MailServers::cell, "1700000002.b.host",
                    "Subject: deux\r\n\r\n" + std::string(20'000, 'x') + "\r\n");

    for (const auto security : {Security::none, Security::starttls, Security::tls}) {
        Visitor visitor;
        CHECK(visitor.visit(account(servers, security)).value() == 2);
        REQUIRE(visitor.taken.size() == 2);
        CHECK(visitor.taken.front() == first);
        CHECK(visitor.visit(account(servers, security)).value() == 0);
    }

    {
        INFO("messages go only after they were taken, and only where that is wished");
        Visitor half;
        CHECK_FALSE(half.visit(account(servers, Security::tls), AfterTaking::remove, 1));
        Visitor rest;
        CHECK(rest.visit(account(servers, Security::tls), AfterTaking::remove).value() == 1);
        CHECK(rest.visit(account(servers, Security::tls)).value() == 0);
    }
    {
        INFO("a wrong password is an authentication error without the password");
        auto server = account(servers, Security::tls);
        server.password = "another-word";
        const auto result = Visitor().visit(server);
        CHECK(result.error().code == Error::Code::authentication);
        CHECK(result.error().message.find("another-word") == std::string::npos);
        CHECK(result.error().message.find("cpts.example") == std::string::npos);
    }
    {
        INFO("a certificate of another authority or for another name is refused");
        for (const auto security : {Security::starttls, Security::tls}) {
            auto stranger = account(servers, security);
            stranger.ca_file = servers.other_ca_file();
            CHECK(Visitor().visit(stranger).error().code == Error::Code::connection);
            auto misnamed = account(servers, security);
            misnamed.host = "127.0.0.1";
            CHECK(Visitor().visit(misnamed).error().code == Error::Code::connection);
        }
    }
    {
        INFO("a certificate file that is not there is a mistake in the settings");
        auto server = account(servers, Security::tls);
        server.ca_file = servers.ca_file() + ".none";
        CHECK_FALSE(Visitor().visit(server));
    }
}
