#include "engine/deadline.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

/// What is due is said exactly once, whatever happens to the program and to its clock.
namespace rexflow::testing {

namespace {

/// "first_contact 2025-03-04 08:00 each working day after to pilot@2025-03-06 late", in order of time.
Names lines(Office& office, const std::string& number = first_case) {
    Names lines;
    for (const auto& row : office.ledger(number))
        lines.push_back(row.obligation + " " + paris(row.planned_at) + " " + row.reminder + (row.late ? " late" : ""));
    return lines;
}

Names lines_of(Office& office, const std::string& obligation) {
    auto all = lines(office);
    std::erase_if(all, [&](const std::string& line) { return !line.starts_with(obligation + " "); });
    return all;
}

std::string value(const engine::OutboxRow& row, std::string_view name) {
    const auto& values = row.letter.variables.values;
    const auto found = values.find(name);
    return found == values.end() ? "" : found->second;
}

std::vector<engine::OutboxRow> letters_named(Office& office, const std::string& name, const std::string& to) {
    auto rows = office.all_letters();
    std::erase_if(rows, [&](const auto& row) { return row.letter.name != name || row.letter.to.address != to; });
    return rows;
}

/// A case with obligations of every pace: working days, hours, calendar days.
void open_serious_case(Office& office) {
    reach_reporter(office);
    office.does(first_case, "severity_assessed", serious);
    orient(office);
}

}  // namespace

TEST_CASE("a reminder is queued once, however often one looks", "[reminders]") {
    Office office("2025-03-03 09:00");
    office.mail();
    CHECK(office.remind().queued == 0);
    office.set_clock("2025-03-04 08:00");
    CHECK(office.remind().queued == 1);
    CHECK(office.remind().queued == 0);
    office.restart();
    CHECK(office.remind().queued == 0);
    CHECK(lines(office) == Names{"first_contact 2025-03-04 08:00 1 working day before to pilot"});
    CHECK(letters_named(office, "reminder", colleague).size() == 1);
}

TEST_CASE("a clock that goes back and forth reminds of nothing twice", "[reminders]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.set_clock("2025-03-05 09:00");
    CHECK(office.remind().queued == 2);
    for (const auto* jump : {"2025-03-04 07:00", "2025-03-04 08:00", "2025-03-03 09:00", "2025-03-05 09:00"}) {
        office.set_clock(jump);
        CHECK(office.remind().queued == 0);
    }
    office.set_clock("2025-03-06 08:00");
    CHECK(office.remind().queued == 2);  // each working day after, and the coordinator
    CHECK(office.remind().queued == 0);
}

TEST_CASE("stops and jumps of the clock leave the same ledger as an uneventful month", "[reminders]") {
    const auto keys_of = [](Office& office) {
        std::set<std::string> keys;
        for (const auto& row : office.ledger(first_case))
            CHECK(keys.insert(row.obligation + " " + paris(row.due_at) + " " + row.reminder).second);
        return keys;
    };
    Office calm("2025-03-14 09:00");  // two weeks before the clocks change
    open_serious_case(calm);
    calm.pass_until("2025-04-10 12:00");
    const auto expected = keys_of(calm);
    REQUIRE(expected.size() > 60);

    for (unsigned seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        Office office("2025-03-14 09:00");
        open_serious_case(office);
        const auto start = office.clock.now();
        const auto end = paris("2025-04-10 12:00");
        const auto most = static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(end - start).count());
        for (int turn = 0; turn < 15; ++turn) {
            office.clock.set(start + std::chrono::minutes(std::uniform_int_distribution(0, most)(random)));
            office.remind();
            if (random() % 3 == 0) office.restart();
        }
        office.clock.set(end);
        office.remind();
        CHECK(keys_of(office) == expected);
    }
}

TEST_CASE("twelve hours are twelve hours in the nights when the clock changes", "[reminders]") {
    {
        Office office("2025-03-29 20:00");
        reach_reporter(office);
        office.does(first_case, "severity_assessed", serious);
        office.pass_until("2025-03-31 12:00");
        CHECK(lines_of(office, "eigs_part1") ==
              Names{"eigs_part1 2025-03-29 20:00 at start to coordinator",
                    "eigs_part1 2025-03-29 20:00 at start to pilot",
                    "eigs_part1 2025-03-30 09:00 12 hours after start to pilot",
                    "eigs_part1 2025-03-30 21:00 at due to pilot",
                    "eigs_part1 2025-03-31 09:00 each 12 hours after until 7 days to pilot@2025-03-31T07:00:00Z"});
    }
    Office office("2025-10-25 20:00");
    reach_reporter(office);
    office.does(first_case, "severity_assessed", serious);
    office.pass_until("2025-10-27 12:00");
    CHECK(lines_of(office, "eigs_part1") ==
          Names{"eigs_part1 2025-10-25 20:00 at start to coordinator", "eigs_part1 2025-10-25 20:00 at start to pilot",
                "eigs_part1 2025-10-26 07:00 12 hours after start to pilot",
                "eigs_part1 2025-10-26 19:00 at due to pilot",
                "eigs_part1 2025-10-27 07:00 each 12 hours after until 7 days to pilot@2025-10-27T06:00:00Z"});
}

TEST_CASE("a reminder that comes late says since when", "[reminders]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.set_clock("2025-03-04 08:15");
    office.remind();
    CHECK(value(office.last_letter("reminder"), "late").empty());  // a quarter of an hour is not late

    office.restart();
    office.set_clock("2025-03-05 14:00");
    office.remind();
    office.deliver();
    const auto late = office.last_letter("reminder");
    CHECK(value(late, "late") == "il était prévu le mercredi 5 mars 2025 à 8\u00A0h");
    CHECK(value(late, "due") == "mercredi 5 mars 2025");
    CHECK(late.state == engine::OutboxState::sent);
    CHECK(lines(office).back().ends_with(" late"));
}

