#include "tests/support/mail_builder.hpp"
#include "tests/system/cell.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

namespace rexflow::testing {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

/// Draws moments, and says with which seed, so that a run can be repeated (REXFLOW_SEED).
class Moments {
public:
    Moments() : random_(seed_) {}
    [[nodiscard]] std::string text() const { return "REXFLOW_SEED=" + std::to_string(seed_); }
    [[nodiscard]] milliseconds draw(int least, int most) {
        return milliseconds(std::uniform_int_distribution<int>(least, most)(random_));
    }

private:
    static unsigned chosen_seed() {
        const char* given = std::getenv("REXFLOW_SEED");
        return given == nullptr ? std::random_device{}() : static_cast<unsigned>(std::stoul(given));
    }
    unsigned seed_ = chosen_seed();
    std::mt19937 random_;
};

std::string burst_mail(int index) {
    const auto name = std::to_string(index);
    return Mail()
        .from("Lea Exemple <" + std::string(MailServers::lea) + ">")
        .to(MailServers::cell)
        .id("burst-" + name + "@cpts.example")
        .text("Demande " + name + "\r\n")
        .raw();
}

/// Moved into place when complete, as deliveries into a Maildir are.
void drop(const std::filesystem::path& maildir, const std::string& name, const std::string& mail) {
    write_file(maildir / "tmp" / name, mail);
    std::filesystem::rename(maildir / "tmp" / name, maildir / "new" / name);
}

std::set<std::string> message_ids(const std::vector<std::string>& mails) {
    std::set<std::string> ids;
    for (const auto& mail : mails) {
        const auto id = header_of(mail, "Message-ID");
        ids.insert(id.substr(1, id.size() - 2));
    }
    return ids;
}

/// Letters a killed program had claimed wait ten minutes for it; nobody works any more, so they need not.
void send_what_waits(const DataFolder& data) {
    for (const auto& letter : data.json({"outbox", "list"}))
        static_cast<void>(data.json({"outbox", "retry", std::to_string(letter["id"].get<int>())}));
    static_cast<void>(data.json({"deliver"}));
    REQUIRE(data.json({"outbox", "list"}).empty());
}

}  // namespace

TEST_CASE("a server that is killed again and again loses no mail, doubles none and answers each under one Message-ID",
          "[kill]") {
    if (const auto reason = MailServers::why_not(MailServers::Parts::dovecot_and_postfix); !reason.empty()) {
        WARN("skipped: " << reason);
        return;
    }
    constexpr int kills = 12;
    constexpr int mails_between_kills = 5;
    constexpr int mails = kills * mails_between_kills;
    Moments moments;
    INFO(moments.text());
    const Cell cell;

    for (int kill = 0; kill < kills; ++kill) {
        Program serve(cell.serve());
        for (int i = 0; i < mails_between_kills; ++i) {
            const int index = kill * mails_between_kills + i;
            const auto name = "burst." + std::to_string(index);
            if (index % 2 == 0)
                cell.servers.deliver(MailServers::cell, name, burst_mail(index));
            else
                drop(cell.data.path() / "inbox", name, burst_mail(index));
        }
        REQUIRE_FALSE(serve.ends_within(moments.draw(20, 1800)));
        serve.signal(SIGKILL);
    }
    Program serve(cell.serve());
    REQUIRE(cell.has_taken(mails));
    serve.signal(SIGTERM);
    REQUIRE(serve.end().status == done);
    send_what_waits(cell.data);

    const auto letters = cell.data.json({"outbox", "list", "--state", "sent"});
    REQUIRE(letters.size() == mails);
    std::map<std::string, std::string> acknowledged;  // case to Message-ID
    std::set<std::string> expected;
    for (const auto& letter : letters) {
        CHECK(letter["letter"] == "intake_acknowledged");
        acknowledged[letter["case"]] = letter["message_id"];
        expected.insert(letter["message_id"]);
    }
    CHECK(acknowledged.size() == mails);
    CHECK(expected.size() == mails);

    // A kill between the server's answer and our commit sends a letter again, under the same Message-ID.
    CHECK(becomes_true(
        [&] { return message_ids(contents_below(cell.servers.maildir(MailServers::lea) / "new")) == expected; }));
    CHECK(cell.data.json({"verify"})["troubles"].empty());
    CHECK(cell.data.json({"quarantine", "list"}).empty());
    CHECK(cell.data.json({"case", "list"}).size() == mails);
}

TEST_CASE("a mail intake has answered for is there, wherever the others were killed", "[kill][intake]") {
    constexpr int mails = 24;
    Moments moments;
    INFO(moments.text());
    const DataFolder data(DataFolder::Use::real);
    int killed = 0;

    for (int index = 0; index < mails; ++index) {
        const auto mail = burst_mail(index);
        Program intake(data.words({"intake"}, mail));
        if (!intake.ends_within(moments.draw(1, 300))) intake.signal(SIGKILL);
        const auto ended = intake.end();
        killed += ended.status == 128 + SIGKILL ? 1 : 0;
        if (ended.status == done) {
            CHECK(json::parse(ended.out)["outcome"] == "case_opened");
            CHECK(data.intake(mail)["outcome"] == "duplicate");
        } else {
            CHECK(ended.status == 128 + SIGKILL);
            const auto outcome = data.intake(mail)["outcome"];  // the mail server tries again
            CHECK((outcome == "case_opened" || outcome == "duplicate"));
        }
    }

    CHECK(killed > 0);
    REQUIRE(data.rexflow({"fetch"}).status == done);  // understands what was stored and no more
    CHECK(data.json({"case", "list"}).size() == mails);
    CHECK(data.json({"verify"})["troubles"].empty());
}

}  // namespace rexflow::testing
