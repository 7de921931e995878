#include "tests/support/office.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <future>
#include <stdexcept>

/// Every message ends in exactly one outcome, and none stops the next.
namespace rexflow::testing {

namespace {

using engine::MessageId;
using engine::Outcome;

engine::StoredMessage message(Office& office, std::int64_t id) {
    return office.sees([&](const engine::Reader& reader) { return reader.find_message(MessageId{id}).value(); });
}

/// Stored, and nothing more: the program ended before it was understood.
void receive(Office& office, const std::string& raw) {
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        unit.add_message({"maildir:inbox", std::to_string(raw.size())}, raw, office.clock.now());
        return {};
    });
}

std::vector<engine::Understood> recover(Office& office, const engine::MessageReader& reader) {
    std::vector<engine::Understood> told;
    engine::IntakeLine line(office.store(), reader, office.intake(),
                            [&](const engine::Understood& understood) { told.push_back(understood); });
    const auto recovered = line.recover(office.clock.now());  // may throw: not inside REQUIRE
    REQUIRE(recovered);
    return told;
}

/// A reader that is struck down over one message.
class StruckReader final : public engine::MessageReader {
public:
    StruckReader(const engine::MessageReader& reader, std::function<void()> strike)
        : reader_(reader), strike_(std::move(strike)) {}
    engine::Result<engine::InboundEmail> read(std::string_view raw) const override {
        if (raw.find("poison") != std::string_view::npos) strike_();
        return reader_.read(raw);
    }
    engine::Result<std::string> attachment(std::string_view raw, std::size_t position) const override {
        return reader_.attachment(raw, position);
    }

private:
    const engine::MessageReader& reader_;
    std::function<void()> strike_;
};

/// A reader that asks for the store while it reads: inside the writer's turn it would never get it.
class CuriousReader final : public engine::MessageReader {
public:
    explicit CuriousReader(Office& office) : office_(office) {}
    engine::Result<engine::InboundEmail> read(std::string_view raw) const override {
        CHECK(office_.store().write([](engine::Unit&) -> engine::Result<void> { return {}; }));
        return office_.message_reader().read(raw);
    }
    engine::Result<std::string> attachment(std::string_view raw, std::size_t position) const override {
        return office_.message_reader().attachment(raw, position);
    }

private:
    Office& office_;
};

}  // namespace

TEST_CASE("the same mail twice is one case", "[intake]") {
    Office office("2025-03-03 09:00");
    const auto raw = Mail().id("a@mx.example").raw();
    const auto first = office.takes(raw);
    const auto again = office.takes("Received: from relay.example by mx.example; Mon, 3 Mar 2025 08:00:00 +0000\r\n" +
                                    raw);  // came another way
    CHECK(again.outcome == Outcome::duplicate);
    CHECK(again.number == first.number);
    CHECK(again.reason == "same_message");
    CHECK(office.count_cases() == 1);
    CHECK(office.outbox("REX-2025-0001").size() == 4);
}

TEST_CASE("another content under a known Message-ID opens its own case and is flagged", "[intake]") {
    Office office("2025-03-03 09:00");
    office.mail(Mail().id("scanner@copier.example"));
    const auto second = office.mail(Mail().id("scanner@copier.example").text("Tout autre chose.\r\n"));
    CHECK(second.outcome == Outcome::case_opened);
    CHECK(second.number->text() == "REX-2025-0002");
    CHECK(second.reason == "same_message_id");
    CHECK(message(office, second.message.value).reason == "same_message_id");
    CHECK(office.mail(Mail().id("scanner@copier.example").text("Tout autre chose.\r\n")).outcome == Outcome::duplicate);
}

TEST_CASE("mails without a Message-ID are told apart by what they say", "[intake]") {
    Office office("2025-03-03 09:00");
    const auto first = office.mail(Mail().without_id());
    CHECK(first.outcome == Outcome::case_opened);
    CHECK(office.outbox("REX-2025-0001").front().letter.in_reply_to.empty());
    CHECK(office.mail(Mail().without_id()).outcome == Outcome::duplicate);
    CHECK(office.mail(Mail().without_id().text("Autre chose.\r\n")).outcome == Outcome::case_opened);
}

