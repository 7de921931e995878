#include "adapters/mail/maildir_inbox.hpp"
#include "adapters/mail/maildir_transport.hpp"
#include "tests/adapters/mail/mail_support.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <set>

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using rexflow::engine::Err;
using rexflow::engine::Error;
using rexflow::engine::Result;
using rexflow::mail::AfterTaking;
using rexflow::mail::MaildirInbox;
using rexflow::mail::MaildirTransport;
using rexflow::testing::contents;
using rexflow::testing::files_below;
using rexflow::testing::mail_to;
using rexflow::testing::ScratchFolder;

namespace {

/// A mailbox and what was taken from it.
struct Mailbox {
    explicit Mailbox(AfterTaking after = AfterTaking::mark_seen) : after_taking(after) {
        for (const auto* part : {"new", "cur", "tmp"}) fs::create_directories(folder.path() / part);
    }

    void put(const std::string& place, const std::string& text, std::chrono::seconds age = 0s) const {
        std::ofstream(folder.path() / place) << text;
        const auto noon = fs::file_time_type(std::chrono::seconds(1'700'000'000));
        fs::last_write_time(folder.path() / place, noon - age);
    }

    Result<int> fetch(std::size_t room = 100) {
        return MaildirInbox({"inbox", folder.path(), after_taking, 1000})
            .fetch([&](std::string_view uid) { return known.contains(std::string(uid)); },
                   [&](std::string_view uid, std::string raw) -> Result<void> {
                       if (taken.size() == room) return Err(Error::Code::store_trouble, "full");
                       known.insert(std::string(uid));
                       taken.push_back(std::move(raw));
                       return {};
                   });
    }

    [[nodiscard]] bool has(const std::string& place) const { return fs::exists(folder.path() / place); }

    ScratchFolder folder;
    AfterTaking after_taking;
    std::set<std::string> known;
    std::vector<std::string> taken;
};

}  // namespace

TEST_CASE("messages of new and cur are taken oldest first, once", "[maildir]") {
    Mailbox mailbox;
    mailbox.put("new/b", "second", 20s);
    mailbox.put("cur/a:2,S", "first", 30s);
    mailbox.put("new/c", "third", 10s);
    mailbox.put("new/.hidden", "x");
    mailbox.put("tmp/d", "x");

    CHECK(mailbox.fetch().value() == 3);
    CHECK(mailbox.taken == std::vector<std::string>{"first", "second", "third"});
    CHECK(mailbox.has("cur/b:2,S"));
    CHECK_FALSE(mailbox.has("new/b"));
    CHECK(mailbox.fetch().value() == 0);
}

TEST_CASE("a message is left, marked or removed as the mailbox says", "[maildir]") {
    Mailbox left(AfterTaking::leave);
    left.put("new/a", "x");
    Mailbox removed(AfterTaking::remove);
    removed.put("new/a", "x");

    CHECK(left.fetch().value() == 1);
    CHECK(removed.fetch().value() == 1);

    CHECK(left.has("new/a"));
    CHECK(left.fetch().value() == 0);
    CHECK(files_below(removed.folder.path()).empty());
}

TEST_CASE("a name used again for another message is taken again", "[maildir]") {
    Mailbox mailbox(AfterTaking::remove);
    mailbox.put("new/mail.eml", "one", 20s);
    REQUIRE(mailbox.fetch().value() == 1);
    mailbox.put("new/mail.eml", "other", 10s);

    CHECK(mailbox.fetch().value() == 1);
    CHECK(mailbox.taken.back() == "other");
}

TEST_CASE("marking never overwrites another message", "[maildir]") {
    Mailbox mailbox;
    mailbox.put("new/a", "new one", 10s);
    mailbox.put("cur/a:2,S", "old one", 20s);

    CHECK(mailbox.fetch().value() == 2);
    CHECK(files_below(mailbox.folder.path()).size() == 2);
}

TEST_CASE("names with accents, blanks and stray bytes are taken and give a printable uid", "[maildir]") {
    Mailbox mailbox;
    mailbox.put("new/é à %.eml", "x");
    mailbox.put("new/\xFF", "y");

    CHECK(mailbox.fetch().value() == 2);
    for (const auto& uid : mailbox.known) {
        CHECK(std::all_of(uid.begin(), uid.end(), [](char c) { return c > ' ' && c < 127; }));
    }
}

TEST_CASE("a file that is too long is reported and does not stop the others", "[maildir]") {
    Mailbox mailbox;
    mailbox.put("new/a", std::string(2000, 'x'), 20s);
    mailbox.put("new/b", "small", 10s);

    const auto fetched = mailbox.fetch();

    CHECK(fetched.error().code == Error::Code::left_behind);
    CHECK(mailbox.taken == std::vector<std::string>{"small"});
    CHECK(mailbox.has("new/a"));
}

TEST_CASE("fetching stops when a message cannot be stored, which stays where it is", "[maildir]") {
    Mailbox mailbox;
    mailbox.put("new/a", "one", 20s);
    mailbox.put("new/b", "two", 10s);

    CHECK(mailbox.fetch(1).error().code == Error::Code::store_trouble);

    CHECK(mailbox.has("new/b"));
    CHECK(mailbox.fetch().value() == 1);
}

TEST_CASE("missing subfolders are made, a missing mailbox is an error with a hint", "[maildir]") {
    const ScratchFolder folder;
    fs::create_directories(folder.path() / "box");
    const auto take = [](std::string_view, std::string) -> Result<void> { return {}; };
    const auto knows = [](std::string_view) { return false; };

    CHECK(MaildirInbox({"inbox", folder.path() / "box"}).fetch(knows, take).value() == 0);
    CHECK(fs::is_directory(folder.path() / "box/new"));
    const auto missing = MaildirInbox({"inbox", folder.path() / "none"}).fetch(knows, take);
    CHECK(missing.error().code == Error::Code::store_trouble);
    CHECK_FALSE(missing.error().hint.empty());
    std::ofstream(folder.path() / "file") << "x";
    CHECK_FALSE(MaildirInbox({"inbox", folder.path() / "file"}).fetch(knows, take));
}

TEST_CASE("a letter sent twice lies once in the outgoing Maildir", "[maildir]") {
    const ScratchFolder folder;
    MaildirTransport transport(folder.path() / "sent");

    REQUIRE(transport.send(mail_to("lea@cabinet.example", "one@cpts.example")));
    REQUIRE(transport.send(mail_to("lea@cabinet.example", "one@cpts.example")));
    REQUIRE(transport.send(mail_to("lea@cabinet.example", "two@cpts.example")));

    const auto files = files_below(folder.path() / "sent");
    REQUIRE(files.size() == 2);
    CHECK(contents(files.front()).find("\n.point\n") != std::string::npos);
    CHECK(contents(files.front()).find('\r') == std::string::npos);
}

TEST_CASE("an outgoing Maildir that cannot be written is store trouble with a hint", "[maildir]") {
    const ScratchFolder folder;
    std::ofstream(folder.path() / "file") << "x";

    const auto sent = MaildirTransport(folder.path() / "file").send(mail_to("lea@cabinet.example", "one@cpts.example"));

    CHECK(sent.error().code == Error::Code::store_trouble);
    CHECK_FALSE(sent.error().hint.empty());
    CHECK(sent.error().message.find("cabinet") == std::string::npos);
}
