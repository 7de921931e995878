#include "tests/system/cell.hpp"
#include "tests/system/imap_cell.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {
namespace {

bool is_skipped() {
    const auto reason = MailServers::why_not(MailServers::Parts::dovecot);
    if (!reason.empty()) WARN("skipped: " << reason);
    return !reason.empty();
}

}  // namespace

TEST_CASE("every mail of an IMAP mailbox becomes a case, and reconcile says that all are accounted for",
          "[imap][reconcile]") {
    if (is_skipped()) return;
    const ImapCell cell("mark_seen");
    for (int i = 1; i <= 41; ++i) cell.deliver(i);
    REQUIRE(cell.data.rexflow({"fetch"}).status == done);

    const auto all = cell.data.rexflow({"reconcile"});
    CHECK(all.status == done);
    CHECK(all.out == "41 mails, 41 accounted for\n");
    CHECK(cell.data.rexflow({"reconcile", "rapports", "--lang", "fr"}).out == "41 courriels, 41 pris en compte\n");
    CHECK(cell.data.json({"case", "list"}).size() == 41);

    cell.deliver(42);
    const auto new_one = cell.data.rexflow({"reconcile"});
    INFO(new_one.out);
    CHECK(new_one.status == refused);
    CHECK(new_one.out.starts_with("42 mails, 41 accounted for\n"));
    CHECK(new_one.out.find("imap:rapports") != std::string::npos);
    CHECK(new_one.out.find(":42 ") != std::string::npos);
    CHECK((new_one.out + new_one.err).find("example") == std::string::npos);
    CHECK((new_one.out + new_one.err).find("Lea") == std::string::npos);
    CHECK(cell.flags() == std::map<std::string, int>{{"S", 41}, {"", 1}});  // looking changes nothing

    CHECK(cell.data.rexflow({"reconcile", "nowhere"}).status == refused);
    REQUIRE(cell.data.rexflow({"fetch"}).status == done);
    CHECK(cell.data.rexflow({"reconcile"}).status == done);
}

TEST_CASE("a mailbox that was restored under a new UIDVALIDITY doubles no case", "[imap]") {
    if (is_skipped()) return;
    const ImapCell cell("leave");
    for (int i = 1; i <= 5; ++i) cell.deliver(i);
    REQUIRE(cell.data.rexflow({"fetch"}).status == done);

    cell.servers.renumber(MailServers::cell);
    CHECK(cell.data.rexflow({"reconcile"}).out.starts_with("5 mails, 0 accounted for\n"));
    const auto again = cell.data.rexflow({"fetch"});

    CHECK(again.status == done);
    CHECK(again.out.find("case_opened") == std::string::npos);
    CHECK(cell.data.json({"case", "list"}).size() == 5);
    CHECK(cell.letters("intake_acknowledged") == 5);
    CHECK(cell.data.rexflow({"reconcile"}).out == "5 mails, 5 accounted for\n");
}

TEST_CASE("a message that comes again with other content is kept and flagged, not dropped as known", "[imap]") {
    if (is_skipped()) return;
    const ImapCell cell("leave");
    const auto mail = [](const std::string& text) { return Mail().id("one@idel.example").text(text).raw(); };
    cell.servers.deliver(MailServers::cell, "1700000001.a.host", mail("Une chute.\r\n"));
    REQUIRE(cell.data.rexflow({"fetch"}).status == done);
    std::filesystem::remove_all(cell.servers.maildir(MailServers::cell) / "cur");
    cell.servers.deliver(MailServers::cell, "1700000002.a.host", mail("Une chute, et une fracture.\r\n"));

    const auto again = nlohmann::json::parse(cell.data.rexflow({"fetch"}).out);

    CHECK(again["outcome"] == "case_opened");
    CHECK(again["reason"] == "same_message_id");
    CHECK(cell.data.json({"case", "list"}).size() == 2);
}

TEST_CASE("an expired password is told at once, once, with what to do; and so is its end", "[imap][health]") {
    if (is_skipped()) return;
    ImapCell cell("mark_seen");
    REQUIRE(cell.data.rexflow({"member", "add", "coordinatrice@cpts.example", "--role", "coordinator"}).status == done);
    cell.deliver(1);
    CHECK(cell.data.rexflow({"health"}).out == "all is well\n");
    CHECK(cell.data.rexflow({"health"}).status == done);

    cell.servers.change_password("a new loopback secret");
    for (int i = 0; i < 4; ++i) {
        const auto refusal = cell.data.rexflow({"fetch"});
        CHECK(refusal.status == refused);
        CHECK(refusal.err.starts_with("rexflow: imap:rapports: the server does not accept user and password\n"));
        CHECK(refusal.err.find("password_file") != std::string::npos);
        CHECK(cell.letters("mailbox_trouble") == 1);
    }
    const auto ill = cell.data.rexflow({"health", "--lang", "fr"});
    CHECK(ill.status == refused);
    CHECK(ill.out.find("le serveur n’accepte plus l’identifiant ou le mot de passe") != std::string::npos);
    CHECK(ill.out.find("imap:rapports") != std::string::npos);
    CHECK(cell.data.rexflow({"health", "--json"}).out.find("\"healthy\": false") != std::string::npos);

    write_file(cell.password_file(), "a new loopback secret\n");
    REQUIRE(cell.data.rexflow({"fetch"}).status == done);
    REQUIRE(cell.data.rexflow({"fetch"}).status == done);
    CHECK(cell.letters("mailbox_recovered") == 1);
    CHECK(cell.data.rexflow({"health"}).status == done);
    CHECK(cell.data.json({"case", "list"}).size() == 1);
}

