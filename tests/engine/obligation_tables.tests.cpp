// The default tables of both workflows, told as the mails of one case.
#include "engine/deadline.hpp"
#include "engine/notation.hpp"
#include "engine/policy.hpp"
#include "tests/support/paris.hpp"
#include "workflows/corrective_action/obligations.hpp"
#include "workflows/rex_case/obligations.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

namespace rexflow::testing {

namespace {

using engine::Calendar;
using engine::due_at;
using engine::Instant;
using engine::ObligationRule;
using engine::Pace;
using engine::parse_day;
using engine::parse_instant;
using engine::parse_reminder;
using engine::planned_between;
using engine::Policy;
using engine::to_text;

const ParisTime paris;
using Lines = std::vector<std::string>;

/// "Mon 03-10 08:00", as the wall clock in Paris shows it; of 23:59:59, too, only hours and minutes.
std::string wall_clock(Instant at) {
    static constexpr const char* names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    const auto local = paris.local(at);
    const auto weekday = std::chrono::weekday(std::chrono::sys_days(local.on));
    const std::chrono::hh_mm_ss time(local.at);
    return fmt::format("{} {} {:02}:{:02}", names[weekday.c_encoding()], to_text(local.on).substr(5),
                       time.hours().count(), time.minutes().count());
}

Policy defaults() { return Policy::make({rex_case::obligations(), corrective_action::obligations()}).value(); }

/// Monday 2025-03-03, 10:00 in Paris.
Instant start() { return parse_instant("2025-03-03T09:00:00Z").value(); }

struct Schedule {
    const char* rule;
    const char* due_on;  ///< for rows whose date is given
    const char* upto;
    const char* due;
    Lines letters;
};

Lines letters_of(const ObligationRule& rule, Instant due, Instant upto) {
    Lines lines;
    for (const auto& [step, key, planned_at] :
         planned_between(rule, start(), due, start() - std::chrono::seconds(1), upto, Calendar(paris)))
        lines.push_back(fmt::format("{} {} {}{}", wall_clock(planned_at), to_text(step->to),
                                    step->event.empty() ? step->letter : step->event,
                                    step->pace == Pace::digest ? " (digest)" : ""));
    return lines;
}

void check(const Schedule& expected) {
    const auto policy = defaults();
    const auto* const rule = policy.find(expected.rule);
    REQUIRE(rule != nullptr);
    const Calendar calendar(paris);
    const auto due = rule->allowance ? due_at(*rule->allowance, start(), calendar)
                                     : calendar.end_of(parse_day(expected.due_on).value());

    CHECK(wall_clock(due) == expected.due);
    CHECK(letters_of(*rule, due, parse_instant(expected.upto).value()) == expected.letters);
}

}  // namespace

TEST_CASE("levels 1 and 2: each obligation of a case of Monday 3 March writes when its row says", "[tables]") {
    check(GENERATE(values<Schedule>({
        {"first_contact",
         "",
         "2025-03-10T12:00:00Z",
         "Wed 03-05 23:59",
         {"Tue 03-04 08:00 pilot reminder", "Wed 03-05 08:00 pilot reminder", "Thu 03-06 08:00 pilot overdue",
          "Thu 03-06 08:00 coordinator escalation", "Fri 03-07 08:00 pilot overdue", "Mon 03-10 08:00 pilot overdue"}},
        {"next_call", "", "2025-04-01T00:00:00Z", "Tue 03-04 23:59", {"Tue 03-04 08:00 pilot reminder"}},
        {"severity_assessment",
         "",
         "2025-03-07T12:00:00Z",
         "Wed 03-05 23:59",
         {"Wed 03-05 08:00 pilot reminder", "Thu 03-06 08:00 pilot overdue", "Thu 03-06 08:00 coordinator escalation",
          "Fri 03-07 08:00 pilot overdue"}},
        {"severity_assessment.urgent",
         "",
         "2025-03-06T12:00:00Z",
         "Tue 03-04 23:59",
         {"Tue 03-04 08:00 pilot reminder", "Wed 03-05 08:00 pilot overdue", "Wed 03-05 08:00 coordinator escalation",
          "Thu 03-06 08:00 pilot overdue"}},
        {"collection_stalled",
         "",
         "2025-03-25T00:00:00Z",
         "Mon 03-10 23:59",
         {"Mon 03-10 08:00 pilot reminder (digest)", "Mon 03-17 08:00 pilot overdue (digest)",
          "Mon 03-17 08:00 coordinator escalation", "Mon 03-24 08:00 pilot overdue (digest)"}},
        {"orientation_follow_up",
         "",
         "2025-03-21T00:00:00Z",
         "Tue 03-18 23:59",
         {"Thu 03-13 08:00 reporter follow_up_asked", "Thu 03-13 08:00 pilot reminder",
          "Fri 03-14 08:00 pilot reminder", "Tue 03-18 08:00 pilot reminder", "Wed 03-19 08:00 pilot overdue",
          "Thu 03-20 08:00 pilot overdue", "Thu 03-20 08:00 coordinator escalation"}},
        {"next_follow_up_call", "", "2025-04-01T00:00:00Z", "Thu 03-06 23:59", {"Thu 03-06 08:00 pilot reminder"}},
    })));
}

TEST_CASE("level 3: each obligation of a case of Monday 3 March writes when its row says", "[tables]") {
    check(GENERATE(values<Schedule>({
        {"step",
         "",
         "2025-04-01T00:00:00Z",
         "Mon 03-17 23:59",
         {"Fri 03-14 08:00 pilot reminder (digest)", "Mon 03-17 08:00 pilot reminder (digest)",
          "Mon 03-24 08:00 pilot overdue (digest)", "Mon 03-24 08:00 coordinator escalation",
          "Mon 03-31 08:00 pilot overdue (digest)"}},
        {"meeting",
         "2025-03-21",
         "2025-04-01T00:00:00Z",
         "Fri 03-21 23:59",
         {"Fri 03-14 08:00 participants meeting_reminded", "Thu 03-20 08:00 participants meeting_reminded"}},
        {"minutes", "", "2025-04-01T00:00:00Z", "Mon 03-10 23:59", {"Mon 03-10 08:00 pilot reminder (digest)"}},
        {"survey",
         "",
         "2025-04-01T00:00:00Z",
         "Mon 03-17 23:59",
         {"Mon 03-10 08:00 silent_participants survey_reminded", "Mon 03-17 23:59 pilot survey_closed"}},
        {"feedback",
         "",
         "2025-03-14T00:00:00Z",
         "Mon 03-10 23:59",
         {"Mon 03-10 08:00 pilot reminder (digest)", "Tue 03-11 08:00 pilot overdue (digest)",
          "Wed 03-12 08:00 pilot overdue (digest)", "Thu 03-13 08:00 pilot overdue (digest)",
          "Thu 03-13 08:00 coordinator escalation"}},
        {"sheet_reading",
         "",
         "2025-04-01T00:00:00Z",
         "Mon 03-17 23:59",
         {"Mon 03-17 08:00 reader reminder (digest)", "Mon 03-24 08:00 reader overdue (digest)",
          "Mon 03-31 08:00 reader overdue (digest)"}},
        {"inactivity",
         "",
         "2025-06-03T00:00:00Z",
         "Wed 04-02 23:59",
         {"Wed 04-02 08:00 pilot reminder (digest)", "Fri 05-02 08:00 pilot overdue (digest)",
          "Fri 05-02 08:00 coordinator escalation", "Mon 06-02 08:00 pilot overdue (digest)"}},
        {"identity_retention",
         "",
         "2027-01-01T00:00:00Z",
         "Tue 03-03 23:59",
         {"Fri 01-30 08:00 coordinator reminder", "Tue 03-03 08:00 coordinator reminder"}},
    })));
}

TEST_CASE("level 4: each obligation of a case of Monday 3 March writes when its row says", "[tables]") {
    check(GENERATE(values<Schedule>({
        {"eigs_part1",
         "",
         "2025-03-13T00:00:00Z",
         "Tue 03-04 10:00",
         {"Mon 03-03 10:00 pilot reminder", "Mon 03-03 10:00 coordinator escalation", "Mon 03-03 22:00 pilot reminder",
          "Tue 03-04 10:00 pilot reminder", "Tue 03-04 22:00 pilot overdue", "Wed 03-05 10:00 pilot overdue",
          "Wed 03-05 22:00 pilot overdue", "Thu 03-06 10:00 pilot overdue", "Thu 03-06 22:00 pilot overdue",
          "Fri 03-07 10:00 pilot overdue", "Fri 03-07 22:00 pilot overdue", "Sat 03-08 10:00 pilot overdue",
          "Sat 03-08 22:00 pilot overdue", "Sun 03-09 10:00 pilot overdue", "Sun 03-09 22:00 pilot overdue",
          "Mon 03-10 10:00 pilot overdue", "Tue 03-11 08:00 pilot overdue", "Wed 03-12 08:00 pilot overdue"}},
        {"patient_information",
         "",
         "2025-03-20T12:00:00Z",
         "Tue 03-18 23:59",
         {"Thu 03-13 08:00 pilot reminder", "Tue 03-18 08:00 pilot reminder", "Tue 03-18 08:00 coordinator escalation",
          "Wed 03-19 08:00 pilot overdue", "Thu 03-20 08:00 pilot overdue"}},
        {"eigs_part2",
         "",
         "2025-06-11T00:00:00Z",
         "Tue 06-03 23:59",
         {"Wed 04-02 08:00 pilot reminder", "Fri 05-02 08:00 pilot reminder", "Mon 05-19 08:00 pilot reminder",
          "Mon 05-19 08:00 coordinator escalation", "Tue 05-27 08:00 pilot reminder", "Tue 06-03 08:00 pilot reminder",
          "Wed 06-04 08:00 pilot overdue", "Thu 06-05 08:00 pilot overdue", "Fri 06-06 08:00 pilot overdue",
          "Tue 06-10 08:00 pilot overdue"}},
        {"eigs_complement",
         "2025-03-21",
         "2025-03-25T12:00:00Z",
         "Fri 03-21 23:59",
         {"Fri 03-14 08:00 pilot reminder", "Thu 03-20 08:00 pilot reminder", "Fri 03-21 08:00 pilot reminder",
          "Fri 03-21 08:00 coordinator escalation", "Mon 03-24 08:00 pilot overdue", "Tue 03-25 08:00 pilot overdue"}},
    })));
}

TEST_CASE("a corrective action reminds its owner when its rows say", "[tables]") {
    const auto* const rule = GENERATE("implementation", "evaluation");

    check({rule,
           "2025-03-21",
           "2025-04-05T00:00:00Z",
           "Fri 03-21 23:59",
           {"Fri 03-14 08:00 owner action_reminded", "Fri 03-21 08:00 owner action_reminded",
            "Fri 03-28 08:00 owner action_overdue", "Fri 04-04 08:00 owner action_overdue",
            "Fri 04-04 08:00 coordinator escalation"}});
}

TEST_CASE("a call asked for at an hour is reminded of at that hour, or before the cell goes home", "[tables]") {
    const auto policy = defaults();
    const auto& next_call = *policy.find("next_call");
    const auto reminded = [&](const char* due) {
        return letters_of(next_call, parse_instant(due).value(), parse_instant("2025-04-01T00:00:00Z").value());
    };

    CHECK(reminded("2025-03-03T13:30:00Z") == Lines{"Mon 03-03 14:30 pilot reminder"});
    CHECK(reminded("2025-03-03T18:45:00Z") == Lines{"Mon 03-03 18:30 pilot reminder"});
    CHECK(reminded("2025-03-08T09:15:00Z") == Lines{"Fri 03-07 10:15 pilot reminder"});
}

TEST_CASE("what the law asks for, retention and readings go on when a case is at rest", "[tables]") {
    std::set<std::string> lasting;
    for (const auto& rule : rex_case::obligations())
        if (rule.survives_rest) lasting.insert(rule.key);

    REQUIRE(lasting == std::set<std::string>{"eigs_complement", "eigs_part1", "eigs_part2", "identity_retention",
                                             "patient_information", "sheet_reading"});
}

TEST_CASE("the default tables hold to what every policy must", "[tables]") {
    const auto policy = defaults();
    std::set<std::string> rules;
    for (const auto& rule : policy.rules()) {
        CHECK(rules.insert(rule.key).second);
        CHECK_FALSE(rule.label.fr.empty());
        CHECK_FALSE(rule.label.en.empty());
        std::set<std::string> keys;
        for (const auto& step : rule.reminders) {
            CHECK(keys.insert(step.key).second);
            CHECK(parse_reminder(to_text(step)) == step);
            CHECK((step.letter != "escalation" || step.pace == Pace::at_once));
        }
    }
    CHECK(rules.size() == 21);
}

}  // namespace rexflow::testing
