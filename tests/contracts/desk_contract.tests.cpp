#include "engine/ports/access_log.hpp"
#include "engine/ports/directory.hpp"
#include "engine/ports/drafts.hpp"
#include "engine/ports/receipts.hpp"
#include "engine/ports/registers.hpp"
#include "tests/contracts/stores.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace rexflow;
using namespace rexflow::testing;
using engine::CaseId;
using engine::DirectoryChange;
using engine::DirectoryFilter;
using engine::Draft;
using engine::Look;
using engine::Looked;
using engine::MemberId;
using engine::Professional;
using engine::Reader;
using engine::Unit;

namespace {

constexpr MemberId ana{7};
constexpr MemberId ben{8};

engine::AccessId log(engine::Store& store, const Look& access) {
    engine::AccessId id;
    write(store, [&](Unit& unit) { id = unit.edit_registers().access_log->add(access); });
    return id;
}

std::string names(engine::Store& store, const DirectoryFilter& filter) {
    std::string text;
    for (const auto& professional :
         ask(store, [&](const Reader& reader) { return reader.registers().directory->list(filter); }))
        text += (text.empty() ? "" : ", ") + professional.name;
    return text;
}

DirectoryChange put(engine::Store& store, const Professional& professional) {
    auto change = DirectoryChange::unchanged;
    write(store, [&](Unit& unit) { change = unit.edit_registers().directory->put(professional); });
    return change;
}

Professional nurse(std::string name, std::string place) {
    return {{}, "Infirmière", std::move(place), std::move(name), "03 21 00 00 01", "ide@cabinet.example", "à domicile"};
}

void keep(engine::Store& store, const Draft& draft) {
    write(store, [&](Unit& unit) { unit.edit_registers().drafts->keep(draft); });
}

std::vector<Draft> drafts(engine::Store& store, MemberId member, CaseId id) {
    return ask(store, [&](const Reader& reader) { return reader.registers().drafts->of_case(member, id); });
}

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEMPLATE_TEST_CASE("who looked at whom is listed for the case and for all, the newest first", "[store][access]",
                   OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    const auto other = add_case(on.store);
    Look first{{}, ana, row.id, Looked::at_identity, "", "rappeler la déclarante", monday};
    Look second{{}, ben, other.id, Looked::at_attachment, "12/0", "lire la fiche", monday + 1h};
    Look third{{}, ana, std::nullopt, Looked::for_people, "", "un appel sans numéro", monday + 2h};
    for (auto* access : {&first, &second, &third}) access->id = log(on.store, *access);

    const auto all = [&](std::optional<engine::AccessId> before, int limit) {
        return ask(on.store, [&](const Reader& reader) { return reader.registers().access_log->all(before, limit); });
    };
    const auto of_case =
        ask(on.store, [&](const Reader& reader) { return reader.registers().access_log->of_case(row.id, 10); });

    CHECK(of_case == std::vector{first});
    CHECK(all({}, 10) == std::vector{third, second, first});
    CHECK(all({}, 2) == std::vector{third, second});
    CHECK(all(second.id, 10) == std::vector{first});
}

TEMPLATE_TEST_CASE("the reason for looking survives the erasure of the people", "[store][access][erasure]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    log(on.store, {{}, ana, row.id, Looked::at_identity, "", "rappeler", monday});

    write(on.store, [&](Unit& unit) { unit.erase_identity(row.id, monday); });

    const auto of_case =
        ask(on.store, [&](const Reader& reader) { return reader.registers().access_log->of_case(row.id, 10); });
    REQUIRE(of_case.size() == 1);
    CHECK(of_case[0].reason == "rappeler");
}

TEMPLATE_TEST_CASE("the directory is listed by profession, place and name", "[store][directory]", OnMemory, OnSqlite) {
    TestType on;
    put(on.store, nurse("Zoé Petit", "Lens"));
    put(on.store, nurse("Éva Roux", "Arras"));
    put(on.store, nurse("Ana Blanc", "Lens"));
    put(on.store, {{}, "Dentiste", "Lens", "Marc Noir", "", "", ""});

    CHECK(names(on.store, {}) == "Marc Noir, Éva Roux, Ana Blanc, Zoé Petit");
    CHECK(names(on.store, {.profession = "infirmiere"}) == "Éva Roux, Ana Blanc, Zoé Petit");
    CHECK(names(on.store, {.place = "LENS"}) == "Marc Noir, Ana Blanc, Zoé Petit");
    CHECK(names(on.store, {.profession = "Infirmière", .place = "Lens", .words = "pet"}) == "Zoé Petit");
    CHECK(names(on.store, {.words = "domicile roux"}) == "Éva Roux");
    CHECK(names(on.store, {.words = "personne"}).empty());
}

TEMPLATE_TEST_CASE("the same professional again is not added twice", "[store][directory]", OnMemory, OnSqlite) {
    TestType on;
    CHECK(put(on.store, nurse("Zoé Petit", "Lens")) == DirectoryChange::added);
    CHECK(put(on.store, nurse("Zoé Petit", "Lens")) == DirectoryChange::unchanged);
    auto moved = nurse("ZOE PETIT", "Lens");
    moved.phone = "03 21 00 00 02";
    CHECK(put(on.store, moved) == DirectoryChange::changed);
    CHECK(put(on.store, nurse("Zoé Petit", "Arras")) == DirectoryChange::added);

    const auto all =
        ask(on.store, [](const Reader& reader) { return reader.registers().directory->list({.place = "Lens"}); });
    REQUIRE(all.size() == 1);
    CHECK(all[0].phone == "03 21 00 00 02");
    moved.id = all[0].id;
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.registers().directory->find(moved.id); }) == moved);
}

