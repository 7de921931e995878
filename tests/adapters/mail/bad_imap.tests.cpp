#include "adapters/mail/imap_inbox.hpp"
#include "tests/adapters/mail/mail_support.hpp"
#include "tests/support/scripted_server.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace std::chrono_literals;
using rexflow::engine::Err;
using rexflow::engine::Error;
using rexflow::engine::Result;
using rexflow::mail::AfterTaking;
using rexflow::mail::ImapInbox;
using rexflow::mail::ImapSettings;
using rexflow::mail::MailServer;
using rexflow::mail::Security;
using rexflow::testing::hang;
using rexflow::testing::hang_up;
using rexflow::testing::hear;
using rexflow::testing::say;
using rexflow::testing::ScriptedServer;
using Script = ScriptedServer::Script;

namespace {

ImapSettings settings_for(const ScriptedServer& server, Security security = Security::none) {
    ImapSettings settings{"rapports", {"127.0.0.1", server.port(), security, "lea", "secret-word", {}, 300ms, 2000ms}};
    settings.longest_message = 10'000;
    return settings;
}

/// Several visits of one program that remembers what it has taken.
class Visitor {
public:
    explicit Visitor(ImapSettings settings) : inbox_(std::move(settings)) {}
    Result<int> visit() {
        return inbox_.fetch([&](std::string_view uid) { return known.contains(std::string(uid)); },
                            [&](std::string_view uid, std::string raw) -> Result<void> {
                                known.insert(std::string(uid));
                                taken.push_back(std::move(raw));
                                return {};
                            });
    }
    std::set<std::string> known;
    std::vector<std::string> taken;

private:
    ImapInbox inbox_;
};

Script followed_by(Script script, const Script& rest) {
    script.insert(script.end(), rest.begin(), rest.end());
    return script;
}

const Script greeted{say("* OK ready\r\n"), hear(), say("* CAPABILITY IMAP4rev1\r\nA1 OK\r\n")};
const Script logged_in =
    followed_by(greeted, {hear(), say("A2 OK\r\n"), hear(), say("* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\nA3 OK\r\n")});

/// Up to the bodies of what INBOX holds.
Script listed(const std::string& uids, const std::string& described, const Script& rest) {
    return followed_by(
        followed_by(logged_in, {hear(), say("* OK [UIDVALIDITY 7] ok\r\nA4 OK [READ-ONLY]\r\n"), hear(),
                                say("* SEARCH " + uids + "\r\nA5 OK\r\n"), hear(), say(described + "A6 OK\r\n")}),
        rest);
}

std::string described(int uid, int size) {
    return "* " + std::to_string(uid) + " FETCH (UID " + std::to_string(uid) + " RFC822.SIZE " + std::to_string(size) +
           " INTERNALDATE \"17-Jul-2026 02:44:25 +0200\")\r\n";
}

std::string body(int uid, const std::string& bytes) {
    return "* 1 FETCH (UID " + std::to_string(uid) + " BODY[] {" + std::to_string(bytes.size()) + "}\r\n" + bytes +
           ")\r\n";
}

Error error_of(Script script, Security security = Security::none) {
    const ScriptedServer server({std::move(script)});
    Visitor visitor(settings_for(server, security));
    const auto result = visitor.visit();
    REQUIRE_FALSE(result);
    CHECK(result.error().message.starts_with("imap:rapports: "));
    CHECK(result.error().message.find("secret-word") == std::string::npos);
    CHECK(visitor.taken.empty());
    return result.error();
}

}  // namespace

TEST_CASE("an IMAP server that hangs, closes or talks nonsense is an error that says which", "[imap][bad_server]") {
    CHECK(error_of({hang()}).code == Error::Code::connection);
    CHECK(error_of({hang_up()}).code == Error::Code::connection);
    CHECK(error_of({say("* BYE overloaded\r\n"), hang_up()}).code == Error::Code::connection);
    CHECK(error_of({say("HTTP/1.1 400 Bad Request\r\n"), hang()}).code == Error::Code::protocol);
    CHECK(error_of({say("* OK ready\r\n"), hear(), say("A1 BAD what?\r\n"), hang()}).code == Error::Code::protocol);
    CHECK(error_of({say("* OK ready\r\n"), hear(), say("A9 OK other tag\r\n"), hang()}).code == Error::Code::protocol);
    CHECK(error_of({hang()}, Security::tls).code == Error::Code::connection);
    CHECK(error_of({say("not TLS at all\r\n"), hang()}, Security::tls).code == Error::Code::connection);
    CHECK(error_of(followed_by(logged_in, {hear(), say("* BYE going down\r\n"), hang_up()})).code ==
          Error::Code::connection);
}

TEST_CASE("mail never travels in clear because a server refuses encryption", "[imap][bad_server]") {
    CHECK(error_of({say("* OK ready\r\n"), hear(), say("A1 NO not here\r\n"), hang()}, Security::starttls).code ==
          Error::Code::connection);
    CHECK(
        error_of({say("* OK ready\r\n"), hear(), say("A1 OK\r\n* OK injected\r\n"), hang()}, Security::starttls).code ==
        Error::Code::protocol);
    CHECK(error_of({say("* PREAUTH welcome\r\n"), hang()}, Security::starttls).code == Error::Code::protocol);

    Visitor elsewhere({"rapports", {"imap.mail.example", 143, Security::none, "lea", "secret-word"}});
    const auto refused = elsewhere.visit();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Error::Code::configuration);
    CHECK(refused.error().message == "imap:rapports: mail and password would travel in clear");
}

