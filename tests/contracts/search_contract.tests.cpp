#include "adapters/sqlite/search_index.hpp"
#include "engine/ports/registers.hpp"
#include "engine/ports/search_index.hpp"
#include "tests/contracts/stores.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace rexflow;
using namespace rexflow::testing;
using engine::CaseId;
using engine::MemberId;
using engine::Reader;
using engine::SearchQuery;
using engine::SearchReach;
using engine::SearchTexts;
using engine::Unit;

namespace {

void add(engine::Store& store, CaseId id, const SearchTexts& texts) {
    write(store, [&](Unit& unit) { unit.edit_registers().search->add(id, texts); });
}

/// Ids of the cases found, "2 1".
std::string found(engine::Store& store, const SearchQuery& query) {
    std::string text;
    for (const auto id : ask(store, [&](const Reader& reader) { return reader.registers().search->find(query); }))
        text += (text.empty() ? "" : " ") + std::to_string(id.value);
    return text;
}

std::string found(engine::Store& store, const std::string& words) { return found(store, SearchQuery{words}); }

std::string found_people(engine::Store& store, const std::string& words) {
    return found(store, SearchQuery{words, SearchReach::texts_and_people});
}

}  // namespace

TEMPLATE_TEST_CASE("a case is found by the words of its texts and by how they begin", "[store][search]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    add(on.store, row.id, {"Erreur de prescription à la pharmacie", "L’ordonnance était illisible", ""});

    CHECK(found(on.store, "prescription") == "1");
    CHECK(found(on.store, "PRESCRIPTION") == "1");
    CHECK(found(on.store, "pre") == "1");
    CHECK(found(on.store, "prescrire") == "1");
    CHECK(found(on.store, "ordonnance") == "1");
    CHECK(found(on.store, "etait illis") == "1");
    CHECK(found(on.store, "vaccin").empty());
    CHECK(found(on.store, "escription").empty());
}

TEMPLATE_TEST_CASE("every word must be found, in any text of the case, and the newest comes first", "[store][search]",
                   OnMemory, OnSqlite) {
    TestType on;
    for (int n = 0; n < 3; ++n) static_cast<void>(add_case(on.store));
    add(on.store, CaseId{1}, {"chute dans le couloir", "", ""});
    add(on.store, CaseId{2}, {"chute dans la chambre", "", ""});
    add(on.store, CaseId{1}, {"", "la lumière du couloir", ""});
    add(on.store, CaseId{3}, {"lumière", "", ""});

    CHECK(found(on.store, "chute") == "2 1");
    CHECK(found(on.store, "chute couloir") == "1");
    CHECK(found(on.store, "chute lumière") == "1");
    CHECK(found(on.store, "lumière") == "3 1");
    CHECK(found(on.store, "chute escalier").empty());
    CHECK(found(on.store, {"chute", SearchReach::texts, {}, 1}) == "2");
}

TEMPLATE_TEST_CASE("a query without a word to look for finds nothing", "[store][search]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    add(on.store, row.id, {"dans le couloir", "", ""});

    for (const std::string query : {"", "   ", "de la", "dans", "!?", "\xff\xfe"})
        CHECK(found(on.store, query).empty());
    CHECK(found(on.store, "dans le couloir") == "1");
}

TEMPLATE_TEST_CASE("people are found only by who asks for them", "[store][search]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    add(on.store, row.id, {"", "", "Léa Martin\nlea@cabinet.example\n06 12 34 56 78"});

    CHECK(found(on.store, "martin").empty());
    CHECK(found_people(on.store, "martin") == "1");
    CHECK(found_people(on.store, "lea mart") == "1");
    CHECK(found_people(on.store, "0612345678") == "1");
    CHECK(found_people(on.store, "+33 6 12 34 56 78") == "1");
    CHECK(found_people(on.store, "06 12 34 56 79").empty());
}

TEMPLATE_TEST_CASE("a member who is set aside finds nothing of the case", "[store][search]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    write(on.store, [&](Unit& unit) {
        engine::Situation situation;
        situation.states = {"received"};
        situation.set_aside = {MemberId{7}};
        unit.append(row.id, event(1, "report_received"));
        unit.update_case(row.id, situation, 1, monday);
    });
    add(on.store, row.id, {"couloir", "", ""});

    CHECK(found(on.store, {"couloir", SearchReach::texts, MemberId{7}}).empty());
    CHECK(found(on.store, {"couloir", SearchReach::texts, MemberId{8}}) == "1");
}

TEMPLATE_TEST_CASE("an erasure takes people and correspondence out of the search, the lesson stays",
                   "[store][search][erasure]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    const auto other = add_case(on.store);
    add(on.store, row.id, {"lumière en panne", "Madame Petit", "Léa Martin"});
    add(on.store, other.id, {"", "Madame Petit", ""});

    write(on.store, [&](Unit& unit) { unit.erase_identity(row.id, monday); });

    CHECK(found(on.store, "lumière") == "1");
    CHECK(found(on.store, "petit") == "2");
    CHECK(found_people(on.store, "martin").empty());
    add(on.store, row.id, {"", "une suite", ""});
    CHECK(found(on.store, "lumière suite") == "1");
}

TEMPLATE_TEST_CASE("words of a write that failed are not found", "[store][search]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);

    CHECK_FALSE(on.store.write([&](Unit& unit) -> engine::Result<void> {
        unit.edit_registers().search->add(row.id, {"couloir", "", ""});
        return engine::Err(engine::Error::Code::refused, "no");
    }));

    CHECK(found(on.store, "couloir").empty());
}

TEMPLATE_TEST_CASE("a cleared index is empty and can be filled again", "[store][search]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    add(on.store, row.id, {"couloir", "", ""});

    write(on.store, [&](Unit& unit) { unit.edit_registers().search->clear(); });
    CHECK(found(on.store, "couloir").empty());

    add(on.store, row.id, {"couloir", "", ""});
    CHECK(found(on.store, "couloir") == "1");
}

TEST_CASE("what was found before a segment was made is found after, and erased as well", "[store][search][sqlite]") {
    OnSqlite on;
    constexpr int cases = 40;
    for (int n = 0; n < cases; ++n) static_cast<void>(add_case(on.store));
    write(on.store, [&](Unit& unit) {
        for (std::int64_t n = 0; n < sqlite::SqliteSearchIndex::segment_size * 2 + 100; ++n)
            unit.edit_registers().search->add(
                CaseId{n % cases + 1},
                {n % cases == 5 ? "lumière du couloir" : "chambre", n == 7 ? "papillon" : "", n == 8 ? "Martin" : ""});
    });

    CHECK(found(on.store, "lumière couloir") == "6");
    CHECK(found(on.store, "papillon") == "8");
    CHECK(found_people(on.store, "martin") == "9");
    CHECK(found(on.store, "chambre papillon") == "8");

    write(on.store, [&](Unit& unit) {
        unit.erase_identity(CaseId{8}, monday);
        unit.erase_identity(CaseId{9}, monday);
    });

    CHECK(found(on.store, "papillon").empty());
    CHECK(found_people(on.store, "martin").empty());
    CHECK(found(on.store, {"chambre", SearchReach::texts, {}, 2}) == "40 39");
}

TEST_CASE("no word that can be searched for is in the database file", "[store][search][privacy]") {
    SqliteData data;
    const auto row = add_case(data.store());
    add(data.store(), row.id, {"papillonnage", "coquelicot", "Quetzalcoatl"});
    data.close();

    std::ifstream file(data.database(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    for (const std::string word : {"papillo", "coqueli", "quetzal", "Quetzal"})
        CHECK(bytes.find(word) == std::string::npos);
}
