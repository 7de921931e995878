#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// The pluriprofessional analysis, six steps long.
namespace rexflow::testing {

namespace {

engine::Payload meeting_on(const std::string& instant) {
    return {{"date", instant},
            {"place", "Maison de santé (exemple)"},
            {"addresses", "lea@idel.example,paul@officine.example"}};
}

std::ptrdiff_t count(Office& office, const std::string& letter) {
    return std::ranges::count(office.letters(first_case), letter);
}

}  // namespace

TEST_CASE("level 3: the six steps, with a meeting, a survey and a report", "[scenario]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    analyse_until_n4(office);
    CHECK(office.states(first_case).front() == "n4_action_plan");
    CHECK(office.due(first_case, "step") == "2025-03-17 23:59:59");

    office.does(first_case, "meeting_planned", meeting_on("2025-03-20T11:30:00Z"));
    office.pass_until("2025-03-03 10:00");
    const auto invitation = office.transport.last_for("paul@officine.example");
    CHECK(invitation.find("text/calendar") != std::string::npos);
    CHECK(office.last_letter("meeting_invited").letter.variables.values.find("meeting_at")->second ==
          "jeudi 20 mars 2025 à 12\u00A0h\u00A030");

    office.pass_until("2025-03-20 12:00");  // reminded seven days and one day before
    CHECK(count(office, "meeting_reminded to paul@officine.example") == 2);
    CHECK(office.last_letter("meeting_reminded").letter.meeting->uid ==
          office.last_letter("meeting_invited").letter.meeting->uid);
    CHECK(office.transport.last_for("paul@officine.example").find("text/calendar") != std::string::npos);

    office.pass_until("2025-03-20 14:00");
    office.does(first_case, "meeting_held", {{"attendance", "Une infirmière : 60"}, {"minutes", "60"}});
    CHECK(office.due(first_case, "minutes") == "2025-03-27 23:59:59");
    office.does(first_case, "minutes_recorded", {{"text", "Compte rendu (exemple)."}});
    office.does(first_case, "action_linked",
                {{"title", "Fiche de liaison (exemple)"},
                 {"owner", "Dominique Modèle"},
                 {"owner_address", "dominique@idel.example"},
                 {"due", "2025-04-30"}});
    office.does("REX-2025-0001/A1", "action_approved");
    CHECK(office.letters("REX-2025-0001/A1").back() == "action_assigned to dominique@idel.example");
    office.does(first_case, "step_completed");

    office.does(first_case, "survey_sent");
    CHECK(office.due(first_case, "survey") == "2025-04-03 23:59:59");
    office.does(first_case, "survey_answered", {{"address", lea}, {"listening", "5"}});
    CHECK(office.refused(first_case, "step_completed").hint == "L’enquête de satisfaction doit être close.");
    office.pass_until("2025-04-03 23:59");
    CHECK(count(office, "survey_reminded to paul@officine.example") == 1);  // lea has answered
    CHECK(count(office, "survey_reminded to lea@idel.example") == 0);
    office.pass_until("2025-04-04 09:00");
    CHECK(office.history(first_case).back() == "survey_closed");
    office.does(first_case, "step_completed");

    office.does(first_case, "report_drafted", {{"text", "Rapport (exemple)."}});
    CHECK(office.refused(first_case, "report_approved").hint == "L’auteur du rapport ne peut pas le valider lui-même.");
    office.does(first_case, "report_approved", {}, colleague);
    CHECK(office.letters(first_case).back() == "report_told to lea@idel.example");
    office.does(first_case, "step_completed");
    conclude_and_close(office);

    CHECK(office.states(first_case) == Names{"closed", "not_required", "unshared"});
    CHECK(office.row(first_case).levels == 0b0101);
    CHECK(office.obligations(first_case).empty());  // the action is still open: the people are still needed
    CHECK(office.troubles().empty());
}

TEST_CASE("an action outlives its case, and its end lets the people go", "[scenario]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    office.does(first_case, "action_linked",
                {{"title", "Fiche de liaison (exemple)"},
                 {"owner", "Dominique Modèle"},
                 {"owner_address", "dominique@idel.example"},
                 {"due", "2025-04-15"},
                 {"evaluation_on", "2025-06-16"}});
    const std::string action = "REX-2025-0001/A1";
    CHECK(office.refused(action, "action_started").code == engine::Error::Code::refused);
    office.does(action, "action_approved", {}, colleague);
    find_solution(office);
    conclude_and_close(office);

    office.pass_until("2025-04-30 10:00");  // fourteen days late: the coordinator knows
    CHECK(office.letters(action) ==
          Names{"action_assigned to dominique@idel.example", "action_reminded to dominique@idel.example",
                "action_reminded to dominique@idel.example", "action_overdue to dominique@idel.example",
                "action_overdue to dominique@idel.example", "escalation to coordinatrice@cpts.example"});
    office.does(action, "action_started");
    office.does(action, "action_done", {{"statement", "Fiche en service (exemple)."}});
    CHECK(office.due(action, "evaluation") == "2025-06-16 23:59:59");
    CHECK(office.obligations(first_case).empty());
    office.pass_until("2025-06-10 10:00");
    office.does(action, "action_evaluated", {{"outcome", "effective"}});

    CHECK(office.history(first_case).back() == "action_ended");
    CHECK(office.due(first_case, "identity_retention") == "2026-06-10 23:59:59");
    CHECK(office.troubles().empty());
}

TEST_CASE("level 3: a meeting that is put off invites anew and reminds anew", "[scenario]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    analyse_until_n4(office);
    office.does(first_case, "meeting_planned", meeting_on("2025-03-20T11:30:00Z"));
    office.pass_until("2025-03-14 09:00");
    CHECK(count(office, "meeting_reminded to lea@idel.example") == 1);
    office.does(first_case, "meeting_planned",
                {{"date", "2025-04-10T16:00:00Z"}, {"place", "En visioconférence (exemple)"}});
    office.pass_until("2025-04-10 12:00");

    CHECK(count(office, "meeting_reminded to lea@idel.example") == 3);
    CHECK(office.last_letter("meeting_reminded").letter.variables.values.find("meeting_at")->second ==
          "jeudi 10 avril 2025 à 18\u00A0h");
    CHECK(office.last_letter("meeting_reminded").letter.variables.values.find("place")->second ==
          "En visioconférence (exemple)");
}

TEST_CASE("level 3: an analysis that is called off goes back to collecting, and the case can close", "[scenario]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    analyse_until_n4(office);
    office.does(first_case, "meeting_planned", meeting_on("2025-03-20T11:30:00Z"));
    office.does(first_case, "meeting_called_off", because);
    CHECK(office.states(first_case).front() == "collecting");
    CHECK(office.obligations(first_case) == Names{"collection_stalled", "inactivity", "severity_assessment"});
    office.pass_until("2025-03-21 09:00");
    CHECK(count(office, "meeting_reminded to lea@idel.example") == 0);

    find_solution(office);
    conclude_and_close(office);
    CHECK(office.row(first_case).levels == 0b0101);
    CHECK(office.troubles().empty());
}

}  // namespace rexflow::testing
