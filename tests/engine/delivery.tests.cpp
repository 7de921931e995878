#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

/// Letters go out at least once, always under one Message-ID, and whatever does not is known.
namespace rexflow::testing {

namespace {

using engine::OutboxState;
using Mishap = RecordingTransport::Mishap;

engine::OutboxRow acknowledgement(Office& office) { return office.outbox(first_case).front(); }

/// One letter about the first case to each address.
void enqueue(Office& office, const std::vector<std::string>& addresses, engine::Role role) {
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        const auto row = *unit.find_case(engine::CaseId{1});
        for (const auto& address : addresses) {
            engine::LetterOrder order{"closed_told", role, {}, {}, office.clock.now(), {}};
            const engine::Correspondent person{address, "", engine::Locale::fr};
            auto letter = office.correspondence().write(unit, row, order, person, office.clock.now());
            letter.case_id.reset();  // its fate is nobody's story
            unit.enqueue(letter);
        }
        return {};
    });
}

/// `count` letters about the first case, to addresses of their own.
void enqueue(Office& office, int count, engine::Role role) {
    std::vector<std::string> addresses;
    for (int i = 0; i < count; ++i) addresses.push_back("personne-" + std::to_string(i) + "@mx.example");
    enqueue(office, addresses, role);
}

std::ptrdiff_t taken_for(Office& office, const std::string& address) {
    return std::ranges::count(office.transport.taken, address, &RecordingTransport::Taken::to);
}

}  // namespace

TEST_CASE("a letter that is refused for now is tried for a week", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.transport.fail(lea, Mishap::refused_for_now);
    office.mail();
    const auto start = office.clock.now();
    std::vector<long> tried;
    int attempts = 0;
    for (int turn = 0; turn < 200 && acknowledgement(office).state == OutboxState::queued; ++turn) {
        office.clock.set(acknowledgement(office).next_try_at);
        office.deliver();
        if (acknowledgement(office).attempts > attempts)
            tried.push_back(std::chrono::duration_cast<std::chrono::minutes>(office.clock.now() - start).count());
        attempts = acknowledgement(office).attempts;
    }
    REQUIRE(tried.size() == 171);
    tried.erase(tried.begin() + 7, tried.end() - 1);
    CHECK(tried == std::vector<long>{0, 1, 6, 21, 81, 141, 201, 10041});  // the week ends at 10080
    CHECK(acknowledgement(office).state == OutboxState::given_up);
    CHECK(acknowledgement(office).last_status == "451 4.7.1");
    CHECK(office.history(first_case).back() == "delivery_failed");
}

TEST_CASE("a letter that was refused for now goes out later under its Message-ID", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.transport.fail(lea, Mishap::no_connection);
    office.mail();
    const auto fixed = acknowledgement(office).letter.message_id;
    office.pass_until("2025-03-03 09:10");
    CHECK(acknowledgement(office).last_status == "connection");
    CHECK(acknowledgement(office).attempts == 3);
    office.transport.recover();
    office.pass_until("2025-03-03 09:30");
    CHECK(acknowledgement(office).state == OutboxState::sent);
    REQUIRE(taken_for(office, lea) == 1);
    CHECK(office.transport.taken.back().message_id == fixed);
    CHECK(office.history(first_case).back() == "message_sent");
}

TEST_CASE("a letter that is refused for good is recorded, shown, and the last one to that address", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.transport.fail(lea, Mishap::refused_for_good);
    office.mail();
    office.pass_until("2025-03-03 12:00");
    CHECK(acknowledgement(office).state == OutboxState::refused);
    CHECK(acknowledgement(office).attempts == 1);
    CHECK(acknowledgement(office).last_status == "550 5.1.1");
    CHECK(office.history(first_case) == Names{"report_received", "delivery_failed"});
    CHECK(office.transport.last_for(colleague).find("5.1.1") != std::string::npos);

    office.transport.recover();
    office.does(first_case, "information_requested", {{"missing", "phone"}});
    office.pass_until("2025-03-03 13:00");
    CHECK(taken_for(office, lea) == 0);

    office.does(first_case, "reporter_details_corrected", {{"address", "lea.exemple@idel.example"}});
    office.does(first_case, "information_requested", {{"missing", "phone"}});
    office.pass_until("2025-03-03 14:00");
    CHECK(taken_for(office, "lea.exemple@idel.example") == 1);
}

