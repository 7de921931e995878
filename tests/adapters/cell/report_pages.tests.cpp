#include "engine/page_message.hpp"
#include "engine/ports/receipts.hpp"
#include "engine/ports/registers.hpp"
#include "engine/public_reports.hpp"
#include "tests/adapters/cell/cell_desk.hpp"
#include "tests/adapters/cell/scraped_form.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// The public page, and coming back with a code: asked as a browser asks them, by people without an account.
namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;

const Tab::Fields somebody{{"family", "Exemple"},
                           {"given", "Léa"},
                           {"phone", "06 39 98 00 42"},
                           {"availability", "entre 12h et 14h"},
                           {"words", "Une ordonnance de sortie en double."}};
const Tab::Fields unnamed{{"words", "Un relais de traitement oublié au retour à domicile."}};

/// The form as the page gave it, filled in.
Tab::Fields filled(Tab& tab, const Tab::Fields& answers, const std::string& path = "/declarer") {
    auto fields = scraped_form(tab.get(path).response.body, path);
    for (const auto& [key, value] : answers) fields[key] = value;
    return fields;
}

Answer declare(Tab& tab, const Tab::Fields& answers) { return tab.post("/declarer", filled(tab, answers)); }

std::string between(const std::string& text, const std::string& open, const std::string& close) {
    const auto begin = text.find(open);
    if (begin == std::string::npos) return {};
    const auto from = begin + open.size();
    return text.substr(from, text.find(close, from) - from);
}

std::string code_in(const Answer& answer) { return between(answer.response.body, "<p class=\"number receipt\">", "<"); }

Answer come_back(Tab& tab, const std::string& code) { return tab.fill_in("/suivre", {{"code", code}}); }

/// The text of a field of an entry, opened.
std::string said(Office& office, std::size_t seq, const std::string& key) {
    return office.sees([&](const engine::Reader& reader) {
        const auto row = *reader.find_case(*engine::CaseNumber::parse(first_case));
        const auto history = reader.history(row.id);
        return reader.unseal(row.id, engine::text_of(history->at(seq - 1).event.payload, key)).value_or("");
    });
}

int messages(Office& office, engine::Outcome outcome) {
    return office.sees([&](const engine::Reader& reader) { return reader.count_messages(outcome); });
}

int cases(Office& office) {
    return office.sees([](const engine::Reader& reader) { return reader.count_cases(); });
}

void pass(CellDesk& desk, std::chrono::seconds time) { desk.office.clock.set(desk.office.clock.now() + time); }

std::unique_ptr<Archive> archive(bool on_disk) { return on_disk ? on_sqlite() : in_memory(); }

}  // namespace

TEST_CASE("what is written on the public page is kept as a message and opens a case by the one door",
          "[cell][public]") {
    CellDesk desk("2025-03-03 09:00", archive(GENERATE(false, true)));
    Tab tab(desk);

    const auto done = declare(tab, somebody);

    CHECK(done.status() == 200);
    CHECK(done.shows("REX-2025-0001"));
    CHECK(done.shows("au plus tard le mercredi 5 mars 2025"));
    CHECK(desk.office.states(first_case).front() == "received");
    CHECK(desk.office.history(first_case) == std::vector<std::string>{"report_received"});
    CHECK(said(desk.office, 1, "channel") == "web");
    CHECK(said(desk.office, 1, "name") == "Léa Exemple");
    CHECK(said(desk.office, 1, "phone") == "+33639980042");
    CHECK(said(desk.office, 1, "windows") == "12:00-14:00");
    CHECK(said(desk.office, 1, "address").empty());
    CHECK(messages(desk.office, engine::Outcome::case_opened) == 1);
    const auto raw = desk.office.sees([](const engine::Reader& reader) { return reader.raw(engine::MessageId{1}); });
    REQUIRE(raw);
    CHECK(desk.office.message_reader().read(*raw)->text.find("Une ordonnance de sortie en double.") !=
          std::string::npos);
    CHECK(desk.office.letters(first_case).front().starts_with("new_case to "));
    CHECK(desk.office.troubles().empty());
}

TEST_CASE("a number alone is enough, and so are a few words without a name", "[cell][public]") {
    CellDesk desk;
    Tab tab(desk);
    CHECK(declare(tab, {{"phone", "06 39 98 00 42"}, {"only_a_call", "yes"}}).status() == 200);
    const auto words = declare(tab, unnamed);
    CHECK(words.status() == 200);
    CHECK(words.shows("c’est sur la page de suivi que nous vous répondons"));
    CHECK(cases(desk.office) == 2);
    CHECK(said(desk.office, 1, "name").empty());
    CHECK(said(desk.office, 1, "phone") == "+33639980042");
}

