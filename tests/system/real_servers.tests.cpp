#include "adapters/mail/smtp_transport.hpp"
#include "tests/support/mail_builder.hpp"
#include "tests/system/cell.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>

namespace rexflow::testing {
namespace {

using nlohmann::json;

/// A professional's mail program hands a mail to the server.
void post(const MailServers& servers, const Mail& mail) {
    mail::MailServer server;
    server.host = "localhost";
    server.port = servers.smtp_port();
    server.security = mail::Security::none;
    const auto sent = mail::SmtpTransport(server).send({MailServers::lea, MailServers::cell, mail.raw()});
    if (!sent) throw std::runtime_error(sent.error().message);
}

Mail mail_to_the_cell(const std::string& id) {
    return Mail().from("Lea Exemple <" + std::string(MailServers::lea) + ">").to(MailServers::cell).id(id);
}

bool has_event(const json& history, const std::string& event) {
    return std::any_of(history.begin(), history.end(), [&](const json& entry) { return entry["event"] == event; });
}

}  // namespace

TEST_CASE("a mail sent over real servers becomes a case, is acknowledged, and its answer joins the case",
          "[real_servers]") {
    if (const auto reason = MailServers::why_not(MailServers::Parts::dovecot_and_postfix); !reason.empty()) {
        WARN("skipped: " << reason);
        return;
    }
    const Cell cell;
    const auto& data = cell.data;
    std::string acknowledgement;
    {
        Program serve(cell.serve());

        post(cell.servers, mail_to_the_cell("report@cpts.example"));
        REQUIRE(cell.has_taken(1));
        const auto letters = cell.servers.delivered(MailServers::lea, 1);
        REQUIRE(letters.size() == 1);
        acknowledgement = header_of(letters[0], "Message-ID");
        CHECK(header_of(letters[0], "In-Reply-To") == "<report@cpts.example>");
        CHECK(header_of(letters[0], "References") == "<report@cpts.example>");
        CHECK(header_of(letters[0], "Auto-Submitted") == "auto-replied");
        CHECK(header_of(letters[0], "From").find(MailServers::cell) != std::string::npos);

        post(cell.servers, mail_to_the_cell("answer@cpts.example")
                               .subject("Re: rappel")
                               .answers(acknowledgement.substr(1, acknowledgement.size() - 2)));
        const auto number = data.json({"case", "list"})[0]["case"].get<std::string>();
        CHECK(becomes_true([&] { return has_event(data.json({"case", "history", number}), "message_received"); }));

        serve.signal(SIGTERM);
        const auto ended = serve.end();
        CHECK(ended.status == done);
        CHECK(ended.out.starts_with("rexflow is ready"));
        INFO(ended.err);
        CHECK(ended.err.empty());
    }
    CHECK(contents_below(cell.servers.maildir(MailServers::cell) / "new").size() +
              contents_below(cell.servers.maildir(MailServers::cell) / "cur").size() ==
          2);

    const Program again(cell.serve());
    post(cell.servers, mail_to_the_cell("second@cpts.example").text("Une autre demande.\r\n"));
    CHECK(cell.has_taken(2));
    CHECK(cell.has_sent_everything());
    CHECK(cell.servers.delivered(MailServers::lea, 2).size() == 2);
    CHECK(data.json({"verify"})["troubles"].empty());
}

TEST_CASE("a letter its server refuses for good is recorded on the case", "[real_servers]") {
    if (const auto reason = MailServers::why_not(MailServers::Parts::dovecot_and_postfix); !reason.empty()) {
        WARN("skipped: " << reason);
        return;
    }
    const Cell cell;
    const auto opened = cell.data.intake(Mail().from("Paul Modele <nobody@cpts.example>").raw());
    const auto number = opened["case"].get<std::string>();

    const auto delivered = cell.data.json({"deliver"});

    CHECK(delivered["failed"] == 1);
    const auto history = cell.data.json({"case", "history", number});
    REQUIRE(has_event(history, "delivery_failed"));
    CHECK(history.back()["fields"]["letter"] == "intake_acknowledged");
    CHECK(history.back()["fields"]["status"].get<std::string>().find("5.1.1") != std::string::npos);
    const auto sheet = cell.data.json({"case", "show", number});
    CHECK(sheet["people"][0]["undeliverable"] == true);
    CHECK(sheet["letters"][0]["state"] == "refused");
    CHECK(cell.data.json({"outbox", "list", "--state", "refused"}).size() == 1);
}

}  // namespace rexflow::testing
