#include "engine/recent_reports.hpp"
#include "tests/scenarios/stories.hpp"
#include "tests/support/sqlite_data.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// What answers do to their cases: the timeline, a case at rest, another matter, the same event from two people.
namespace rexflow::testing {

namespace {

using engine::Outcome;

/// The clear text of a field of the last event of a type.
std::string field(Office& office, const std::string& number, const std::string& event, const std::string& key) {
    return office.sees([&](const engine::Reader& reader) {
        const auto row = reader.find_case(*engine::CaseNumber::parse(number)).value();
        const auto history = value_of(reader.history(row.id));
        const auto last = std::ranges::find(history.rbegin(), history.rend(), event,
                                            [](const auto& entry) { return entry.event.type; });
        const std::string sealed(engine::text_of(last->event.payload, key));
        return sealed.empty() ? sealed : reader.unseal(row.id, sealed).value();
    });
}

Names questions(Office& office, const std::string& number) {
    Names keys;
    for (const auto& question : office.situation(number).questions)
        keys.push_back(std::string(question.key) + " " + question.about);
    return keys;
}

Mail answer_to(Office& office, const std::string& letter) {
    return Mail()
        .answers(office.last_letter(letter).letter.message_id)
        .subject("RE: [" + std::string(first_case) + "]");
}

constexpr const char* nurse_tells =
    "Bonjour,\r\nle pilulier de Mme X, residence des Tilleuls, contenait deux fois l'apixaban dans la case du soir "
    "depuis "
    "la sortie de l'hopital. Saignement de nez dimanche.\r\nLea Exemple, infirmiere\r\n";
constexpr const char* pharmacist_tells =
    "Bonjour,\r\nune infirmiere nous a appeles dimanche : residence des Tilleuls, pilulier avec deux fois l'apixaban "
    "le "
    "soir apres la sortie de l'hopital, saignement de nez.\r\nPaul Modele, pharmacien\r\n";

Mail from_pharmacist() {
    return Mail().from("Paul Modele <paul@officine.example>").subject("Pilulier").text(pharmacist_tells);
}

}  // namespace

TEST_CASE("the timeline shows what was new in an answer, and nothing of what it quoted", "[replies]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.mail(answer_to(office, "intake_acknowledged")
                    .text("Plutot le matin.\r\n\r\nLe 3 mars 2025 09:00, Cellule <qualite@cpts.example> a écrit :\r\n"
                          "> Bonjour,\r\n"));

    CHECK(field(office, first_case, "message_received", "text") == "Plutot le matin.");
    CHECK(office.troubles().empty());
}

TEST_CASE("an answer to a closed case asks the cell, and the case shows it until somebody decides", "[replies]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    find_solution(office);
    conclude_and_close(office);
    CHECK(questions(office, first_case).empty());
    const auto reply = office.mail(answer_to(office, "closed_told").text("Cela recommence.\r\n"));

    CHECK(reply.outcome == Outcome::reply);
    CHECK(office.states(first_case)[0] == "closed");
    CHECK(office.letters(first_case).back() == std::string("reply_to_closed to ") + pilot);
    CHECK(questions(office, first_case) == Names{"reply_waits 2"});
    office.pass_until("2025-03-03 12:00");  // the letter goes out: that is no answer
    CHECK(questions(office, first_case) == Names{"reply_waits 2"});

    SECTION("it is dealt with") {
        office.does(first_case, "reply_settled", {{"how", "no_action"}});
        CHECK(questions(office, first_case).empty());
        CHECK(office.refused(first_case, "reply_settled", {{"how", "no_action"}}).hint ==
              "Aucune réponse n’attend de décision.");
    }
    SECTION("the case is reopened") {
        office.does(first_case, "case_reopened", because);
        CHECK(questions(office, first_case).empty());
    }
    SECTION("a member notes something") {
        office.does(first_case, "note_added", {{"text", "Rappelée (exemple)."}});
        CHECK(questions(office, first_case).empty());
    }
    SECTION("it becomes a case of its own") {
        office.writes([&](engine::Unit& unit) -> engine::Result<void> {
            const auto email = office.message_reader().read(unit.raw(reply.message).value());
            const auto member = unit.find_member(pilot).value();
            const auto split = office.intake().split_off(unit, reply.message, email.value(),
                                                         engine::Actor::member(member.id), office.clock.now());
            return split ? engine::Result<void>{} : engine::Err(split.error());
        });
        CHECK(questions(office, first_case).empty());
        CHECK(office.history("REX-2025-0002") == Names{"report_received", "case_linked"});
    }
    CHECK(office.troubles().empty());
}

TEST_CASE("an answer to a dismissed case asks the cell too", "[replies]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.does(first_case, "case_dismissed", {{"reason", "out_of_scope"}});
    office.mail(answer_to(office, "dismissed_explained").text("Je ne comprends pas.\r\n"));

    CHECK(questions(office, first_case) == Names{"reply_waits 2"});
    office.does(first_case, "reply_settled", {{"how", "called"}});
    CHECK(questions(office, first_case).empty());
}

