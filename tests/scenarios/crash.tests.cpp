#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <set>

/// The program is killed at every commit of a story, one after the other, and comes out the same.
namespace rexflow::testing {

namespace {

/// Something that happens at a moment and may be begun again after a crash.
struct Deed {
    std::string at;
    std::function<void(Office&)> act;
};

/// A message in a mailbox stays there until it is taken.
Deed mail(const std::string& at, const std::string& uid, const Mail& mail) {
    return {at, [=](Office& office) {
                const engine::Origin origin{"maildir:inbox", uid};
                if (office.sees([&](const engine::Reader& reader) { return reader.find_message(origin); })) return;
                office.takes(Mail(mail).id(uid + "@mx.example").raw(), origin);
            }};
}

/// A person looks whether it was recorded before doing it again.
Deed step(const std::string& at, const std::string& number, const std::string& event, engine::Payload fields = {},
          const std::string& by = pilot) {
    return {at, [=](Office& office) {
                const auto history = office.history(number);
                if (std::ranges::find(history, event) == history.end()) office.does(number, event, fields, by);
            }};
}

std::vector<Deed> story() {
    const std::string second = "REX-2025-0002";
    return {
        mail("2025-03-03 09:00", "a", Mail()),
        mail("2025-03-03 09:30", "b", Mail().from("Paul Modele <paul@officine.example>")),
        mail("2025-03-03 10:00", "c", Mail().from("")),
        step("2025-03-03 11:00", first_case, "taken_in_charge", {{"pilot", pilot}}),
        step("2025-03-03 12:00", first_case, "call_logged", reached),
        step("2025-03-03 13:00", first_case, "severity_assessed", serious),
        mail("2025-03-03 14:00", "d", Mail().subject("RE : [REX-2025-0001] suite").text("Une précision.\r\n")),
        step("2025-03-04 09:00", first_case, "part1_filed", proof("2025-03-04")),
        step("2025-03-04 10:00", first_case, "action_linked",
             {{"title", "Fiche (exemple)"},
              {"owner", "Dominique Modèle"},
              {"owner_address", "dominique@idel.example"},
              {"due", "2025-03-14"}}),
        step("2025-03-04 11:00", "REX-2025-0001/A1", "action_approved", {}, colleague),
        step("2025-03-05 09:00", first_case, "oriented",
             {{"to", "Camille Modèle"}, {"to_address", "refuse@mx.example"}, {"consent", "no"}}),
        step("2025-03-06 10:00", second, "case_dismissed", {{"reason", "out_of_scope"}}, coordinator),
        step("2025-03-07 10:00", second, "identity_erased", {}, coordinator),
    };
}

/// Everything that must not depend on when the program was killed.
struct Outcome {
    std::vector<std::string> facts;
    std::set<std::string> sent;  ///< Message-IDs the mail server saw
    bool operator==(const Outcome&) const = default;
};

Outcome outcome_of(Office& office) {
    Outcome outcome;
    for (const auto* number : {"REX-2025-0001", "REX-2025-0001/A1", "REX-2025-0002"}) {
        for (const auto& state : office.states(number)) outcome.facts.push_back(state);
        for (const auto& [key, set] : office.situation(number).obligations)
            outcome.facts.push_back(key + " " + paris(set.due_at));
        for (const auto& row : office.outbox(number))
            outcome.facts.push_back(row.letter.name + " " + row.letter.to.address + " " + row.letter.message_id + " " +
                                    std::string(to_text(row.state)));
        for (const auto& row : office.ledger(number)) outcome.facts.push_back(row.obligation + " " + row.reminder);
        auto history = office.history(number);
        std::ranges::sort(history);  // a letter may be recorded as sent a little later
        outcome.facts.insert(outcome.facts.end(), history.begin(), history.end());
    }
    for (std::int64_t id = 1; id <= 4; ++id)
        outcome.facts.push_back(office.sees([&](const engine::Reader& reader) {
            const auto message = reader.find_message(engine::MessageId{id}).value();
            return std::string(to_text(message.outcome)) + " " + message.reason;
        }));
    for (const auto& id : office.transport.message_ids()) outcome.sent.insert(id);
    return outcome;
}

void recover(Office& office) {
    office.restart();
    engine::IntakeLine line(office.store(), office.message_reader(), office.intake(), [](const auto&) {});
    REQUIRE(line.recover(office.clock.now()));
}

/// Lives the story; whether the crash that was arranged took place.
bool live(Office& office) {
    office.transport.fail("refuse@mx.example", RecordingTransport::Mishap::refused_for_good);
    bool crashed = false;
    const auto survive = [&](const std::function<void()>& part) {
        try {
            part();
        } catch (const Crash&) {
            crashed = true;
            recover(office);
            part();
        }
    };
    for (const auto& deed : story()) {
        survive([&] { office.pass_until(deed.at); });
        survive([&] { deed.act(office); });
    }
    survive([&] { office.pass_until("2025-03-10 12:00"); });
    return crashed;
}

/// @return how many commits the story has been killed at
int kill_at_every_commit(CrashPoint point, const std::function<std::unique_ptr<Archive>()>& archive, int stride) {
    Office calm("2025-03-03 08:00", archive());
    live(calm);
    const auto expected = outcome_of(calm);
    REQUIRE(calm.troubles().empty());
    int killed = 0;
    for (int write = 1;; write += stride, ++killed) {
        INFO("killed at write " << write);
        Office office("2025-03-03 08:00", archive());
        office.crash_at(write, point);
        if (!live(office)) return killed;
        REQUIRE(office.troubles().empty());
        const auto outcome = outcome_of(office);
        REQUIRE(outcome.facts == expected.facts);
        REQUIRE(outcome.sent == expected.sent);
    }
}

}  // namespace

TEST_CASE("a program killed at any commit loses no letter and doubles none", "[crash]") {
    const auto point = GENERATE(CrashPoint::before_commit, CrashPoint::after_commit);
    CHECK(kill_at_every_commit(point, in_memory, 1) > 40);
}

TEST_CASE("a program killed at a commit on disk comes out the same", "[crash]") {
    const auto point = GENERATE(CrashPoint::before_commit, CrashPoint::after_commit);
    CHECK(kill_at_every_commit(point, on_sqlite, 7) > 10);
}

}  // namespace rexflow::testing
