#include "tests/contracts/stores.hpp"

#include <catch2/catch.hpp>

using namespace rexflow;
using namespace rexflow::testing;
using engine::CaseId;
using engine::CaseNumber;
using engine::Error;
using engine::Reader;
using engine::Result;
using engine::Unit;

TEMPLATE_TEST_CASE("a new case has the next number of its year", "[store]", OnMemory, OnSqlite) {
    TestType on;

    write(on.store, [](Unit& unit) {
        CHECK(unit.add_case("rex_case", 1, 2025, monday).number.text() == "REX-2025-0001");
        CHECK(unit.add_case("rex_case", 1, 2025, monday).number.text() == "REX-2025-0002");
        CHECK(unit.add_case("rex_case", 1, 2026, monday).number.text() == "REX-2026-0001");
        CHECK(unit.add_case("rex_case", 1, 2025, monday).number.text() == "REX-2025-0003");
    });

    CHECK(ask(on.store, [](const Reader& reader) { return reader.count_cases(); }) == 4);
}

TEMPLATE_TEST_CASE("a case opened in a unit that failed leaves its number free", "[store]", OnMemory, OnSqlite) {
    TestType on;

    const auto failed = on.store.write([](Unit& unit) -> Result<void> {
        static_cast<void>(unit.add_case("rex_case", 1, 2025, monday));
        return engine::Err(Error::Code::refused, "no");
    });

    CHECK(failed.error().code == Error::Code::refused);
    CHECK(add_case(on.store).number.text() == "REX-2025-0001");
}

TEMPLATE_TEST_CASE("the actions of a case are numbered under it and found as its children", "[store]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto parent = add_case(on.store);
    const auto other = add_case(on.store);

    write(on.store, [&](Unit& unit) {
        CHECK(unit.add_child(parent, "corrective_action", 1, monday).number.text() == "REX-2025-0001/A1");
        CHECK(unit.add_child(parent, "corrective_action", 1, monday).number.text() == "REX-2025-0001/A2");
        CHECK(unit.add_child(other, "corrective_action", 1, monday).number.text() == "REX-2025-0002/A1");
        CHECK(unit.add_case("rex_case", 1, 2025, monday).number.text() == "REX-2025-0003");
    });

    const auto children = ask(on.store, [&](const Reader& reader) { return reader.children(parent.id); });
    REQUIRE(children.size() == 2);
    CHECK(children[1].number.text() == "REX-2025-0001/A2");
    CHECK(children[1].parent == parent.id);
    CHECK(children[1].workflow == "corrective_action");
}

TEMPLATE_TEST_CASE("a unit sees what it wrote before it is committed", "[store]", OnMemory, OnSqlite) {
    TestType on;

    write(on.store, [](Unit& unit) {
        const auto row = unit.add_case("rex_case", 1, 2025, monday);
        unit.set_note("last_digest", "2025-03-03");

        CHECK(unit.find_case(row.id)->number == row.number);
        CHECK(unit.find_case(row.number)->id == row.id);
        CHECK(unit.note("last_digest") == "2025-03-03");
    });
}

TEMPLATE_TEST_CASE("lists see the situation written after an event", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    engine::Situation situation;
    situation.states = {"contacting", "not_assessed", "unshared"};
    situation.levels = 1;
    situation.pilot = engine::MemberId{3};
    situation.at_rest = true;

    write(on.store, [&](Unit& unit) {
        unit.append(row.id, event(1, "report_received"));
        unit.update_case(row.id, situation, 1, monday + 2h);
    });

    const auto found = ask(on.store, [&](const Reader& reader) { return *reader.find_case(row.number); });
    CHECK(found.states == std::vector<std::string>{"contacting", "not_assessed", "unshared"});
    CHECK(found.levels == 1);
    CHECK(found.pilot == engine::MemberId{3});
    CHECK(found.at_rest);
    CHECK_FALSE(found.erased);
    CHECK(found.opened_at == monday);
    CHECK(found.updated_at == monday + 2h);
    CHECK(found.last_seq == 1);
}

TEMPLATE_TEST_CASE("cases are listed in order, page by page", "[store]", OnMemory, OnSqlite) {
    TestType on;
    for (int count = 0; count < 5; ++count) add_case(on.store);

    const auto first = ask(on.store, [](const Reader& reader) { return reader.cases({}, 3); });
    const auto rest = ask(on.store, [&](const Reader& reader) { return reader.cases(first.back().id, 3); });

    REQUIRE(first.size() == 3);
    REQUIRE(rest.size() == 2);
    CHECK(rest.back().number.text() == "REX-2025-0005");
}

TEMPLATE_TEST_CASE("a case nobody opened is not found", "[store]", OnMemory, OnSqlite) {
    TestType on;

    write(on.store, [](Unit& unit) {
        CHECK_FALSE(unit.find_case(CaseId{7}));
        CHECK_FALSE(unit.find_case(CaseNumber::of_case(2025, 7)));
        CHECK(unit.history(CaseId{7}).error().code == Error::Code::not_found);
        CHECK(unit.children(CaseId{7}).empty());
    });
}