TEST_CASE("a mail nobody can be answered on is put in quarantine with its reason", "[intake]") {
    Office office("2025-03-03 09:00");
    const auto anonymous = office.mail(Mail().from(""));
    CHECK(anonymous.outcome == Outcome::quarantined);
    CHECK(anonymous.reason == "no_sender");
    CHECK(message(office, 1).reason == "no_sender");
    CHECK(office.sees([](const engine::Reader& reader) { return reader.raw(MessageId{1}).has_value(); }));
    CHECK(office.mail(Mail().from("Personne <pas une adresse>")).outcome == Outcome::quarantined);
    CHECK(office.count_cases() == 0);
    CHECK(office.all_letters().empty());
}

TEST_CASE("mails are read before the writer's turn, not in it", "[intake]") {
    Office office("2025-03-03 09:00", on_sqlite());
    const CuriousReader reader(office);
    engine::IntakeLine line(office.store(), reader, office.intake(), [](const engine::Understood&) {});
    for (const auto* const id : {"a@mx.example", "b@mx.example", "c@mx.example"})
        CHECK(line.take({"file", {}}, Mail().id(id).text(id).raw(), office.clock.now()));
    CHECK(line.finish(office.clock.now()));
    CHECK(office.count_cases() == 3);
}

TEST_CASE("a mail over which reading ends unexpectedly is put in quarantine, on whatever thread", "[intake]") {
    Office office("2025-03-03 09:00");
    const StruckReader reader(office.message_reader(), [] { throw std::runtime_error("a mistake"); });
    const bool is_ahead = GENERATE(false, true);
    std::vector<Outcome> outcomes;
    const engine::BeginReading ahead = [](engine::Reading reading) -> engine::Reading {
        const std::shared_future<engine::Result<engine::ReadMessage>> result =
            std::async(std::launch::async, std::move(reading));
        return [result] { return result.get(); };
    };
    {
        engine::IntakeLine line(
            office.store(), reader, office.intake(),
            [&](const engine::Understood& told) { outcomes.push_back(told.outcome); },
            is_ahead ? ahead : engine::BeginReading{});
        for (const auto* const text : {"poison", "Rappelez-moi."})
            CHECK(line.take({"file", {}}, Mail().id(text).text(text).raw(), office.clock.now()));
        CHECK(line.finish(office.clock.now()));
    }

    CHECK(outcomes == std::vector<Outcome>{Outcome::quarantined, Outcome::case_opened});
}

TEST_CASE("one broken message never stops the next", "[intake]") {
    Office office("2025-03-03 09:00");
    std::vector<Outcome> outcomes;
    engine::IntakeLine line(office.store(), office.message_reader(), office.intake(),
                            [&](const engine::Understood& told) { outcomes.push_back(told.outcome); });
    for (const auto& raw : {std::string(), std::string("\0\0\0\x01", 4), std::string("no header at all"),
                            Mail().id("good@mx.example").raw(), Mail().from("").raw(),
                            Mail().id("better@mx.example").text("Autre chose.").raw()})
        REQUIRE(line.take({"file", {}}, raw, office.clock.now()));
    REQUIRE(line.finish(office.clock.now()));

    CHECK(outcomes == std::vector<Outcome>{Outcome::quarantined, Outcome::quarantined, Outcome::quarantined,
                                           Outcome::case_opened, Outcome::quarantined, Outcome::case_opened});
    CHECK(message(office, 1).reason == "empty");
}

TEST_CASE("an answering machine is neither answered nor opens a case", "[intake]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.pass_until("2025-03-03 09:05");
    const auto letters = office.all_letters().size();
    const auto ours = office.last_letter("intake_acknowledged").letter.message_id;

    const auto absent = office.mail(Mail().subject("Absence").header("Auto-Submitted: auto-replied").answers(ours));
    CHECK(absent.outcome == Outcome::auto_held);
    CHECK(absent.number->text() == "REX-2025-0001");
    CHECK(office.mail(Mail().subject("Réponse automatique : absence")).outcome == Outcome::auto_held);
    CHECK(office.mail(Mail().header("Precedence: bulk")).outcome == Outcome::auto_held);
    CHECK(office.count_cases() == 1);
    CHECK(office.all_letters().size() == letters);
    CHECK(office.history("REX-2025-0001").back() == "message_sent");
}