TEST_CASE("occurrences that were all missed enter the ledger each and are sent once", "[reminders]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.set_clock("2025-03-12 10:00");
    office.remind();
    const auto ledger = lines(office);
    CHECK(std::ranges::count_if(ledger, [](const auto& line) {
              return line.find("each working day after") != std::string::npos;
          }) == 5);  // 6, 7, 10, 11 and 12 March
    // Each other step once: before, at due, escalation.
    CHECK(ledger.size() == 8);
    CHECK(letters_named(office, "reminder", colleague).size() == 2);  // before, and at due
    CHECK(letters_named(office, "overdue", colleague).size() == 1);   // the last of the five
    CHECK(letters_named(office, "escalation", coordinator).size() == 1);
}

TEST_CASE("a due date that is changed is reminded of anew", "[reminders]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    office.does(first_case, "action_linked",
                {{"title", "Fiche (exemple)"},
                 {"owner", "Dominique Modèle"},
                 {"owner_address", "dominique@idel.example"},
                 {"due", "2025-03-20"}});
    const std::string action = "REX-2025-0001/A1";
    office.does(action, "action_approved", {}, colleague);
    office.pass_until("2025-03-14 09:00");
    office.does(action, "action_postponed", {{"due", "2025-04-17"}, {"reason", "Motif (exemple)."}});
    office.pass_until("2025-04-17 09:00");

    CHECK(lines(office, action) == Names{"implementation 2025-03-13 08:00 7 days before to owner",
                                         "implementation 2025-04-10 08:00 7 days before to owner",
                                         "implementation 2025-04-17 08:00 at due to owner"});
    CHECK(value(office.last_letter("action_reminded"), "due") == "jeudi 17 avril 2025");
}

TEST_CASE("what can wait comes in one mail a morning and person", "[reminders]") {
    Office office("2025-03-03 09:00");
    for (const auto* number : {"REX-2025-0001", "REX-2025-0002", "REX-2025-0003"}) {
        office.mail(Mail().text(number));
        office.does(number, "taken_in_charge", {{"pilot", pilot}});
        office.does(number, "call_logged", reached);
        office.does(number, "severity_assessed", not_serious);
    }
    office.pass_until("2025-03-10 18:00");
    const auto digests = letters_named(office, "daily_digest", pilot);
    REQUIRE(digests.size() == 1);
    CHECK(paris(*digests.front().sent_at) == "2025-03-10 08:10");
    const auto& gathered = digests.front().letter.variables.lists.find("lines")->second;
    REQUIRE(gathered.size() == 3);
    CHECK(gathered[0].find("case")->second == "REX-2025-0001");
    CHECK(gathered[2].find("due")->second == "lundi 10 mars 2025");
    CHECK(office.transport.last_for(pilot).find("REX-2025-0003") != std::string::npos);
}

TEST_CASE("what comes up after the morning waits for the next one", "[reminders]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    office.does(first_case, "severity_assessed", not_serious);
    office.set_clock("2025-03-14 15:00");  // a Friday afternoon, four days late
    office.remind();
    office.pass_until("2025-03-17 12:00");
    const auto digests = letters_named(office, "daily_digest", pilot);
    REQUIRE(digests.size() == 1);
    CHECK(paris(*digests.front().sent_at) == "2025-03-17 08:10");
    const auto& gathered = digests.front().letter.variables.lists.find("lines")->second;
    REQUIRE(gathered.size() == 2);  // that of the 10th, and the weekly one of the 17th
    CHECK(gathered[0].find("late")->second == "il était prévu le lundi 10 mars 2025 à 8\u00A0h");
    CHECK_FALSE(gathered[1].contains("late"));
}

TEST_CASE("a damaged case harms no other and is tried again in an hour", "[reminders]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.mail(Mail().from("paul@officine.example"));
    const auto sound = office.situation("REX-2025-0001");
    office.damage("REX-2025-0001");
    office.set_clock("2025-03-04 08:00");
    auto turn = office.remind();
    CHECK(turn.queued == 1);
    CHECK(turn.failed == 1);
    CHECK(lines(office, "REX-2025-0001").empty());
    CHECK(lines(office, "REX-2025-0002").size() == 1);
    CHECK(office.remind().failed == 0);  // it is left alone for now

    office.set_clock("2025-03-04 09:00");
    CHECK(office.remind().failed == 1);
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        unit.update_case({1}, sound, 1, office.clock.now());
        return {};
    });
    office.set_clock("2025-03-04 10:00");
    CHECK(office.remind().queued == 1);
    CHECK(lines(office, "REX-2025-0001").front().ends_with(" late"));
}

TEST_CASE("every letter of the schedules exists and is given what it asks for", "[reminders]") {
    const auto workflows = every_workflow();
    Office office("2025-03-03 09:00");
    const auto& letters = office.context().letters;
    for (const auto& workflow : workflows.all())
        for (const auto& rule : workflow->obligations())
            for (const auto& step : rule.reminders) {
                if (!step.event.empty()) {
                    CHECK(workflow->find_event(step.event) != nullptr);
                    continue;
                }
                INFO(rule.key << ": " << step.letter);
                CHECK(letters.takes(step.letter, "case"));
                const bool is_dated = letters.takes(step.letter, "due") || letters.takes(step.letter, "meeting_at") ||
                                      step.letter == "follow_up_asked";
                CHECK(is_dated);
            }
}

}  // namespace rexflow::testing