TEMPLATE_TEST_CASE("a history comes back as it was appended", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    auto second = event(2, "call_logged", {{"outcome", "reached"}, {"odd", "\"\\\n\t\x01 é \xE9 fin"}});
    second.event.actor = engine::Actor::member({3});
    second.event.occurred_at = monday - 48h;
    second.effects.policy_version = "1";
    second.effects.set = {{"first_contact", "first_contact.urgent", monday, monday + 48h}};
    second.effects.cleared = {"inactivity", "next_call"};
    second.effects.letters = {{"new_case", "cell", "abc@rexflow.example"}};

    write(on.store, [&](Unit& unit) {
        unit.append(row.id, event(1, "report_received"));
        unit.append(row.id, second);
    });

    const auto history = ask(on.store, [&](const Reader& reader) { return *reader.history(row.id); });
    REQUIRE(history.size() == 2);
    CHECK(history[0].event.type == "report_received");
    CHECK(history[0].effects == engine::Effects{});
    CHECK(history[1].event.payload == second.event.payload);
    CHECK(history[1].event.actor.text == "member:3");
    CHECK(history[1].event.occurred_at == monday - 48h);
    CHECK(history[1].recorded_at == monday + 1min);
    CHECK(history[1].effects == second.effects);
}

TEMPLATE_TEST_CASE("an event out of order is refused and leaves nothing", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);

    const auto refused = on.store.write([&](Unit& unit) -> Result<void> {
        unit.set_note("before", "it");
        unit.append(row.id, event(2, "call_logged"));
        return {};
    });

    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Error::Code::history_mismatch);
    CHECK_FALSE(ask(on.store, [](const Reader& reader) { return reader.note("before"); }));
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.history(row.id)->size(); }) == 0);
}

TEMPLATE_TEST_CASE("sealed text is behind its reference, open text is itself", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    const auto other = add_case(on.store);
    std::string reference;

    write(on.store, [&](Unit& unit) {
        reference = unit.seal(row.id, engine::Privacy::narrative, "La perfusion a été retardée.");
        CHECK(unit.seal(row.id, engine::Privacy::open, "reached") == "reached");
    });

    CHECK(reference.starts_with("vault:"));
    write(on.store, [&](Unit& unit) {
        CHECK(unit.unseal(row.id, reference) == "La perfusion a été retardée.");
        CHECK(unit.unseal(row.id, "reached") == "reached");
        CHECK_FALSE(unit.unseal(row.id, "vault:00000000000000000000000000000000"));
        CHECK_FALSE(unit.unseal(row.id, "vault:nonsense"));
        CHECK_FALSE(unit.unseal(other.id, reference));
    });
}

TEMPLATE_TEST_CASE("a failed part undoes itself and nothing else of the unit", "[store]", OnMemory, OnSqlite) {
    TestType on;

    write(on.store, [](Unit& unit) {
        unit.set_note("first", "kept");
        const auto failed = unit.attempt([](Unit& part) -> Result<void> {
            part.set_note("second", "lost");
            static_cast<void>(part.add_case("rex_case", 1, 2025, monday));
            return engine::Err(Error::Code::refused, "no");
        });
        const auto thrown = unit.attempt([](Unit& part) -> Result<void> {
            part.set_note("third", "lost");
            throw std::runtime_error("a mistake");
        });
        const auto nested = unit.attempt([](Unit& part) -> Result<void> {
            part.set_note("fourth", "kept");
            static_cast<void>(part.attempt([](Unit& inner) -> Result<void> {
                inner.set_note("fifth", "lost");
                return engine::Err(Error::Code::refused, "no");
            }));
            return {};
        });

        CHECK(failed.error().code == Error::Code::refused);
        CHECK(thrown.error().code == Error::Code::store_trouble);
        CHECK(nested);
    });

    write(on.store, [](Unit& unit) {
        CHECK(unit.note("first") == "kept");
        CHECK_FALSE(unit.note("second"));
        CHECK_FALSE(unit.note("third"));
        CHECK(unit.note("fourth") == "kept");
        CHECK_FALSE(unit.note("fifth"));
        CHECK(unit.count_cases() == 0);
    });
}

TEMPLATE_TEST_CASE("an exception undoes the unit and reaches its own caller", "[store]", OnMemory, OnSqlite) {
    TestType on;

    CHECK_THROWS_AS(on.store.write([](Unit& unit) -> Result<void> {
        unit.set_note("lost", "yes");
        throw std::runtime_error("a mistake");
    }),
                    std::runtime_error);

    CHECK_FALSE(ask(on.store, [](const Reader& reader) { return reader.note("lost"); }));
    CHECK(on.store.write([](Unit&) -> Result<void> { return {}; }));
}

TEMPLATE_TEST_CASE("a note is replaced", "[store]", OnMemory, OnSqlite) {
    TestType on;

    write(on.store, [](Unit& unit) {
        unit.set_note("last_digest", "2025-03-03");
        unit.set_note("last_digest", "2025-03-04");
    });

    CHECK(ask(on.store, [](const Reader& reader) { return reader.note("last_digest"); }) == "2025-03-04");
    CHECK_FALSE(ask(on.store, [](const Reader& reader) { return reader.note("never"); }));
}