TEST_CASE("our own letter that comes back to us starts no conversation with ourselves", "[intake]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.pass_until("2025-03-03 09:05");
    const auto own = office.transport.last_for(lea);
    const auto stripped = Mail().id(office.last_letter("intake_acknowledged").letter.message_id);

    CHECK(office.takes(own).outcome == Outcome::auto_held);
    CHECK(office.mail(stripped).reason == "own_letter");
    CHECK(office.count_cases() == 1);
    CHECK(office.all_letters().size() == 4);
}

TEST_CASE("a held auto-reply becomes a case when a person says so, once", "[intake]") {
    Office office("2025-03-03 09:00");
    const auto raw = Mail().subject("Absence du cabinet : à rappeler").header("Auto-Submitted: auto-replied").raw();
    const auto held = office.takes(raw);
    REQUIRE(held.outcome == Outcome::auto_held);
    const auto open = [&] {
        engine::Result<engine::Understood> opened;
        office.writes([&](engine::Unit& unit) -> engine::Result<void> {
            opened =
                office.intake().open_held(unit, held.message, *office.message_reader().read(raw), office.clock.now());
            return {};
        });
        return opened;
    };
    const auto opened = open();
    REQUIRE(opened);
    CHECK(opened->number->text() == "REX-2025-0001");
    CHECK(message(office, held.message.value).outcome == Outcome::case_opened);
    CHECK(office.letters("REX-2025-0001").front() == "intake_acknowledged to lea@idel.example");
    CHECK(open().error().code == engine::Error::Code::not_found);
    CHECK(office.count_cases() == 1);
}

TEST_CASE("a report's name, number, hours and urgency are read from its mail, and the next call waits for them",
          "[intake]") {
    Office office("2026-03-19 09:00");  // a Thursday
    office.mail(
        Mail()
            .from("\"Claire MARTIN\" <c.martin@idel.example>")
            .text("Bonjour,\nC'est urgent. Vous pouvez me joindre au 06 39 98 00 42 le mardi et le jeudi entre 12h "
                  "et 14h.\nBien cordialement,\nClaire Martin, infirmière libérale\n"));

    const auto reporter = office.sees([](const engine::Reader& reader) { return reader.participants({1}).front(); });
    CHECK(reporter.name == "Claire Martin");
    CHECK(reporter.phone == "+33639980042");
    CHECK(office.obligations("REX-2026-0001") ==
          std::vector<std::string>{"first_contact", "inactivity", "severity_assessment"});

    office.does("REX-2026-0001", "taken_in_charge", {{"pilot", pilot}});
    office.does("REX-2026-0001", "call_logged", {{"outcome", "no_answer"}});
    CHECK(office.due("REX-2026-0001", "next_call") == "2026-03-19 12:00");

    office.set_clock("2026-03-19 13:30");
    office.does("REX-2026-0001", "call_logged", {{"outcome", "no_answer"}});
    CHECK(office.due("REX-2026-0001", "next_call") == "2026-03-24 12:00");

    office.does("REX-2026-0001", "reporter_details_corrected", {{"windows", "fri 18:00-19:00"}});
    office.does("REX-2026-0001", "call_logged", {{"outcome", "no_answer"}});
    CHECK(office.due("REX-2026-0001", "next_call") == "2026-03-20 18:00");
    CHECK(office.refused("REX-2026-0001", "reporter_details_corrected", {{"windows", "le soir"}}).hint ==
          "windows, written tue,thu 12:00-14:00; not wed");
}

TEST_CASE("a bounce is tied to its letter, recorded on the case and never answered", "[intake]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.pass_until("2025-03-03 09:05");
    const auto ours = office.last_letter("intake_acknowledged").letter.message_id;

    CHECK(office.takes(bounce_of(ours, lea, "delayed", "4.4.1")).outcome == Outcome::bounce);
    CHECK(office.history("REX-2025-0001").back() == "message_sent");  // a delay is no failure
    const auto bounce = office.takes(bounce_of(ours, lea, "failed", "5.1.1"));
    CHECK(bounce.outcome == Outcome::bounce);
    CHECK(bounce.number->text() == "REX-2025-0001");
    CHECK(office.history("REX-2025-0001").back() == "delivery_failed");
    CHECK(office.sees([](const engine::Reader& reader) { return reader.participants({1}).front().undeliverable; }));
    CHECK(office.last_letter("delivery_failed").letter.variables.values.find("letter")->second ==
          "accusé de réception");
    CHECK(office.count_cases() == 1);
}

