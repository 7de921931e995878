#include "tests/contracts/stores.hpp"

#include <catch2/catch.hpp>

using namespace rexflow;
using namespace rexflow::testing;
using engine::CaseId;
using engine::Error;
using engine::ObligationRow;
using engine::OutboxState;
using engine::Outcome;
using engine::Reader;
using engine::Result;
using engine::Unit;

namespace {

ObligationRow obligation(CaseId id, std::string key, std::optional<engine::Instant> next_at) {
    return {id, key, key + ".urgent", monday, monday + 48h, monday, next_at};
}

std::vector<std::string> keys_of(const std::vector<ObligationRow>& rows) {
    std::vector<std::string> keys;
    for (const auto& row : rows) keys.push_back(row.obligation);
    return keys;
}

std::vector<std::string> ids_of(const std::vector<engine::OutboxRow>& rows) {
    std::vector<std::string> ids;
    for (const auto& row : rows) ids.push_back(row.letter.message_id);
    return ids;
}

}  // namespace

TEMPLATE_TEST_CASE("a message is received with its bytes, then has an outcome", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    const std::string raw("Subject: x\r\n\r\n\0 \xE9", 18);
    engine::MessageId id;
    write(on.store, [&](Unit& unit) { id = unit.add_message({"maildir:inbox", "17"}, raw, monday); });

    CHECK(ask(on.store, [&](const Reader& reader) { return reader.find_message(id)->outcome; }) == Outcome::received);
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.raw(id); }) == raw);
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.messages(Outcome::received, 10); }).size() == 1);

    write(on.store, [&](Unit& unit) { unit.set_outcome(id, Outcome::reply, "in_thread", row.id, "m@x.example", "h"); });

    const auto found = ask(on.store, [&](const Reader& reader) { return *reader.find_message(id); });
    CHECK(found.origin == engine::Origin{"maildir:inbox", "17"});
    CHECK(found.received_at == monday);
    CHECK(found.outcome == Outcome::reply);
    CHECK(found.reason == "in_thread");
    CHECK(found.case_id == row.id);
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.messages_of(row.id); }).size() == 1);
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.messages(Outcome::received, 10); }).empty());
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.count_messages(Outcome::reply); }) == 1);
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.count_messages(Outcome::received); }) == 0);
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.raw(id); }) == raw);
}

TEMPLATE_TEST_CASE("a message is found by where it was taken from, but not by an empty uid", "[store]", OnMemory,
                   OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        unit.add_message({"pop3:rapports", "17"}, "one", monday);
        unit.add_message({"stdin", ""}, "two", monday);
        unit.add_message({"stdin", ""}, "three", monday);
    });

    CHECK(ask(on.store, [](const Reader& reader) {
              return reader.find_message(engine::Origin{"pop3:rapports", "17"});
          })->id.value == 1);
    CHECK_FALSE(ask(on.store, [](const Reader& reader) { return reader.find_message(engine::Origin{"other", "17"}); }));
    CHECK_FALSE(ask(on.store, [](const Reader& reader) { return reader.find_message(engine::Origin{"stdin", ""}); }));
    const auto twice = on.store.write([](Unit& unit) -> Result<void> {
        unit.add_message({"pop3:rapports", "17"}, "again", monday);
        return {};
    });
    CHECK(twice.error().code == Error::Code::already_there);
}

