#include "tests/support/mail_builder.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/system/data_folder.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {
namespace {

using nlohmann::json;

struct BadServer {
    const char* what;
    ScriptedServer::Script script;
    int status;             ///< of the command that meets it
    const char* complaint;  ///< what it says
};

json access(const ScriptedServer& server) {
    return {{"host", "127.0.0.1"}, {"port", server.port()},           {"security", "none"},
            {"user", "cellule"},   {"password_file", "the.password"}, {"timeout_seconds", 1}};
}

/// Settings with a Maildir beside what is wrong, and the password.
void configure(const DataFolder& data, const json& mailbox, const json& outgoing) {
    json mailboxes = json::array();
    if (!mailbox.is_null()) mailboxes.push_back(mailbox);
    mailboxes.push_back({{"name", "inbox"}, {"kind", "maildir"}, {"path", "inbox"}});
    data.write_settings({{"cpts", {{"name", "CPTS (exemple)"}, {"contact_address", "cellule@cpts.example"}}},
                         {"mailboxes", mailboxes},
                         {"outgoing", outgoing}});
    write_file(data.path() / "the.password", "a loopback secret\n");
    std::filesystem::permissions(data.path() / "the.password", std::filesystem::perms::owner_read);
}

const json to_maildir{{"kind", "maildir"}, {"path", "sent"}};

const std::vector<BadServer> bad_pop3{
    {"hangs before it greets", {hang()}, try_again, "the server did not answer in time"},
    {"closes at once", {hang_up()}, try_again, ""},
    {"talks nonsense", {say("220 hello\r\n"), hear(), say("250 what?\r\n"), hang()}, try_again, ""},
    {"refuses the login",
     {say("+OK\r\n"), hear(), say("+OK\r\n"), hear(), say("-ERR [AUTH] no\r\n"), hang_up()},
     refused,
     "does not accept user and password"},
    {"hangs in the middle of a message",
     {say("+OK\r\n"), hear(), say("+OK\r\n"), hear(), say("+OK\r\n"), hear(), say("+OK\r\n1 a\r\n.\r\n"), hear(),
      say("+OK\r\n1 40\r\n.\r\n"), hear(), say("+OK\r\nFrom: lea@idel.exa"), hang()},
     try_again,
     ""},
};

const std::vector<BadServer> bad_smtp{
    {"hangs before it greets", {hang()}, done, "connection"},
    {"closes at once", {hang_up()}, done, ""},
    {"talks nonsense", {say("+OK hello\r\n"), hear(), say("+OK\r\n"), hang()}, done, ""},
    {"closes in the middle of a letter",
     {say("220 x\r\n"), hear(), say("250-x\r\n250 AUTH PLAIN\r\n"), hear(), say("235 2.7.0 ok\r\n"), hear(),
      say("250 ok\r\n"), hear(), say("250 ok\r\n"), hear(), say("354 go on\r\n"), hear(), hang_up()},
     done,
     "connection"},
    {"has no time now", {say("421 4.3.2 busy\r\n"), hang_up()}, done, ""},
};

}  // namespace

TEST_CASE("a POP3 server that misbehaves is named with a hint, and the next mailbox is read all the same",
          "[bad_servers]") {
    for (const auto& bad : bad_pop3) {
        const ScriptedServer server({bad.script});
        const DataFolder data(DataFolder::Use::real);
        auto mailbox = access(server);
        mailbox.update({{"name", "rapports"}, {"kind", "pop3"}});
        configure(data, mailbox, to_maildir);
        write_file(data.path() / "inbox" / "new" / "1", Mail().raw());

        const auto fetched = data.rexflow({"fetch"});

        INFO(bad.what << ": " << fetched.err);
        CHECK(fetched.status == bad.status);
        CHECK(fetched.err.starts_with("rexflow: pop3:rapports: "));
        CHECK(fetched.err.find(bad.complaint) != std::string::npos);
        CHECK(fetched.err.find("\n  ") != std::string::npos);
        CHECK(fetched.err.find("secret") == std::string::npos);
        CHECK(data.json({"case", "list"}).size() == 1);
    }
}

TEST_CASE("letters wait for an SMTP server that misbehaves, and go out once it behaves", "[bad_servers]") {
    for (const auto& bad : bad_smtp) {
        const ScriptedServer server({bad.script});
        const DataFolder data(DataFolder::Use::real);
        auto outgoing = access(server);
        outgoing["kind"] = "smtp";
        configure(data, {}, outgoing);
        REQUIRE(data.intake(Mail().raw())["outcome"] == "case_opened");

        const auto delivered = data.rexflow({"deliver", "--json"});

        INFO(bad.what << ": " << delivered.out << delivered.err);
        CHECK(delivered.status == bad.status);
        CHECK(json::parse(delivered.out)["postponed"] == 1);
        const auto waiting = data.json({"outbox", "list"});
        REQUIRE(waiting.size() == 1);
        CHECK(waiting[0]["attempts"] == 1);
        INFO(waiting[0]["status"]);
        CHECK(waiting[0]["status"].get<std::string>().find(bad.complaint) != std::string::npos);

        configure(data, {}, to_maildir);
        REQUIRE(data.rexflow({"outbox", "retry", std::to_string(waiting[0]["id"].get<int>())}).status == done);
        CHECK(data.json({"deliver"})["sent"] == 1);
        const auto sent = contents_below(data.path() / "sent" / "new");
        REQUIRE(sent.size() == 1);
        CHECK(header_of(sent[0], "Message-ID") == "<" + waiting[0]["message_id"].get<std::string>() + ">");
    }
}

TEST_CASE("a server that accepts no login is no reason to give a letter up", "[bad_servers]") {
    const ScriptedServer server(
        {{say("220 x\r\n"), hear(), say("250-x\r\n250 AUTH PLAIN\r\n"), hear(), say("535 5.7.8 no\r\n"), hang_up()}});
    const DataFolder data(DataFolder::Use::real);
    auto outgoing = access(server);
    outgoing["kind"] = "smtp";
    configure(data, {}, outgoing);
    static_cast<void>(data.intake(Mail().raw()));

    const auto delivered = data.rexflow({"deliver", "--json"});

    INFO(delivered.out << delivered.err);
    CHECK(data.json({"outbox", "list"}).size() == 1);
    CHECK(delivered.err.find("secret") == std::string::npos);
}

}  // namespace rexflow::testing
