#include "tests/support/mail_builder.hpp"
#include "tests/system/data_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

namespace rexflow::testing {
namespace {

using nlohmann::json;

const std::vector<Arguments> commands{
    {},
    {"init"},
    {"serve"},
    {"config", "check"},
    {"config", "show"},
    {"member", "add"},
    {"member", "list"},
    {"intake"},
    {"fetch"},
    {"tick"},
    {"deliver"},
    {"case", "list"},
    {"case", "show"},
    {"case", "actions"},
    {"case", "do"},
    {"case", "history"},
    {"case", "erase"},
    {"workflow", "list"},
    {"workflow", "show"},
    {"policy"},
    {"simulate"},
    {"verify"},
    {"quarantine", "list"},
    {"quarantine", "show"},
    {"quarantine", "retry"},
    {"held", "list"},
    {"held", "open"},
    {"outbox", "list"},
    {"outbox", "retry"},
    {"backup"},
    {"restore"},
    {"bench"},
};

Arguments with(Arguments arguments, const std::string& last) {
    arguments.push_back(last);
    return arguments;
}

}  // namespace

TEST_CASE("every command explains itself", "[command_line]") {
    for (const auto& command : commands) {
        const auto ended = call_rexflow(with(command, "--help"));
        INFO(ended.err << ended.out);
        CHECK(ended.status == done);
        CHECK(ended.out.find("Usage: ") != std::string::npos);
        CHECK(ended.err.empty());
    }
    CHECK(call_rexflow({"--version"}).out.find('.') != std::string::npos);
}

TEST_CASE("words that are not understood are wrong usage, and say where help is", "[command_line]") {
    for (const auto& words :
         {Arguments{}, Arguments{"nonsense"}, Arguments{"case"}, Arguments{"case", "do"},
          Arguments{"case", "list", "--nonsense"}, Arguments{"case", "list", "--limit", "-1"},
          Arguments{"bench", "nonsense"}, Arguments{"workflow", "show", "rex_case", "--format", "png"},
          Arguments{"--lang", "de", "policy"}, Arguments{"--clock", "yesterday", "policy"}, Arguments{"init"}}) {
        const auto ended = call_rexflow(words);
        INFO(ended.err);
        CHECK(ended.status == usage);
        CHECK_FALSE(ended.err.empty());
        CHECK(ended.out.empty());
    }
}

TEST_CASE("a folder is made once, and named by --data or by the environment", "[command_line]") {
    const DataFolder data(DataFolder::Use::real);

    const auto again = call_rexflow({"init", data.path().string()});
    CHECK(again.status == refused);
    CHECK(again.err.find("there is a data folder already") != std::string::npos);

    auto by_environment = rexflow_words({"member", "list", "--json"});
    by_environment.environment["REXFLOW_DATA"] = data.path().string();
    const auto members = run(by_environment);
    CHECK(members.status == done);
    CHECK(members.out == "[]\n");

    const auto nowhere = call_rexflow({"--data", data.scratch().string(), "case", "list"});
    CHECK(nowhere.status == refused);
    CHECK(nowhere.err.find("rexflow init DIR makes a data folder") != std::string::npos);
}

TEST_CASE("only a simulated folder lets its clock be set", "[command_line]") {
    DataFolder real(DataFolder::Use::real);
    DataFolder simulated(DataFolder::Use::simulated);
    real.set_clock("2026-03-19T09:00:00Z");
    simulated.set_clock("2026-03-19T10:00:00+01:00");

    const auto ended = real.rexflow({"case", "list"});
    CHECK(ended.status == refused);
    CHECK(ended.err.find("--clock is only for a data folder made with rexflow init --simulated") != std::string::npos);
    CHECK(real.rexflow({"intake"}, Mail().raw()).status == try_again);

    REQUIRE(simulated.intake(Mail().raw())["outcome"] == "case_opened");
    CHECK(simulated.json({"case", "list"})[0]["opened_at"] == "2026-03-19T09:00:00Z");
}

TEST_CASE("everything that lists or shows speaks JSON when asked, refusals too", "[command_line]") {
    DataFolder data(DataFolder::Use::simulated);
    data.set_clock("2026-03-19T09:00:00Z");
    REQUIRE(data.intake(Mail().raw())["case"] == "REX-2026-0001");
    REQUIRE(data.intake(Mail().from("").raw())["outcome"] == "quarantined");
    REQUIRE(data.intake(Mail().header("Auto-Submitted: auto-replied").raw())["outcome"] == "auto_held");

    CHECK(data.json({"member", "list"})[0]["address"] == "coordinatrice@cpts.example");
    CHECK(data.json({"member", "list"})[1]["address"] == "pilote@cpts.example");
    CHECK(data.json({"member", "add", "autre@cpts.example"})["id"] == 3);
    CHECK(data.json({"config", "show"})["cpts"]["time_zone"] == "Europe/Paris");
    CHECK(data.json({"config", "check"})["mistakes"].empty());
    CHECK(data.json({"case", "list"})[0]["case"] == "REX-2026-0001");
    CHECK(data.json({"case", "show", "REX-2026-0001"})["states"]["handling"] == "received");
    CHECK(data.json({"case", "history", "REX-2026-0001"})[0]["event"] == "report_received");
    CHECK(data.json({"workflow", "list"})[0]["workflow"] == "rex_case");
    CHECK(data.json({"workflow", "show", "rex_case"})["rows"][0]["event"] == "report_received");
    CHECK(data.json({"policy"})["obligations"]["first_contact"]["due"] == "2 working days");
    CHECK(data.json({"quarantine", "list"})[0]["reason"] == "no_sender");
    CHECK(data.json({"quarantine", "show", "2"})["raw"] == Mail().from("").raw());
    CHECK(data.json({"held", "list"})[0]["reason"] == "auto_submitted");
    CHECK(data.json({"outbox", "list"})[0]["letter"] == "intake_acknowledged");
    CHECK(data.json({"tick"})["reminders"] == 0);
    CHECK(data.json({"deliver"})["sent"] == 4);
    CHECK(data.json({"outbox", "list", "--state", "sent"}).size() == 4);
    CHECK(data.json({"verify"})["troubles"].empty());
    CHECK(data.rexflow({"fetch", "--json"}).status == done);

    const auto ended = data.rexflow({"case", "show", "REX-2026-0099", "--json"});
    CHECK(ended.status == refused);
    CHECK(json::parse(ended.err) == json{{"error", "not_found"},
                                         {"message", "there is no case of that number"},
                                         {"hint", "rexflow case list shows them"}});
}

TEST_CASE("what is not there is refused with the reason", "[command_line]") {
    const DataFolder data(DataFolder::Use::simulated);

    for (const auto& words :
         {Arguments{"case", "show", "REX-2026-0001"}, Arguments{"case", "show", "nonsense"},
          Arguments{"case", "do", "REX-2026-0001", "case_closed", "--by", "pilote@cpts.example"},
          Arguments{"case", "erase", "REX-2026-0001", "--by", "pilote@cpts.example"},
          Arguments{"quarantine", "show", "7"}, Arguments{"quarantine", "retry", "7"}, Arguments{"held", "open", "7"},
          Arguments{"outbox", "retry", "7"}, Arguments{"outbox", "list", "--state", "nonsense"},
          Arguments{"workflow", "show", "nonsense"}, Arguments{"member", "add", "no address"},
          Arguments{"member", "add", "pilote@cpts.example"}, Arguments{"restore", "/nonexistent/backup.db"},
          Arguments{"simulate", "/nonexistent/scenario.json"}, Arguments{"serve", "--listen", "nonsense:port"}}) {
        const auto ended = data.rexflow(words);
        INFO(words[0] << ' ' << words[1] << ": " << ended.err);
        CHECK(ended.status == refused);
        CHECK(ended.err.starts_with("rexflow: "));
        CHECK(ended.out.empty());
    }
}

TEST_CASE("a workflow is shown in every format, and as a table of tab-separated rows exactly as specified",
          "[command_line]") {
    const std::vector<std::pair<std::string, std::string>> beginnings{
        {"mermaid", "stateDiagram-v2"}, {"dot", "digraph"}, {"svg", "<svg"}};
    for (const auto* name : {"rex_case", "corrective_action"}) {
        const auto expected = std::filesystem::path(REXFLOW_SOURCE_DIR) / "tests/workflows/expected" / name;
        CHECK(call_rexflow({"workflow", "show", name, "--format", "tsv"}).out ==
              contents_of(expected.string() + ".tsv"));
        CHECK(call_rexflow({"workflow", "show", name}).out.starts_with("region "));
        for (const auto& [format, beginning] : beginnings) {
            const auto shown = call_rexflow({"workflow", "show", name, "--format", format});
            CHECK(shown.status == done);
            CHECK(shown.out.find(beginning) != std::string::npos);
        }
    }
}

TEST_CASE("the demonstration plays to its end", "[simulate]") {
    const auto scenario = std::filesystem::path(REXFLOW_SOURCE_DIR) / "docs/demo/scenario.json";

    const auto ended = call_rexflow({"simulate", scenario.string()});

    INFO(ended.err);
    CHECK(ended.status == done);
    CHECK(ended.out.find("REX-2026-0003  Dossier clos") != std::string::npos);
}

TEST_CASE("a scenario that expects something else fails where it does, and one that is wrong says so", "[simulate]") {
    const DataFolder data(DataFolder::Use::simulated);
    const json mail{{"from", "Lea Exemple <lea@idel.example>"}, {"subject", "Rappel"}, {"text", "Bonjour"}};
    const json taken{{"at", "2026-01-05T08:00:00Z"}, {"intake", mail}};
    const auto expecting = [](const char* state) {
        return json{{"at", "2026-01-05T09:00:00Z"},
                    {"expect",
                     {{"case", "REX-2026-0001"},
                      {"states", {{"handling", state}}},
                      {"letters", {{"intake_acknowledged", 1}}}}}};
    };
    const auto play = [&](const std::string& text) {
        return call_rexflow({"simulate", data.file("scenario.json", text)});
    };

    CHECK(play(json{taken, expecting("received")}.dump()).status == done);

    const auto failed = play(json{taken, expecting("closed")}.dump());
    CHECK(failed.status == refused);
    CHECK(failed.err == "rexflow: scenario entry 2: REX-2026-0001 is received in handling\n");

    for (const auto* wrong : {"", "{}", "[]", "[1]", R"([{"at": "then"}])", R"([{"at": "2026-01-05T08:00:00Z"}])",
                              R"([{"at": "2026-01-05T08:00:00Z", "intake": "nothing.eml"}])",
                              R"([{"at": "2026-01-05T08:00:00Z", "do": {"case": "REX-2026-0001"}}])"}) {
        const auto ended = play(wrong);
        INFO(wrong << ": " << ended.err);
        CHECK(ended.status == refused);
        CHECK(ended.err.starts_with("rexflow: "));
    }
}

TEST_CASE("a message in quarantine can be tried again, and a held one opened after all", "[command_line]") {
    const DataFolder data(DataFolder::Use::simulated);
    REQUIRE(data.intake(Mail().from("").raw())["message"] == 1);
    REQUIRE(data.intake(Mail().header("Auto-Submitted: auto-replied").raw())["message"] == 2);

    CHECK(json::parse(data.rexflow({"quarantine", "retry", "1"}).out)["outcome"] == "quarantined");
    const auto opened = json::parse(data.rexflow({"held", "open", "2"}).out);

    CHECK(opened["outcome"] == "case_opened");
    CHECK(data.json({"held", "list"}).empty());
    CHECK(data.json({"case", "list"}).size() == 1);
    CHECK(data.rexflow({"held", "open", "2"}).status == refused);
}

TEST_CASE("a folder of real mails is measured, and nothing of what they say is shown", "[bench]") {
    const DataFolder data(DataFolder::Use::simulated);
    const auto corpora = std::filesystem::path(REXFLOW_SOURCE_DIR) / "tests/corpora/default";

    const auto ended = data.rexflow({"bench", "intake", "--folder", corpora.string(), "--json"});

    REQUIRE(ended.status == done);
    std::istringstream lines(ended.out);
    std::vector<std::string> measured;
    for (std::string line; std::getline(lines, line);) {
        const auto json = nlohmann::json::parse(line);
        measured.push_back(json.contains("case") ? json["case"] : json["slow_file"]);
    }
    REQUIRE(measured.size() == 9);
    CHECK(std::vector(measured.begin(), measured.begin() + 5) ==
          std::vector<std::string>{"read", "read_bytes", "stored", "read_memory", "stored_memory"});
    CHECK(std::ranges::count(measured, "plain_utf8.eml") == 1);
    CHECK(ended.out.find("cabinet.example") == std::string::npos);
}

}  // namespace rexflow::testing
