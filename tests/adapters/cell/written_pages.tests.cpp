#include "adapters/mustache/page_renderer.hpp"
#include "engine/ports/directory.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/cell/cell_desk.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

/// Pages of an invented cell written to a folder, for somebody to look at in a browser:
///   REXFLOW_PAGES=/tmp/pages cell_tests '[.pages]'
namespace rexflow::testing {

namespace {

void tell(Office& office) {
    office.mail(
        Mail().text("Bonjour,\r\nMerci de me rappeler au 06 39 98 00 42, plutôt entre 12h et 14h.\r\nLéa Exemple\r\n"));
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.does(first_case, "call_logged", no_answer);
    office.mail(Mail()
                    .from("Paul Modele <paul@officine.example>")
                    .text("Une ordonnance de sortie en double. Joignable au 06 39 98 00 55.\r\n"));
    office.does("REX-2025-0002", "taken_in_charge", {{"pilot", pilot}});
    office.does("REX-2025-0002", "call_logged", reached);
    analyse_until_n4(office, "REX-2025-0002");
    office.does("REX-2025-0002", "case_classified", {{"kind", "near_miss"}, {"real_severity", "2"}});
    office.does("REX-2025-0002", "severity_assessed", serious);
    office.does("REX-2025-0002", "action_linked",
                {{"title", "Fiche de liaison ville-hôpital"}, {"owner", "Paul Modèle"}, {"due", "2025-03-05"}});
    office.does("REX-2025-0002", "question_answered",
                {{"which", "what_happened"}, {"text", "Ordonnance de sortie et traitement habituel non conciliés."}});
    office.pass_until("2025-03-05 11:00");
    office.mail(
        Mail().from("Nora Essai <nora@kine.example>").text("Merci de me rappeler au 06 39 98 00 77 après 17h.\r\n"));
    office.mail(Mail().from("Eva Essai <eva@sage.example>").text("Pouvez-vous m'appeler ? 06 39 98 00 66\r\n"));
    office.does("REX-2025-0003", "taken_in_charge", {{"pilot", colleague}});
    office.pass_until("2025-03-06 12:20");
}

void write(const std::string& folder, const std::string& name, std::string html) {
    for (auto at = html.find("/style.css"); at != std::string::npos; at = html.find("/style.css", at + 1))
        html.erase(at, 1);
    std::ofstream(folder + "/" + name) << html;
}

void write_administration(CellDesk& desk, const std::string& folder) {
    desk.office.takes("Subject: Bonjour\r\nMessage-ID: <un@idel.example>\r\n\r\nMerci de me rappeler.\r\n");
    desk.office.writes([](engine::Unit& unit) -> engine::Result<void> {
        auto& directory = *unit.edit_registers().directory;
        directory.put({{}, "Pharmacien", "Revel", "Paul Modèle", "0639980055", "paul@officine.example", ""});
        directory.put({{}, "Sage-femme", "Sorèze", "Eva Essai", "0639980066", "", "le matin"});
        return {};
    });
    Tab tab(desk);
    tab.log_in(administrator);
    const std::map<std::string, std::string> pages{
        {"directory", "/annuaire"},
        {"directory-entry", "/annuaire/nouveau"},
        {"directory-import", "/annuaire/import"},
        {"calendar", "/calendrier?qui=tous"},
        {"admin", "/administration"},
        {"admin-accounts", "/administration/comptes"},
        {"admin-account", "/administration/comptes/1"},
        {"admin-mail", "/administration/courrier"},
        {"admin-outbox", "/administration/envois"},
        {"admin-audit", "/administration/journal"},
        {"admin-policy", "/administration/delais?regle=first_contact&delai=5+working+days"},
        {"admin-letter", "/administration/lettres/intake_acknowledged"}};
    for (const auto& [name, address] : pages) write(folder, name + ".html", tab.get(address).response.body);
}

}  // namespace

TEST_CASE("the pages of an invented cell are written down to be looked at", "[.pages]") {
    const char* folder = std::getenv("REXFLOW_PAGES");
    REQUIRE(folder != nullptr);
    CellDesk desk;
    tell(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);
    write(folder, "style.css", std::string(mustache::style_sheet()));
    write(folder, "today.html", tab.get("/").response.body);
    write(folder, "cases.html", tab.get("/dossiers").response.body);
    const std::string second = "/dossiers/REX-2025-0002";
    write(folder, "case-closed.html", tab.get(second).response.body);
    tab.post(second + "/identite", {{"csrf", tab.get(second).csrf()}, {"reason", "Préparer la réunion"}});
    write(folder, "case.html", tab.get(second).response.body);
    write(folder, "action.html", tab.get(second + ".A1").response.body);
    write(folder, "diagram.html", tab.get(second + "/schema").response.body);
    for (const auto* const event : {"severity_assessed", "chronology_item_added", "oriented", "sheet_submitted",
                                    "meeting_planned", "attachment_added"})
        write(folder, std::string("form-") + event + ".html", tab.get(second + "/faire/" + event).response.body);
    const std::string first = "/dossiers/REX-2025-0001";
    write(folder, "form-call_logged.html", tab.get(first + "/faire/call_logged").response.body);
    write(folder, "form-again.html",
          tab.post(first + "/faire/call_logged",
                   {{"csrf", tab.get("/").csrf()}, {"seq", "1"}, {"minutes", "dix"}, {"note", "Un mot gardé."}})
              .response.body);
    write_administration(desk, folder);
}

}  // namespace rexflow::testing