TEST_CASE("a double click makes one case and shows the same code; later the code is not shown again",
          "[cell][public]") {
    CellDesk desk("2025-03-03 09:00", archive(GENERATE(false, true)));
    Tab tab(desk);
    const auto fields = filled(tab, somebody);

    const auto first = tab.post("/declarer", fields);
    const auto second = tab.post("/declarer", fields);
    CHECK(second.status() == 200);
    CHECK(code_in(first) == code_in(second));
    CHECK(code_in(first).size() == 29);
    CHECK(second.shows("REX-2025-0001"));
    CHECK(cases(desk.office) == 1);

    pass(desk, 11min);
    const auto late = tab.post("/declarer", fields);
    CHECK(late.status() == 200);
    CHECK(code_in(late).empty());
    CHECK(cases(desk.office) == 1);
    CHECK(code_in(declare(tab, somebody)) != code_in(first));
}

TEST_CASE("a form that was used for other words, is old or forged is taken by nobody and keeps what was typed",
          "[cell][public]") {
    CellDesk desk;
    Tab tab(desk);
    auto fields = filled(tab, somebody);
    CHECK(tab.post("/declarer", fields).status() == 200);
    fields["words"] = "Autre chose encore.";
    const auto changed = tab.post("/declarer", fields);
    CHECK(changed.status() == 422);
    CHECK(changed.shows("Autre chose encore."));
    CHECK(changed.shows("Votre premier envoi nous est bien parvenu."));
    CHECK(tab.post("/declarer", scraped_form(changed.response.body, "/declarer")).status() == 200);
    CHECK(cases(desk.office) == 2);

    for (const auto& forged :
         std::vector<std::string>{"", "x", "aaaaaaaaaaaaaaaa.1.bbbbbbbbbbbbbbbb", std::string(5000, 'a')}) {
        auto again = filled(tab, somebody);
        again["form"] = forged;
        const auto answer = tab.post("/declarer", again);
        CHECK(answer.status() == 422);
        CHECK(answer.shows("Une ordonnance de sortie en double."));
        CHECK(answer.shows("06 39 98 00 42"));
    }
    auto old = filled(tab, somebody);
    pass(desk, 25h);
    old["csrf"] = tab.get("/declarer").csrf();
    const auto late = tab.post("/declarer", old);
    CHECK(late.status() == 422);
    CHECK(late.shows("Cette page était ouverte depuis longtemps."));
    CHECK(late.shows("entre 12h et 14h"));
    CHECK(cases(desk.office) == 2);
}