TEMPLATE_TEST_CASE("a removed professional is gone", "[store][directory]", OnMemory, OnSqlite) {
    TestType on;
    put(on.store, nurse("Zoé Petit", "Lens"));
    const auto id = ask(on.store, [](const Reader& reader) { return reader.registers().directory->list({}); })[0].id;

    write(on.store, [&](Unit& unit) {
        CHECK(unit.edit_registers().directory->remove(id));
        CHECK_FALSE(unit.edit_registers().directory->remove(id));
    });

    CHECK(names(on.store, {}).empty());
    CHECK_FALSE(ask(on.store, [&](const Reader& reader) { return reader.registers().directory->find(id); }));
}

TEMPLATE_TEST_CASE("a draft is kept for its writer, form and field until it is sent", "[store][drafts]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    const Draft facts{ana, row.id, "facts_recorded", "facts", "Le couloir était", monday};
    const Draft causes{ana, row.id, "facts_recorded", "causes", "La lampe", monday};
    const Draft minutes{ana, row.id, "minutes_recorded", "text", "Présents :", monday};
    for (const auto& draft : {facts, causes, minutes}) keep(on.store, draft);
    keep(on.store, {ben, row.id, "facts_recorded", "facts", "autre chose", monday});

    const auto of_form = [&] {
        return ask(on.store, [&](const Reader& reader) {
            return reader.registers().drafts->of_form(ana, row.id, "facts_recorded");
        });
    };
    CHECK(of_form() == std::vector{causes, facts});
    CHECK(drafts(on.store, ana, row.id) == std::vector{causes, facts, minutes});

    auto longer = facts;
    longer.text += " sombre";
    keep(on.store, longer);
    auto emptied = causes;
    emptied.text.clear();
    keep(on.store, emptied);
    CHECK(of_form() == std::vector{longer});

    write(on.store, [&](Unit& unit) { unit.edit_registers().drafts->drop(ana, row.id, "facts_recorded"); });
    CHECK(of_form().empty());
    CHECK(drafts(on.store, ana, row.id) == std::vector{minutes});
    CHECK(drafts(on.store, ben, row.id).size() == 1);
}

