#include "tests/scenarios/stories.hpp"
#include "tests/support/sqlite_data.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// Commands by mail: what is carried out, and who is told why something was not.
namespace rexflow::testing {

namespace {

constexpr const char* server = "mx.cpts.example";
constexpr const char* vouched = "Authentication-Results: mx.cpts.example; dmarc=pass header.from=cpts.example";

/// A case that the pilot has in hand, and the letters to its members. The pilot's last letter is the notice of an
/// answer.
struct Given {
    Office office{"2025-03-03 09:00"};

    Given() {
        office.mail();
        office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
        office.mail(Mail().answers(office.last_letter("intake_acknowledged").letter.message_id).text("Le matin.\r\n"));
    }

    [[nodiscard]] std::string letter_to(const std::string& address) {
        const auto rows = office.outbox(first_case);
        const auto last = std::ranges::find(rows.rbegin(), rows.rend(), address,
                                            [](const auto& row) { return row.letter.to.address; });
        return last->letter.message_id;
    }

    Mail order(const std::string& text, const std::string& by = pilot) {
        return Mail().from("Membre <" + by + ">").answers(letter_to(by)).subject("RE").text(text);
    }

    /// What happened after the answer that Given has at its end.
    [[nodiscard]] Names since() {
        auto names = office.history(first_case);
        names.erase(names.begin(), names.begin() + 3);
        return names;
    }

    [[nodiscard]] std::string last_field(const std::string& event, const std::string& key) {
        return office.sees([&](const engine::Reader& reader) {
            const auto history = value_of(reader.history(engine::CaseId{1}));
            const auto last = std::ranges::find(history.rbegin(), history.rend(), event,
                                                [](const auto& entry) { return entry.event.type; });
            return reader.unseal(engine::CaseId{1}, engine::text_of(last->event.payload, key)).value();
        });
    }

    [[nodiscard]] std::vector<std::map<std::string, std::string, std::less<>>> refusals() {
        return office.last_letter("command_refused").letter.variables.lists.at("refusals");
    }

