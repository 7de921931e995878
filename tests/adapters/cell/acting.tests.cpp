#include "adapters/cell/event_groups.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/cell/case_forms.hpp"
#include "tests/adapters/cell/scraped_form.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// The forms of events: what comes of filling one in.
namespace rexflow::testing {

TEST_CASE("whoever is about to erase the identities reads that it is final, what goes and what stays",
          "[cell][acting]") {
    CellDesk desk;
    reach_reporter(desk.office);
    Tab tab(desk);
    tab.log_in(coordinator);

    const auto form = tab.get(form_of("identity_erased"));

    CHECK(form.shows("Cet acte est définitif\u00A0: rien de ce qui est effacé ne pourra être retrouvé."));
    CHECK(form.shows("Seront effacés les noms, les coordonnées, les courriels, les pièces jointes et les notes"));
    CHECK(form.shows("Resteront le numéro, les dates, les étapes et la leçon\u00A0:"));
    CHECK(form.shows("Sans nommer personne\u00A0: cette note restera."));
    const auto english = cell::intro_of("identity_erased", engine::Locale::en);
    CHECK(english.starts_with("This is final: nothing that is erased can be found again."));
    CHECK(english.ends_with("stay: facts, analysis, answers to the questions and sheet."));
}

TEST_CASE("what the form of an erasure says goes and stays does so", "[cell][acting]") {
    CellDesk desk;
    reach_reporter(desk.office);
    find_solution(desk.office);
    desk.office.does(first_case, "note_added", {{"text", "Rappeler après 18 h (exemple)."}});
    Tab tab(desk);
    tab.log_in(coordinator);

    CHECK(fills(tab, "identity_erased", {{"note", "À la demande de la personne (exemple)."}}).status() == 303);
    desk.office.does(first_case, "identity_seen", {{"reason", "Vérifier (exemple)."}}, coordinator);

    const auto page = tab.get(case_page);
    CHECK(page.shows("REX-2025-0001"));
    CHECK(page.shows("Un seul planning fait foi (exemple)."));
    CHECK_FALSE(page.shows("Rappeler après 18 h (exemple)."));
    CHECK(page.shows("À la demande de la personne (exemple)."));
    CHECK_FALSE(page.shows("lea@idel.example"));
}

TEST_CASE("the letters of an act are read before they are sent, without the names of people", "[cell][acting]") {
    CellDesk desk;
    reach_reporter(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);
    const auto history = desk.office.history(first_case);
    const auto letters = desk.office.outbox(first_case).size();
    const Tab::Fields orientation{{"to", "Paul Modèle (exemple)"},
                                  {"to_address", "paul@officine.example"},
                                  {"to_profession", "pharmacist"},
                                  {"consent", "yes"}};
    CHECK(tab.get(form_of("oriented")).shows("name=\"lettres\""));
    CHECK_FALSE(tab.get(form_of("note_added")).shows("name=\"lettres\""));

    auto asked = orientation;
    asked["lettres"] = "oui";
    const auto read = fills(tab, "oriented", asked);

    CHECK(read.status() == 200);
    CHECK(section(read, "id=\"lettres\"", "</section>").find("REX-2025-0001") != std::string::npos);
    CHECK(section(read, "id=\"lettres\"", "</section>").find("Camille") == std::string::npos);
    CHECK(section(read, "id=\"lettres\"", "</section>").find("paul@officine.example") == std::string::npos);
    CHECK(read.shows("value=\"Paul Modèle (exemple)\""));
    CHECK(desk.office.history(first_case) == history);
    CHECK(desk.office.outbox(first_case).size() == letters);

    CHECK(fills(tab, "oriented", orientation).status() == 303);
    CHECK(desk.office.outbox(first_case).size() == letters + 2);
}

TEST_CASE("a letter read beforehand leads nowhere, and names people once the identities are open", "[cell][acting]") {
    CellDesk desk;
    reach_reporter(desk.office);
    analyse_until_n4(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);
    const Tab::Fields meeting{{"date", "2025-03-20T12:30"},
                              {"place", "Maison de santé (exemple)"},
                              {"addresses", "lea@idel.example\npaul@officine.example"},
                              {"lettres", "oui"}};

    const auto read = section(fills(tab, "meeting_planned", meeting), "id=\"lettres\"", "</section>");

    CHECK(read.find("Maison de santé (exemple)") != std::string::npos);
    CHECK(read.find(std::string(CellDesk::public_url) + "/l/…") != std::string::npos);
    CHECK(read.find("lea@idel.example") == std::string::npos);
    desk.office.does(first_case, "identity_seen", {{"reason", "Préparer la réunion (exemple)."}});
    const auto open = section(fills(tab, "meeting_planned", meeting), "id=\"lettres\"", "</section>");
    CHECK(open.find("lea@idel.example") != std::string::npos);
    CHECK(open.find(std::string(CellDesk::public_url) + "/l/…") != std::string::npos);
}

TEST_CASE("a form says what is missing beside its field and keeps what was typed", "[cell][acting]") {
    CellDesk desk;
    reach_reporter(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);
    const auto before = desk.office.row(first_case).last_seq;

    const auto again = fills(tab, "oriented", {{"to", "Paul Modèle"}, {"to_address", "paul@"}, {"note", "Texte long"}});

    CHECK(again.status() == 422);
    CHECK(again.shows("value=\"Paul Modèle\""));
    CHECK(again.shows(">\nTexte long</textarea>"));
    CHECK(again.shows("Cette adresse semble incomplète"));
    CHECK(again.shows("Il manque une réponse ici."));
    CHECK(desk.office.row(first_case).last_seq == before);
}

TEST_CASE("who is second is told what changed meanwhile, and loses no text", "[cell][acting]") {
    CellDesk desk;
    reach_reporter(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);
    auto form = scraped_form(tab.get(form_of("solution_found")).response.body, form_of("solution_found"));
    form["solution"] = "Une solution écrite longuement (exemple).";
    desk.office.does(first_case, "case_classified", {{"kind", "near_miss"}}, colleague);

    const auto changed = tab.post(form_of("solution_found"), form);
    CHECK(changed.status() == 409);
    CHECK(changed.shows("Le dossier a changé entre-temps"));
    CHECK(changed.shows("Dossier caractérisé"));
    CHECK(changed.shows("Une solution écrite longuement (exemple)."));
    CHECK(desk.office.history(first_case).back() == "case_classified");

    const auto anyway =
        tab.post(form_of("solution_found"), scraped_form(changed.response.body, form_of("solution_found")));
    CHECK(anyway.status() == 303);
    CHECK(desk.office.history(first_case).back() == "solution_found");
}

TEST_CASE("a letter that leaves meanwhile stops nobody", "[cell][acting]") {
    CellDesk desk;
    reach_reporter(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);
    auto form = scraped_form(tab.get(form_of("solution_found")).response.body, form_of("solution_found"));
    form["solution"] = "Une solution (exemple).";
    desk.office.pass_until("2025-03-03 09:30");
    REQUIRE(desk.office.history(first_case).back() == "message_sent");

    CHECK(tab.post(form_of("solution_found"), form).status() == 303);
    CHECK(desk.office.history(first_case).back() == "solution_found");
}

TEST_CASE("who a case is oriented to is found in the directory", "[cell][acting]") {
    CellDesk desk;
    reach_reporter(desk.office);
    desk.office.writes([](engine::Unit& unit) -> engine::Result<void> {
        unit.edit_registers().directory->put({.profession = "Pharmacien",
                                              .place = "Castelnau",
                                              .name = "Paul Modèle",
                                              .phone = "0639980055",
                                              .address = "paul@officine.example"});
        return {};
    });
    Tab tab(desk);
    tab.log_in(pilot);

    CHECK(tab.get(form_of("oriented") + "?annuaire=personne").shows("Personne de ce nom"));
    const auto found = tab.get(form_of("oriented") + "?annuaire=castel");
    CHECK(found.shows("/faire/oriented?professionnel=1\">Paul Modèle"));
    const auto chosen = tab.get(form_of("oriented") + "?professionnel=1");
    CHECK(chosen.shows("value=\"paul@officine.example\""));
}

TEST_CASE("an event that is not possible says in words what is missing", "[cell][acting]") {
    CellDesk desk;
    reach_reporter(desk.office);
    find_solution(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);

    CHECK(tab.get(case_page).shows("pas encore possible"));
    CHECK(tab.get(form_of("case_closed")).shows("Pas encore possible"));
    const auto refused = fills(tab, "case_closed", {{"note", "Mot gardé"}});
    CHECK(refused.status() == 409);
    CHECK(refused.shows("Mot gardé"));
    CHECK(desk.office.states(first_case).front() == "concluding");
}

}  // namespace rexflow::testing