TEMPLATE_TEST_CASE("a duplicate has the same Message-ID and content, or the same content alone", "[store]", OnMemory,
                   OnSqlite) {
    TestType on;
    engine::MessageId first;
    write(on.store, [&](Unit& unit) {
        first = unit.add_message({"file", ""}, "one", monday);
        unit.set_outcome(first, Outcome::case_opened, {}, std::nullopt, "m@x.example", "abc");
        unit.set_outcome(unit.add_message({"file", ""}, "two", monday), Outcome::duplicate, {}, std::nullopt, {}, {});
    });

    write(on.store, [&](Unit& unit) {
        CHECK(unit.find_duplicate("m@x.example", "abc")->id == first);
        CHECK(unit.find_duplicate("", "abc")->id == first);
        CHECK_FALSE(unit.find_duplicate("m@x.example", "def"));
        CHECK_FALSE(unit.find_duplicate("other@x.example", "abc"));
        CHECK_FALSE(unit.find_duplicate("", ""));
        CHECK(unit.knows_message_id("m@x.example"));
        CHECK_FALSE(unit.knows_message_id("other@x.example"));
        CHECK_FALSE(unit.knows_message_id(""));
    });
}

TEMPLATE_TEST_CASE("messages of an outcome come oldest first, no more than asked for", "[store]", OnMemory, OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        for (int count = 0; count < 4; ++count) {
            const auto id = unit.add_message({"file", ""}, "x", monday);
            unit.set_outcome(id, count == 1 ? Outcome::bounce : Outcome::quarantined, "no_sender", {}, {}, {});
        }
    });

    const auto found = ask(on.store, [](const Reader& reader) { return reader.messages(Outcome::quarantined, 2); });
    REQUIRE(found.size() == 2);
    CHECK(found[0].id.value == 1);
    CHECK(found[1].id.value == 3);
    CHECK(ask(on.store, [](const Reader& reader) { return reader.messages(Outcome::bounce, 9); }).size() == 1);
    CHECK(ask(on.store, [](const Reader& reader) { return reader.count_messages(Outcome::quarantined); }) == 3);
}

TEMPLATE_TEST_CASE("a message waits for a person until somebody has looked, and is listed once", "[store]", OnMemory,
                   OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        for (int count = 0; count < 3; ++count) unit.add_message({"file", ""}, "x", monday);
        unit.add_review({2}, "scan,old_word");
        unit.add_review({3}, "picture");
        unit.add_review({2}, "again");
    });

    const auto waiting = ask(on.store, [](const Reader& reader) { return reader.reviews(9); });
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].message.value == 2);
    CHECK(waiting[0].reasons == "scan,old_word");
    CHECK(ask(on.store, [](const Reader& reader) { return reader.reviews(1); }).size() == 1);
    write(on.store, [](Unit& unit) {
        CHECK(unit.end_review({2}, monday));
        CHECK_FALSE(unit.end_review({2}, monday));
        CHECK_FALSE(unit.end_review({1}, monday));
        unit.add_review({2}, "too late");
    });
    CHECK(ask(on.store, [](const Reader& reader) { return reader.count_reviews(); }) == 1);
}

TEMPLATE_TEST_CASE("due obligations come the most overdue first", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    write(on.store, [&](Unit& unit) {
        unit.set_obligation(obligation(row.id, "later", monday + 3h));
        unit.set_obligation(obligation(row.id, "second", monday + 2h));
        unit.set_obligation(obligation(row.id, "first", monday + 1h));
        unit.set_obligation(obligation(row.id, "silent", std::nullopt));
    });

    const auto due = [&](engine::Instant now, int limit) {
        return keys_of(ask(on.store, [&](const Reader& reader) { return reader.due_obligations(now, limit); }));
    };
    CHECK(due(monday, 10).empty());
    CHECK(due(monday + 2h, 10) == std::vector<std::string>{"first", "second"});
    CHECK(due(monday + 9h, 1) == std::vector<std::string>{"first"});
    CHECK(ask(on.store, [](const Reader& reader) { return reader.next_obligation_at(); }) == monday + 1h);
    CHECK(ask(on.store, [&](const Reader& reader) { return reader.obligations(row.id); }).size() == 4);
}

