#include "engine/case_listing.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "engine/searching.hpp"
#include "tests/adapters/sqlite/sqlite_fixture.hpp"
#include "tests/support/office.hpp"

#include <catch2/catch.hpp>

/// What lists and the search know comes with the events themselves.
namespace rexflow::testing {

namespace {

using engine::MemberId;
using engine::SearchReach;

constexpr const char* first = "REX-2025-0001";

std::string found(Office& office, const std::string& words, SearchReach reach = SearchReach::texts) {
    std::string text;
    for (const auto id : office.sees([&](const engine::Reader& reader) {
             return reader.registers().search->find({words, reach});
         }))
        text += (text.empty() ? "" : " ") + std::to_string(id.value);
    return text;
}

int listed(Office& office, std::optional<MemberId> seen_by = {}) {
    engine::CaseFilter filter;
    filter.seen_by = seen_by;
    return office.sees([&](const engine::Reader& reader) {
        return reader.registers().case_lists->count(filter, office.clock.now(), 100);
    });
}

Mail about_a_lamp() {
    return Mail().subject("Chute dans l’escalier").text("Bonjour,\r\nLa lampe du couloir était cassée.\r\n");
}

/// An office on files whose inside the test can change.
class Files final : public Archive {
public:
    explicit Files(SqliteData& data) : data_(data) {}
    engine::Store& store() override { return data_.store(); }
    void reopen() override { data_.reopen(); }

private:
    SqliteData& data_;
};

}  // namespace

TEST_CASE("a case is found by what its mails say, as soon as it is open", "[search]") {
    for (auto* const archive : {&in_memory, &on_sqlite}) {
        Office office("2025-03-03 09:00", archive());
        office.mail(about_a_lamp());
        office.mail();

        CHECK(found(office, "lampe cassée") == "1");
        CHECK(found(office, "escalier") == "1");
        CHECK(found(office, "rappeler") == "2");
        CHECK(found(office, "exemple").empty());
        CHECK(found(office, "lea exemple", SearchReach::texts_and_people) == "2 1");
    }
}

TEST_CASE("notes and classifications are found, codes are not", "[search]") {
    Office office("2025-03-03 09:00");
    office.mail(about_a_lamp());
    office.does(first, "note_added", {{"text", "Pensez au paratonnerre"}});
    office.does(first, "case_classified", {{"kind", "near_miss"}, {"themes", "éclairage"}});

    CHECK(found(office, "paratonnerre") == "1");
    CHECK(found(office, "éclairage lampe") == "1");
    CHECK(found(office, "near_miss").empty());
}

TEST_CASE("an erasure leaves the lesson to be found, and nobody", "[search][erasure]") {
    Office office("2025-03-03 09:00", on_sqlite());
    office.mail(about_a_lamp());
    office.does(first, "note_added", {{"text", "Pensez au paratonnerre"}});
    office.does(first, "case_classified", {{"themes", "éclairage"}});
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        unit.erase_identity(engine::CaseId{1}, office.clock.now());
        return {};
    });

    CHECK(found(office, "éclairage") == "1");
    CHECK(found(office, "lampe").empty());
    CHECK(found(office, "paratonnerre").empty());
    CHECK(found(office, "exemple", SearchReach::texts_and_people).empty());
}

TEST_CASE("a search filled anew finds the same, but nothing that was erased", "[search]") {
    for (auto* const archive : {&in_memory, &on_sqlite}) {
        Office office("2025-03-03 09:00", archive());
        office.mail(about_a_lamp());
        office.mail();
        office.does(first, "note_added", {{"text", "Pensez au paratonnerre"}});
        office.writes([&](engine::Unit& unit) -> engine::Result<void> {
            unit.edit_registers().search->clear();
            unit.erase_identity(engine::CaseId{2}, office.clock.now());
            return {};
        });
        CHECK(found(office, "lampe").empty());

        const auto filled = engine::rebuild_search(office.store(), office.context().workflows, office.message_reader());

        REQUIRE(filled);
        CHECK(*filled == 2);
        CHECK(found(office, "lampe paratonnerre") == "1");
        CHECK(found(office, "exemple", SearchReach::texts_and_people) == "1");
        CHECK(found(office, "rappeler").empty());
    }
}

TEST_CASE("a member who is set aside no longer finds the case anywhere", "[lists][search]") {
    Office office("2025-03-03 09:00");
    office.mail(about_a_lamp());
    const auto aside = office.sees([](const engine::Reader& reader) { return reader.find_member(colleague); })->id;
    CHECK(listed(office, aside) == 1);

    office.does(first, "member_set_aside", {{"member", colleague}, {"reason", "concernée"}});

    CHECK(listed(office, aside) == 0);
    CHECK(listed(office) == 1);
}

TEST_CASE("cases of an older program come into the lists with who is set aside", "[lists][migration]") {
    SqliteData data;
    Office office("2025-03-03 09:00", std::make_unique<Files>(data));
    office.mail(about_a_lamp());
    office.mail();
    office.does(first, "member_set_aside", {{"member", colleague}, {"reason", "concernée"}});
    const auto aside = office.sees([](const engine::Reader& reader) { return reader.find_member(colleague); })->id;
    run_sql(data.database(),
            "UPDATE cases SET standing = NULL; DELETE FROM case_set_asides; "
            "INSERT OR REPLACE INTO notes VALUES ('lists_are_stale', 'yes')");
    CHECK(listed(office) == 0);

    const auto done = engine::list_older_cases(data.store(), office.dispatcher());

    REQUIRE(done);
    CHECK(done->listed == 2);
    CHECK(done->troubles.empty());
    CHECK(listed(office) == 2);
    CHECK(listed(office, aside) == 1);
    CHECK(engine::list_older_cases(data.store(), office.dispatcher())->listed == 0);
}

TEST_CASE("a case that does not replay stays out of the lists and is named", "[lists]") {
    SqliteData data;
    Office office("2025-03-03 09:00", std::make_unique<Files>(data));
    office.mail(about_a_lamp());
    office.mail();
    office.damage(first);
    run_sql(data.database(),
            "UPDATE cases SET standing = NULL; INSERT OR REPLACE INTO notes VALUES ('lists_are_stale', 'yes')");

    const auto done = engine::list_older_cases(data.store(), office.dispatcher());

    REQUIRE(done);
    CHECK(done->listed == 1);
    REQUIRE(done->troubles.size() == 1);
    CHECK(done->troubles[0].message.find(first) != std::string::npos);
}

}  // namespace rexflow::testing
