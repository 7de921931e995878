#include "tests/system/data_folder.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {
namespace {

struct BadSettings {
    const char* text;
    const char* place;  ///< what the explanation names
    const char* hint;   ///< what it says can be done
};

// JSON is laid over settings that are right.
const std::vector<BadSettings> table{
    {"", "rexflow.json is not JSON", "comma, quote or bracket"},
    {R"({"cpts": )", "rexflow.json is not JSON, near character", "comma, quote or bracket"},
    {R"([])", "should be an object", ""},
    {R"({"cpst": {}})", "cpst: is not a setting", "the settings here are: accounts, cpts, "},
    {R"({"cpts": {"contact_adress": "a@b.example"}})", "cpts.contact_adress: is not a setting", "contact_address"},
    {R"({"cpts": {"contact_address": "nobody"}})", "cpts.contact_address: is not a mail address", ""},
    {R"({"cpts": {"name": 7}})", "cpts.name: should be a text", ""},
    {R"({"cpts": {"locale": "de"}})", "cpts.locale: is not one of the choices", "fr, en"},
    {R"({"cpts": {"time_zone": "Europe/Atlantis"}})", "time", ""},
    {R"({"cpts": {"holidays": "atlantis"}})", "holidays", "metropole"},
    {R"({"cpts": {"extra_holidays": ["2026-02-30"]}})", "extra_holidays", ""},
    {R"({"cpts": {"open_hours": {"monday": "8-18"}}})", "open_hours", ""},
    {R"({"cpts": {"open_hours": {"someday": "8:00-18:00"}}})", "open_hours", ""},
    {R"({"mailboxes": {}})", "mailboxes: should be a list", ""},
    {R"({"mailboxes": [{"kind": "maildir", "path": "inbox"}]})", "mailboxes[0]: has no name", "name"},
    {R"({"mailboxes": [{"name": "a", "kind": "maildir"}]})", "mailboxes[0]: has no path", "path"},
    {R"({"mailboxes": [{"name": "a", "kind": "pop3"}]})", "mailboxes[0]: has no host", "host"},
    {R"({"mailboxes": [{"name": "a", "kind": "jmap"}]})", "mailboxes[0].kind: is not one of the choices", "imap"},
    {R"({"mailboxes": [{"name": "a", "kind": "imap"}]})", "mailboxes[0]: has no host", "IMAP"},
    {R"({"mailboxes": [{"name": "a", "kind": "imap", "host": "h.example", "user": "u", "security": "none"}]})",
     "mailboxes[0]: would send its password in clear", "tls or starttls"},
    {R"({"mailboxes": [{"name": "a", "kind": "imap", "host": "h", "after": "move"}]})", "move_to", "folder"},
    {R"({"mailboxes": [{"name": "a", "kind": "imap", "host": "h", "after": "move", "move_to": "INBOX"}]})",
     "mailboxes[0]: would move messages to a folder it reads", "folders"},
    {R"({"mailboxes": [{"name": "a", "kind": "pop3", "host": "h", "after": "move", "move_to": "x"}]})",
     "mailboxes[0]: has folders", "imap"},
    {R"({"mailboxes": [{"name": "a", "kind": "imap", "host": "h", "token_command": "get-token"}]})",
     "mailboxes[0].token_command: should be a list", ""},
    {R"({"mailboxes": [{"name": "a", "kind": "pop3", "host": "h", "token_command": ["t"]}]})", "token_command is for",
     "imap"},
    {R"({"mailboxes": [{"name": "a", "kind": "imap", "host": "h", "client_key": "k.pem"}]})",
     "a client certificate without its key", "PEM"},
    {R"({"mailboxes": [{"name": "a", "kind": "imap", "host": "h", "tell_after_failures": 0}]})", "tell_after_failures",
     ""},
    {R"({"lmtp": {}})", "lmtp: has no listen", "127.0.0.1"},
    {R"({"lmtp": {"listen": "0.0.0.0:24"}})", "lmtp.listen: can be reached from other machines", "unix socket"},
    {R"({"lmtp": {"listen": "lmtp.sock"}})", "lmtp.listen: is neither the path of a socket", "127.0.0.1:2424"},
    {R"({"lmtp": {"listen": "127.0.0.1:99999"}})", "lmtp.listen: is neither", ""},
    {R"({"mailboxes": [{"name": "a", "kind": "pop3", "host": "h", "port": 70000}]})", "mailboxes[0].port", ""},
    {R"({"mailboxes": [{"name": "a", "kind": "pop3", "host": "h", "security": "ssl"}]})", "mailboxes[0].security",
     "none, starttls, tls"},
    {R"({"mailboxes": [{"name": "a", "path": "inbox", "every_seconds": 0}]})", "mailboxes[0].every_seconds", ""},
    {R"({"mailboxes": [{"name": "a", "path": "x"}, {"name": "a", "path": "y"}]})", "mailboxes: two have the same name",
     "for ever"},
    {R"({"mailboxes": [{"name": "a", "kind": "pop3", "host": "h", "user": "u", "password_file": "none"}]})",
     "password file cannot be read", "chmod 600"},
    {R"({"outgoing": {"kind": "smtp"}})", "outgoing: has no host", "host"},
    {R"({"outgoing": {"subaddressing": "yes"}})", "outgoing.subaddressing: should be true or false", ""},
    {R"({"outgoing": {"kind": "smtp", "host": "h", "password_file": "none"}})", "password file cannot be read", ""},
    {R"({"accounts": {"charter": 7}})", "accounts.charter: should be a text", ""},
    {R"({"accounts": {"charter": "charte.txt"}})", "accounts.charter: a file cannot be read", "charte.txt"},
    {R"({"accounts": {"charter": "inbox"}})", "accounts.charter: a file cannot be read", "inbox"},
    {R"({"reading": {"parts": 0}})", "reading.parts: should be a whole number from 1 to 10000", ""},
    {R"({"reading": {"mail_gigabytes": 1}})", "reading.mail_gigabytes: is not a setting", "mail_megabytes, nesting"},
    {R"({"web": {"public_url": "rex.cpts.example", "listen": "127.0.0.1:8080"}})",
     "web.public_url: is not an address letters can lead to", "https://rex.cpts.example"},
    {R"({"web": {"public_url": "http://rex.cpts.example", "listen": "127.0.0.1:8080"}})",
     "web.public_url: is not an address letters can lead to", "http:// only for localhost"},
    {R"({"web": {"public_url": "https://cpts.example/rex", "listen": "127.0.0.1:8080"}})",
     "web.public_url: is not an address letters can lead to", "without a path"},
    {R"({"web": {"public_url": "https://rex.cpts.example"}})", "web: has a public_url and nothing listens",
     "127.0.0.1:8080"},
    {R"({"web": {"public_report": true}})", "web: has a public_report and no public_url", "https://rex.cpts.example"},
    {R"({"web": {"public_report": "yes"}})", "web.public_report: ", ""},
    {R"({"web": {"listen": "8080"}})", "web.listen: is not a place to listen at", "HOST:PORT"},
    {R"({"web": {"listen": "127.0.0.1:80800"}})", "web.listen: is not a place to listen at", "HOST:PORT"},
    {R"({"web": {"trusted_proxies": ["proxy"]}})", "web.trusted_proxies[0]: is not an IP address", "127.0.0.1"},
    {R"({"web": {"links_last_days": 0}})", "web.links_last_days: should be a whole number from 1 to 366", ""},
    {R"({"policy": {"letters_per_hour": 0}})", "policy.letters_per_hour: should be a whole number", ""},
    {R"({"policy": {"obligations": {"nonsense": {"due": "2 days"}}}})", "there is no row nonsense",
     "one of: first_contact"},
    {R"({"policy": {"obligations": {"first_contact": {"due": "soon"}}}})", "first_contact", ""},
    {R"({"policy": {"obligations": {"first_contact": {"reminders": [{"when": "some time"}]}}}})", "first_contact", ""},
};

std::string laid_over_right_settings(const std::string& text) {
    const auto patch = nlohmann::json::parse(text, nullptr, false);
    if (!patch.is_object()) return text;
    nlohmann::json settings{{"cpts", {{"name", "CPTS (exemple)"}, {"contact_address", "qualite@cpts.example"}}}};
    settings.merge_patch(patch);
    return settings.dump();
}

}  // namespace