TEMPLATE_TEST_CASE("an obligation is replaced and cleared by its key", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    write(on.store, [&](Unit& unit) {
        unit.set_obligation(obligation(row.id, "feedback", monday + 3h));
        unit.set_obligation(obligation(row.id, "feedback", monday + 5h));
        unit.set_obligation(obligation(row.id, "minutes", monday + 1h));
        unit.clear_obligation(row.id, "minutes");
        unit.clear_obligation(row.id, "never_there");
    });

    const auto left = ask(on.store, [&](const Reader& reader) { return reader.obligations(row.id); });
    REQUIRE(left.size() == 1);
    CHECK(left[0].next_at == monday + 5h);
    CHECK(left[0].rule == "feedback.urgent");
    CHECK(left[0].started_at == monday);
    CHECK(left[0].due_at == monday + 48h);
    CHECK(left[0].reminded_until == monday);
}

TEMPLATE_TEST_CASE("a reminder is in the ledger once, and again for another due date", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    const engine::ReminderRow reminder{row.id, "feedback", monday + 48h, "at_due", monday + 48h, monday + 49h, true};
    auto postponed = reminder;
    postponed.due_at += 24h;

    write(on.store, [&](Unit& unit) {
        CHECK(unit.add_reminder(reminder));
        CHECK_FALSE(unit.add_reminder(reminder));
        CHECK(unit.add_reminder(postponed));
    });
    write(on.store, [&](Unit& unit) { CHECK_FALSE(unit.add_reminder(reminder)); });

    const auto ledger = ask(on.store, [&](const Reader& reader) { return reader.reminders(row.id); });
    REQUIRE(ledger.size() == 2);
    CHECK(ledger[0].late);
    CHECK(ledger[0].queued_at == monday + 49h);
}

TEMPLATE_TEST_CASE("a letter comes back from the outbox as it was queued", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    auto written = letter(row.id, "abc@rexflow.example");
    written.send_at = monday + 1h;
    written.in_reply_to = "m@cabinet.example";
    written.references = {"a@cabinet.example", "b@cabinet.example"};
    written.variables.lists["lines"] = {{{"number", "REX-2025-0001"}, {"what", "appel"}}};
    engine::OutboxId id;
    write(on.store, [&](Unit& unit) { id = unit.enqueue(written); });

    const auto found = ask(on.store, [](const Reader& reader) { return *reader.find_outbox("abc@rexflow.example"); });
    CHECK(found.id == id);
    CHECK(found.state == OutboxState::queued);
    CHECK(found.next_try_at == monday + 1h);
    CHECK(found.letter.case_id == row.id);
    CHECK(found.letter.name == "intake_acknowledged");
    CHECK(found.letter.to == written.to);
    CHECK(found.letter.variables == written.variables);
    CHECK(found.letter.in_reply_to == "m@cabinet.example");
    CHECK(found.letter.references == written.references);
    CHECK(found.letter.queued_at == monday);
    CHECK(found.letter.send_at == monday + 1h);
    CHECK_FALSE(ask(on.store, [](const Reader& reader) { return reader.find_outbox("other@rexflow.example"); }));
}

TEMPLATE_TEST_CASE("due letters are the queued ones whose time has come, oldest first", "[store]", OnMemory, OnSqlite) {
    TestType on;
    write(on.store, [](Unit& unit) {
        unit.enqueue(letter({}, "late", monday + 2h));
        unit.enqueue(letter({}, "early", monday));
        unit.enqueue(letter({}, "early too", monday));
        auto braked = *unit.find_outbox(unit.enqueue(letter({}, "braked", monday)));
        braked.state = OutboxState::braked;
        unit.update_outbox(braked);
    });

    const auto due = [&](engine::Instant now, int limit) {
        return ids_of(ask(on.store, [&](const Reader& reader) { return reader.due_letters(now, limit); }));
    };
    CHECK(due(monday - 1h, 10).empty());
    CHECK(due(monday, 10) == std::vector<std::string>{"early", "early too"});
    CHECK(due(monday + 9h, 10) == std::vector<std::string>{"early", "early too", "late"});
    CHECK(due(monday + 9h, 1) == std::vector<std::string>{"early"});
    CHECK(ask(on.store, [](const Reader& reader) { return reader.next_letter_at(); }) == monday);
    CHECK(ids_of(ask(on.store, [](const Reader& reader) { return reader.outbox(OutboxState::queued, 2); })) ==
          std::vector<std::string>{"late", "early"});
    CHECK(ask(on.store, [](const Reader& reader) { return reader.count_letters(OutboxState::braked); }) == 1);
}

