#include "tests/support/mail_builder.hpp"
#include "tests/system/data_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace rexflow::testing {
namespace {

using nlohmann::json;

/// A simulated folder with one case, on which a member works.
class Desk {
public:
    Desk() {
        data.set_clock("2026-03-19T09:00:00Z");
        static_cast<void>(data.intake(Mail().raw()));
    }

    [[nodiscard]] Ended act(Arguments words, const Arguments& more = {}) const {
        Arguments all{"case", "do", number};
        all.insert(all.end(), words.begin(), words.end());
        all.insert(all.end(), {"--by", "pilote@cpts.example"});
        all.insert(all.end(), more.begin(), more.end());
        return data.rexflow(all);
    }

    void must(const Arguments& words) const {
        const auto ended = act(words);
        INFO(words.front() << ": " << ended.err);
        REQUIRE(ended.status == done);
    }

    [[nodiscard]] json states() const { return data.json({"case", "show", number})["states"]; }

    [[nodiscard]] json action(const std::string& event, const Arguments& more = {}) const {
        Arguments all = more;
        all.insert(all.end(), {"case", "actions", number});
        const auto actions = data.json(all);
        const auto found =
            std::find_if(actions.begin(), actions.end(), [&](const json& one) { return one["event"] == event; });
        return found == actions.end() ? json() : *found;
    }

    DataFolder data{DataFolder::Use::simulated};
    std::string number = "REX-2026-0001";
};

void reach_the_reporter(const Desk& desk) {
    desk.must({"taken_in_charge", "pilot=pilote@cpts.example"});
    desk.must({"call_logged", "outcome=reached", "minutes=20"});
}

}  // namespace

TEST_CASE("a step that is possible is recorded, and prints the new states", "[case]") {
    const Desk desk;

    const auto taken = desk.act({"taken_in_charge", "pilot=pilote@cpts.example"});

    CHECK(taken.status == done);
    CHECK(taken.out == "REX-2026-0001: contacting not_assessed unshared\n");
    const auto called = desk.act({"call_logged", "outcome=reached"}, {"--json"});
    CHECK(json::parse(called.out)["states"]["handling"] == "collecting");
}

TEST_CASE("a step that is not possible is refused in the words of its guards, in both languages", "[case]") {
    const Desk desk;
    reach_the_reporter(desk);
    desk.must({"solution_found", "solution=Une fiche (exemple)"});

    const auto in_french = desk.act({"case_closed"});
    const auto in_english = desk.act({"case_closed"}, {"--lang", "en"});

    CHECK(in_french.status == refused);
    CHECK(in_french.err.find("question") != std::string::npos);
    CHECK(in_french.err.find("gravité") != std::string::npos);
    CHECK(in_english.status == refused);
    CHECK(in_english.err.find("severity") != std::string::npos);
    CHECK(in_english.err.find("rexflow case actions REX-2026-0001") != std::string::npos);
    CHECK(in_english.err.find("gravité") == std::string::npos);
    CHECK(desk.states()["handling"] == "concluding");
}

TEST_CASE("what is wrong with a payload is said, and changes nothing", "[case]") {
    const Desk desk;
    reach_the_reporter(desk);
    const auto before = desk.data.json({"case", "show", desk.number});

    for (const auto& [words, complaint] : std::vector<std::pair<Arguments, std::string>>{
             {{"oriented"}, "the field to is missing"},
             {{"call_logged", "outcome=perhaps"}, "outcome"},
             {{"call_logged", "outcome"}, "a field is written key=value"},
             {{"call_logged", "outcome=reached", "colour=red"}, "no field of that name"},
             {{"nonsense"}, "rex_case has no event of that name"},
             {{"severity_assessed", "care_associated=yes", "unexpected=yes", "consequence=death",
               "discovered_on=2026-02-30"},
              "discovered_on"},
             {{"call_logged", "outcome=reached", "--at", "2026-03-20T09:00:00Z"}, "later than now"},
             {{"call_logged", "outcome=reached", "--at", "yesterday"}, "--at: this is not a moment in time"},
             {{"call_logged", "--payload", "/nonexistent.json"}, "cannot be read"},
             {{"call_logged", "--payload", desk.data.file("list.json", "[1]")}, "not a JSON object"},
             {{"call_logged", "--payload", desk.data.file("half.json", R"({"minutes": 1.5})")}, "minutes"}}) {
        const auto ended = desk.act(words);
        INFO(words[0] << ": " << ended.err);
        CHECK(ended.status == refused);
        CHECK(ended.err.find(complaint) != std::string::npos);
    }
    const auto stranger = desk.data.rexflow({"case", "do", desk.number, "call_logged", "--by", "lea@idel.example"});
    CHECK(stranger.status == refused);
    CHECK(stranger.err.find("rexflow member list shows them") != std::string::npos);
    CHECK(desk.data.json({"case", "show", desk.number}) == before);
}

