#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// Who gets a letter, in which language, in which thread; and that machines cannot make us talk for ever.
namespace rexflow::testing {

namespace {

Names addressees(Office& office, engine::Role role, const std::vector<engine::MemberId>& set_aside = {}) {
    return office.sees([&](const engine::Reader& reader) {
        Names addresses;
        for (const auto& person :
             office.correspondence().recipients(reader, *reader.find_case(engine::CaseId{1}), role, set_aside))
            addresses.push_back(person.address);
        return addresses;
    });
}

}  // namespace

TEST_CASE("a role stands for the people the case knows now", "[correspondence]") {
    Office office("2025-03-03 09:00");
    office.mail();
    CHECK(addressees(office, engine::Role::reporter) == Names{lea});
    CHECK(addressees(office, engine::Role::professional).empty());
    CHECK(addressees(office, engine::Role::pilot) == Names{coordinator, pilot, colleague});
    CHECK(addressees(office, engine::Role::pilot, {{2}}) == Names{coordinator, colleague});
    office.does(first_case, "taken_in_charge", {{"pilot", colleague}});
    CHECK(addressees(office, engine::Role::pilot) == Names{colleague});
    CHECK(addressees(office, engine::Role::coordinator) == Names{coordinator});
    CHECK(addressees(office, engine::Role::coordinator, {{1}}) == Names{pilot, colleague});
}

TEST_CASE("an action is looked after by the pilot of its case", "[correspondence]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    office.does(first_case, "action_linked",
                {{"title", "Fiche (exemple)"},
                 {"owner", "Dominique Modèle"},
                 {"owner_address", "dominique@idel.example"},
                 {"due", "2025-04-30"}});
    office.does("REX-2025-0001/A1", "action_approved", {}, colleague);
    office.mail(Mail().from("dominique@idel.example").answers(office.last_letter("action_assigned").letter.message_id));
    CHECK(office.letters("REX-2025-0001/A1").back() == "reply_received to pilote@cpts.example");
}

TEST_CASE("a member reads in their own language", "[correspondence]") {
    Office office("2025-03-03 09:00");
    office.writes([](engine::Unit& unit) -> engine::Result<void> {
        unit.add_member({{}, "member@cpts.example", "Sam Example", engine::MemberRole::member, engine::Locale::en});
        return {};
    });
    office.mail();
    office.deliver();
    CHECK(office.last_letter("new_case").letter.variables.values.find("received_at")->second ==
          "Monday 3 March 2025 at 9:00");
    CHECK(office.transport.last_for("member@cpts.example").find("REX-2025-0001") != std::string::npos);
}

TEST_CASE("the acknowledgement answers the mail, greets without a name and says it is automatic", "[correspondence]") {
    Office office("2025-03-03 09:00");
    office.mail(Mail().id("demande@idel.example").subject("Sujet confidentiel").text("Récit confidentiel"));
    office.deliver();
    const auto bytes = office.transport.last_for(lea);
    CHECK(bytes.find("In-Reply-To: <demande@idel.example>") != std::string::npos);
    CHECK(bytes.find("Auto-Submitted: auto-replied") != std::string::npos);
    CHECK(bytes.find("Reply-To: ") != std::string::npos);
    CHECK(bytes.find(office.correspondence().tokens().reply_address(engine::CaseId{1})) != std::string::npos);
    CHECK(bytes.find("Lea", bytes.find("\r\n\r\n")) == std::string::npos);  // the To field may
    CHECK(bytes.find("confidentiel") == std::string::npos);
}

TEST_CASE("letters to one person are one conversation, and its thread stays short", "[correspondence]") {
    Office office("2025-03-03 09:00");
    office.mail(Mail().id("demande@idel.example"));
    for (int i = 0; i < 14; ++i) office.does(first_case, "information_requested", {{"missing", "phone"}});
    auto rows = office.outbox(first_case);
    std::erase_if(rows, [](const auto& row) { return row.letter.to.address != lea; });
    REQUIRE(rows.size() == 15);
    CHECK(rows[1].letter.in_reply_to == rows[0].letter.message_id);
    CHECK(rows[1].letter.references == Names{"demande@idel.example", rows[0].letter.message_id});
    CHECK(rows[14].letter.references.size() == 10);
    CHECK(rows[14].letter.references.front() == "demande@idel.example");
    CHECK(rows[14].letter.references.back() == rows[13].letter.message_id);
}

TEST_CASE("two engines that write to each other fall silent at once", "[correspondence]") {
    Office ours("2025-03-03 09:00");
    Office theirs("2025-03-03 09:00");
    theirs.house.contact_address = "cellule@autre.example";
    theirs.house.mail_domain = "autre.example";
    ours.mail(Mail().from("cellule@autre.example"));
    ours.deliver();
    const auto letter = ours.transport.last_for("cellule@autre.example");
    REQUIRE_FALSE(letter.empty());
    CHECK(theirs.takes(letter).outcome == engine::Outcome::auto_held);
    CHECK(theirs.all_letters().empty());
}

TEST_CASE("a machine that hides what it is gets five answers a day", "[correspondence]") {
    Office office("2025-03-03 09:00");
    office.mail();
    std::size_t answered = 0;
    for (int round = 0; round < 30; ++round) {
        office.clock.pass(std::chrono::minutes(10));
        office.deliver();
        for (; answered < office.transport.taken.size(); ++answered)  // answers every letter, as a new mail
            if (office.transport.taken[answered].to == lea)
                office.mail(Mail().subject("Bonjour").text(std::to_string(answered) + "\r\n"));
    }
    CHECK(std::ranges::count(office.transport.taken, lea, &RecordingTransport::Taken::to) == 5);
    CHECK(office.count_cases() == 6);
}

}  // namespace rexflow::testing
