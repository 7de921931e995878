#include "engine/page_message.hpp"
#include "engine/ports/receipts.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/cell/report_steps.hpp"
#include "tests/adapters/cell/scraped_form.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// Coming back with a receipt code.
namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;

Answer come_back(Tab& tab, const std::string& code) { return tab.fill_in("/suivre", {{"code", code}}); }

std::unique_ptr<Archive> archive(bool on_disk) { return on_disk ? on_sqlite() : in_memory(); }

}  // namespace

TEST_CASE("somebody unnamed comes back with the code, reads the answer and writes again", "[cell][receipt]") {
    CellDesk desk("2025-03-03 09:00", archive(GENERATE(false, true)));
    Tab tab(desk);
    const auto code = code_in(declare(tab, unnamed));
    desk.office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    CHECK(come_back(tab, code).shows("Pas encore de réponse."));
    CHECK(desk.office.history(first_case).back() == "taken_in_charge");

    desk.office.does(first_case, "answer_left", {{"text", "Merci. <b>Quand</b> était-ce, à peu près ?"}});
    std::string without_blanks = code;
    std::erase(without_blanks, ' ');
    const auto read = come_back(tab, without_blanks);
    CHECK(read.status() == 200);
    CHECK(read.shows("Merci. &lt;b&gt;Quand&lt;/b&gt; était-ce, à peu près ?"));
    CHECK(desk.office.history(first_case).back() == "answers_read");
    CHECK(come_back(tab, code).status() == 200);
    CHECK(std::ranges::count(desk.office.history(first_case), std::string("answers_read")) == 1);

    auto reply = scraped_form(read.response.body, "/suivre/repondre");
    reply["words"] = "La semaine dernière.";
    const auto sent = tab.post("/suivre/repondre", reply);
    CHECK(sent.status() == 200);
    CHECK(sent.shows("votre message est bien arrivé"));
    CHECK(sent.shows("La semaine dernière."));
    CHECK(tab.post("/suivre/repondre", reply).status() == 200);  // twice pressed
    CHECK(std::ranges::count(desk.office.history(first_case), std::string("message_received")) == 1);
    CHECK(desk.office.letters(first_case).back() == "reply_received to pilote@cpts.example");
    CHECK(desk.office.count_cases() == 1);
    CHECK(desk.office.troubles().empty());
}

TEST_CASE("the outcome left behind a code counts as told once it is read, not before", "[cell][receipt]") {
    CellDesk desk;
    Tab tab(desk);
    auto& office = desk.office;
    const auto code = code_in(declare(tab, unnamed));
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.does(first_case, "call_logged", {{"outcome", "in_writing"}});
    office.does(first_case, "solution_found", {{"solution", "Une fiche de liaison."}});
    for (const auto* const which : {"what_happened", "why", "what_learned"})
        office.does(first_case, "question_answered", {{"which", which}, {"text", "Un mot."}});
    office.does(first_case, "severity_assessed", not_serious);
    CHECK(office.refused(first_case, "feedback_given", {{"by", "page"}}).code == engine::Error::Code::refused);
    office.does(first_case, "feedback_given", {{"by", "receipt"}, {"text", "Voici ce que cela a permis."}});

    const auto duties = office.obligations(first_case);
    CHECK(std::ranges::find(duties, "feedback") != duties.end());
    CHECK(office.refused(first_case, "case_closed").code == engine::Error::Code::refused);
    CHECK(come_back(tab, code).shows("Voici ce que cela a permis."));
    const auto after = office.obligations(first_case);
    CHECK(std::ranges::find(after, "feedback") == after.end());
    office.does(first_case, "case_closed");
    CHECK(come_back(tab, code).shows("Le dossier est clos"));
    CHECK(office.troubles().empty());
}

