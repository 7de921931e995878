#include "adapters/mail/smtp_transport.hpp"
#include "adapters/mail/token_command.hpp"
#include "tests/adapters/mail/mail_support.hpp"
#include "tests/support/mail_servers.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using rexflow::engine::Error;
using rexflow::mail::MailServer;
using rexflow::mail::run_token_command;
using rexflow::mail::Security;
using rexflow::mail::SmtpTransport;
using rexflow::mail::TokenAge;
using rexflow::testing::mail_to;
using rexflow::testing::MailServers;

namespace {

MailServer submission(const MailServers& servers, Security security) {
    MailServer server{"localhost",       servers.smtp_port(),   security,
                      MailServers::cell, MailServers::password, servers.ca_file()};
    server.port = security == Security::tls ? servers.smtps_port() : servers.smtp_port();
    return server;
}

}  // namespace

TEST_CASE("a real SMTP server takes mail in clear, after STARTTLS and over TLS", "[smtp][server]") {
    if (const auto reason = MailServers::why_not(MailServers::Parts::dovecot_and_postfix); !reason.empty()) {
        WARN("skipped: " << reason);
        return;
    }
    const MailServers servers(MailServers::Parts::dovecot_and_postfix);
    int count = 0;

    for (const auto security : {Security::none, Security::starttls, Security::tls}) {
        SmtpTransport transport(submission(servers, security));
        for (int letter = 0; letter < 3; ++letter) {
            CHECK(transport.send(mail_to(MailServers::lea, std::to_string(++count) + "@cpts.example")));
        }
        const auto refused = transport.send(mail_to("personne@cpts.example", "no@cpts.example"));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == Error::Code::refused_for_good);
        CHECK(refused.error().message == "550 5.1.1");
        CHECK(transport.send(mail_to(MailServers::lea, std::to_string(++count) + "@cpts.example")));
    }

    const auto mails = servers.delivered(MailServers::lea, 12);
    CHECK(mails.size() == 12);
    for (const auto& mail : mails) CHECK(mail.find("\n\nBonjour\n.point\n") != std::string::npos);

    {
        INFO("a wrong password is an authentication error");
        auto server = submission(servers, Security::starttls);
        server.password = "another-word";
        const auto sent = SmtpTransport(server).send(mail_to(MailServers::lea, "x@cpts.example"));
        CHECK(sent.error().code == Error::Code::authentication);
        CHECK(sent.error().message.find("another-word") == std::string::npos);
    }
    {
        INFO("XOAUTH2 asks for a fresh token when the kept one has ended");
        auto server = submission(servers, Security::starttls);
        int asked = 0;
        server.token = [&](TokenAge age) {
            ++asked;
            return run_token_command(servers.token_command(MailServers::cell, age == TokenAge::any ? -60 : 600), 20s);
        };
        CHECK(SmtpTransport(server).send(mail_to(MailServers::lea, "token@cpts.example")));
        CHECK(asked == 2);
    }
    {
        INFO("a certificate of another authority or for another name is refused");
        for (const auto security : {Security::starttls, Security::tls}) {
            auto stranger = submission(servers, security);
            stranger.ca_file = servers.other_ca_file();
            CHECK(SmtpTransport(stranger).send(mail_to(MailServers::lea, "x@cpts.example")).error().code ==
                  Error::Code::connection);
            auto misnamed = submission(servers, security);
            misnamed.host = "127.0.0.1";
            CHECK(SmtpTransport(misnamed).send(mail_to(MailServers::lea, "x@cpts.example")).error().code ==
                  Error::Code::connection);
        }
    }
    {
        INFO("without a login mail for elsewhere is refused");
        auto server = submission(servers, Security::none);
        server.user.clear();
        const auto sent = SmtpTransport(server).send(mail_to("ailleurs@autre.example", "x@cpts.example"));
        CHECK(sent.error().code == Error::Code::refused_for_good);
    }
}
