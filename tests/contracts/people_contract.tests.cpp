#include "tests/contracts/stores.hpp"

#include <catch2/catch.hpp>

using namespace rexflow;
using namespace rexflow::testing;
using engine::Error;
using engine::OutboxState;
using engine::Participant;
using engine::Reader;
using engine::Result;
using engine::Role;
using engine::Unit;

namespace {

Participant person(Role role, std::string name, std::string address) {
    Participant participant;
    participant.role = role;
    participant.name = std::move(name);
    participant.address = std::move(address);
    participant.phone = "06 39 98 12 34";
    return participant;
}

engine::Member member(std::string address) {
    engine::Member member;
    member.address = std::move(address);
    member.name = "Camille Durand";
    member.role = engine::MemberRole::coordinator;
    member.locale = engine::Locale::en;
    return member;
}

}  // namespace

TEMPLATE_TEST_CASE("a role held by one person is replaced, meeting participants are added", "[store]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);

    write(on.store, [&](Unit& unit) {
        unit.add_participant(row.id, person(Role::reporter, "Léa Martin", "lea@cabinet.example"));
        unit.add_participant(row.id, person(Role::participants, "Ana", "ana@cabinet.example"));
        unit.add_participant(row.id, person(Role::participants, "Ben", "ben@cabinet.example"));
        unit.add_participant(row.id, person(Role::reporter, "Léa Martin-Roy", "lea@maison.example"));
    });

    const auto people = ask(on.store, [&](const Reader& reader) { return reader.participants(row.id); });
    REQUIRE(people.size() == 3);
    CHECK(people[0].name == "Ana");
    CHECK(people[2].role == Role::reporter);
    CHECK(people[2].name == "Léa Martin-Roy");
    CHECK(people[2].phone == "06 39 98 12 34");
}

TEMPLATE_TEST_CASE("a participant is marked by address, whatever its case", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);

    write(on.store, [&](Unit& unit) {
        unit.add_participant(row.id, person(Role::participants, "Ana", "ana@cabinet.example"));
        unit.add_participant(row.id, person(Role::participants, "Ben", "ben@cabinet.example"));
        unit.mark_answered(row.id, "Ana@Cabinet.example");
        unit.mark_undeliverable(row.id, "ben@cabinet.example");
        unit.mark_answered(row.id, "nobody@cabinet.example");
    });

    const auto people = ask(on.store, [&](const Reader& reader) { return reader.participants(row.id); });
    CHECK(people[0].answered);
    CHECK_FALSE(people[0].undeliverable);
    CHECK_FALSE(people[1].answered);
    CHECK(people[1].undeliverable);
}

TEMPLATE_TEST_CASE("a member is found by address, whatever its case, and is there once", "[store]", OnMemory,
                   OnSqlite) {
    TestType on;

    write(on.store, [](Unit& unit) {
        CHECK(unit.add_member(member("camille@cpts.example")).value == 1);
        CHECK(unit.add_member(member("dominique@cpts.example")).value == 2);
    });
    const auto twice = on.store.write([](Unit& unit) -> Result<void> {
        unit.add_member(member("CAMILLE@cpts.example"));
        return {};
    });

    CHECK(twice.error().code == Error::Code::already_there);
    const auto found = ask(on.store, [](const Reader& reader) { return reader.find_member("Camille@CPTS.example"); });
    REQUIRE(found);
    CHECK(found->id.value == 1);
    CHECK(found->address == "camille@cpts.example");
    CHECK(found->name == "Camille Durand");
    CHECK(found->role == engine::MemberRole::coordinator);
    CHECK(found->locale == engine::Locale::en);
    CHECK(found->active);
    CHECK(ask(on.store, [](const Reader& reader) { return reader.members(); }).size() == 2);
    CHECK_FALSE(ask(on.store, [](const Reader& reader) { return reader.find_member("nobody@cpts.example"); }));
}

TEMPLATE_TEST_CASE("an erasure takes the people and keeps the lesson and the history", "[store][erasure]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    const auto other = add_case(on.store);
    std::string name;
    std::string lesson;
    engine::MessageId message;
    write(on.store, [&](Unit& unit) {
        message = unit.add_message({"maildir:inbox", "1"}, "From: lea@cabinet.example", monday);
        unit.set_outcome(message, engine::Outcome::case_opened, {}, row.id, "m1@x.example", "abc");
        name = unit.seal(row.id, engine::Privacy::identity, "Léa Martin");
        lesson = unit.seal(row.id, engine::Privacy::narrative, "Vérifier deux fois.");
        unit.append(row.id, event(1, "report_received", {{"name", name}, {"lesson", lesson}}));
        for (const auto& id : {row.id, other.id})
            unit.add_participant(id, person(Role::reporter, "Léa Martin", "lea@cabinet.example"));
        unit.enqueue(letter(row.id, "queued@rexflow.example"));
        auto sent = *unit.find_outbox(unit.enqueue(letter(row.id, "sent@rexflow.example")));
        sent.state = OutboxState::sent;
        sent.sent_at = monday;
        unit.update_outbox(sent);
    });

    write(on.store, [&](Unit& unit) { unit.erase_identity(row.id, monday + 1h); });

    write(on.store, [&](Unit& unit) {
        CHECK_FALSE(unit.unseal(row.id, name));
        CHECK(unit.unseal(row.id, lesson) == "Vérifier deux fois.");
        CHECK_FALSE(unit.raw(message));
        CHECK(unit.participants(row.id).empty());
        CHECK(unit.participants(other.id).size() == 1);
        CHECK(unit.history(row.id)->size() == 1);
        CHECK(unit.find_duplicate("m1@x.example", "abc")->id == message);
        CHECK(unit.find_outbox("queued@rexflow.example")->state == OutboxState::erased);
        const auto sent = unit.find_outbox("sent@rexflow.example");
        CHECK(sent->state == OutboxState::sent);
        CHECK(sent->letter.to == engine::Correspondent{});
        CHECK(sent->letter.variables == engine::LetterVariables{});
        CHECK(unit.due_letters(monday + 24h, 10).empty());
    });
}

TEMPLATE_TEST_CASE("a letter erased while it is being sent is not queued again", "[store][erasure]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    std::optional<engine::OutboxRow> claimed;
    write(on.store,
          [&](Unit& unit) { claimed = unit.find_outbox(unit.enqueue(letter(row.id, "claimed@rexflow.example"))); });
    write(on.store, [&](Unit& unit) { unit.erase_identity(row.id, monday); });

    write(on.store, [&](Unit& unit) {
        claimed->attempts = 1;
        unit.update_outbox(*claimed);
    });

    CHECK(ask(on.store, [&](const Reader& reader) { return reader.find_outbox(claimed->id)->state; }) ==
          OutboxState::erased);
}

TEMPLATE_TEST_CASE("people who come after an erasure are kept like any others", "[store][erasure]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    write(on.store, [&](Unit& unit) { unit.erase_identity(row.id, monday); });
    std::string reference;

    write(on.store, [&](Unit& unit) {
        unit.add_participant(row.id, person(Role::reporter, "Léa Martin", "lea@cabinet.example"));
        reference = unit.seal(row.id, engine::Privacy::identity, "Léa Martin");
    });

    CHECK(ask(on.store, [&](const Reader& reader) { return reader.participants(row.id); }).size() == 1);
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.unseal(row.id, reference); }) == "Léa Martin");
}
