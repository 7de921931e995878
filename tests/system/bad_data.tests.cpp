#include "tests/support/mail_builder.hpp"
#include "tests/system/data_folder.hpp"

#include <sys/stat.h>
#include <catch2/catch.hpp>

#include <functional>

namespace rexflow::testing {
namespace {

Mail mail_from(const std::string& name) {
    return Mail().from(name + " <" + name + "@idel.example>").id(name + "@idel.example");
}

/// Two cases: the first is going to be damaged.
class TwoCases {
public:
    TwoCases() : data(DataFolder::Use::simulated) {
        data.set_clock("2026-03-19T09:00:00Z");
        static_cast<void>(data.intake(mail_from("lea").raw()));
        static_cast<void>(data.intake(mail_from("paul").raw()));
        const auto taken = take_in_charge(first);
        if (taken.status != done) throw std::runtime_error(taken.err);
    }

    /// The same, to be damaged.
    [[nodiscard]] TwoCases copy() const { return TwoCases(data); }

    [[nodiscard]] Ended take_in_charge(const std::string& number) const {
        return data.rexflow(
            {"case", "do", number, "taken_in_charge", "pilot=pilote@cpts.example", "--by", "pilote@cpts.example"});
    }

    DataFolder data;
    const std::string first = "REX-2026-0001";
    const std::string second = "REX-2026-0002";

private:
    explicit TwoCases(const DataFolder& sound) : data(sound) {}
};

struct Damage {
    const char* what;
    const char* script;
    const char* complaint;
};

const std::vector<Damage> damages{
    {"a state nobody knows", R"(UPDATE cases SET states = '["asleep","not_assessed","unshared"]' WHERE id = 1)",
     "the stored state is not what the history replays to"},
    {"a state the history does not lead to",
     R"(UPDATE cases SET states = '["closed","not_assessed","unshared"]' WHERE id = 1)",
     "the stored state is not what the history replays to"},
    {"states that are none", "UPDATE cases SET states = 'asleep' WHERE id = 1",
     "the stored state is not what the history replays to"},
    {"fewer states than regions", "UPDATE cases SET states = '[]' WHERE id = 1",
     "the stored state is not what the history replays to"},
    {"a pilot the history does not name", "UPDATE cases SET pilot_id = 1 WHERE id = 1",
     "the stored state is not what the history replays to"},
    {"a row that was changed", "UPDATE events SET actor = 'member:1' WHERE case_id = 1 AND seq = 2",
     "the history was changed or a row is missing"},
    {"an event that was replaced", "UPDATE events SET type = 'case_closed' WHERE case_id = 1 AND seq = 2",
     "the history was changed or a row is missing"},
    {"a row that was removed", "DELETE FROM events WHERE case_id = 1 AND seq = 2",
     "the history was changed or a row is missing"},
    {"a workflow of another program", "UPDATE cases SET workflow = 'other_case' WHERE id = 1",
     "its workflow is unknown to this program"},
};

/// What can be wrong with the files of an installation.
struct WrongFile {
    const char* what;
    std::function<void(const std::filesystem::path& data, const std::filesystem::path& other)> make;
    const char* complaint;
};

void copy_over(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
}

const std::vector<WrongFile> wrong_files{
    {"no master key", [](const auto& data, const auto&) { std::filesystem::remove(data / "master.key"); },
     "the master key file is missing or cannot be read"},
    {"another installation's master key",
     [](const auto& data, const auto& other) { copy_over(other / "master.key", data / "master.key"); },
     "the master key is not the one of this key file"},
    {"a master key of another length", [](const auto& data, const auto&) { write_file(data / "master.key", "short"); },
     "master key"},
    {"a master key others can read",
     [](const auto& data, const auto&) { ::chmod((data / "master.key").c_str(), 0644); },
     "the master key file can be read by others than its owner"},
    {"no key file", [](const auto& data, const auto&) { std::filesystem::remove(data / "keys.db"); },
     "the key file is missing"},
    {"another installation's keys",
     [](const auto& data, const auto& other) {
         copy_over(other / "keys.db", data / "keys.db");
         copy_over(other / "master.key", data / "master.key");
     },
     "the key file does not belong to this database"},
    {"a key file that is no database", [](const auto& data, const auto&) { write_file(data / "keys.db", "keys"); },
     "key file"},
    {"an empty key file", [](const auto& data, const auto&) { write_file(data / "keys.db", ""); },
     "key file: this file holds no data of RexFlow"},
    {"an empty database", [](const auto& data, const auto&) { write_file(data / "rexflow.db", ""); },
     "database: this file holds no data of RexFlow"},
    {"no database", [](const auto& data, const auto&) { std::filesystem::remove(data / "rexflow.db"); },
     "cannot be opened"},
    {"a database that is none",
     [](const auto& data, const auto&) { write_file(data / "rexflow.db", std::string(8192, 'x')); }, "not a database"},
};

}  // namespace

TEST_CASE("a damaged case takes no more events, says why, and harms no other", "[bad_data]") {
    const TwoCases sound;
    for (const auto& damage : damages) {
        const auto cases = sound.copy();
        cases.data.tamper(damage.script);

        const auto acted = cases.take_in_charge(cases.first);
        INFO(damage.what << ": " << acted.err);
        CHECK(acted.status == refused);
        CHECK(acted.err.find(damage.complaint) != std::string::npos);
        CHECK(acted.err.find("\n  ") != std::string::npos);

        const auto verified = cases.data.rexflow({"verify"});
        INFO(verified.out << verified.err);
        CHECK(verified.status == refused);
        CHECK(verified.out.find(damage.complaint) != std::string::npos);
        CHECK(verified.out.find(cases.first) != std::string::npos);
        CHECK(verified.out.find(cases.second) == std::string::npos);

        CHECK(cases.take_in_charge(cases.second).status == done);
    }
}

TEST_CASE("beside a damaged case mail is taken, and what belongs to it is kept in quarantine", "[bad_data]") {
    const TwoCases sound;
    for (const auto& damage : damages) {
        const auto cases = sound.copy();
        const auto letters = cases.data.json({"case", "show", cases.first})["letters"];
        const auto letter = letters[0]["message_id"].get<std::string>();
        cases.data.tamper(damage.script);

        const auto reply = cases.data.intake(mail_from("lea").id("reply@idel.example").answers(letter).raw());
        const auto fresh = cases.data.intake(mail_from("claire").raw());

        INFO(damage.what << ": " << reply << fresh);
        CHECK(reply["outcome"] == "quarantined");
        CHECK(cases.data.json({"quarantine", "list"}).size() == 1);
        CHECK(fresh["outcome"] == "case_opened");
        CHECK(cases.data.rexflow({"deliver"}).status == done);
        for (const auto& words : {Arguments{"case", "show", cases.first}, Arguments{"case", "history", cases.first},
                                  Arguments{"case", "actions", cases.first}}) {
            const auto shown = cases.data.rexflow(words);
            INFO(shown.err);
            CHECK((shown.status == done || shown.err.find(damage.complaint) != std::string::npos));
        }
        const auto listed = cases.data.rexflow({"case", "list"});
        INFO(listed.err);
        CHECK(listed.status == done);
        CHECK(listed.out.find(cases.second) != std::string::npos);
    }
}

TEST_CASE("a damaged case does not keep the reminders of the others", "[bad_data]") {
    const TwoCases sound;
    for (const auto& damage : damages) {
        auto cases = sound.copy();
        cases.data.tamper(damage.script);
        cases.data.set_clock("2026-03-30T08:00:00Z");

        const auto ticked = cases.data.rexflow({"tick", "--json"});

        INFO(damage.what << ": " << ticked.out << ticked.err);
        CHECK(ticked.status == done);
        CHECK_FALSE(cases.data.json({"case", "show", cases.second})["reminders"].empty());
    }
}

TEST_CASE("nothing is written while keys or database are not those of the installation, and then all is there",
          "[bad_data]") {
    const TwoCases cases;
    const DataFolder other(DataFolder::Use::simulated);
    const auto saved = cases.data.scratch() / "saved";
    std::filesystem::copy(cases.data.path(), saved, std::filesystem::copy_options::recursive);
    for (const auto& wrong : wrong_files) {
        wrong.make(cases.data.path(), other.path());

        const auto listed = cases.data.rexflow({"case", "list"});
        const auto taken = cases.data.rexflow({"intake"}, mail_from("claire").raw());

        INFO(wrong.what << ": " << listed.err);
        CHECK((listed.status == refused || listed.status == try_again));
        CHECK(taken.status == try_again);
        CHECK(listed.err.find(wrong.complaint) != std::string::npos);
        CHECK(listed.err.find("\n  ") != std::string::npos);
        for (const auto* file : {"rexflow.db", "keys.db", "master.key"}) {
            std::filesystem::remove(cases.data.path() / file);
            std::filesystem::copy_file(saved / file, cases.data.path() / file);
        }
        CHECK(cases.data.json({"case", "list"}).size() == 2);
    }
    CHECK(cases.data.json({"verify"})["troubles"].empty());
}

TEST_CASE("a database of a newer program is refused and left as it is", "[bad_data]") {
    const TwoCases cases;
    cases.data.tamper("INSERT INTO schema_migrations VALUES (99, '0099_later', 'x')");
    const auto before = contents_of(cases.data.path() / "rexflow.db");

    const auto listed = cases.data.rexflow({"case", "list"});

    CHECK(listed.status == refused);
    CHECK(listed.err.find("another version of the program (schema 99)") != std::string::npos);
    CHECK(listed.err.find("\n  ") != std::string::npos);
    CHECK(cases.data.rexflow({"intake"}, mail_from("claire").raw()).status == try_again);
    CHECK((contents_of(cases.data.path() / "rexflow.db") == before));
}

}  // namespace rexflow::testing