    [[nodiscard]] std::ptrdiff_t count_refusals() {
        return std::ranges::count(office.outbox(first_case), "command_refused",
                                  [](const auto& row) { return row.letter.name; });
    }
};

const Names only_kept{"message_received"};

}  // namespace

TEST_CASE("a member's command in the answer to their own letter is carried out in their name", "[mail_commands]") {
    Given given;
    given.office.mail(given.order("#joint a bien dormi\r\n\r\nBonne journee\r\n"));

    CHECK(given.since() == Names{"message_received", "call_logged"});
    CHECK(given.last_field("call_logged", "outcome") == "reached");
    CHECK(given.last_field("call_logged", "note") == "a bien dormi");
    CHECK(given.office.states(first_case)[0] == "collecting");
    CHECK(given.count_refusals() == 0);
    const auto last = given.office.sees(
        [](const engine::Reader& reader) { return value_of(reader.history(engine::CaseId{1})).back().event.actor; });
    CHECK(last.member().has_value());
    CHECK(given.office.troubles().empty());
}

TEST_CASE("a command is refused where the member's role does not allow its event", "[mail_commands][roles]") {
    Given given;
    given.office.writes([](engine::Unit& unit) -> engine::Result<void> {
        auto member = *unit.find_member(pilot);
        member.role = engine::MemberRole::reader;
        unit.update_member(member);
        return {};
    });
    given.office.mail(given.order("#joint\r\n"));

    CHECK(given.since() == only_kept);
    REQUIRE(given.refusals().size() == 1);
    CHECK(given.refusals()[0].at("reason") == "Votre rôle dans la cellule ne permet pas de noter cela.");
    CHECK(given.office.troubles().empty());
}

TEST_CASE("the reply address alone is token enough", "[mail_commands]") {
    Given given;
    const auto address = given.office.correspondence().tokens().reply_address(engine::CaseId{1}, engine::MemberId{2});
    given.office.mail(Mail().from(pilot).to(address).subject("x").text("#note Vu\r\n"));

    CHECK(given.since() == Names{"message_received", "note_added"});
}

TEST_CASE("letters to members carry their token, letters to others do not", "[mail_commands]") {
    Given given;
    given.office.deliver();
    const auto& tokens = given.office.correspondence().tokens();

    CHECK(tokens.owner_of_message_id(given.letter_to(pilot))->member == engine::MemberId{2});
    CHECK_FALSE(tokens.owner_of_message_id(given.letter_to(lea))->member);
    CHECK(given.office.transport.last_for(pilot).find("+r1m2.") != std::string::npos);
    CHECK(given.office.transport.last_for(lea).find("+r1.") != std::string::npos);
}

TEST_CASE("several commands are carried out in their order, each by itself", "[mail_commands]") {
    Given given;
    given.office.mail(given.order("#joint\r\n#clore\r\n#danser\r\n#note Fin (exemple)\r\n"));

    CHECK(given.since() == Names{"message_received", "call_logged", "note_added"});
    const auto refusals = given.refusals();
    REQUIRE(refusals.size() == 2);
    CHECK(refusals[0].at("position") == "2");
    CHECK(refusals[0].at("reason") == "Cette étape n’est pas prévue dans l’état actuel du dossier.");
    CHECK(refusals[1].at("position") == "3");
    CHECK(refusals[1].at("reason") == "Cette commande n’existe pas.");
    given.office.deliver();
    CHECK(given.office.transport.last_for(pilot).find("danser") == std::string::npos);
    CHECK(given.office.troubles().empty());
}

TEST_CASE("a guard's own sentence says why a command was refused", "[mail_commands]") {
    Given given;
    given.office.does(first_case, "call_logged", reached);
    find_solution(given.office);
    given.office.mail(given.order("#clore\r\n"));

    const auto reason = given.office.refused(first_case, "case_closed").hint;
    CHECK_FALSE(reason.empty());
    CHECK(given.refusals().at(0).at("reason") == reason);
}

TEST_CASE("a command that names somebody reaches them", "[mail_commands]") {
    Given given;
    given.office.mail(given.order("#joint\r\n#orienter Paul Modele paul@officine.example\r\n"));

    CHECK(given.office.states(first_case)[0] == "awaiting_follow_up");
    CHECK(std::ranges::count(given.office.letters(first_case), "orientation_asked to paul@officine.example") == 1);
    CHECK(given.last_field("oriented", "consent") == "no");
}

TEST_CASE("a member takes a case in charge by answering its notice", "[mail_commands]") {
    Office office("2025-03-03 09:00");
    office.mail();
    const auto notice = office.outbox(first_case)[2];  // the reporter's letter first, then the cell's
    REQUIRE(notice.letter.to.address == pilot);
    office.mail(Mail().from(pilot).answers(notice.letter.message_id).text("#prendre\r\n"));

    CHECK(office.states(first_case)[0] == "contacting");
    CHECK(office.row(first_case).pilot == engine::MemberId{2});
}

TEST_CASE("a forged token carries nothing out", "[mail_commands]") {
    Given given;
    auto forged = given.letter_to(pilot);
    const auto mark = forged.find(".m2.");
    REQUIRE(mark != std::string::npos);
    forged.replace(mark, 4, ".m3.");
    given.office.mail(
        Mail().from(colleague).answers(forged).subject("RE: " + std::string(first_case)).text("#joint\r\n"));

    CHECK(given.since() == only_kept);
    CHECK(given.last_field("message_received", "commands") == "not_accepted");
    CHECK(given.refusals().at(0).at("reason").starts_with("Le message ne répond pas à un courriel"));
    CHECK(given.office.last_letter("command_refused").letter.to.address == colleague);
}

TEST_CASE("the reporter's token and another member's carry nothing out", "[mail_commands]") {
    Given given;

    SECTION("the reporter's") {
        given.office.mail(Mail().from(pilot).answers(given.letter_to(lea)).text("#joint\r\n"));
        CHECK(given.refusals().at(0).at("reason").starts_with("Le message ne répond pas"));
    }
    SECTION("another member's") {
        given.office.mail(Mail().from(colleague).answers(given.letter_to(pilot)).text("#joint\r\n"));
        CHECK(given.refusals().at(0).at("reason").starts_with("Le message répond à un courriel adressé à une autre"));
    }
    SECTION("that of another case") {
        given.office.mail();
        const auto other = given.office.outbox("REX-2025-0002").back().letter;
        given.office.mail(Mail()
                              .from("Membre <" + other.to.address + ">")
                              .to(given.office.correspondence().tokens().reply_address(engine::CaseId{1}))
                              .answers(other.message_id)
                              .text("#joint\r\n"));
        CHECK(given.refusals().at(0).at("reason").starts_with("Le message ne répond pas"));
    }
    CHECK(given.since() == only_kept);
}

TEST_CASE("somebody who is no member orders nothing and is told nothing", "[mail_commands]") {
    Given given;
    given.office.mail(given.order("#joint\r\n").from("Autre <autre@ailleurs.example>"));

    CHECK(given.since() == only_kept);
    CHECK(given.count_refusals() == 0);
    CHECK(given.last_field("message_received", "text") == "#joint");
}

TEST_CASE("two senders in From order nothing", "[mail_commands]") {
    Given given;
    given.office.mail(given.order("#joint\r\n").from(std::string(pilot) + ", autre@ailleurs.example"));

    CHECK(given.since() == only_kept);
}

TEST_CASE("where the settings name the receiving server, it must vouch for the sender", "[mail_commands]") {
    Given given;
    given.office.house.authserv_id = server;

    SECTION("it does") {
        given.office.mail(given.order("#joint\r\n").header(vouched));
        CHECK(given.since() == Names{"message_received", "call_logged"});
    }
    SECTION("it says nothing") {
        given.office.mail(given.order("#joint\r\n"));
        CHECK(given.since() == only_kept);
        CHECK(given.refusals().at(0).at("reason").starts_with("Le serveur de messagerie n’a pas pu confirmer"));
    }
    SECTION("it says no, and the sender wrote a yes below") {
        given.office.mail(given.order("#joint\r\n")
                              .header("Authentication-Results: mx.cpts.example; dmarc=fail header.from=cpts.example")
                              .header(vouched));
        CHECK(given.since() == only_kept);
    }
    SECTION("another server says yes") {
        given.office.mail(
            given.order("#joint\r\n")
                .header("Authentication-Results: mx.ailleurs.example; dmarc=pass header.from=cpts.example"));
        CHECK(given.since() == only_kept);
    }
    SECTION("it vouches for another domain") {
        given.office.mail(
            given.order("#joint\r\n")
                .header("Authentication-Results: mx.cpts.example; spf=pass smtp.mailfrom=ailleurs.example"));
        CHECK(given.since() == only_kept);
    }
}

TEST_CASE("a mail that is played again does nothing again", "[mail_commands]") {
    Given given;
    const auto raw = given.order("#note Une fois (exemple)\r\n").id("ordre@mx.example").raw();
    given.office.takes(raw);
    const auto again = given.office.takes("Received: from relay.example by mx.example\r\n" + raw);

    CHECK(again.outcome == engine::Outcome::duplicate);
    CHECK(given.since() == Names{"message_received", "note_added"});
}

TEST_CASE("a command in quoted text, or below other text, is none", "[mail_commands]") {
    const std::string text = GENERATE("> #joint\r\n> #clore\r\nMerci\r\n", "Merci\r\n#joint\r\n",
                                      "Bien recu.\r\n\r\nLe 03/03/2025 09:00, Cellule a écrit :\r\n#joint\r\n");
    Given given;
    given.office.mail(given.order(text));

    CHECK(given.since() == only_kept);
    CHECK(given.count_refusals() == 0);
}

TEST_CASE("an automatic answer of a member orders nothing", "[mail_commands]") {
    Given given;
    const auto told = given.office.mail(given.order("#joint\r\n").header("Auto-Submitted: auto-replied"));

    CHECK(told.outcome == engine::Outcome::auto_held);
    CHECK(given.since().empty());
}

TEST_CASE("a closed case takes only what its door lets in", "[mail_commands]") {
    Given given;
    given.office.does(first_case, "call_logged", reached);
    find_solution(given.office);
    conclude_and_close(given.office);
    given.office.mail(given.order("#joint\r\n#rouvrir Nouvelle chute (exemple)\r\n"));

    CHECK(given.refusals().size() == 1);
    CHECK(given.refusals().at(0).at("position") == "1");
    CHECK(given.office.history(first_case).back() == "case_reopened");
}

TEST_CASE("a member is told once an hour that mails in their name are not obeyed", "[mail_commands]") {
    Given given;
    const auto forge = [&](const std::string& text) {
        given.office.mail(Mail().from(pilot).answers(given.letter_to(lea)).text(text));
    };
    forge("#joint 1\r\n");
    forge("#joint 2\r\n");
    CHECK(given.count_refusals() == 1);
    given.office.set_clock("2025-03-03 10:01");
    forge("#joint 3\r\n");
    CHECK(given.count_refusals() == 2);
}

TEST_CASE("a member who gives orders gets no notice of their own mail, others do", "[mail_commands]") {
    Given given;
    const auto notices = [&] {
        return std::ranges::count(given.office.letters(first_case), std::string("reply_received to ") + pilot);
    };
    REQUIRE(notices() == 1);
    given.office.mail(given.order("#note Vu (exemple)\r\n"));
    CHECK(notices() == 1);
    given.office.mail(Mail().from(pilot).answers(given.letter_to(lea)).text("#joint\r\n"));  // not obeyed
    CHECK(notices() == 2);
}

}  // namespace rexflow::testing