TEST_CASE("a new password counts at once in a server that runs", "[imap]") {
    if (is_skipped()) return;
    const ImapCell cell("mark_seen");
    cell.deliver(1);
    Program serve(cell.data.words({"serve"}));
    REQUIRE(becomes_true([&] { return cell.data.json({"case", "list"}).size() == 1; }));

    cell.servers.change_password("a new loopback secret");
    REQUIRE(becomes_true([&] { return cell.data.rexflow({"health"}).status == refused; }));
    cell.deliver(2);
    write_file(cell.password_file(), "a new loopback secret\n");

    CHECK(becomes_true([&] { return cell.data.json({"case", "list"}).size() == 2; }));
    CHECK(becomes_true([&] { return cell.data.rexflow({"health"}).status == done; }));
}

TEST_CASE("a server that does not answer is told after as many failures as the settings say, in other words",
          "[imap][health]") {
    if (is_skipped()) return;
    ImapCell cell("leave");
    REQUIRE(
        cell.data.rexflow({"member", "add", "coordinatrice@cpts.example", "--role", "coordinator", "--locale", "en"})
            .status == done);
    cell.configure({{"port", 1}, {"tell_after_failures", 2}});

    CHECK(cell.data.rexflow({"fetch"}).status == try_again);
    CHECK(cell.letters("mailbox_trouble") == 0);
    CHECK(cell.data.rexflow({"health"}).out.find("the server does not answer") != std::string::npos);
    CHECK(cell.data.rexflow({"fetch"}).status == try_again);
    CHECK(cell.letters("mailbox_trouble") == 1);
    CHECK(cell.data.rexflow({"fetch"}).status == try_again);
    CHECK(cell.letters("mailbox_trouble") == 1);

    REQUIRE(cell.data.rexflow({"deliver"}).status == done);
    std::string letters;
    for (const auto& mail : contents_below(cell.data.path() / "sent")) letters += mail;
    CHECK(letters.find("- Cause: the server does not answer, or breaks off") != std::string::npos);
    cell.configure({{"port", cell.servers.imaps_port()}});
    CHECK(cell.data.rexflow({"fetch"}).status == done);
    CHECK(cell.letters("mailbox_recovered") == 1);
}

TEST_CASE("a token command logs in where the provider wants no password", "[imap]") {
    if (is_skipped()) return;
    ImapCell cell("leave");
    cell.deliver(1);
    cell.configure({{"password_file", ""}, {"token_command", cell.servers.token_command(MailServers::cell, 600)}});
    CHECK(cell.data.rexflow({"fetch"}).status == done);
    CHECK(cell.data.json({"case", "list"}).size() == 1);

    cell.configure({{"token_command", {"/bin/false"}}});
    const auto refusal = cell.data.rexflow({"fetch"});
    CHECK(refusal.status == refused);
    CHECK(refusal.err.find("the token command failed") != std::string::npos);
}

TEST_CASE("on a full disk mail stays in the IMAP mailbox, unmarked, and is taken once when there is room",
          "[imap][bad_disk]") {
    if (is_skipped()) return;
    const ImapCell cell("mark_seen");
    cell.deliver(1);
    cell.deliver(2);

    const auto full = run(after_shell("trap '' XFSZ; ulimit -f 8", cell.data.words({"fetch"})));
    INFO(full.err);
    CHECK(full.status == try_again);
    CHECK(full.err.find("\n  ") != std::string::npos);
    CHECK(full.err.find("example") == std::string::npos);
    CHECK(cell.flags().count("S") == 0);

    REQUIRE(cell.data.rexflow({"fetch"}).status == done);
    CHECK(cell.data.json({"case", "list"}).size() == 2);
    CHECK(cell.flags() == std::map<std::string, int>{{"S", 2}});
    CHECK(cell.data.json({"verify"})["troubles"].empty());
}

TEST_CASE("reconcile knows Maildirs and POP3 accounts as well", "[reconcile]") {
    if (is_skipped()) return;
    const ImapCell cell("leave");
    cell.deliver(1);
    cell.data.write_settings({{"cpts", {{"name", "CPTS (exemple)"}, {"contact_address", MailServers::cell}}},
                              {"mailboxes",
                               {{{"name", "rapports"},
                                 {"kind", "pop3"},
                                 {"host", "localhost"},
                                 {"port", cell.servers.pop3s_port()},
                                 {"user", MailServers::cell},
                                 {"password_file", "cell.password"},
                                 {"ca_file", cell.servers.ca_file()}},
                                {{"name", "inbox"}, {"kind", "maildir"}, {"path", "inbox"}}}}});
    write_file(cell.data.path() / "inbox" / "new" / "1", Mail().raw());
    CHECK(cell.data.rexflow({"reconcile"}).out.starts_with("2 mails, 0 accounted for\n"));

    REQUIRE(cell.data.rexflow({"fetch"}).status == done);

    CHECK(cell.data.rexflow({"reconcile"}).out == "2 mails, 2 accounted for\n");
    CHECK(cell.data.rexflow({"reconcile", "pop3:rapports"}).out == "1 mail, 1 accounted for\n");
    CHECK(cell.data.rexflow({"reconcile", "inbox"}).out == "1 mail, 1 accounted for\n");
}

}  // namespace rexflow::testing
