#include "tests/support/mail_builder.hpp"
#include "tests/system/data_folder.hpp"

#include <sqlite3.h>
#include <sys/stat.h>
#include <catch2/catch.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <sstream>

namespace rexflow::testing {
namespace {

using nlohmann::json;

const std::string report = Mail().id("report@idel.example").raw();

std::vector<json> lines_of(const std::string& out) {
    std::vector<json> lines;
    std::istringstream stream(out);
    for (std::string line; std::getline(stream, line);) lines.push_back(json::parse(line));
    return lines;
}

/// What can be wrong while a mail server hands a message over.
struct Trouble {
    const char* what;
    std::function<void(const std::filesystem::path&)> make;
};

void damage(const std::filesystem::path& database) {
    std::filesystem::remove(database.string() + "-wal");
    auto bytes = contents_of(database);
    for (std::size_t i = 0; i < bytes.size() && i < 8192; i += 7) bytes[i] = '#';
    write_file(database, bytes);
}

const std::vector<Trouble> troubles{
    {"no data folder", [](const auto& data) { std::filesystem::remove_all(data); }},
    {"settings that are no JSON", [](const auto& data) { write_file(data / "rexflow.json", "{"); }},
    {"settings that are wrong", [](const auto& data) { write_file(data / "rexflow.json", R"({"cpts": {"nom": 1}})"); }},
    {"no settings", [](const auto& data) { std::filesystem::remove(data / "rexflow.json"); }},
    {"no database", [](const auto& data) { std::filesystem::remove(data / "rexflow.db"); }},
    {"a damaged database", [](const auto& data) { damage(data / "rexflow.db"); }},
    {"no key file", [](const auto& data) { std::filesystem::remove(data / "keys.db"); }},
    {"a key file that is a folder",
     [](const auto& data) {
         std::filesystem::remove(data / "keys.db");
         std::filesystem::create_directory(data / "keys.db");
     }},
    {"no master key", [](const auto& data) { std::filesystem::remove(data / "master.key"); }},
    {"another master key", [](const auto& data) { write_file(data / "master.key", std::string(32, 'k')); }},
    {"a master key others can read", [](const auto& data) { ::chmod((data / "master.key").c_str(), 0644); }},
};

}  // namespace

TEST_CASE("intake of files prints one line a message, with each of the six outcomes", "[intake]") {
    DataFolder data(DataFolder::Use::simulated);
    data.set_clock("2026-03-19T09:00:00Z");
    REQUIRE(data.intake(report)["case"] == "REX-2026-0001");
    const auto letter = data.json({"case", "show", "REX-2026-0001"})["letters"][0]["message_id"].get<std::string>();

    const auto ended = data.rexflow(
        {"intake", data.file("opened.eml", Mail().from("Paul Modele <paul@officine.example>").id("2@x").raw()),
         data.file("reply.eml", Mail().id("3@x").answers(letter).raw()),
         data.file("held.eml", Mail().id("4@x").header("Auto-Submitted: auto-replied").raw()),
         data.file("bounce.eml", bounce_of(letter, "lea@idel.example", "failed", "5.1.1")),
         data.file("duplicate.eml", report), data.file("quarantined.eml", Mail().from("").id("5@x").raw())});

    INFO(ended.err);
    REQUIRE(ended.status == done);
    const auto lines = lines_of(ended.out);
    REQUIRE(lines.size() == 6);
    CHECK(lines[0] == json{{"outcome", "case_opened"}, {"case", "REX-2026-0002"}, {"reason", nullptr}, {"message", 2}});
    CHECK(lines[1] == json{{"outcome", "reply"}, {"case", "REX-2026-0001"}, {"reason", nullptr}, {"message", 3}});
    CHECK(lines[2]["outcome"] == "auto_held");
    CHECK(lines[2]["reason"] == "auto_submitted");
    CHECK(lines[3] == json{{"outcome", "bounce"}, {"case", "REX-2026-0001"}, {"reason", "5.1.1"}, {"message", 5}});
    CHECK(lines[4] ==
          json{{"outcome", "duplicate"}, {"case", "REX-2026-0001"}, {"reason", "same_message"}, {"message", 6}});
    CHECK(lines[5] == json{{"outcome", "quarantined"}, {"case", nullptr}, {"reason", "no_sender"}, {"message", 7}});
}

TEST_CASE("a file that cannot be read ends intake, and those before it are taken", "[intake]") {
    const DataFolder data(DataFolder::Use::simulated);

    const auto ended = data.rexflow({"intake", data.file("a.eml", report), (data.scratch() / "nothing.eml").string()});

    CHECK(ended.status == refused);
    CHECK(lines_of(ended.out).size() == 1);
    CHECK(ended.err.find("a file cannot be read") != std::string::npos);
}

TEST_CASE("whatever is wrong, intake on standard input only asks to try again", "[intake]") {
    for (const auto& trouble : troubles) {
        INFO(trouble.what);
        const DataFolder data(DataFolder::Use::real);
        trouble.make(data.path());

        const auto ended = data.rexflow({"intake"}, report);

        CHECK(ended.status == try_again);
        CHECK(ended.out.empty());
        CHECK(ended.err.starts_with("rexflow: "));
        CHECK(ended.err.find("\n  ") != std::string::npos);  // a hint
        CHECK(ended.err.find("lea") == std::string::npos);
    }
}

TEST_CASE("words that are wrong do not bounce a mail either", "[intake]") {
    const DataFolder data(DataFolder::Use::real);

    for (const auto& words :
         {Arguments{"intake", "--nonsense"}, Arguments{"intake", "--clock", "yesterday"},
          Arguments{"--lang", "de", "intake"}, Arguments{"--clock", "2026-03-19T09:00:00Z", "intake"}})
        CHECK(data.rexflow(words, report).status == try_again);
    CHECK(data.json({"case", "list"}).empty());
}

TEST_CASE("a mail that met a trouble is taken once the trouble is over, and only once", "[intake]") {
    const DataFolder data(DataFolder::Use::real);
    for (const auto* file : {"rexflow.json", "rexflow.db", "keys.db", "master.key"}) {
        INFO(file);
        std::filesystem::rename(data.path() / file, data.scratch() / file);
        CHECK(data.rexflow({"intake"}, report).status == try_again);
        std::filesystem::rename(data.scratch() / file, data.path() / file);
    }

    CHECK(data.intake(report)["outcome"] == "case_opened");
    CHECK(data.intake(report)["outcome"] == "duplicate");
    CHECK(data.json({"case", "list"}).size() == 1);
}

TEST_CASE("while another program keeps the database locked, intake asks to try again and loses nothing", "[intake]") {
    const DataFolder data(DataFolder::Use::real);
    sqlite3* opened = nullptr;
    REQUIRE(sqlite3_open((data.path() / "rexflow.db").c_str(), &opened) == SQLITE_OK);
    std::unique_ptr<sqlite3, decltype(&sqlite3_close)> other(opened, &sqlite3_close);
    REQUIRE(sqlite3_exec(opened, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);

    const auto refused_for_now = data.rexflow({"intake"}, report);
    other.reset();

    INFO(refused_for_now.err);
    CHECK(refused_for_now.status == try_again);
    CHECK(refused_for_now.err.find("another program keeps it locked") != std::string::npos);
    CHECK(data.intake(report)["outcome"] == "case_opened");
}

TEST_CASE("what arrives on standard input is taken even when nothing can be made of it", "[intake]") {
    const DataFolder data(DataFolder::Use::simulated);

    for (const auto& [mail, reason] : std::vector<std::pair<std::string, std::string>>{
             {"", "empty"}, {std::string("\0\1\2\377", 4), "no_header"}, {Mail().from("").raw(), "no_sender"}}) {
        const auto line = data.intake(mail);
        CHECK(line["outcome"] == "quarantined");
        CHECK(line["reason"] == reason);
    }
    CHECK(data.json({"quarantine", "list"}).size() == 3);
}

}  // namespace rexflow::testing