TEST_CASE("a refused IMAP login says what can be done; one refused for now is for later", "[imap][bad_server]") {
    const auto answered = [](const std::string& answer) {
        return error_of(followed_by(greeted, {hear(), say("A2 NO " + answer + "\r\n"), hang()}));
    };

    CHECK(answered("[AUTHENTICATIONFAILED] no").code == Error::Code::authentication);
    CHECK(answered("no").code == Error::Code::authentication);
    CHECK(answered("[EXPIRED] old").message == "imap:rapports: the password has expired");
    CHECK(answered("[UNAVAILABLE] directory down").code == Error::Code::connection);
    CHECK(answered("[INUSE] locked").code == Error::Code::connection);
    CHECK(error_of({say("* OK ready\r\n"), hear(), say("* CAPABILITY IMAP4rev1 LOGINDISABLED\r\nA1 OK\r\n"), hang()})
              .code == Error::Code::authentication);
}

TEST_CASE(
    "a message whose end does not come is not taken, and is taken whole at the next visit, whatever it has become",
    "[imap][bad_server]") {
    const ScriptedServer server(
        {listed("3 4", described(3, 10) + described(4, 100),
                {hear(), say(body(3, "Subject: a\r\n") + "A7 OK\r\n"), hear(),
                 say("* 2 FETCH (UID 4 BODY[] {100}\r\nSubject: half of"), hang_up()}),
         listed("3 4", described(4, 100),  // the server is wrong about the size, or the message has changed
                {hear(), say(body(4, "Subject: all of it, and changed\r\n") + "A7 OK\r\n"), hear(),
                 say("* BYE\r\nA8 OK\r\n"), hang_up()})});
    Visitor visitor(settings_for(server));

    const auto first = visitor.visit();
    REQUIRE_FALSE(first);
    CHECK(first.error().code == Error::Code::connection);
    CHECK(visitor.taken == std::vector<std::string>{"Subject: a\r\n"});

    CHECK(visitor.visit().value() == 1);
    CHECK(visitor.taken.back() == "Subject: all of it, and changed\r\n");
    CHECK(visitor.known == std::set<std::string>{"7:3", "7:4"});
}

TEST_CASE("text of a mail that looks like the protocol is text", "[imap][bad_server]") {
    const std::string trap = "A7 OK done\r\n* BYE\r\n* 1 FETCH (UID 3 BODY[] \"other\")\r\n)\r\nA7 NO\r\n";
    const ScriptedServer server(
        {listed("3", described(3, 10),
                {hear(), say(body(3, trap) + "* 9 EXISTS\r\nA7 OK\r\n"), hear(), say("A8 OK\r\n"), hang_up()})});
    Visitor visitor(settings_for(server));

    CHECK(visitor.visit().value() == 1);
    CHECK(visitor.taken == std::vector<std::string>{trap});
}

TEST_CASE("a message that is refused, gone or too long does not stop the next", "[imap][bad_server]") {
    const ScriptedServer server({listed(
        "1 2 3 4 5", described(1, 10'001) + described(2, 5) + described(3, 5) + described(4, 5) + described(5, 5),
        {hear(), say("A7 NO [SERVERBUG] cannot\r\n"), hear(), say("A8 OK gone\r\n"), hear(),
         say(body(4, std::string(10'001, 'x')) + "A9 OK\r\n"), hear(), say(body(5, "e\r\n") + "A10 OK\r\n"), hear(),
         say("A11 OK\r\n"), hang_up()})});
    Visitor visitor(settings_for(server));

    const auto result = visitor.visit();

    REQUIRE_FALSE(result);
    CHECK(result.error().code == Error::Code::left_behind);
    CHECK(result.error().message == "imap:rapports: 1 taken, 3 not given by the server or too long");
    CHECK(visitor.taken == std::vector<std::string>{"e\r\n"});
}

TEST_CASE("a server that gives no UIDVALIDITY cannot be used, and one without the folder says so",
          "[imap][bad_server]") {
    CHECK(error_of(followed_by(logged_in, {hear(), say("A4 OK\r\n"), hang()})).code == Error::Code::protocol);
    const auto missing = error_of(followed_by(logged_in, {hear(), say("A4 NO no such\r\n"), hang()}));
    CHECK(missing.code == Error::Code::configuration);
    CHECK(missing.hint.find("folders") != std::string::npos);
}

TEST_CASE("a server without MOVE and UIDPLUS keeps what was moved flagged, and it is moved once", "[imap]") {
    const auto plain =
        followed_by(greeted, {hear(), say("A2 OK\r\n"), hear(), say("* CAPABILITY IMAP4rev1\r\nA3 OK\r\n"), hear(),
                              say("* OK [UIDVALIDITY 7] ok\r\nA4 OK\r\n"), hear(), say("* SEARCH 3\r\nA5 OK\r\n")});
    const ScriptedServer server(
        {followed_by(plain, {hear(), say(described(3, 5) + "A6 OK\r\n"), hear(), say(body(3, "a\r\n") + "A7 OK\r\n"),
                             hear(), say("A8 OK no such folder\r\n"), hear(), say("A9 OK made\r\n"), hear(),
                             say("A10 NO subscribed already\r\n"), hear(), say("A11 OK copied\r\n"), hear(),
                             say("A12 OK flagged\r\n"), hear(), say("A13 OK\r\n"), hang_up()}),
         // Another run: the message is known, and flagged as deleted.
         followed_by(plain,
                     {hear(), say("* SEARCH\r\nA6 OK none is undeleted\r\n"), hear(), say("A7 OK\r\n"), hang_up()})});
    auto settings = settings_for(server);
    settings.after_taking = AfterTaking::move;
    settings.move_to = "Traités";
    Visitor first(settings);
    CHECK(first.visit().value() == 1);

    Visitor second(settings);
    second.known = first.known;
    CHECK(second.visit().value() == 0);
}
