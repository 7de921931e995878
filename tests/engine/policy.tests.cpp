#include "engine/policy.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace rexflow::testing {

namespace {

using engine::Allowance;
using engine::Brake;
using engine::Counting;
using engine::Error;
using engine::ObligationRule;
using engine::parse_instant;
using engine::Policy;
using engine::PolicyOverrides;
using engine::read_table;
using engine::ReminderText;
using engine::Result;
using engine::RetrySchedule;
using engine::RuleOverride;
using engine::TimeUnit;
using engine::to_table;
using engine::to_text;
using namespace std::chrono_literals;

const std::vector<ObligationRule>& defaults() {
    static const auto rules = read_table({
        {"call",
         {"Appel", "Call"},
         "2 working days",
         {"at due, digest", "each working day after", "3 days after, to coordinator"}},
        {"visit", {"Visite", "Visit"}, "", {"7 days before, to participants, letter meeting_reminded"}},
        {"alarm", {"Alerte", "Alarm"}, "24 hours", {"at start, any hour", "each day after, any hour"}, true},
        {"survey", {"Enquête", "Survey"}, "14 days", {"at due, event survey_closed"}},
    });
    return rules;
}

Result<Policy> policy_with(const PolicyOverrides& overrides) { return Policy::make({defaults()}, overrides); }

RuleOverride due(const char* text) { return {text, std::nullopt}; }
RuleOverride reminders(std::vector<ReminderText> texts) { return {std::nullopt, std::move(texts)}; }
ReminderText when(const char* text) { return {text, {}, {}, {}, {}, {}}; }

std::vector<std::string> reminders_of(const Policy& policy, std::string_view key) {
    std::vector<std::string> texts;
    for (const auto& step : policy.find(key)->reminders) texts.push_back(to_text(step));
    return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("without overrides the policy is the tables of the workflows", "[policy]") {
    const std::vector<ObligationRule> others{{"other", {"Autre", "Other"}, Allowance{1}, {}}};

    const auto policy = Policy::make({defaults(), others});

    REQUIRE(policy);
    CHECK(policy->rules().size() == 5);
    CHECK(policy->find("call")->reminders == defaults().front().reminders);
    CHECK(policy->find("call")->allowance == defaults().front().allowance);
    CHECK(policy->find("other") != nullptr);
    CHECK(policy->find("nothing") == nullptr);
    CHECK(policy->brake() == Brake{5, 200});
}

TEST_CASE("a CPTS changes a delay and leaves the reminders alone", "[policy]") {
    const auto policy = policy_with({{"call", due("5 days cpc_642")}});

    REQUIRE(policy);
    CHECK(policy->find("call")->allowance == Allowance{5, TimeUnit::days, Counting::cpc_642});
    CHECK(policy->find("call")->reminders == defaults().front().reminders);
}

TEST_CASE("reminders that are given replace the row's, and take over what they leave out", "[policy]") {
    const auto policy = policy_with({
        {"call",
         reminders({when("1 day before"), {"5 days after", "coordinator", {}, {}, {}, {}}, when("each 2 days after")})},
        {"visit", reminders({when("3 days before")})},
        {"alarm", reminders({when("each 6 hours after")})},
    });

    REQUIRE(policy);
    CHECK(reminders_of(*policy, "call") ==
          Texts{"1 day before, digest", "5 days after, to coordinator", "each 2 days after"});
    CHECK(reminders_of(*policy, "visit") == Texts{"3 days before, to participants, letter meeting_reminded"});
    CHECK(reminders_of(*policy, "alarm") == Texts{"each 6 hours after, any hour"});
    CHECK(policy->find("alarm")->survives_rest);
}

TEST_CASE("what a reminder says wins over what the row does by default", "[policy]") {
    const auto policy = policy_with({
        {"call", reminders({{"at due", "cell", "escalation", "at once", "open hour before", {}}})},
        {"alarm", reminders({{"at start", {}, {}, {}, "next open hour", {}}})},
        {"survey", reminders({{"3 days after", {}, {}, {}, {}, "survey_closed"}})},
        {"visit", reminders({})},
    });

    REQUIRE(policy);
    CHECK(reminders_of(*policy, "call") == Texts{"at due, to cell, letter escalation, open hour before"});
    CHECK(reminders_of(*policy, "alarm") == Texts{"at start"});
    CHECK(reminders_of(*policy, "survey") == Texts{"3 days after, event survey_closed"});
    CHECK(policy->find("visit")->reminders.empty());
}

TEST_CASE("a mistake in the policy names its row and says what can be written there", "[policy]") {
    struct Row {
        const char* key;
        RuleOverride change;
        const char* message;
        const char* hint;
    };
    const auto row = GENERATE(values<Row>({
        {"cal", due("2 days"), "there is no row cal", "call, visit, alarm, survey"},
        {"call", due("soon"), "row call: due: this is not a delay", "15 days"},
        {"visit", due("2 days"), "row visit: its date is always given", "only its reminders"},
        {"call", reminders({when("at due"), when("at noon")}), "row call: reminder 2: this is not the moment",
         "at due"},
        {"call", reminders({{"at due", "nobody", {}, {}, {}, {}}}), "row call: reminder 1: this is not a role",
         "pilot"},
        {"call", reminders({{"at due", {}, "poem", {}, {}, {}}}),
         "row call: reminder 1: no reminder can use this letter", "meeting_reminded"},
        {"call", reminders({{"at due", {}, {}, "slowly", {}, {}}}), "row call: reminder 1: this is not a pace",
         "digest"},
        {"call", reminders({{"at due", {}, {}, {}, "never", {}}}), "row call: reminder 1: this does not say",
         "any hour"},
        {"call", reminders({{"at due", {}, {}, {}, {}, "case_closed"}}),
         "row call: reminder 1: no reminder can use this event", "survey_closed"},
        {"call", reminders({when("at due"), when("at due")}),
         "row call: the reminder \"at due to pilot\" is there twice", "one of them"},
    }));

    const auto policy = policy_with({{row.key, row.change}});

    REQUIRE_FALSE(policy);
    CHECK(policy.error().code == Error::Code::configuration);
    CHECK_THAT(policy.error().message, Catch::Contains(row.message));
    CHECK_THAT(policy.error().hint, Catch::Contains(row.hint));
}

TEST_CASE("the version changes with everything that decides, and with nothing else", "[policy]") {
    const auto version = policy_with({}).value().version();

    CHECK(version.size() == 16);
    CHECK(policy_with({{"call", due("2 working days")}}).value().version() == version);
    CHECK(policy_with({{"call", due("2 days")}}).value().version() != version);
    CHECK(policy_with({{"visit", reminders({})}}).value().version() != version);
    CHECK(Policy::make({defaults()}, {}, Brake{6, 200}).value().version() != version);
    CHECK(Policy::make({defaults()}, {}, {}, RetrySchedule{{1min}, 60min, 168h, 60min}).value().version() != version);
}

TEST_CASE("a letter is tried again after 1, 5, 15 and 60 minutes, then each hour for a week", "[policy]") {
    const RetrySchedule retries;
    const auto first = parse_instant("2025-03-03T09:00:00Z").value();

    CHECK(retries.next_retry(1, first, first) == first + 1min);
    CHECK(retries.next_retry(2, first, first + 1min) == first + 6min);
    CHECK(retries.next_retry(3, first, first + 6min) == first + 21min);
    CHECK(retries.next_retry(4, first, first + 21min) == first + 81min);
    CHECK(retries.next_retry(5, first, first + 81min) == first + 141min);
    CHECK(retries.next_retry(170, first, first + 167h) == first + 168h);
    CHECK_FALSE(retries.next_retry(171, first, first + 167h + 1s));
    CHECK_FALSE(retries.next_retry(2, first, first + 24h * 30));  // the program was down for a month
}

TEST_CASE("the coordinator is told once a letter has been failing for an hour", "[policy]") {
    const RetrySchedule retries;
    const auto first = parse_instant("2025-03-03T09:00:00Z").value();

    CHECK_FALSE(retries.is_trouble(first, first + 59min));
    CHECK(retries.is_trouble(first, first + 60min));
}

TEST_CASE("the policy is printed in the notation it is written in", "[policy]") {
    const auto table = to_table(policy_with({}).value());

    CHECK_THAT(table, Catch::StartsWith("key     due             reminders\n"
                                        "call    2 working days  at due, digest\n"
                                        "                        each working day after\n"
                                        "                        3 days after, to coordinator\n"
                                        "visit   given           7 days before, to participants, letter "
                                        "meeting_reminded\n"));
    CHECK_THAT(table, Catch::Contains("brake    at most 5 letters a day and address, 200 an hour in all\n"));
    CHECK_THAT(table, Catch::Contains("after 1, 5, 15, 60 minutes, then every 60 minutes, for 168 hours"));
}

}  // namespace rexflow::testing
