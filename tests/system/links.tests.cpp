#include "tests/support/mail_builder.hpp"
#include "tests/system/cell.hpp"
#include "tests/system/data_folder.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>

/// A letter written by the real program, its link followed with curl at the real program.
namespace rexflow::testing {

namespace {

/// A simulated folder whose reporter was asked, ten days after an orientation, whether it helped.
class Asked {
public:
    Asked() {
        data.write_settings({{"cpts", {{"name", "CPTS (exemple)"}, {"contact_address", "qualite@cpts.example"}}},
                             {"web", {{"public_url", "https://rex.cpts.example/"}, {"listen", "127.0.0.1:0"}}}});
        data.set_clock("2026-03-19T09:00:00Z");
        static_cast<void>(data.intake(Mail().raw()));
        must({"taken_in_charge", "pilot=pilote@cpts.example"});
        must({"call_logged", "outcome=reached", "minutes=20"});
        must({"oriented", "to=Paul Modèle", "to_address=paul@officine.example", "to_profession=pharmacist",
              "consent=no"});
        data.set_clock("2026-03-30T09:00:00Z");
        static_cast<void>(data.rexflow({"tick"}));
        static_cast<void>(data.rexflow({"deliver"}));
    }

    void must(Arguments words) const {
        words.insert(words.begin(), {"case", "do", "REX-2026-0001"});
        words.insert(words.end(), {"--by", "pilote@cpts.example"});
        REQUIRE(data.rexflow(words).status == done);
    }

    /// The path of the link, from the letter as it went out; empty when no letter has one.
    [[nodiscard]] std::string path() const {
        const std::string mark = "https://rex.cpts.example";
        for (const auto& mail : contents_below(data.path() / "sent")) {
            std::string unfolded = mail;  // quoted-printable breaks long lines with "=\n"
            for (auto at = unfolded.find("=\r\n"); at != std::string::npos; at = unfolded.find("=\r\n"))
                unfolded.erase(at, 3);
            for (auto at = unfolded.find("=\n"); at != std::string::npos; at = unfolded.find("=\n"))
                unfolded.erase(at, 2);
            if (const auto at = unfolded.find(mark + "/l/"); at != std::string::npos)
                return unfolded.substr(at + mark.size(), 3 + 32);
        }
        return {};
    }

    DataFolder data{DataFolder::Use::simulated};
};

/// The program at work; `place` is where it says it listens.
class Serving {
public:
    explicit Serving(const DataFolder& data) : program_(data.words({"--json", "serve"})) {
        REQUIRE(becomes_true([&] { return program_.out().find("\"ready\"") != std::string::npos; }));
        place = "http://" + nlohmann::json::parse(program_.out())["listen"].get<std::string>();
    }
    ~Serving() { program_.signal(SIGTERM); }

    [[nodiscard]] std::string err() const { return program_.err(); }
    [[nodiscard]] Ended stop() {
        program_.signal(SIGTERM);
        return program_.end();
    }

    std::string place;

private:
    Program program_;
};

std::string curl(Arguments words) {
    words.insert(words.begin(), {"curl", "--silent", "--max-time", "20", "--write-out", "\n%{http_code}"});
    return run({words, {}, {}}).out;
}

std::string form_token(const std::string& page) {
    const std::string mark = "name=\"form\" value=\"";
    const auto at = page.find(mark);
    if (at == std::string::npos) return {};
    return page.substr(at + mark.size(), page.find('"', at + mark.size()) - at - mark.size());
}

}  // namespace

TEST_CASE("a letter, its link, a page, an answer: the case knows", "[links]") {
    const Asked asked;
    const auto path = asked.path();
    REQUIRE(path.size() == 35);
    Serving serving(asked.data);

    const auto page = curl({serving.place + path + "/resolved"});
    CHECK(page.ends_with("\n200"));
    CHECK(page.find("La difficulté est-elle résolue") != std::string::npos);
    CHECK(curl({"--head", serving.place + path}).ends_with("\n200"));
    CHECK(curl({"--data", "answer=resolved", serving.place + path}).ends_with("\n403"));
    const auto answered =
        curl({"--data", "answer=resolved", "--data", "form=" + form_token(page), serving.place + path});
    CHECK(answered.ends_with("\n200"));
    CHECK(answered.find("Merci, votre réponse est enregistrée") != std::string::npos);
    CHECK(curl({serving.place + path}).find("Vous avez déjà répondu") != std::string::npos);
    CHECK(curl({serving.place + "/healthz"}).find("\"healthy\"") != std::string::npos);
    const auto ended = serving.stop();

    CHECK(ended.status == done);
    CHECK(ended.err.find(path.substr(3)) == std::string::npos);
    CHECK(ended.err.find("resolved") == std::string::npos);
    const auto history = asked.data.json({"case", "history", "REX-2026-0001"});
    const auto& last = history.back();
    CHECK(last["event"] == "follow_up_answered");
    CHECK(last["by"] == "reporter");
    CHECK(last["fields"]["answer"] == "resolved");
    const auto shown = asked.data.json({"case", "show", "REX-2026-0001"});
    CHECK(shown["links"].size() == 1);
    CHECK(shown["links"][0]["state"] == "used");
    CHECK(shown.dump().find(path.substr(3)) == std::string::npos);
    CHECK(asked.data.rexflow({"verify"}).status == done);
}

TEST_CASE("links that are taken back answer nothing any more", "[links]") {
    const Asked asked;
    CHECK(asked.data.json({"case", "revoke-links", "REX-2026-0001"})["revoked"] == 1);
    CHECK(asked.data.json({"case", "revoke-links", "REX-2026-0001"})["revoked"] == 0);

    const Serving serving(asked.data);
    CHECK(curl({serving.place + asked.path()}).ends_with("\n410"));
}

TEST_CASE("without a public address letters ask for an answer by mail", "[links]") {
    DataFolder data(DataFolder::Use::simulated);
    data.set_clock("2026-03-19T09:00:00Z");
    static_cast<void>(data.intake(Mail().raw()));

    CHECK(data.json({"case", "show", "REX-2026-0001"})["links"].empty());
    for (const auto& mail : contents_below(data.path() / "sent")) CHECK(mail.find("/l/") == std::string::npos);
}

}  // namespace rexflow::testing