TEST_CASE("a payload can come from a file, and fields beside it win", "[case]") {
    const Desk desk;
    desk.must({"taken_in_charge", "pilot=pilote@cpts.example"});
    const auto payload = desk.data.file("call.json", R"({"outcome": "no_answer", "minutes": 3})");

    desk.must({"call_logged", "outcome=reached", "--payload", payload});

    const auto entry = desk.data.json({"case", "history", desk.number}).back();
    CHECK(entry["fields"]["outcome"] == "reached");
    CHECK(entry["fields"]["minutes"] == "3");
}

TEST_CASE("a step may be entered later than it happened", "[case]") {
    const Desk desk;

    desk.must({"taken_in_charge", "pilot=pilote@cpts.example", "--at", "2026-03-19T09:30:00+01:00"});

    const auto entry = desk.data.json({"case", "history", desk.number}).back();
    CHECK(entry["occurred_at"] == "2026-03-19T08:30:00Z");
    CHECK(entry["recorded_at"] == "2026-03-19T09:00:00Z");
    CHECK(entry["by"] == "pilote@cpts.example");
}

TEST_CASE("a receipt is a file: its bytes enter the case", "[case]") {
    const Desk desk;
    reach_the_reporter(desk);
    desk.must({"severity_assessed", "care_associated=yes", "unexpected=yes", "consequence=life_threatening",
               "discovered_on=2026-03-18"});
    const Arguments filed{"part1_filed", "number=EIGS-EXEMPLE-1", "date=2026-03-19"};
    const auto with_receipt = [&](const std::string& file) {
        auto words = filed;
        words.push_back("receipt=" + file);
        return words;
    };

    CHECK(desk.act(filed).status == refused);
    CHECK(desk.act(with_receipt("/nonexistent.pdf")).status == refused);
    desk.must(with_receipt(desk.data.file("recu.pdf", std::string("%PDF exemple\n\0\377", 15))));

    CHECK(desk.states()["declaration"] == "part2_due");
    CHECK(desk.data.json({"case", "history", desk.number}).back()["fields"]["receipt"] == "file:recu.pdf");
    CHECK(desk.data.json({"verify"})["troubles"].empty());
}

TEST_CASE("actions list every event with its fields, and why those that are not possible are not", "[case]") {
    const Desk desk;
    reach_the_reporter(desk);

    const auto oriented = desk.action("oriented");
    CHECK(oriented["possible"] == true);
    CHECK(oriented["fields"][0]["key"] == "to");
    CHECK(oriented["fields"][0]["required"] == true);
    const auto closed = desk.action("case_closed", {"--lang", "en"});
    CHECK(closed["possible"] == false);
    CHECK(closed["reasons"][0] == "This step does not start from where the case stands.");
    CHECK(desk.action("case_closed")["reasons"][0] == "Cette étape n’est pas prévue dans l’état actuel du dossier.");
    CHECK(desk.data.rexflow({"case", "actions", desk.number}).out.find("Possible maintenant") != std::string::npos);
}

TEST_CASE("an erased case keeps its course and loses its people, for good", "[case][erasure]") {
    const Desk desk;
    reach_the_reporter(desk);

    const auto erased = desk.data.rexflow(
        {"case", "erase", desk.number, "--by", "coordinatrice@cpts.example", "--reason", "demande de la personne"});

    INFO(erased.err);
    REQUIRE(erased.status == done);
    const auto sheet = desk.data.json({"case", "show", desk.number});
    CHECK(sheet["erased"] == true);
    CHECK(sheet["people"].dump().find("lea@idel.example") == std::string::npos);
    CHECK(desk.data.json({"case", "history", desk.number})[0]["fields"]["name"] == nullptr);
    CHECK(desk.data.json({"deliver"})["sent"] == 0);  // waiting letters are erased
    CHECK(desk.data.json({"verify"})["troubles"].empty());
}