TEST_CASE("an address that only failed for now is written to again, one that failed for good is not", "[intake]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.pass_until("2025-03-03 09:05");
    const auto ours = office.last_letter("intake_acknowledged").letter.message_id;
    const auto is_undeliverable = [&] {
        return office.sees([](const engine::Reader& reader) { return reader.participants({1}).front().undeliverable; });
    };

    office.takes(bounce_of(ours, lea, "failed", "4.2.2"));
    CHECK_FALSE(is_undeliverable());
    CHECK(office.history("REX-2025-0001").back() == "delivery_failed");
    CHECK_FALSE(office.last_letter("delivery_failed").letter.variables.values.contains("stopped"));

    office.takes(Mail()
                     .from("MAILER-DAEMON <>")
                     .to(office.transport.taken.front().return_path)
                     .subject("failure notice")
                     .text("Sorry, no mailbox here by that name. (#5.1.1)")
                     .raw());
    CHECK(is_undeliverable());
    CHECK(office.last_letter("delivery_failed").letter.variables.values.find("status")->second == "5.1.1");
    CHECK(office.last_letter("delivery_failed").letter.variables.values.contains("stopped"));
}

TEST_CASE("a bounce about somebody else's mail, or under a forged name, is kept and does nothing", "[intake]") {
    Office office("2025-03-03 09:00");
    office.mail();
    CHECK(office.takes(bounce_of("foreign@mx.example", lea, "failed", "5.1.1")).outcome == Outcome::bounce);
    CHECK(office.takes(bounce_of("1.aaaa.bbbb@cpts.example", lea, "failed", "5.1.1")).outcome == Outcome::bounce);
    CHECK(office.history("REX-2025-0001").size() == 1);
    CHECK(office.count_cases() == 1);
}

TEST_CASE("what was received before a crash is understood after it", "[intake]") {
    Office office("2025-03-03 09:00");
    receive(office, Mail().id("a@mx.example").raw());
    receive(office, Mail().id("b@mx.example").from("paul@officine.example").raw());
    office.restart();

    const auto told = recover(office, office.message_reader());
    REQUIRE(told.size() == 2);
    CHECK(told[0].number->text() == "REX-2025-0001");
    CHECK(told[1].number->text() == "REX-2025-0002");
    CHECK(recover(office, office.message_reader()).empty());
}

TEST_CASE("a message that ended three runs is put aside, and the next one gets its turn", "[intake]") {
    Office office("2025-03-03 09:00");
    receive(office, Mail().id("a@mx.example").text("poison").raw());
    receive(office, Mail().id("b@mx.example").raw());
    const StruckReader deadly(office.message_reader(), [] { throw Crash{}; });
    for (int run = 0; run < 3; ++run) {
        CHECK_THROWS_AS(recover(office, deadly), Crash);
        office.restart();
    }
    const auto told = recover(office, deadly);
    REQUIRE(told.size() == 2);
    CHECK(told[0].outcome == Outcome::quarantined);
    CHECK(told[0].reason == "reading it ended the program");
    CHECK(told[1].outcome == Outcome::case_opened);
}

TEST_CASE("a message another process has understood meanwhile is left as it is", "[intake]") {
    Office office("2025-03-03 09:00");
    const auto raw = Mail().id("a@mx.example").raw();
    const auto taken = office.takes(raw);
    engine::Understood again;
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        again = office.intake().understand(unit, taken.message,
                                           office.intake().read(office.message_reader(), raw, office.clock.now()),
                                           office.clock.now());
        return {};
    });
    CHECK(again.outcome == Outcome::case_opened);
    CHECK(again.number == taken.number);
    CHECK(office.count_cases() == 1);
}

TEST_CASE("a reply to a damaged case is put aside with the reason and harms no other", "[intake]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.damage("REX-2025-0001");
    const auto reply = office.mail(Mail().answers(office.last_letter("intake_acknowledged").letter.message_id));
    CHECK(reply.outcome == Outcome::quarantined);
    CHECK(reply.reason == "REX-2025-0001: the stored state is not what the history replays to");
    CHECK(office.mail(Mail().from("paul@officine.example")).outcome == Outcome::case_opened);
}

}  // namespace rexflow::testing