TEST_CASE("a code that is nobody's opens nothing, is braked, and costs others nothing", "[cell][receipt]") {
    CellDesk desk;
    Tab tab(desk);
    const auto code = code_in(declare(tab, unnamed));
    for (const std::string wrong : {"", "12345", "11111 22222 33333 44444 55555", "<script>", "' OR 1=1 --"}) {
        const auto answer = come_back(tab, wrong);
        CHECK(answer.status() == 422);
        CHECK(answer.shows("Ce code ne nous dit rien."));
        CHECK_FALSE(answer.shows("<script>"));
    }
    for (int tries = 5; tries < 20; ++tries) CHECK(come_back(tab, "1").status() == 422);
    CHECK(come_back(tab, code).status() == 429);
    CHECK(come_back(tab, code).field("Retry-After") == "600");
    Tab other(desk, "198.51.100.7");
    CHECK(come_back(other, code).status() == 200);
    desk.office.clock.pass(10min);
    CHECK(come_back(tab, code).status() == 200);
    CHECK(desk.office.history(first_case) == std::vector<std::string>{"report_received"});
}

TEST_CASE("a reply with a wrong code, an old form or no words keeps what was typed", "[cell][receipt]") {
    CellDesk desk;
    Tab tab(desk);
    const auto code = code_in(declare(tab, unnamed));
    auto reply = scraped_form(come_back(tab, code).response.body, "/suivre/repondre");
    reply["words"] = "Un mot à ne pas perdre.";
    auto wrong = reply;
    wrong["code"] = "11111 22222 33333 44444 55555";
    const auto unknown = tab.post("/suivre/repondre", wrong);
    CHECK(unknown.status() == 422);
    CHECK(unknown.shows("Un mot à ne pas perdre."));
    auto mended = scraped_form(unknown.response.body, "/suivre/repondre");
    mended["code"] = code;
    CHECK(tab.post("/suivre/repondre", mended).status() == 200);

    desk.office.clock.pass(25h);
    reply["csrf"] = tab.get("/suivre").csrf();
    const auto old = tab.post("/suivre/repondre", reply);
    CHECK(old.status() == 422);
    CHECK(old.shows("Un mot à ne pas perdre."));
    reply["words"] = "";
    CHECK(tab.post("/suivre/repondre", reply).status() == 422);
    CHECK(std::ranges::count(desk.office.history(first_case), std::string("message_received")) == 1);
}

TEST_CASE("once the people of a case are erased its code opens nothing", "[cell][receipt]") {
    CellDesk desk("2025-03-03 09:00", archive(GENERATE(false, true)));
    Tab tab(desk);
    const auto code = code_in(declare(tab, unnamed));
    desk.office.does(first_case, "identity_erased", {}, coordinator);
    CHECK(come_back(tab, code).status() == 422);
}

TEST_CASE("a report that a crash left unread is understood later, and its code opens it", "[cell][receipt]") {
    CellDesk desk;
    Tab tab(desk);
    const auto code = std::string(25, '4');
    desk.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        const engine::PageEnvelope outside{"uid", "qualite@cpts.example", "cpts.example", {}, desk.office.clock.now()};
        const auto id = unit.add_message({"web", "uid"}, engine::page_message({.words = "Un mot."}, outside),
                                         desk.office.clock.now());
        unit.edit_registers().receipts->add(code, id, desk.office.clock.now());
        return {};
    });
    CHECK(come_back(tab, code).status() == 200);
    CHECK(come_back(tab, code).shows("Reçu le lundi 3 mars 2025"));
    engine::IntakeLine line(desk.office.store(), desk.office.message_reader(), desk.office.intake(),
                            [](const engine::Understood&) {});
    CHECK(line.recover(desk.office.clock.now()));
    CHECK(come_back(tab, code).shows("REX-2025-0001"));
}

TEST_CASE("who left no number is answered on the follow-up page, from the first page of the day", "[cell][receipt]") {
    CellDesk desk;
    Tab tab(desk);
    const auto code = code_in(declare(tab, unnamed));
    desk.office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    Tab cell(desk);
    cell.log_in(pilot);
    CHECK(cell.get("/").shows("/dossiers/REX-2025-0001/faire/answer_left"));

    const std::string path = "/dossiers/REX-2025-0001/faire/answer_left";
    auto form = scraped_form(cell.get(path).response.body, path);
    form["text"] = "Merci de votre confiance.";
    CHECK(cell.post(path, form).status() == 303);
    CHECK(come_back(tab, code).shows("Merci de votre confiance."));
}

}  // namespace rexflow::testing