TEST_CASE("a reply about another matter is shown, and split off or kept by a member", "[case]") {
    const Desk desk;
    const auto letter = desk.data.json({"case", "show", desk.number})["letters"][0]["message_id"].get<std::string>();
    static_cast<void>(desk.data.intake(
        Mail()
            .id("autre@mx.example")
            .answers(letter)
            .subject("Morphine manquante")
            .text(
                "Bonjour, ce matin une ampoule manquait dans l'armoire du cabinet, le registre a ete rempli deux fois "
                "et personne ne sait qui a pris la cle. Merci de me rappeler.\r\n")
            .raw()));
    const auto questions = desk.data.json({"case", "show", desk.number})["questions"];
    REQUIRE(questions.size() == 1);
    CHECK(questions[0]["question"] == "split_offered");
    CHECK(questions[0]["about"] == "2");

    CHECK(desk.data.rexflow({"message", "split", "2", "--by", "personne@cpts.example"}).status == refused);
    CHECK(desk.data.rexflow({"message", "split", "1", "--by", "pilote@cpts.example"}).status == refused);
    SECTION("split") {
        const auto split = desk.data.json({"message", "split", "2", "--by", "pilote@cpts.example"});
        CHECK(split["case"] == "REX-2026-0002");
        CHECK(desk.data.rexflow({"message", "keep", "2", "--by", "pilote@cpts.example"}).status == refused);
    }
    SECTION("kept") {
        CHECK(desk.data.rexflow({"message", "keep", "2", "--by", "pilote@cpts.example"}).status == done);
        CHECK(desk.data.json({"case", "list"}).size() == 1);
    }
    CHECK(desk.data.json({"case", "show", desk.number})["questions"].empty());
}

TEST_CASE("a table of professionals is imported whole; what is no table, or never ends, changes nothing",
          "[directory]") {
    const DataFolder data{DataFolder::Use::simulated};
    const auto table = data.scratch() / "annuaire.csv";
    write_file(table, "nom;profession;lieu\nModèle (exemple);Infirmier;Ville (exemple)\n");
    CHECK(data.rexflow({"directory", "import", table.string(), "--check"}).status == done);
    CHECK(data.json({"directory", "list"}).empty());
    CHECK(data.rexflow({"directory", "import", table.string()}).status == done);
    CHECK(data.json({"directory", "list"}).size() == 1);

    const auto vast = data.scratch() / "vaste.csv";
    write_file(vast, "nom;profession\n");
    std::filesystem::resize_file(vast, std::uintmax_t{17} << 20U);
    for (const auto& bad : {vast.string(), std::string("/dev/zero"), data.scratch().string()}) {
        const auto ended = data.rexflow({"directory", "import", bad});
        CHECK(ended.status == refused);
        CHECK(ended.err.find(bad == data.scratch() ? "cannot be read" : "larger than 16 MiB") != std::string::npos);
    }
    CHECK(data.json({"directory", "list"}).size() == 1);
}

TEST_CASE("what a mail says is printed for a person, the profession in words", "[read]") {
    const DataFolder data{DataFolder::Use::simulated};
    const auto file = data.scratch() / "mail.eml";
    write_file(file, Mail()
                         .text("Merci de me rappeler au 06 39 98 00 17, le mardi entre 12h et 14h.\r\n\r\n"
                               "Helene Modele\r\nMasseur-kinesitherapeute\r\n")
                         .raw());
    const auto read = data.rexflow({"read", file.string()});
    CHECK(read.status == done);
    for (const auto* said : {"Helene Modele", "Masseur-kinésithérapeute", "+33639980017", "mardi, entre 12 h et 14 h"})
        CHECK(read.out.find(said) != std::string::npos);
}

}  // namespace rexflow::testing
