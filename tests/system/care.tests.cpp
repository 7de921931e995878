#include "tests/support/mail_builder.hpp"
#include "tests/system/data_folder.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {
namespace {

Mail mail_from(const std::string& name) {
    return Mail().from(name + " <" + name + "@idel.example>").id(name + "@idel.example");
}

/// A folder with a backup of one case, and what has happened since: that case was erased, another one was opened.
struct BackedUp {
    BackedUp() {
        static_cast<void>(data.intake(mail_from("lea").raw()));
        const auto made = data.rexflow({"backup", backup()});
        if (made.status != done) throw std::runtime_error(made.err);
    }
    void go_on() const {
        const auto erased = data.rexflow({"case", "erase", number(), "--by", "coordinatrice@cpts.example"});
        if (erased.status != done) throw std::runtime_error(erased.err);
        static_cast<void>(data.intake(mail_from("paul").raw()));
    }
    [[nodiscard]] std::string backup() const { return (data.scratch() / "backup.db").string(); }
    [[nodiscard]] std::string number() const { return data.json({"case", "list"})[0]["case"]; }

    DataFolder data{DataFolder::Use::simulated};
};

}  // namespace

TEST_CASE("a backup is two files, and never written over another", "[backup]") {
    const BackedUp folder;

    CHECK(std::filesystem::exists(folder.backup()));
    CHECK(std::filesystem::exists(folder.backup() + ".keys"));
    const auto again = folder.data.rexflow({"backup", folder.backup()});
    CHECK(again.status != done);
    CHECK(contents_of(folder.backup()).find("idel.example") == std::string::npos);
}

TEST_CASE("a rehearsed restore says what it would do and changes nothing", "[backup]") {
    const BackedUp folder;
    static_cast<void>(folder.data.intake(mail_from("paul").raw()));

    const auto rehearsed = folder.data.rexflow({"restore", folder.backup(), "--dry-run"});

    INFO(rehearsed.err);
    CHECK(rehearsed.status == done);
    CHECK(rehearsed.out.find("cases: 1") != std::string::npos);
    CHECK(rehearsed.out.find("nothing was changed") != std::string::npos);
    CHECK(folder.data.json({"case", "list"}).size() == 2);
}

TEST_CASE("a restore brings the backup back, and a mail that came since is taken again", "[backup]") {
    const BackedUp folder;
    static_cast<void>(folder.data.intake(mail_from("paul").raw()));

    const auto restored = folder.data.rexflow({"restore", folder.backup()});

    INFO(restored.err);
    REQUIRE(restored.status == done);
    CHECK(folder.data.json({"case", "list"}).size() == 1);
    CHECK(folder.data.json({"verify"})["troubles"].empty());
    CHECK(folder.data.intake(mail_from("lea").raw())["outcome"] == "duplicate");
    CHECK(folder.data.intake(mail_from("paul").raw())["outcome"] == "case_opened");
}

TEST_CASE("who was erased since the backup stays erased after a restore", "[backup][erasure]") {
    const BackedUp folder;
    folder.go_on();

    const auto rehearsed = folder.data.rexflow({"restore", folder.backup(), "--dry-run"});
    INFO(rehearsed.err);
    REQUIRE(rehearsed.status == done);
    CHECK(rehearsed.out.find("erasures applied again: 1") != std::string::npos);
    REQUIRE(folder.data.rexflow({"restore", folder.backup()}).status == done);

    const auto sheet = folder.data.json({"case", "show", folder.number()});
    CHECK(sheet.dump().find("lea@idel.example") == std::string::npos);
    CHECK(folder.data.json({"case", "list"}).size() == 1);
    CHECK(folder.data.json({"verify"})["troubles"].empty());
}

TEST_CASE("what is no backup of this installation is not put in the place of its data", "[backup]") {
    const BackedUp folder;
    const BackedUp other;
    auto damaged = contents_of(folder.backup());
    for (std::size_t i = 20000; i < damaged.size() && i < 60000; i += 3) damaged[i] = '#';

    for (const auto& file : {folder.data.file("text.db", "no database"), folder.data.file("empty.db", ""),
                             folder.data.file("damaged.db", damaged), other.backup()}) {
        const auto ended = folder.data.rexflow({"restore", file});
        INFO(file << ": " << ended.err);
        CHECK(ended.status != done);
        CHECK(ended.err.find("\n  ") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(folder.data.path() / "restoring.db"));
    }
    CHECK(folder.data.json({"case", "list"}).size() == 1);
    CHECK(folder.data.json({"verify"})["troubles"].empty());
}

TEST_CASE("what the command line does to accounts is kept, and that it was no member who did it", "[accounts]") {
    const DataFolder data(DataFolder::Use::simulated);
    for (const auto& words : {Arguments{"account", "role", "pilote@cpts.example", "reader"},
                              Arguments{"account", "sessions", "pilote@cpts.example", "--end"},
                              Arguments{"token", "add", "pilote@cpts.example", "--scope", "cases.read"},
                              Arguments{"token", "revoke", "pilote@cpts.example", "1"}})
        CHECK(data.rexflow(words).status == done);

    CHECK(data.rexflow({"account", "lock", "pilote@cpts.example"}).status == refused);  // never invited

    CHECK(data.stored("SELECT group_concat(event || ' ' || member_id) FROM account_log WHERE by_id IS NULL") ==
          "role_changed 2,sessions_ended 2,token_given 2,token_revoked 2");
    CHECK(data.stored("SELECT count(*) FROM account_log") == "4");
}

}  // namespace rexflow::testing