TEST_CASE("a message about another matter is offered for splitting and never split by itself", "[replies]") {
    Office office("2025-03-03 09:00");
    office.mail(Mail().subject("Chute").text(nurse_tells));
    const auto message = office.mail(
        Mail()
            .answers(office.last_letter("intake_acknowledged").letter.message_id)
            .subject("Morphine manquante")
            .text(
                "Bonjour, ce matin une ampoule manquait dans l'armoire du cabinet, le registre a ete rempli deux fois "
                "et personne ne sait qui a pris la cle. Merci de me rappeler.\r\n"));

    CHECK(message.number->text() == first_case);
    CHECK(office.history(first_case) == Names{"report_received", "message_received", "split_offered"});
    CHECK(questions(office, first_case) == Names{"split_offered 2"});
    const auto by = office.sees(
        [](const engine::Reader& reader) { return engine::Actor::member(reader.find_member(pilot).value().id); });

    SECTION("a person splits it") {
        engine::Understood split;
        office.writes([&](engine::Unit& unit) -> engine::Result<void> {
            const auto email = office.message_reader().read(unit.raw(message.message).value());
            split = office.intake().split_off(unit, message.message, email.value(), by, office.clock.now()).value();
            return {};
        });
        CHECK(split.number->text() == "REX-2025-0002");
        CHECK(split.outcome == Outcome::case_opened);
        CHECK(office.history("REX-2025-0002") == Names{"report_received", "case_linked"});
        CHECK(field(office, "REX-2025-0002", "case_linked", "case") == first_case);
        CHECK(field(office, first_case, "split_answered", "case") == "REX-2025-0002");
        CHECK(office.letters("REX-2025-0002")[0] == std::string("intake_acknowledged to ") + lea);
    }
    SECTION("a person keeps it") {
        office.writes([&](engine::Unit& unit) -> engine::Result<void> {
            return office.intake().keep(unit, message.message, by, office.clock.now());
        });
        CHECK(office.count_cases() == 1);
    }
    CHECK(questions(office, first_case).empty());
    CHECK(office.troubles().empty());
}

TEST_CASE("only a message that came as a reply can be split off", "[replies]") {
    Office office("2025-03-03 09:00");
    const auto report = office.mail();
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        const auto kept = office.intake().keep(unit, report.message, engine::Actor::system(), office.clock.now());
        CHECK(kept.error().code == engine::Error::Code::not_found);
        return {};
    });
}

TEST_CASE("reports of one event by two people are offered for linking, on the newer case", "[replies]") {
    Office office("2025-03-03 09:00");
    office.mail(Mail().subject("Pilulier").text(nurse_tells));
    office.set_clock("2025-03-05 09:00");
    office.mail(from_pharmacist());

    CHECK(office.history(first_case) == Names{"report_received"});
    CHECK(office.history("REX-2025-0002") == Names{"report_received", "link_offered"});
    CHECK(questions(office, "REX-2025-0002") == Names{std::string("link_offered ") + first_case});

    SECTION("the cell links them") { office.does("REX-2025-0002", "case_linked", {{"case", first_case}}); }
    SECTION("the cell declines") { office.does("REX-2025-0002", "link_declined", {{"case", first_case}}); }
    CHECK(questions(office, "REX-2025-0002").empty());
    office.pass_until("2025-03-05 10:00");
    for (const auto& sent : office.transport.taken) {
        const bool to_lea = sent.to == lea;
        const bool to_reporter = to_lea || sent.to == "paul@officine.example";
        const bool names_other = sent.bytes.find(to_lea ? "REX-2025-0002" : first_case) != std::string::npos;
        CHECK_FALSE((to_reporter && names_other));
    }
    CHECK(office.troubles().empty());
}

TEST_CASE("no link is offered to the same sender, to an old or closed case, or for a short mail", "[replies]") {
    Office office("2025-03-03 09:00");
    office.mail(Mail().subject("Pilulier").text(nurse_tells));

    SECTION("the same sender again") { office.mail(Mail().subject("Pilulier bis").text(pharmacist_tells)); }
    SECTION("long after") {
        office.set_clock("2025-03-11 09:01");
        office.mail(from_pharmacist());
    }
    SECTION("the first is dismissed") {
        office.does(first_case, "case_dismissed", {{"reason", "spam"}});
        office.mail(from_pharmacist());
    }
    SECTION("hardly any words") { office.mail(from_pharmacist().text("Pilulier des Tilleuls : rappelez-moi.\r\n")); }
    CHECK(office.history("REX-2025-0002") == Names{"report_received"});
}

TEST_CASE("the same text from many senders is a circular, not one event", "[replies]") {
    Office office("2025-03-03 09:00");
    for (const auto* name : {"a", "b", "c", "d", "e", "f"})
        office.mail(from_pharmacist().from(std::string(name) + "@officine.example"));

    CHECK(office.history("REX-2025-0005").back() == "link_offered");
    CHECK(office.history("REX-2025-0006").back() == "report_received");
}

TEST_CASE("what is kept of a report to compare it holds none of its words", "[replies]") {
    Office office("2025-03-03 09:00");
    office.mail(Mail().subject("Pilulier").text(nurse_tells));
    const auto note =
        office.sees([](const engine::Reader& reader) { return reader.note("recent_reports:0").value_or(""); });

    CHECK(note.size() > 128);
    CHECK(note.find("tilleuls") == std::string::npos);
    CHECK(note.find("idel.example") == std::string::npos);
}

TEST_CASE("the notes of recent reports are written over as new ones come", "[replies]") {
    Office office("2025-03-03 09:00");
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        const auto sketch = engine::sketch_of(nurse_tells, "key").value();
        for (std::int64_t id = 1; id <= 1000; ++id)
            engine::RecentReports::remember(unit, {engine::CaseId{id}, office.clock.now(), "sender", sketch});
        const auto all = engine::RecentReports::all(unit);
        CHECK(all.size() == 121);  // seven full notes of sixteen, and 992 to 1000
        CHECK(std::ranges::min(all, {}, &engine::RecentReport::id).id == engine::CaseId{880});
        return {};
    });
}

}  // namespace rexflow::testing
