#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// Whole cases of the first two levels, in mails and days.
namespace rexflow::testing {

TEST_CASE("level 1: a call is enough", "[scenario]") {
    Office office("2025-03-03 09:00");  // a Monday
    const auto taken = office.mail();
    REQUIRE(taken.outcome == engine::Outcome::case_opened);
    REQUIRE(taken.number->text() == first_case);
    office.pass_until("2025-03-03 10:00");
    CHECK(office.letters(first_case) == Names{"intake_acknowledged to lea@idel.example",
                                              "new_case to coordinatrice@cpts.example",
                                              "new_case to pilote@cpts.example", "new_case to collegue@cpts.example"});
    CHECK(office.transport.taken.size() == 4);
    CHECK(office.due(first_case, "first_contact") == "2025-03-05 23:59:59");

    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.does(first_case, "call_logged", no_answer);
    CHECK(office.due(first_case, "next_call") == "2025-03-04 23:59:59");
    office.pass_until("2025-03-04 19:10");
    CHECK(office.last_letter("reminder").letter.to.address == pilot);
    office.does(first_case, "call_logged", reached);
    CHECK(office.obligations(first_case) == Names{"collection_stalled", "inactivity", "severity_assessment"});

    find_solution(office);
    CHECK(office.due(first_case, "feedback") == "2025-03-11 23:59:59");
    conclude_and_close(office);

    CHECK(office.states(first_case) == Names{"closed", "not_required", "unshared"});
    CHECK(office.row(first_case).levels == 0b0001);
    CHECK(office.obligations(first_case) == Names{"identity_retention"});
    CHECK(office.letters(first_case).back() == "closed_told to lea@idel.example");
    office.pass_until("2025-03-05 09:00");
    CHECK(office.last_letter("closed_told").state == engine::OutboxState::sent);
    CHECK(office.troubles().empty());
}

TEST_CASE("level 2: an orientation that helped", "[scenario]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    orient(office);
    CHECK(office.due(first_case, "orientation_follow_up") == "2025-03-18 23:59:59");
    office.pass_until("2025-03-03 09:30");
    const auto asked = office.transport.last_for("paul@officine.example");
    CHECK(asked.find("Lea Exemple") != std::string::npos);

    office.pass_until("2025-03-13 18:00");  // ten days: the reporter is asked; five before: the pilot is reminded
    CHECK(office.last_letter("follow_up_asked").letter.to.address == lea);
    CHECK(office.last_letter("reminder").letter.to.address == pilot);

    office.mail(Mail().subject("RE : nouvelles").answers(office.last_letter("follow_up_asked").letter.message_id));
    CHECK(office.letters(first_case).back() == "reply_received to pilote@cpts.example");
    office.does(first_case, "follow_up_recorded", {{"outcome", "resolved"}});
    CHECK(office.due(first_case, "orientation_follow_up") == "not alive");
    conclude_and_close(office);

    CHECK(office.states(first_case) == Names{"closed", "not_required", "unshared"});
    CHECK(office.row(first_case).levels == 0b0011);
    CHECK(office.troubles().empty());
}

TEST_CASE("level 2: without consent nobody learns who reported", "[scenario]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    orient(office, first_case, "no");
    office.pass_until("2025-03-03 10:00");

    const auto asked = office.transport.last_for("paul@officine.example");
    REQUIRE_FALSE(asked.empty());
    CHECK(asked.find("Exemple <") == std::string::npos);
    CHECK(asked.find("Lea") == std::string::npos);
    CHECK(asked.find("lea@idel.example") == std::string::npos);
}

TEST_CASE("level 2: an orientation that did not help leads to another one", "[scenario]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    orient(office);
    office.pass_until("2025-03-20 11:00");  // two working days late: the coordinator knows
    CHECK(office.last_letter("escalation").letter.to.address == coordinator);

    office.does(first_case, "follow_up_recorded", {{"outcome", "unresolved"}});
    CHECK(office.states(first_case).front() == "collecting");
    CHECK(office.due(first_case, "collection_stalled") == "2025-03-27 23:59:59");
    orient(office);
    CHECK(office.due(first_case, "orientation_follow_up") == "2025-04-04 23:59:59");
    office.does(first_case, "follow_up_recorded", {{"outcome", "resolved"}});
    conclude_and_close(office);

    CHECK(std::ranges::count(office.letters(first_case), "orientation_asked to paul@officine.example") == 2);
    CHECK(office.troubles().empty());
}

TEST_CASE("level 2: a reporter nobody reaches any more is given up after three days of trying", "[scenario]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    orient(office);
    office.pass_until("2025-03-18 10:00");
    office.does(first_case, "follow_up_recorded", {{"outcome", "unreachable"}});
    CHECK(office.due(first_case, "next_follow_up_call") == "2025-03-21 23:59:59");
    CHECK(office.due(first_case, "orientation_follow_up") == "2025-03-18 23:59:59");
    office.pass_until("2025-03-21 10:00");
    CHECK(office.sees([&](const engine::Reader& reader) {
        return std::ranges::count(reader.reminders(office.row(first_case).id), "next_follow_up_call",
                                  &engine::ReminderRow::obligation);
    }) == 1);

    office.does(first_case, "follow_up_recorded", {{"outcome", "unreachable"}});
    CHECK(office.refused(first_case, "given_up").code == engine::Error::Code::refused);
    office.pass_until("2025-03-26 10:00");
    office.does(first_case, "follow_up_recorded", {{"outcome", "unreachable"}});
    office.does(first_case, "given_up");
    CHECK(office.states(first_case).front() == "concluding");

    answer_three_questions(office);
    office.does(first_case, "severity_assessed", not_serious);
    CHECK(office.refused(first_case, "case_closed").code == engine::Error::Code::refused);
    office.does(first_case, "feedback_impossible",
                {{"reason", "Injoignable (exemple)."}, {"coordinator", coordinator}});
    office.does(first_case, "case_closed");
    CHECK(office.troubles().empty());
}

TEST_CASE("a reporter who is never reached is given up after three attempts on different days", "[scenario]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.does(first_case, "call_logged", no_answer);
    office.does(first_case, "call_logged", no_answer);
    office.pass_until("2025-03-04 09:00");
    office.does(first_case, "call_logged", no_answer);
    CHECK(office.refused(first_case, "given_up").hint ==
          "Il faut trois tentatives notées à des jours différents, ou que le déclarant ait demandé d’arrêter.");
    office.pass_until("2025-03-07 09:00");  // past the two working days, and one more: escalated
    CHECK(office.last_letter("escalation").letter.to.address == coordinator);
    office.does(first_case, "call_logged", {{"outcome", "call_back_later"}, {"call_again_at", "2025-03-08T11:00:00Z"}});
    CHECK(office.due(first_case, "next_call") == "2025-03-08 12:00");  // a Saturday, as was asked
    office.pass_until("2025-03-08 20:00");
    CHECK(paris(office.last_letter("reminder").letter.queued_at) == "2025-03-07 12:00");

    office.does(first_case, "given_up");
    CHECK(office.states(first_case).front() == "concluding");
    CHECK(office.obligations(first_case) == Names{"feedback", "inactivity"});
}

TEST_CASE("feedback that waits five working days is reminded, then escalated", "[scenario]") {
    Office office("2025-04-28 09:00");  // Thursday 1 May and Thursday 8 May are holidays
    reach_reporter(office);
    find_solution(office);
    CHECK(office.due(first_case, "feedback") == "2025-05-06 23:59:59");

    office.pass_until("2025-05-11 23:00");
    CHECK(office.last_letter("daily_digest").letter.to.address == pilot);
    const auto before = office.letters(first_case);
    CHECK(std::ranges::count(before, "escalation to coordinatrice@cpts.example") == 1);  // the severity's
    office.pass_until("2025-05-12 18:00");  // 7, 9 and 12 May are the working days after
    CHECK(std::ranges::count(office.letters(first_case), "escalation to coordinatrice@cpts.example") == 2);
    CHECK(office.last_letter("escalation").letter.variables.values.find("obligation")->second == "Retour au déclarant");

    office.does(first_case, "feedback_given", {{"by", "page"}});
    CHECK(office.due(first_case, "feedback") == "not alive");
    CHECK(office.letters(first_case).back() == "outcome_told to lea@idel.example");
}

}  // namespace rexflow::testing