TEST_CASE("the settings a folder is made with are right", "[settings]") {
    const DataFolder data(DataFolder::Use::real);

    const auto checked = data.rexflow({"config", "check"});

    CHECK(checked.status == done);
    CHECK(checked.out == "rexflow.json is right\n");
}

TEST_CASE("every mistake in the settings is explained: where, what, and what to do", "[settings]") {
    const DataFolder data(DataFolder::Use::real);
    for (const auto& bad : table) {
        write_file(data.path() / "rexflow.json", laid_over_right_settings(bad.text));

        const auto checked = data.rexflow({"config", "check"});

        INFO(bad.text << '\n' << checked.out << checked.err);
        CHECK(checked.status == refused);
        CHECK(checked.out.find(bad.place) != std::string::npos);
        CHECK(checked.out.find(bad.hint) != std::string::npos);
        CHECK(checked.err.starts_with("rexflow: mistakes in rexflow.json: "));
    }
}

TEST_CASE("the limits of reading are settings", "[settings]") {
    const DataFolder data(DataFolder::Use::simulated);
    write_file(data.path() / "rexflow.json", laid_over_right_settings(R"({"reading": {"header_fields": 3}})"));

    CHECK(data.json({"config", "show"})["reading"]["header_fields"] == 3);
    CHECK(data.json({"config", "show"})["reading"]["mail_megabytes"] == 50);
    CHECK(data.intake("From: lea@idel.example\nTo: a@b.example\nSubject: x\nDate: x\n\nx")["reason"] ==
          "too_many_fields");
    CHECK(data.json({"quarantine", "list"})[0]["explanation"] ==
          "L’en-tête a plus de lignes que permis (réglage «\u00A0reading.header_fields\u00A0»).");
    CHECK(data.json({"--lang", "en", "quarantine", "show", "1"})["explanation"] ==
          "The header has more fields than allowed (setting \"reading.header_fields\").");
}

