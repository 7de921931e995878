#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// Cases that are reopened, dismissed, erased, or whose people write again.
namespace rexflow::testing {

namespace {

void close_at_level_1(Office& office) {
    reach_reporter(office);
    find_solution(office);
    conclude_and_close(office);
}

std::string raw_of_first_message(Office& office) {
    return office.sees([](const engine::Reader& reader) { return reader.raw({1}).value_or("gone"); });
}

}  // namespace

TEST_CASE("a closed case is reopened with a reason, and closes again", "[scenario]") {
    Office office("2025-03-03 09:00");
    close_at_level_1(office);
    CHECK(office.refused(first_case, "case_reopened").code == engine::Error::Code::invalid_input);
    office.does(first_case, "case_reopened", because);
    CHECK(office.states(first_case) == Names{"collecting", "not_required", "unshared"});
    CHECK(office.letters(first_case).back() == "reopened_told to lea@idel.example");
    CHECK(office.obligations(first_case) == Names{"collection_stalled", "inactivity"});

    find_solution(office);
    office.does(first_case, "case_closed");
    CHECK(std::ranges::count(office.letters(first_case), "closed_told to lea@idel.example") == 2);
    CHECK(office.troubles().empty());
}

TEST_CASE("a dismissed case is explained politely and accepts only what the door says", "[scenario]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.does(first_case, "case_dismissed", {{"reason", "out_of_scope"}});
    CHECK(office.states(first_case).front() == "dismissed");
    CHECK(office.letters(first_case).back() == "dismissed_explained to lea@idel.example");
    CHECK(office.obligations(first_case) == Names{"identity_retention"});

    CHECK(office.refused(first_case, "taken_in_charge", {{"pilot", pilot}}).hint ==
          "Le dossier est classé sans suite : rouvrez-le d’abord.");
    CHECK(office.refused(first_case, "severity_assessed", serious).code == engine::Error::Code::refused);
    office.does(first_case, "note_added", {{"text", "Note (exemple)."}});
    const auto reply = office.mail(Mail().answers(office.last_letter("dismissed_explained").letter.message_id));
    CHECK(reply.outcome == engine::Outcome::reply);
    CHECK(office.obligations(first_case) == Names{"identity_retention"});

    office.does(first_case, "case_reopened", because);
    CHECK(office.states(first_case).front() == "received");
    CHECK(office.due(first_case, "first_contact") == "2025-03-05 23:59:59");
    CHECK(office.troubles().empty());
}

TEST_CASE("nobody writes to a spammer but the acknowledgement everyone gets", "[scenario]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.does(first_case, "case_dismissed", {{"reason", "spam"}});

    const auto letters = office.letters(first_case);
    CHECK(std::ranges::count(letters, "dismissed_explained to lea@idel.example") == 0);
    CHECK(std::ranges::count(letters, "intake_acknowledged to lea@idel.example") == 1);
}

TEST_CASE("an erasure takes the people and leaves the lesson", "[scenario]") {
    const auto on = GENERATE(as<std::string>{}, "memory", "sqlite");
    Office office("2025-03-03 09:00", on == "memory" ? in_memory() : on_sqlite());
    reach_reporter(office);
    analyse_until_n4(office);
    office.does(first_case, "meeting_planned",
                {{"date", "2025-03-20T11:30:00Z"}, {"addresses", "lea@idel.example,paul@officine.example"}});
    office.does(first_case, "meeting_called_off", because);
    find_solution(office);
    conclude_and_close(office);
    const auto before = office.situation(first_case);
    const auto lesson = [&] {
        return office.sees([&](const engine::Reader& reader) {
            const auto row = reader.find_case(engine::CaseId{1});
            const auto history = reader.history(row->id).value();
            const auto solved =
                std::ranges::find(history, "solution_found", [](const auto& entry) { return entry.event.type; });
            return reader.unseal(row->id, engine::text_of(solved->event.payload, "solution")).value_or("gone");
        });
    };
    REQUIRE(lesson() == "Un seul planning fait foi (exemple).");

    office.does(first_case, "identity_erased", {}, coordinator);
    office.restart();

    CHECK(office.row(first_case).erased);
    CHECK(office.situation(first_case).states == before.states);
    CHECK(lesson() == "Un seul planning fait foi (exemple).");
    CHECK(raw_of_first_message(office) == "gone");
    CHECK(office.sees([](const engine::Reader& reader) { return reader.participants({1}).size(); }) == 0);
    CHECK(office.obligations(first_case).empty());
    for (const auto& letter : office.outbox(first_case)) {
        CHECK(letter.letter.to.address.empty());
        CHECK(letter.letter.variables.values.empty());
    }
    CHECK(office.troubles().empty());

    const auto sent = office.transport.taken.size();
    office.pass_until("2025-03-05 09:00");
    CHECK(office.transport.taken.size() == sent);
    CHECK(office.refused(first_case, "case_reopened", because).code == engine::Error::Code::refused);
    CHECK(office.refused(first_case, "identity_erased", {}, coordinator).hint == "Les identités sont déjà effacées.");
}

TEST_CASE("an outcome letter that comes back takes the feedback back", "[scenario]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    find_solution(office);
    answer_three_questions(office);
    office.does(first_case, "severity_assessed", not_serious);
    office.does(first_case, "feedback_given", {{"by", "page"}});
    CHECK(office.due(first_case, "feedback") == "not alive");
    office.pass_until("2025-03-03 10:00");

    const auto letter = office.last_letter("outcome_told");
    CHECK(office.takes(bounce_of(letter.letter.message_id, lea, "failed", "5.1.1")).outcome == engine::Outcome::bounce);
    CHECK(office.due(first_case, "feedback") == "2025-03-10 23:59:59");
    CHECK(office.refused(first_case, "case_closed").code == engine::Error::Code::refused);
    CHECK(office.letters(first_case).back() == "delivery_failed to pilote@cpts.example");
    office.does(first_case, "information_requested", {{"missing", "phone"}});
    CHECK(office.letters(first_case).back() == "delivery_failed to pilote@cpts.example");  // no more mail there

    office.does(first_case, "feedback_given", {{"by", "call"}});
    office.does(first_case, "case_closed");
    CHECK(office.troubles().empty());
}

TEST_CASE("a reporter's answer to the acknowledgement joins the case and stays open to be seen", "[scenario]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.pass_until("2025-03-10 09:00");
    const auto due = office.due(first_case, "first_contact");

    const auto reply = office.mail(
        Mail().subject("RE : un détail oublié").answers(office.last_letter("intake_acknowledged").letter.message_id));
    CHECK(reply.outcome == engine::Outcome::reply);
    CHECK(reply.number->text() == first_case);
    CHECK(office.history(first_case).back() == "message_received");
    CHECK(office.letters(first_case).back() == "reply_received to pilote@cpts.example");
    CHECK(office.due(first_case, "first_contact") == due);
    CHECK(office.due(first_case, "inactivity") == "2025-04-09 23:59:59");
    CHECK(office.sees([](const engine::Reader& reader) { return reader.messages_of({1}).size(); }) == 2);
    CHECK(office.count_cases() == 1);
}

TEST_CASE("a sheet is read by two others before it is shared", "[scenario]") {
    Office office("2025-03-03 09:00");
    close_at_level_1(office);
    office.does(first_case, "sheet_started");
    CHECK(office.due(first_case, "identity_retention") == "not alive");
    engine::Payload sheet{{"title", "Un planning pour tous (exemple)"},
                          {"not_applicable",
                           "keywords,context,what_happened,consequences,gaps,factors,barriers,what_learned,"
                           "what_changed,key_messages,references"}};
    office.does(first_case, "sheet_submitted", sheet);
    office.pass_until("2025-03-19 09:00");
    Names readers;
    for (const auto& row : office.all_letters())
        if (row.letter.name == "daily_digest") readers.push_back(row.letter.to.address);
    CHECK(readers == Names{coordinator, colleague});  // the author does not read their own sheet

    const engine::Payload approved{{"verdict", "approved"}, {"clean", "yes"}};
    CHECK(office.refused(first_case, "reading_done", approved).code == engine::Error::Code::refused);
    office.does(first_case, "reading_done", approved, colleague);
    CHECK(office.refused(first_case, "reading_done", approved, colleague).code == engine::Error::Code::refused);
    office.does(first_case, "reading_done", approved, coordinator);
    CHECK(office.states(first_case).back() == "published");
    CHECK(office.due(first_case, "identity_retention") == "2026-03-19 23:59:59");
}

TEST_CASE("a member who is set aside sees nothing of the case and does nothing in it", "[scenario]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.does(first_case, "member_set_aside", {{"member", pilot}, {"reason", "Concerné (exemple)."}}, coordinator);
    CHECK_FALSE(office.situation(first_case).pilot);
    CHECK(office.refused(first_case, "call_logged", reached).code == engine::Error::Code::refused);
    CHECK(office.refused(first_case, "pilot_changed", {{"pilot", pilot}}, coordinator).code ==
          engine::Error::Code::refused);

    const auto before = office.outbox(first_case).size();
    office.mail(Mail().answers(office.last_letter("intake_acknowledged").letter.message_id));
    office.pass_until("2025-03-07 18:00");
    const auto letters = office.letters(first_case);
    CHECK(letters.size() > before);
    CHECK(std::count_if(letters.begin() + static_cast<std::ptrdiff_t>(before), letters.end(),
                        [](const auto& letter) { return letter.ends_with(pilot); }) == 0);
}

TEST_CASE("a member who is set aside from a case does nothing in its actions either", "[scenario]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.does(first_case, "action_linked",
                {{"title", "Fiche de liaison (exemple)"},
                 {"owner", "Dominique Modèle"},
                 {"owner_address", "dominique@idel.example"},
                 {"due", "2025-04-30"}});
    office.does(first_case, "member_set_aside", {{"member", pilot}, {"reason", "Concerné (exemple)."}}, coordinator);

    CHECK(office.refused("REX-2025-0001/A1", "action_approved").code == engine::Error::Code::refused);
    office.does("REX-2025-0001/A1", "action_approved", {}, coordinator);
}

}  // namespace rexflow::testing