TEST_CASE("a connection that breaks after the letter was taken sends it again under the same Message-ID",
          "[delivery]") {
    Office office("2025-03-03 09:00");
    office.transport.fail(lea, Mishap::answer_lost);
    office.mail();
    office.deliver();
    CHECK(acknowledgement(office).state == OutboxState::queued);
    office.transport.recover();
    office.pass_until("2025-03-03 09:05");

    REQUIRE(taken_for(office, lea) == 2);
    std::set<std::string> ids;
    for (const auto& mail : office.transport.taken)
        if (mail.to == lea) ids.insert(mail.message_id);
    CHECK(ids == std::set<std::string>{acknowledgement(office).letter.message_id});
}

TEST_CASE("the coordinator is told after an hour of failing, once a day at most", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.transport.fail(lea, Mishap::refused_for_now);
    office.transport.fail("paul@officine.example", Mishap::refused_for_now);
    office.mail();
    const auto told = [&] {
        auto rows = office.all_letters();
        std::erase_if(rows, [](const auto& row) { return row.letter.name != "outgoing_trouble"; });
        return rows;
    };
    office.pass_until("2025-03-03 10:00");
    CHECK(told().empty());
    office.pass_until("2025-03-03 10:30");
    REQUIRE(told().size() == 1);
    CHECK(told().front().letter.to.address == coordinator);
    CHECK(told().front().letter.variables.values.find("since")->second == "lundi 3 mars 2025 à 9\u00A0h");
    CHECK(told().front().state == OutboxState::sent);

    office.mail(Mail().from("paul@officine.example"));
    office.pass_until("2025-03-04 10:00");
    CHECK(told().size() == 1);
    office.mail(Mail().from("paul@officine.example").text("Encore.\r\n"));
    office.pass_until("2025-03-05 10:00");
    CHECK(told().size() == 2);
}

TEST_CASE("a trouble that hits every letter does not multiply by being told of", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.transport.fail_everything(Mishap::no_connection);
    office.mail();
    office.pass_until("2025-03-04 09:00");
    const auto rows = office.all_letters();
    CHECK(std::ranges::count(rows, "outgoing_trouble", [](const auto& row) { return row.letter.name; }) == 1);
    office.transport.recover();
    office.pass_until("2025-03-04 11:00");
    CHECK(std::ranges::count(office.all_letters(), OutboxState::sent, &engine::OutboxRow::state) ==
          static_cast<std::ptrdiff_t>(office.all_letters().size()));
}

TEST_CASE("an address outside gets five letters a day; the sixth is shown and waits", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.mail();
    for (int i = 0; i < 5; ++i) office.does(first_case, "information_requested", {{"missing", "phone"}});
    office.pass_until("2025-03-03 12:00");
    CHECK(taken_for(office, lea) == 5);
    const auto braked =
        office.sees([](const engine::Reader& reader) { return reader.outbox(OutboxState::braked, 10); });
    REQUIRE(braked.size() == 1);
    CHECK(braked.front().letter.to.address == lea);
    CHECK(taken_for(office, colleague) == 1);

    office.set_clock("2025-03-04 08:59");
    office.deliver();
    CHECK(taken_for(office, lea) == 5);
    office.set_clock("2025-03-04 10:00");
    office.deliver();
    CHECK(taken_for(office, lea) == 6);
    CHECK(office.sees([](const engine::Reader& reader) { return reader.count_letters(OutboxState::braked); }) == 0);
}

