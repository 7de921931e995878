#include "tests/contracts/stores.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace rexflow;
using namespace rexflow::testing;
using engine::Error;
using engine::Link;
using engine::LinkState;
using engine::Reader;
using engine::Result;
using engine::Role;
using engine::Unit;

namespace {

Link link_to(engine::CaseId id, std::string address = "ana@cabinet.example") {
    Link link;
    link.case_id = id;
    link.question = "meeting";
    link.role = Role::participants;
    link.address = std::move(address);
    link.locale = engine::Locale::en;
    link.issued_at = monday;
    link.expires_at = monday + 24h;
    return link;
}

std::optional<Link> find(engine::Store& store, const std::string& token_id) {
    return ask(store, [&](const Reader& reader) { return reader.find_link(token_id); });
}

LinkState state(engine::Store& store, const std::string& token_id, engine::Instant at = monday) {
    return state_of(*find(store, token_id), at);
}

}  // namespace

TEMPLATE_TEST_CASE("a link is found by the id of its token alone", "[store][links]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);

    write(on.store, [&](Unit& unit) {
        CHECK(unit.add_link("first", link_to(row.id)).value == 1);
        CHECK(unit.add_link("second", link_to(row.id, "ben@cabinet.example")).value == 2);
    });

    const auto found = find(on.store, "first");
    REQUIRE(found);
    CHECK(found->id.value == 1);
    CHECK(found->case_id == row.id);
    CHECK(found->question == "meeting");
    CHECK(found->role == Role::participants);
    CHECK(found->address == "ana@cabinet.example");
    CHECK(found->locale == engine::Locale::en);
    CHECK(found->issued_at == monday);
    CHECK(found->expires_at == monday + 24h);
    CHECK_FALSE(found->used_at);
    CHECK_FALSE(found->revoked_at);
    CHECK_FALSE(find(on.store, "fir"));
    CHECK_FALSE(find(on.store, "FIRST"));
    CHECK_FALSE(find(on.store, ""));
}

TEMPLATE_TEST_CASE("the links of a case are listed in the order they were made", "[store][links]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    const auto other = add_case(on.store);
    write(on.store, [&](Unit& unit) {
        unit.add_link("zebra", link_to(row.id));
        unit.add_link("other", link_to(other.id));
        unit.add_link("ant", link_to(row.id, "ben@cabinet.example"));
    });

    const auto links = ask(on.store, [&](const Reader& reader) { return reader.links_of(row.id); });

    REQUIRE(links.size() == 2);
    CHECK(links[0].address == "ana@cabinet.example");
    CHECK(links[1].address == "ben@cabinet.example");
}

TEMPLATE_TEST_CASE("an id is given once", "[store][links]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    write(on.store, [&](Unit& unit) { unit.add_link("first", link_to(row.id)); });

    const auto again = on.store.write([&](Unit& unit) -> Result<void> {
        unit.add_link("first", link_to(row.id));
        return {};
    });

    CHECK(again.error().code == Error::Code::already_there);
}

TEMPLATE_TEST_CASE("a link is used once, and stays used", "[store][links]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    engine::LinkId id;
    write(on.store, [&](Unit& unit) { id = unit.add_link("first", link_to(row.id)); });

    write(on.store, [&](Unit& unit) {
        CHECK(unit.mark_link_used(id, monday + 1h));
        CHECK_FALSE(unit.mark_link_used(id, monday + 2h));
        unit.revoke_link(id, monday + 3h);
        CHECK_FALSE(unit.mark_link_used(engine::LinkId{99}, monday));
    });

    CHECK(find(on.store, "first")->used_at == monday + 1h);
    CHECK_FALSE(find(on.store, "first")->revoked_at);
    CHECK(state(on.store, "first", monday + 48h) == LinkState::used);
}

TEMPLATE_TEST_CASE("a revoked link is never used", "[store][links]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    engine::LinkId id;
    write(on.store, [&](Unit& unit) { id = unit.add_link("first", link_to(row.id)); });

    write(on.store, [&](Unit& unit) {
        unit.revoke_link(id, monday + 1h);
        unit.revoke_link(id, monday + 2h);
        unit.revoke_link(engine::LinkId{99}, monday);
        CHECK_FALSE(unit.mark_link_used(id, monday + 3h));
    });

    CHECK(find(on.store, "first")->revoked_at == monday + 1h);
    CHECK(state(on.store, "first") == LinkState::revoked);
}

TEMPLATE_TEST_CASE("a link that was used in a write that failed is open again", "[store][links]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    engine::LinkId id;
    write(on.store, [&](Unit& unit) { id = unit.add_link("first", link_to(row.id)); });

    const auto failed = on.store.write([&](Unit& unit) -> Result<void> {
        CHECK(unit.mark_link_used(id, monday));
        return engine::Err(Error::Code::refused, "the case says no");
    });

    CHECK_FALSE(failed);
    CHECK(state(on.store, "first") == LinkState::open);
}

TEMPLATE_TEST_CASE("an erasure takes the person from the links and revokes them", "[store][links][erasure]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    const auto other = add_case(on.store);
    write(on.store, [&](Unit& unit) {
        unit.add_link("open", link_to(row.id));
        CHECK(unit.mark_link_used(unit.add_link("used", link_to(row.id)), monday));
        unit.revoke_link(unit.add_link("revoked", link_to(row.id)), monday);
        unit.add_link("other", link_to(other.id));
    });

    write(on.store, [&](Unit& unit) { unit.erase_identity(row.id, monday + 1h); });

    CHECK(find(on.store, "open")->address.empty());
    CHECK(find(on.store, "open")->revoked_at == monday + 1h);
    CHECK(find(on.store, "used")->used_at == monday);
    CHECK(state(on.store, "used") == LinkState::used);
    CHECK(find(on.store, "revoked")->revoked_at == monday);
    CHECK(find(on.store, "other")->address == "ana@cabinet.example");
    CHECK(state(on.store, "other") == LinkState::open);
}

TEST_CASE("no token and no address is in the database file", "[store][links][privacy]") {
    SqliteData data;
    const auto row = add_case(data.store());
    write(data.store(), [&](Unit& unit) { unit.add_link("wxyzwxyzwxyzwxyz", link_to(row.id)); });
    data.close();

    std::ifstream file(data.database(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    CHECK(bytes.find("meeting") != std::string::npos);
    CHECK(bytes.find("wxyzwxyz") == std::string::npos);
    CHECK(bytes.find("ana@cabinet.example") == std::string::npos);
}
