#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// The declaration of a serious event, beside whatever else the case goes through.
namespace rexflow::testing {

namespace {

const std::string& declaration(Office& office) {
    static std::string state;
    return state = office.states(first_case).at(1);
}

/// Ready to be declared, on Monday 6 January 2025 at 9.
void find_serious(Office& office, const std::string& number = "REX-2025-0001") {
    reach_reporter(office, number);
    office.does(number, "severity_assessed", serious);
}

std::vector<std::string> reminded(Office& office, const std::string& obligation) {
    std::vector<std::string> keys;
    for (const auto& row : office.ledger(first_case))
        if (row.obligation == obligation) keys.push_back(paris(row.planned_at) + " " + row.reminder);
    return keys;
}

}  // namespace

TEST_CASE("level 4 runs beside level 3, from part 1 to part 2", "[scenario]") {
    Office office("2025-01-31 17:00");  // a Friday evening
    find_serious(office);
    CHECK(office.due(first_case, "eigs_part1") == "2025-02-01 17:00");
    CHECK(office.due(first_case, "patient_information") == "2025-02-15 23:59:59");
    CHECK(std::ranges::count(office.letters(first_case), "declaration_help to lea@idel.example") == 1);

    analyse_until_n4(office);
    CHECK(office.states(first_case) == Names{"n4_action_plan", "part1_due", "unshared"});
    CHECK(office.row(first_case).levels == 0b1101);
    office.pass_until("2025-02-02 18:00");  // the law does not wait for Monday
    CHECK(reminded(office, "eigs_part1").size() == 6);
    CHECK(paris(office.last_letter("overdue").letter.queued_at) == "2025-02-02 17:00");
    CHECK(paris(office.last_letter("escalation").letter.queued_at) == "2025-01-31 17:00");

    office.does(first_case, "part1_filed", proof("2025-01-31"));
    CHECK(declaration(office) == "part2_due");
    CHECK(office.due(first_case, "eigs_part1") == "not alive");
    CHECK(office.due(first_case, "eigs_part2") == "2025-04-30 23:59:59");  // 31 January + 3 months, by day-number

    office.does(first_case, "patient_informed", {{"date", "2025-02-02"}});
    CHECK(office.due(first_case, "patient_information") == "not alive");
    office.pass_until("2025-04-28 12:00");
    CHECK(reminded(office, "eigs_part2").size() == 5);  // 30, 60, 75 (twice) days; the 85th is a Saturday
    office.does(first_case, "part2_filed", proof("2025-04-28"));
    CHECK(declaration(office) == "awaiting_ars");
    office.does(first_case, "closed_by_ars", proof("2025-04-28"));
    CHECK(office.states(first_case) == Names{"n4_action_plan", "ars_closed", "unshared"});
    CHECK(office.troubles().empty());
}

TEST_CASE("a complement is asked for after the case was closed, and the case stays closed", "[scenario]") {
    Office office("2025-01-06 09:00");
    find_serious(office);
    office.does(first_case, "part1_filed", proof("2025-01-06"));
    find_solution(office);
    answer_three_questions(office);
    office.does(first_case, "feedback_given", {{"by", "call"}});
    CHECK(office.refused(first_case, "case_closed").code == engine::Error::Code::refused);
    CHECK(office.refused(first_case, "case_dismissed", {{"reason", "other"}}).code == engine::Error::Code::refused);
    office.does(first_case, "part2_filed", proof("2025-01-06"));
    office.does(first_case, "patient_informed", {{"date", "2025-01-06"}});
    office.does(first_case, "case_closed");

    office.pass_until("2025-02-10 09:00");
    office.does(first_case, "complement_requested", {{"due", "2025-02-28"}});
    CHECK(office.states(first_case) == Names{"closed", "complement_due", "unshared"});
    CHECK(office.due(first_case, "eigs_complement") == "2025-02-28 23:59:59");
    office.pass_until("2025-03-02 12:00");
    CHECK(reminded(office, "eigs_complement") ==
          Names{"2025-02-21 08:00 7 days before to pilot", "2025-02-27 08:00 1 day before to pilot",
                "2025-02-28 08:00 at due to coordinator", "2025-02-28 08:00 at due to pilot"});
    office.pass_until("2025-03-03 12:00");  // the daily ones wait for Monday
    CHECK(reminded(office, "eigs_complement").size() > 4);
    office.does(first_case, "complement_sent", proof("2025-03-03"));
    CHECK(office.states(first_case) == Names{"closed", "awaiting_ars", "unshared"});
    CHECK(office.obligations(first_case) == Names{"identity_retention"});
    CHECK(office.troubles().empty());
}

TEST_CASE("a patient who gets worse after the closing opens the case again", "[scenario]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    find_solution(office);
    conclude_and_close(office);
    office.pass_until("2025-03-10 09:00");

    CHECK(office.refused(first_case, "part1_filed", proof("2025-03-10")).hint ==
          "Le dossier est clos : rouvrez-le d’abord.");
    office.does(first_case, "severity_assessed", serious);
    CHECK(office.states(first_case) == Names{"collecting", "part1_due", "unshared"});
    CHECK(office.due(first_case, "identity_retention") == "not alive");
    CHECK(office.due(first_case, "eigs_part1") == "2025-03-11 09:00");
    office.does(first_case, "part1_filed", proof("2025-03-10"));
    office.does(first_case, "part2_filed", proof("2025-03-10"));
    find_solution(office);
    office.does(first_case, "case_closed");  // the feedback of then still stands
    CHECK(office.troubles().empty());
}

TEST_CASE("a declaration the professional declines is settled, and its reason is kept", "[scenario]") {
    Office office("2025-03-03 09:00");
    find_serious(office);
    CHECK(office.refused(first_case, "declaration_declined").code == engine::Error::Code::invalid_input);
    office.does(first_case, "declaration_declined", because);
    CHECK(declaration(office) == "not_declared");
    CHECK(office.due(first_case, "eigs_part1") == "not alive");
    CHECK(office.due(first_case, "patient_information") == "2025-03-18 23:59:59");  // the law asks for it all the same

    office.does(first_case, "part1_filed", proof("2025-03-03"));  // minds may be changed
    CHECK(declaration(office) == "part2_due");
}

TEST_CASE("a declaration somebody else made is settled", "[scenario]") {
    Office office("2025-03-03 09:00");
    find_serious(office);
    office.does(first_case, "declared_elsewhere", because);
    CHECK(declaration(office) == "declared_by_other");
    find_solution(office);
    answer_three_questions(office);
    office.does(first_case, "feedback_declined");
    office.does(first_case, "case_closed");
    CHECK(office.states(first_case).front() == "closed");
}

TEST_CASE("a severity that turns out lower ends the declaration", "[scenario]") {
    Office office("2025-03-03 09:00");
    find_serious(office);
    office.pass_until("2025-03-03 15:00");
    office.does(first_case, "severity_assessed", not_serious);
    office.pass_until("2025-03-05 15:00");

    CHECK(declaration(office) == "not_required");
    CHECK(office.obligations(first_case) == Names{"collection_stalled", "inactivity"});
    CHECK(reminded(office, "eigs_part1").size() == 2);  // those at the start
}

TEST_CASE("a serious case that nobody declares is pressed twice a day for a week, then daily", "[scenario]") {
    Office office("2025-03-03 09:00");
    find_serious(office);
    office.pass_until("2025-03-13 08:00");

    const auto keys = reminded(office, "eigs_part1");
    CHECK(std::ranges::count_if(keys, [](const auto& key) { return key.find("each 12 hours") != std::string::npos; }) ==
          12);  // from 36 hours to 7 days after the start
    CHECK(keys.back().substr(0, 16) == "2025-03-13 08:00");
    CHECK(office.last_letter("overdue").letter.to.address == pilot);
}

}  // namespace rexflow::testing