TEMPLATE_TEST_CASE("trying a letter changes its fate and not its content", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto row = add_case(on.store);
    write(on.store, [&](Unit& unit) {
        auto tried = *unit.find_outbox(unit.enqueue(letter(row.id, "abc@rexflow.example")));
        tried.state = OutboxState::refused;
        tried.attempts = 3;
        tried.next_try_at = monday + 1h;
        tried.first_failed_at = monday + 5min;
        tried.last_status = "550 5.1.1";
        tried.trouble_told = true;
        tried.letter.to.name = "not taken over";
        unit.update_outbox(tried);
    });

    const auto found = ask(on.store, [&](const Reader& reader) { return reader.outbox_of(row.id).at(0); });
    CHECK(found.state == OutboxState::refused);
    CHECK(found.attempts == 3);
    CHECK(found.next_try_at == monday + 1h);
    CHECK(found.first_failed_at == monday + 5min);
    CHECK(found.last_status == "550 5.1.1");
    CHECK(found.trouble_told);
    CHECK(found.letter.to.name == "Léa Martin");
}

TEMPLATE_TEST_CASE("the brake counts letters sent to people outside", "[store]", OnMemory, OnSqlite) {
    TestType on;
    const auto send = [](Unit& unit, engine::Letter written, engine::Instant at) {
        auto row = *unit.find_outbox(unit.enqueue(written));
        row.state = OutboxState::sent;
        row.sent_at = at;
        unit.update_outbox(row);
    };
    auto to_cell = letter({}, "cell");
    to_cell.audience = engine::Audience::cell;
    auto to_ben = letter({}, "ben");
    to_ben.to.address = "ben@cabinet.example";

    write(on.store, [&](Unit& unit) {
        send(unit, letter({}, "old"), monday - 24h);
        send(unit, letter({}, "new"), monday);
        send(unit, to_ben, monday);
        send(unit, to_cell, monday);
        unit.enqueue(letter({}, "queued"));
    });

    write(on.store, [](Unit& unit) {
        CHECK(unit.letters_sent("Lea@cabinet.example", monday) == 1);
        CHECK(unit.letters_sent("lea@cabinet.example", monday - 48h) == 2);
        CHECK(unit.letters_sent(monday) == 2);
        CHECK(unit.letters_sent(monday + 1s) == 0);
        CHECK(unit.count_letters(OutboxState::sent) == 4);
        CHECK(unit.count_letters(OutboxState::queued) == 1);
        CHECK(unit.outbox(OutboxState::sent, 10).size() == 4);
    });
}

TEMPLATE_TEST_CASE("a digest takes lines until it is tried", "[store]", OnMemory, OnSqlite) {
    TestType on;
    engine::OutboxId id;
    write(on.store, [&](Unit& unit) {
        id = unit.enqueue(letter({}, "digest@rexflow.example"));
        unit.add_line(id, "lines", {{"number", "REX-2025-0001"}});
        unit.add_line(id, "lines", {{"number", "REX-2025-0002"}});
        auto tried = *unit.find_outbox(id);
        tried.attempts = 1;
        unit.update_outbox(tried);
        unit.add_line(id, "lines", {{"number", "too late"}});
    });

    const auto found = ask(on.store, [&](const Reader& reader) { return *reader.find_outbox(id); });
    REQUIRE(found.letter.variables.lists.at("lines").size() == 2);
    CHECK(found.letter.variables.lists.at("lines")[1].at("number") == "REX-2025-0002");
}