TEST_CASE("the CPTS's own charter is a text file beside the settings, known by how its SHA-256 begins", "[settings]") {
    const DataFolder data(DataFolder::Use::real);
    write_file(data.path() / "rexflow.json", laid_over_right_settings(R"({"accounts": {"charter": "charte.txt"}})"));
    write_file(data.path() / "charte.txt", "Je garde le secret.\n");

    CHECK(data.rexflow({"config", "check"}).status == done);
    const auto accounts = data.json({"config", "show"})["accounts"];
    CHECK(accounts["charter"] == (data.path() / "charte.txt").string());
    CHECK(accounts["charter_text"] == "5a355328820d45c8");
}

TEST_CASE("a charter nobody could read on a page is explained", "[settings]") {
    const DataFolder data(DataFolder::Use::real);
    write_file(data.path() / "rexflow.json", laid_over_right_settings(R"({"accounts": {"charter": "charte.txt"}})"));
    const auto checked = [&](const std::string& charter) {
        write_file(data.path() / "charte.txt", charter);
        return data.rexflow({"config", "check"}).out;
    };

    for (const auto& none : {std::string{}, std::string(" \n\r\n"), std::string("\xEF\xBB\xBF")})
        CHECK(checked(none).find("accounts.charter: the file is empty") != std::string::npos);
    for (const auto& odd : {std::string("Je garde le secret, d\xE9sormais."), std::string("a\0b", 3),
                            std::string("\xFF\xFEJ\0", 4), std::string("\x1B[31mrouge")})
        CHECK(checked(odd).find("accounts.charter: the file is not plain text in UTF-8") != std::string::npos);
    CHECK(checked(std::string((64 << 10) + 1, 'a')).find("accounts.charter: a file is larger than 64 KiB") !=
          std::string::npos);
    CHECK(checked(std::string(64 << 10, 'a')) == "rexflow.json is right\n");
}

TEST_CASE("no command works on settings that are wrong, and each says so", "[settings]") {
    const DataFolder data(DataFolder::Use::real);
    write_file(data.path() / "rexflow.json", R"({"cpts": {"locale": "de", "nom": "x"}})");

    for (const auto& words : {Arguments{"serve"}, Arguments{"fetch"}, Arguments{"tick"}, Arguments{"deliver"},
                              Arguments{"case", "list"}, Arguments{"policy"}, Arguments{"verify"}}) {
        const auto ended = data.rexflow(words);
        INFO(words.front() << ": " << ended.err);
        CHECK(ended.status == refused);
        CHECK(ended.err.find("cpts.locale") != std::string::npos);
        CHECK(ended.err.find(" more)") != std::string::npos);
    }
}

}  // namespace rexflow::testing