TEMPLATE_TEST_CASE("old drafts are dropped, and all of a case with its people", "[store][drafts][erasure]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    const auto other = add_case(on.store);
    keep(on.store, {ana, row.id, "note_added", "text", "ancien", monday});
    keep(on.store, {ana, row.id, "note_added", "other", "récent", monday + 1h});
    keep(on.store, {ana, other.id, "note_added", "text", "ailleurs", monday + 1h});

    write(on.store, [&](Unit& unit) { CHECK(unit.edit_registers().drafts->drop_kept_before(monday + 1h) == 1); });
    CHECK(drafts(on.store, ana, row.id).size() == 1);

    write(on.store, [&](Unit& unit) { unit.erase_identity(row.id, monday); });
    CHECK(drafts(on.store, ana, row.id).empty());
    CHECK(drafts(on.store, ana, other.id).size() == 1);

    keep(on.store, {ana, row.id, "note_added", "text", "après", monday});
    CHECK(drafts(on.store, ana, row.id)[0].text == "après");
}

TEMPLATE_TEST_CASE("a member keeps views by name", "[store][views]", OnMemory, OnSqlite) {
    TestType on;
    engine::SavedViewId mine;
    engine::SavedViewId late;
    write(on.store, [&](Unit& unit) {
        auto& views = *unit.edit_registers().saved_views;
        mine = views.keep({{}, ana, "Mes dossiers", "pilote=7"});
        late = views.keep({{}, ana, "En retard", "retard=oui"});
        views.keep({{}, ben, "Mes dossiers", "pilote=8"});
        CHECK(views.keep({{}, ana, "Mes dossiers", "pilote=7&tri=echeance"}) == mine);
    });
    const auto of = [&](MemberId member) {
        return ask(on.store, [&](const Reader& reader) { return reader.registers().saved_views->of_member(member); });
    };

    CHECK(of(ana) == std::vector<engine::SavedView>{{mine, ana, "Mes dossiers", "pilote=7&tri=echeance"},
                                                    {late, ana, "En retard", "retard=oui"}});

    write(on.store, [&](Unit& unit) {
        CHECK_FALSE(unit.edit_registers().saved_views->remove(ben, mine));
        CHECK(unit.edit_registers().saved_views->remove(ana, mine));
    });
    CHECK(of(ana).size() == 1);
    CHECK(of(ben).size() == 1);
}

TEST_CASE("no reason, professional, draft or view is in the database file in clear", "[store][privacy]") {
    SqliteData data;
    const auto row = add_case(data.store());
    log(data.store(), {{}, ana, row.id, Looked::at_identity, "", "raison-secrete", monday});
    put(data.store(), nurse("Quetzal Petit", "Papillonville"));
    keep(data.store(), {ana, row.id, "note_added", "text", "brouillon-secret", monday});
    write(data.store(), [&](Unit& unit) {
        unit.edit_registers().saved_views->keep({{}, ana, "vue-secrete", "mots=secret-cherche"});
    });
    data.close();

    const auto bytes = bytes_of(data.database());
    for (const std::string text : {"raison-secrete", "Quetzal", "Papillonville", "brouillon-secret", "vue-secrete",
                                   "secret-cherche", "ide@cabinet.example"})
        CHECK(bytes.find(text) == std::string::npos);
}

TEMPLATE_TEST_CASE("a receipt code finds the message it was given out for, until the people are erased", "[store]",
                   OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    engine::MessageId id;
    write(on.store, [&](Unit& unit) {
        id = unit.add_message({"web", "uid"}, "raw", monday);
        unit.edit_registers().receipts->add("1234512345", id, monday);
    });
    const auto found = [&](std::string_view code) {
        return ask(on.store, [&](const Reader& reader) { return reader.registers().receipts->find(code); });
    };
    CHECK(found("1234512345") == id);
    CHECK_FALSE(found("1234512346"));
    CHECK_FALSE(found(""));
    const auto again = on.store.write([&](Unit& unit) -> engine::Result<void> {
        unit.edit_registers().receipts->add("1234512345", id, monday);
        return {};
    });
    CHECK(again.error().code == engine::Error::Code::already_there);

    write(on.store, [&](Unit& unit) {
        unit.set_outcome(id, engine::Outcome::case_opened, "", row.id, "", "");
        unit.erase_identity(row.id, monday);
    });
    CHECK_FALSE(found("1234512345"));
}
