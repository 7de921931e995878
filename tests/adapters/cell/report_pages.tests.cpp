#include "engine/page_message.hpp"
#include "tests/adapters/cell/report_steps.hpp"
#include "tests/adapters/cell/scraped_form.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// The public page: asked as a browser asks it, by people without an account.
namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;

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
    CHECK(desk.office.count_cases() == 2);
    CHECK(said(desk.office, 1, "name").empty());
    CHECK(said(desk.office, 1, "phone") == "+33639980042");
}

TEST_CASE("a double click makes one case and shows the same code; later the code is not shown again",
          "[cell][public]") {
    CellDesk desk("2025-03-03 09:00", archive(GENERATE(false, true)));
    Tab tab(desk);
    const auto fields = filled(tab, "/declarer", somebody);

    const auto first = tab.post("/declarer", fields);
    const auto second = tab.post("/declarer", fields);
    CHECK(second.status() == 200);
    CHECK(code_in(first) == code_in(second));
    CHECK(code_in(first).size() == 29);
    CHECK(second.shows("REX-2025-0001"));
    CHECK(desk.office.count_cases() == 1);

    desk.office.clock.pass(11min);
    const auto late = tab.post("/declarer", fields);
    CHECK(late.status() == 200);
    CHECK(code_in(late).empty());
    CHECK(desk.office.count_cases() == 1);
    CHECK(code_in(declare(tab, somebody)) != code_in(first));
}

TEST_CASE("a form that was used for other words, is old or forged is taken by nobody and keeps what was typed",
          "[cell][public]") {
    CellDesk desk;
    Tab tab(desk);
    auto fields = filled(tab, "/declarer", somebody);
    CHECK(tab.post("/declarer", fields).status() == 200);
    fields["words"] = "Autre chose encore.";
    const auto changed = tab.post("/declarer", fields);
    CHECK(changed.status() == 422);
    CHECK(changed.shows("Autre chose encore."));
    CHECK(changed.shows("Votre premier envoi nous est bien parvenu."));
    CHECK(tab.post("/declarer", scraped_form(changed.response.body, "/declarer")).status() == 200);
    CHECK(desk.office.count_cases() == 2);

    for (const auto& forged :
         std::vector<std::string>{"", "x", "aaaaaaaaaaaaaaaa.1.bbbbbbbbbbbbbbbb", std::string(5000, 'a')}) {
        auto again = filled(tab, "/declarer", somebody);
        again["form"] = forged;
        const auto answer = tab.post("/declarer", again);
        CHECK(answer.status() == 422);
        CHECK(answer.shows("Une ordonnance de sortie en double."));
        CHECK(answer.shows("06 39 98 00 42"));
    }
    auto old = filled(tab, "/declarer", somebody);
    desk.office.clock.pass(25h);
    old["csrf"] = tab.get("/declarer").csrf();
    const auto late = tab.post("/declarer", old);
    CHECK(late.status() == 422);
    CHECK(late.shows("Cette page était ouverte depuis longtemps."));
    CHECK(late.shows("entre 12h et 14h"));
    CHECK(desk.office.count_cases() == 2);
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
    CHECK(desk.office.count_cases() == 0);
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
    CHECK(desk.office.count_cases() == 60);
    desk.office.clock.pass(61min);
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

TEST_CASE("a mail that says it comes from the page is a mail", "[cell][public][hostile]") {
    CellDesk desk;
    const engine::PageEnvelope outside{"uid", "qualite@cpts.example", "cpts.example", {}, desk.office.clock.now()};
    const auto raw = engine::page_message({.phone = "06 39 98 00 42", .words = "Un mot."}, outside);
    desk.office.takes(raw);
    CHECK(said(desk.office, 1, "channel") == "mail");
    CHECK(said(desk.office, 1, "address") == "page-publique@rexflow.invalid");
}

}  // namespace rexflow::testing