TEST_CASE("a flood of letters to one address holds back nobody else's", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.deliver();
    office.set_clock("2025-03-03 12:00");
    enqueue(office, std::vector<std::string>(150, "deluge@mx.example"), engine::Role::reporter);
    CHECK(office.deliver().braked == 145);
    enqueue(office, 201, engine::Role::reporter);
    CHECK(office.deliver().braked == 6);

    office.set_clock("2025-03-03 13:01");

    CHECK(office.deliver().sent == 6);
}

TEST_CASE("two hundred letters an hour go outside, and any number to the cell", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.deliver();
    office.set_clock("2025-03-03 12:00");
    enqueue(office, 201, engine::Role::reporter);
    enqueue(office, 210, engine::Role::cell);
    const auto turn = office.deliver();
    CHECK(turn.sent == 200 + 210);
    CHECK(turn.braked == 1);
    office.set_clock("2025-03-03 12:59");
    CHECK(office.deliver().sent == 0);
    office.set_clock("2025-03-03 13:01");
    CHECK(office.deliver().sent == 1);
}

TEST_CASE("two programs that deliver at once do not send the same letter", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.mail();
    int other = 0;
    office.transport.meanwhile = [&] {
        office.transport.meanwhile = nullptr;
        other = office.deliver().sent;
    };
    CHECK(office.deliver().sent == 4);
    CHECK(other == 0);
    CHECK(office.transport.taken.size() == 4);
}

TEST_CASE("a letter claimed by a program that ended is free again after ten minutes", "[delivery]") {
    const auto point = GENERATE(CrashPoint::before_commit, CrashPoint::after_commit);
    Office office("2025-03-03 09:00");
    office.mail();
    office.crash_at(1, point);
    CHECK_THROWS_AS(office.deliver(), Crash);
    office.restart();
    CHECK(office.transport.taken.empty());
    CHECK(office.deliver().sent == (point == CrashPoint::before_commit ? 4 : 0));
    office.set_clock("2025-03-03 09:10");
    office.deliver();
    CHECK(office.transport.taken.size() == 4);
}

TEST_CASE("a letter sent by a program that ended before it could say so is sent again, as the same", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.crash_at(2, CrashPoint::before_commit);
    CHECK_THROWS_AS(office.deliver(), Crash);
    office.restart();
    office.set_clock("2025-03-03 09:10");
    CHECK(office.deliver().sent == 4);
    const auto ids = office.transport.message_ids();
    CHECK(ids.size() == 8);
    CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 4);
    CHECK(std::ranges::count(office.history(first_case), "message_sent") == 1);
}

TEST_CASE("a letter whose person was erased is not sent", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.does(first_case, "case_dismissed", {{"reason", "withdrawn"}});
    office.does(first_case, "identity_erased", {}, coordinator);
    office.deliver();
    CHECK(office.transport.taken.empty());
    CHECK(office.outbox(first_case).front().state == OutboxState::erased);
}

TEST_CASE("a person erased while their letter is being sent stays erased", "[delivery]") {
    const auto mishap = GENERATE(as<std::optional<Mishap>>{}, std::nullopt, Mishap::refused_for_now);
    Office office("2025-03-03 09:00");
    office.mail();
    if (mishap) office.transport.fail_everything(*mishap);
    office.transport.meanwhile = [&] {
        office.transport.meanwhile = nullptr;
        office.does(first_case, "identity_erased", {}, coordinator);
    };
    office.deliver();
    office.transport.recover();
    office.pass_until("2025-03-03 12:00");
    for (const auto& row : office.outbox(first_case)) {
        CHECK(row.letter.to.address.empty());
        CHECK(row.state == (mishap ? OutboxState::erased : OutboxState::sent));
    }
    CHECK(office.transport.taken.size() == (mishap ? 0 : 4));
    CHECK(office.troubles().empty());
}

TEST_CASE("a damaged case does not make its letter go out twice", "[delivery]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.damage(first_case);
    office.pass_until("2025-03-03 12:00");
    CHECK(office.transport.taken.size() == 4);
    CHECK(acknowledgement(office).state == OutboxState::sent);
}

}  // namespace rexflow::testing
