#include "adapters/mail/pop3_inbox.hpp"
#include "adapters/mail/smtp_transport.hpp"
#include "tests/adapters/mail/mail_support.hpp"
#include "tests/support/scripted_server.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace std::chrono_literals;
using rexflow::engine::Error;
using rexflow::engine::Result;
using rexflow::mail::AfterTaking;
using rexflow::mail::MailServer;
using rexflow::mail::Pop3Inbox;
using rexflow::mail::Security;
using rexflow::mail::SmtpTransport;
using rexflow::testing::hang;
using rexflow::testing::hang_up;
using rexflow::testing::hear;
using rexflow::testing::mail_to;
using rexflow::testing::say;
using rexflow::testing::ScriptedServer;
using Script = ScriptedServer::Script;

namespace {

MailServer at(const ScriptedServer& server, Security security = Security::none) {
    return {"127.0.0.1", server.port(), security, "lea", "secret-word", {}, 300ms, 2000ms};
}

struct Fetched {
    Result<int> result = 0;
    std::vector<std::string> taken;
};

Fetched fetch(Script script, Security security = Security::none, AfterTaking after = AfterTaking::leave) {
    const ScriptedServer server({std::move(script)});
    Fetched fetched;
    Pop3Inbox inbox({"rapports", at(server, security), after, 10'000});
    fetched.result = inbox.fetch([](std::string_view) { return false; },
                                 [&](std::string_view, std::string raw) -> Result<void> {
                                     fetched.taken.push_back(std::move(raw));
                                     return {};
                                 });
    return fetched;
}

/// A POP3 session up to the listing of messages.
Script logged_in(const std::string& uids, const std::string& sizes, Script rest) {
    Script script{say("+OK\r\n"),
                  hear(),
                  say("+OK\r\n"),
                  hear(),
                  say("+OK\r\n"),
                  hear(),
                  say("+OK\r\n" + uids + ".\r\n"),
                  hear(),
                  say("+OK\r\n" + sizes + ".\r\n")};
    script.insert(script.end(), rest.begin(), rest.end());
    return script;
}

Error::Code fetch_error(Script script, Security security = Security::none) {
    const auto fetched = fetch(std::move(script), security);
    REQUIRE_FALSE(fetched.result);
    CHECK(fetched.result.error().message.find("secret-word") == std::string::npos);
    CHECK(fetched.taken.empty());
    return fetched.result.error().code;
}

/// An SMTP session up to the letter: greeting, EHLO, AUTH.
Script ready(Script rest) {
    Script script{say("220 x\r\n"), hear(), say("250-x\r\n250 AUTH PLAIN\r\n"), hear(), say("235 2.7.0 ok\r\n")};
    script.insert(script.end(), rest.begin(), rest.end());
    return script;
}

Error send_error(Script script, Security security = Security::none) {
    const ScriptedServer server({std::move(script)});
    const auto sent = SmtpTransport(at(server, security)).send(mail_to("lea@cabinet.example", "a@cpts.example"));
    REQUIRE_FALSE(sent);
    CHECK(sent.error().message.find("cabinet") == std::string::npos);
    return sent.error();
}

const Script accepted{hear(), say("250 ok\r\n"), hear(), say("250 ok\r\n"), hear(), say("354 go\r\n")};

Script after_data(Script rest) {
    auto script = accepted;
    constexpr int lines_of_mail = 8;  // four fields, a blank line, two of text, and the dot
    for (int line = 0; line < lines_of_mail; ++line) script.push_back(hear());
    script.insert(script.end(), rest.begin(), rest.end());
    return ready(std::move(script));
}

}  // namespace

TEST_CASE("a POP3 server that hangs, closes or talks nonsense is an error that says which", "[pop3][bad_server]") {
    CHECK(fetch_error({hang()}) == Error::Code::connection);
    CHECK(fetch_error({hang_up()}) == Error::Code::connection);
    CHECK(fetch_error({say("HTTP/1.1 400 Bad Request\r\n"), hang()}) == Error::Code::protocol);
    CHECK(fetch_error({say(std::string(100'000, 'x')), hang()}) == Error::Code::protocol);
    CHECK(fetch_error({say("+OK\r\n"), hear(), say("-ERR no STLS\r\n"), hang()}, Security::starttls) ==
          Error::Code::connection);
    CHECK(fetch_error({say("+OK\r\n"), hear(), say("+OK\r\n+OK injected\r\n"), hang()}, Security::starttls) ==
          Error::Code::protocol);
    CHECK(fetch_error({hang()}, Security::tls) == Error::Code::connection);
    CHECK(fetch_error({say("not TLS at all\r\n"), hang()}, Security::tls) == Error::Code::connection);
}

TEST_CASE("a refused POP3 login is authentication, a locked mailbox is for later", "[pop3][bad_server]") {
    CHECK(fetch_error({say("+OK\r\n"), hear(), say("+OK\r\n"), hear(), say("-ERR no\r\n"), hang()}) ==
          Error::Code::authentication);
    CHECK(fetch_error({say("+OK\r\n"), hear(), say("+OK\r\n"), hear(), say("-ERR [IN-USE] busy\r\n"), hang()}) ==
          Error::Code::connection);
}

TEST_CASE("a message whose end does not come is not taken", "[pop3][bad_server]") {
    const auto closed = fetch(logged_in("1 a\r\n2 b\r\n", "1 10\r\n2 10\r\n",
                                        {hear(), say("+OK\r\none\r\n.\r\n"), hear(), say("+OK\r\nhalf"), hang_up()}));
    const auto hanging = fetch(logged_in("1 a\r\n", "1 10\r\n", {hear(), say("+OK\r\nhalf\r\n"), hang()}));

    CHECK(closed.taken == std::vector<std::string>{"one\r\n"});
    CHECK(closed.result.error().code == Error::Code::connection);
    CHECK(hanging.taken.empty());
    CHECK(hanging.result.error().code == Error::Code::connection);
}

TEST_CASE("dot-stuffing is undone and long lines are kept", "[pop3]") {
    const std::string huge(9000, 'x');
    const auto fetched = fetch(logged_in(
        "1 a\r\n", "1 10\r\n",
        {hear(), say("+OK\r\n..dot\r\n...\r\n" + huge + "\r\n.\r\n"), hear(), say("+OK bye\r\n"), hang_up()}));

    CHECK(fetched.result.value() == 1);
    CHECK(fetched.taken == std::vector<std::string>{".dot\r\n..\r\n" + huge + "\r\n"});
}

TEST_CASE("one message that is refused or too long does not stop the next", "[pop3][bad_server]") {
    const auto fetched = fetch(logged_in(
        "1 a\r\n2 b\r\n3 c\r\n", "1 10\r\n2 999999\r\n3 10\r\n",
        {hear(), say("-ERR gone\r\n"), hear(), say("+OK\r\nthree\r\n.\r\n"), hear(), say("+OK\r\n"), hang_up()}));

    CHECK(fetched.taken == std::vector<std::string>{"three\r\n"});
    CHECK(fetched.result.error().code == Error::Code::left_behind);
}

TEST_CASE("a POP3 server that lies about its messages is found out", "[pop3][bad_server]") {
    CHECK(fetch_error(logged_in("1 a b\r\n", "", {hang()})) == Error::Code::protocol);
    CHECK(fetch_error(logged_in("-4 a\r\n", "", {hang()})) == Error::Code::protocol);
    CHECK(fetch_error(logged_in("x\r\n", "", {hang()})) == Error::Code::protocol);
    CHECK(fetch_error(logged_in("1 a\r\n", "1 10\r\n",
                                {hear(), say("+OK\r\n" + std::string(50'000, 'x') + "\r\n.\r\n"), hang()})) ==
          Error::Code::protocol);
}

TEST_CASE("an SMTP server that hangs, closes or talks nonsense is an error that says which", "[smtp][bad_server]") {
    CHECK(send_error({hang()}).code == Error::Code::connection);
    CHECK(send_error({hang_up()}).code == Error::Code::connection);
    CHECK(send_error({say("+OK POP3 ready\r\n"), hang()}).code == Error::Code::protocol);
    CHECK(send_error({say(std::string(100'000, '2')), hang()}).code == Error::Code::protocol);
    CHECK(
        send_error({say("220 x\r\n"), hear(), say("250 x\r\n"), hear(), say("502 no\r\n"), hang()}, Security::starttls)
            .code == Error::Code::connection);
    CHECK(send_error({hang()}, Security::tls).code == Error::Code::connection);
}

TEST_CASE("what an SMTP server has against us is never the letter's fault", "[smtp][bad_server]") {
    CHECK(send_error({say("554 5.7.1 go away lea@cabinet.example\r\n"), hang()}).code == Error::Code::connection);
    CHECK(send_error({say("220 x\r\n"), hear(), say("250 AUTH PLAIN\r\n"), hear(), say("535 5.7.8 no\r\n"), hang()})
              .code == Error::Code::authentication);
    CHECK(send_error({say("220 x\r\n"), hear(), say("250 AUTH PLAIN\r\n"), hear(), say("454 4.7.0 no\r\n"), hang()})
              .code == Error::Code::connection);
    CHECK(send_error({say("220 x\r\n"), hear(), say("250 x\r\n"), hang()}).code == Error::Code::authentication);
    CHECK(send_error(ready({hear(), say("530 5.7.0 login first\r\n"), hang()})).code == Error::Code::authentication);
}

TEST_CASE("refusals of a letter carry the code and the enhanced status, nothing else", "[smtp]") {
    const auto now = send_error(ready({hear(), say("250 ok\r\n"), hear(), say("451 4.7.1 grey lea@cabinet.example\r\n"),
                                       hear(), say("250 ok\r\n"), hang()}));
    const auto good = send_error(
        ready({hear(), say("250 ok\r\n"), hear(), say("550-5.1.1 lea@cabinet.example\r\n550 5.1.1 unknown\r\n"), hear(),
               say("250 ok\r\n"), hang()}));
    const auto late = send_error(after_data({say("552 too big\r\n"), hear(), say("250 ok\r\n"), hang()}));

    CHECK(now.code == Error::Code::refused_for_now);
    CHECK(now.message == "451 4.7.1");
    CHECK(good.code == Error::Code::refused_for_good);
    CHECK(good.message == "550 5.1.1");
    CHECK(late.code == Error::Code::refused_for_good);
    CHECK(late.message == "552");
}

TEST_CASE("a connection that breaks after DATA is not a refusal, and is not sent twice by itself", "[smtp]") {
    CHECK(send_error(after_data({hang_up()})).code == Error::Code::connection);
    CHECK(send_error(after_data({hang()})).code == Error::Code::connection);
}

TEST_CASE("a session that the server closed meanwhile is opened again", "[smtp]") {
    auto first = after_data({say("250 ok\r\n"), hang_up()});
    auto second = after_data({say("250 ok\r\n"), hang()});
    const ScriptedServer server({std::move(first), std::move(second)});
    SmtpTransport transport(at(server));

    CHECK(transport.send(mail_to("lea@cabinet.example", "a@cpts.example")));
    CHECK(transport.send(mail_to("lea@cabinet.example", "b@cpts.example")));
}

TEST_CASE("an address that would end the command is refused without asking the server", "[smtp][injection]") {
    const ScriptedServer server({ready({hear(), say("250 ok\r\n"), hang()})});

    const auto sent =
        SmtpTransport(at(server)).send(mail_to("lea@cabinet.example>\r\nRCPT TO:<x@y.example", "a@cpts.example"));

    CHECK(sent.error().code == Error::Code::refused_for_good);
}

TEST_CASE("nobody at the port is a connection error with a hint", "[smtp][pop3]") {
    std::uint16_t port = 0;
    { port = ScriptedServer({}).port(); }
    MailServer server{"127.0.0.1", port, Security::none, "lea", "x", {}, 300ms, 1000ms};

    const auto sent = SmtpTransport(server).send(mail_to("lea@cabinet.example", "a@cpts.example"));

    CHECK(sent.error().code == Error::Code::connection);
    CHECK_FALSE(sent.error().hint.empty());
}
