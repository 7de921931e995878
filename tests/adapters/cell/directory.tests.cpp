#include "engine/ports/directory.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/cell/cell_desk.hpp"

#include <catch2/catch.hpp>

/// The directory of professionals in the browser.
namespace rexflow::testing {

namespace {

constexpr const char* hostile = "</option><script>alert(1)</script>{{csrf}}\"'&";

std::vector<engine::Professional> entries(CellDesk& desk) {
    return desk.office.sees([](const engine::Reader& reader) { return reader.registers().directory->list({}); });
}

std::string address_of(const engine::Professional& one) { return "/annuaire/" + std::to_string(one.id.value); }

Answer upload(Tab& tab, const std::string& bytes, bool check_only) {
    web::Request request{"POST", "/annuaire/import"};
    request.fields["content-type"] = "multipart/form-data; boundary=xx";
    const auto part = [&](const std::string& head, const std::string& body) {
        request.body += "--xx\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + body + "\r\n";
    };
    part("name=\"csrf\"", tab.get("/annuaire/import").csrf());
    if (check_only) part("name=\"check\"", "yes");
    part("name=\"file\"; filename=\"annuaire.csv\"", bytes);
    request.body += "--xx--\r\n";
    return tab.ask(std::move(request));
}

}  // namespace

TEST_CASE("a member adds, changes and removes an entry of the directory", "[cell][directory]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    CHECK(tab.get("/annuaire").shows("L’annuaire est encore vide"));

    const auto added = tab.fill_in("/annuaire/nouveau", {{"name", "Paul Modèle"},
                                                         {"profession", "Pharmacien"},
                                                         {"place", "Revel"},
                                                         {"phone", "0639980055"},
                                                         {"address", "paul@officine.example"}});
    CHECK(added.location() == "/annuaire?fait=ajoute");
    const auto list = tab.get(added.location());
    CHECK(list.shows("C’est ajouté"));
    CHECK(list.shows("06\u00A039\u00A098\u00A000\u00A055"));
    CHECK(list.shows("aria-current=\"page\">Annuaire"));
    REQUIRE(entries(desk).size() == 1);

    const auto address = address_of(entries(desk).front());
    CHECK(tab.get(address).shows("value=\"Paul Modèle\""));
    tab.fill_in(address, {{"name", "Paul Modèle"}, {"profession", "Pharmacien"}, {"place", "Castelnaudary"}});
    REQUIRE(entries(desk).size() == 1);
    CHECK(entries(desk).front().place == "Castelnaudary");

    const auto last = address_of(entries(desk).front());
    CHECK(tab.post(last + "/retirer", {{"csrf", tab.get(last).csrf()}}).location() == "/annuaire?fait=retire");
    CHECK(entries(desk).empty());
    CHECK(tab.get(last).status() == 404);
    CHECK(tab.post(last + "/retirer", {{"csrf", tab.get("/annuaire/nouveau").csrf()}}).status() == 404);
}

TEST_CASE("an entry without a name or with a mail address that is none keeps what was typed", "[cell][directory]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);

    const auto unnamed = tab.fill_in("/annuaire/nouveau", {{"profession", "Sage-femme"}, {"note", hostile}});
    CHECK(unnamed.status() == 422);
    CHECK(unnamed.shows("le nom manque"));
    CHECK(unnamed.shows("value=\"Sage-femme\""));
    CHECK_FALSE(unnamed.shows("<script>"));
    CHECK(tab.fill_in("/annuaire/nouveau", {{"name", "Eva"}, {"profession", "x"}, {"address", "eva"}}).status() == 422);
    CHECK(tab.fill_in("/annuaire/nouveau", {{"name", std::string(600, 'a')}, {"profession", "x"}}).status() == 422);
    CHECK(entries(desk).empty());
}

TEST_CASE("the directory is looked through by profession, place and words, and a page at a time", "[cell][directory]") {
    CellDesk desk;
    desk.office.writes([](engine::Unit& unit) -> engine::Result<void> {
        auto& directory = *unit.edit_registers().directory;
        for (int one = 100; one < 250; ++one)
            directory.put({{}, "Infirmier", "Revel", "Exemple " + std::to_string(one), "", "", ""});
        directory.put({{}, "Sage-femme", "Sorèze", "Eva Essai", "", "", ""});
        return {};
    });
    Tab tab(desk);
    tab.log_in(reader_only);

    const auto first = tab.get("/annuaire");
    CHECK(first.shows("151 personnes"));
    CHECK_FALSE(first.shows("Eva Essai"));
    CHECK_FALSE(first.shows("/annuaire/nouveau"));
    CHECK(tab.get("/annuaire?depuis=100").shows("Eva Essai"));
    CHECK(tab.get("/annuaire?profession=sage-femme").shows("1 personne<"));
    CHECK(tab.get("/annuaire?lieu=Sor%C3%A8ze").shows("Eva Essai"));
    CHECK(tab.get("/annuaire?cherche=essa").shows("Eva Essai"));
    CHECK(tab.get("/annuaire?cherche=nulle-part").shows("Personne ne répond"));
    for (const auto* const odd : {"?depuis=-1", "?depuis=x", "?depuis=99999999999999999999"})
        CHECK(tab.get(std::string("/annuaire") + odd).status() == 200);
    CHECK(tab.get("/annuaire?profession=%00").status() == 400);
    CHECK(tab.get("/annuaire/x").status() == 403);
}

TEST_CASE("a table is checked before it is taken, and every bad line is named", "[cell][directory]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    const std::string table =
        "profession;lieu;nom;courriel\r\nPharmacien;Revel;Paul Modèle;paul@officine.example\r\n"
        ";Revel;Sans Métier;\r\nInfirmier;Revel;Léa Exemple;pas une adresse\r\n";

    const auto checked = upload(tab, table, true);
    CHECK(checked.status() == 200);
    CHECK(checked.shows("rien n’est encore enregistré. Lignes qui conviennent\u00A0: 1."));
    CHECK(checked.shows("Ligne 3\u00A0: la profession manque."));
    CHECK(checked.shows("Ligne 4\u00A0: le courriel n’en est pas un."));
    CHECK(entries(desk).empty());

    CHECK(upload(tab, table, false).shows("Personnes ajoutées\u00A0: 1"));
    CHECK(upload(tab, table, false).shows("sans changement\u00A0: 1"));
    CHECK(entries(desk).size() == 1);
    CHECK(upload(tab, "", false).status() == 422);
    CHECK(upload(tab, "pas de colonnes", false).shows("La première ligne doit nommer les colonnes"));
}

TEST_CASE("markup and template syntax in an entry stay text on every page of the directory, in both languages",
          "[cell][directory]") {
    for (const auto locale : {engine::Locale::fr, engine::Locale::en}) {
        CellDesk desk;
        desk.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
            unit.edit_registers().directory->put({{}, hostile, hostile, hostile, hostile, "a@b.example", hostile});
            auto member = unit.find_member(pilot).value();
            member.locale = locale;
            unit.update_member(member);
            return {};
        });
        Tab tab(desk);
        tab.log_in(pilot);
        for (const auto& path :
             {std::string("/annuaire"), std::string("/annuaire?cherche=%3Cscript%3E%7B%7Bcsrf%7D%7D"),
              std::string("/annuaire/nouveau"), address_of(entries(desk).front())}) {
            INFO(path);
            const auto page = tab.get(path);
            CHECK(page.status() == 200);
            CHECK_FALSE(page.shows("<script>"));
            CHECK(page.shows(locale == engine::Locale::fr ? "lang=\"fr\"" : "lang=\"en\""));
        }
        CHECK(tab.get("/annuaire").shows("{{csrf}}&quot;"));
    }
}

}  // namespace rexflow::testing