TEST_CASE("what cannot be taken is said kindly, with everything that was typed", "[cell][public]") {
    CellDesk desk;
    Tab tab(desk);
    const auto refused = [&](Tab::Fields answers, const std::string& why) {
        INFO(why);
        const auto answer = declare(tab, answers);
        CHECK(answer.status() == 422);
        CHECK(answer.shows(why));
        for (const auto& [key, value] : answers)
            if (value.size() < 1000 && key != "website" && key != "only_a_call") CHECK(answer.shows(value));
    };
    refused({{"given", "Léa"}}, "Laissez-nous un numéro ou quelques mots");
    refused({{"only_a_call", "yes"}, {"words", "Plutôt le soir."}}, "il nous faut votre numéro");
    refused({{"phone", "douze"}, {"words", "Bonjour."}}, "Nous n’arrivons pas à lire ce numéro");
    refused({{"phone", "06 39 98 00 42"}, {"words", std::string(20'001, 'a')}}, "un peu long pour cette page");
    refused({{"phone", "06 39 98 00 42"}, {"given", std::string(201, 'a')}}, "un peu long pour cette page");
    refused({{"website", "https://spam.example"}, {"words", "Bonjour."}}, "Un champ caché a été rempli");
    CHECK(cases(desk.office) == 0);
    CHECK(messages(desk.office, engine::Outcome::received) == 0);
}

TEST_CASE("one network is braked after ten, everybody together after sixty, and an hour later nobody",
          "[cell][public]") {
    CellDesk desk;
    Tab tab(desk);
    for (int sent = 0; sent < 10; ++sent) CHECK(declare(tab, unnamed).status() == 200);
    const auto braked = declare(tab, somebody);
    CHECK(braked.status() == 429);
    CHECK(braked.field("Retry-After") == "600");
    CHECK(braked.shows("Une ordonnance de sortie en double."));
    CHECK(braked.shows("06 39 98 00 01"));
    int taken = 10;
    for (int network = 2; network < 9; ++network) {
        Tab other(desk, "192.0.2." + std::to_string(network));
        for (int sent = 0; sent < 10; ++sent)
            if (declare(other, unnamed).status() == 200) ++taken;
    }
    CHECK(taken == 60);
    CHECK(cases(desk.office) == 60);
    pass(desk, 61min);
    CHECK(declare(tab, somebody).status() == 200);
}

TEST_CASE("markup, template syntax and header lines stay what was typed", "[cell][public][hostile]") {
    CellDesk desk("2025-03-03 09:00", archive(GENERATE(false, true)));
    Tab tab(desk);
    const std::string hostile = "<script>alert(1)</script>{{csrf}}{{{words}}}\nNom : Autre\nTéléphone : 0102030405";
    const auto done = declare(tab, {{"family", "<b>Exemple</b>"},
                                    {"given", "Lea\r\nBcc: x@spam.example"},
                                    {"phone", "06 39 98 00 42"},
                                    {"words", hostile}});
    CHECK(done.status() == 200);
    CHECK_FALSE(done.shows("<script>"));
    CHECK(said(desk.office, 1, "phone") == "+33639980042");
    CHECK(said(desk.office, 1, "name").find("Autre") == std::string::npos);
    const auto raw = desk.office.sees([](const engine::Reader& reader) { return *reader.raw(engine::MessageId{1}); });
    CHECK(raw.find("\r\nBcc:") == std::string::npos);
    const auto again = declare(tab, {{"phone", "non"}, {"words", hostile}, {"family", "\"><img src=x>"}});
    CHECK(again.shows("&lt;script&gt;"));
    CHECK_FALSE(again.shows("<script>"));
    CHECK_FALSE(again.shows("<img"));
    CHECK(again.shows("{{csrf}}"));

    Tab cell(desk);
    cell.log_in(pilot);
    const auto page = cell.get("/dossiers/REX-2025-0001");
    CHECK(page.status() == 200);
    CHECK_FALSE(page.shows("<script>"));
}

TEST_CASE("the blank form can be downloaded in three formats, and nothing else", "[cell][public]") {
    CellDesk desk;
    Tab tab(desk);
    const auto page = tab.get("/declarer");
    for (const auto* const format : {"pdf", "docx", "odt"}) {
        const auto path = std::string("/declarer/fiche-rex.") + format;
        CHECK(page.shows(path));
        const auto file = tab.get(path);
        CHECK(file.status() == 200);
        CHECK(file.shows("fiche_rex in format"));
        CHECK(file.field("Content-Disposition").find(std::string("fiche-rex.") + format) != std::string::npos);
    }
    for (const auto* const other : {"/declarer/fiche-rex.doc", "/declarer/..", "/declarer/fiche-rex.pdf/x"})
        CHECK(tab.get(other).status() == 404);
}

TEST_CASE("the page says who reads it, who does not and what comes next, in both languages", "[cell][public]") {
    CellDesk desk;
    Tab tab(desk);
    const auto french = tab.get("/declarer");
    for (const auto* const words : {"Qui lira votre message", "et eux seuls", "Ni votre employeur",
                                    "Ce qui va se passer", "ni date de naissance d’un patient"})
        CHECK(french.shows(words));
    tab.header["accept-language"] = "en-GB,en;q=0.8";
    const auto english = tab.get("/declarer");
    for (const auto* const words :
         {"Who will read your message", "and they alone", "Not your employer", "What happens next"})
        CHECK(english.shows(words));
    CHECK(declare(tab, somebody).shows("Your receipt code"));
    CHECK(tab.get("/suivre").shows("Come back with a receipt code"));
}

TEST_CASE("switched off there is no page to report on, but codes given out still open theirs", "[cell][public]") {
    CellDesk desk("2025-03-03 09:00", in_memory(), false);
    Tab tab(desk);
    CHECK(tab.get("/declarer").status() == 404);
    CHECK(tab.post("/declarer", somebody).status() == 404);
    CHECK(tab.get("/declarer/fiche-rex.pdf").status() == 404);
    CHECK(tab.get("/suivre").status() == 200);
}

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
    CHECK(cases(desk.office) == 1);
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
    pass(desk, 10min);
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

    pass(desk, 25h);
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

TEST_CASE("a mail that says it comes from the page is a mail", "[cell][public][hostile]") {
    CellDesk desk;
    const engine::PageEnvelope outside{"uid", "qualite@cpts.example", "cpts.example", {}, desk.office.clock.now()};
    const auto raw = engine::page_message({.phone = "06 39 98 00 42", .words = "Un mot."}, outside);
    desk.office.takes(raw);
    CHECK(said(desk.office, 1, "channel") == "mail");
    CHECK(said(desk.office, 1, "address") == "page-publique@rexflow.invalid");
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
