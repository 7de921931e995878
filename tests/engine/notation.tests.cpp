#include "engine/notation.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

namespace rexflow::testing {

using engine::Allowance;
using engine::Counting;
using engine::Error;
using engine::Outside;
using engine::Pace;
using engine::parse_allowance;
using engine::parse_reminder;
using engine::read_table;
using engine::Role;
using engine::TimeUnit;
using engine::to_text;

TEST_CASE("a delay is written as it is read", "[notation]") {
    struct Row {
        const char* text;
        Allowance allowance;
    };
    const auto row = GENERATE(values<Row>({
        {"24 hours", {24, TimeUnit::hours, Counting::calendar}},
        {"1 hour", {1, TimeUnit::hours, Counting::calendar}},
        {"15 days", {15, TimeUnit::days, Counting::calendar}},
        {"1 day", {1, TimeUnit::days, Counting::calendar}},
        {"2 working days", {2, TimeUnit::days, Counting::working_days}},
        {"1 working day", {1, TimeUnit::days, Counting::working_days}},
        {"12 ouvrables", {12, TimeUnit::days, Counting::ouvrables}},
        {"3 months", {3, TimeUnit::months, Counting::calendar}},
        {"15 days cpc_642", {15, TimeUnit::days, Counting::cpc_642}},
        {"3 months cpc_642", {3, TimeUnit::months, Counting::cpc_642}},
        {"15 days franc", {15, TimeUnit::days, Counting::franc}},
    }));

    CHECK(parse_allowance(row.text) == row.allowance);
    CHECK(to_text(row.allowance) == row.text);
}

TEST_CASE("a reminder is written as it is read", "[notation]") {
    const auto* const text = GENERATE(
        "at start", "at due", "5 days before", "1 working day before", "12 hours after start", "10 days after start",
        "2 working days after", "2 ouvrables after", "1 month before", "each working day after", "each day after",
        "each 7 days after", "each 7 days after start", "each day after 7 days", "each 12 hours after until 7 days",
        "each working day after 10 working days until 3 months", "at due, to coordinator",
        "10 days after start, to reporter, letter follow_up_asked", "at due, digest", "at start, any hour",
        "at due, open hour before", "5 days before, next open hour", "at due, event survey_closed",
        "1 day after, to owner, letter action_overdue, digest, any hour");

    const auto step = parse_reminder(text);

    REQUIRE(step);
    CHECK(to_text(*step) == text);
    CHECK(parse_reminder(to_text(*step)) == *step);
}

TEST_CASE("other spellings end in the canonical one", "[notation]") {
    CHECK(to_text(parse_reminder("  each 1 days   after ,digest,to pilot ").value()) == "each day after, digest");
    CHECK(to_text(parse_reminder("at due, letter reminder, next open hour, at once").value()) == "at due");
    CHECK(to_text(parse_allowance("1 days").value()) == "1 day");
}

TEST_CASE("what a reminder does not say has a default", "[notation]") {
    const auto before = parse_reminder("5 days before").value();
    CHECK(before.to == Role::pilot);
    CHECK(before.letter == "reminder");
    CHECK(before.outside == Outside::bring_forward);
    CHECK(before.pace == Pace::at_once);
    CHECK(before.key == "5 days before to pilot");

    const auto after = parse_reminder("each 7 days after").value();
    CHECK(after.letter == "overdue");
    CHECK(after.outside == Outside::wait);
    CHECK(after.distance == Allowance{7, TimeUnit::days, Counting::calendar});

    CHECK(parse_reminder("at due, to coordinator").value().letter == "escalation");

    const auto event = parse_reminder("at due, event survey_closed").value();
    CHECK(event.letter.empty());
    CHECK(event.outside == Outside::go_anyway);
    CHECK(event.key == "at due event survey_closed");
}

TEST_CASE("what cannot be read as a delay is refused with a hint", "[notation]") {
    const auto* const text =
        GENERATE("", "15", "days", "0 days", "-1 days", "15 weeks", "15 days later", "working days", "24 hours cpc_642",
                 "2 working days franc", "4000 days", "99999999999 days", "1.5 days", "15 days cpc_642 franc");

    const auto allowance = parse_allowance(text);

    REQUIRE_FALSE(allowance);
    CHECK(allowance.error().code == Error::Code::configuration);
    CHECK_FALSE(allowance.error().hint.empty());
}

TEST_CASE("what cannot be read as a reminder is refused with a hint", "[notation]") {
    const auto* const text = GENERATE(
        "", "at", "at noon", "5 days", "before", "5 days cpc_642 before", "each month after",
        "each 2 working days after", "each day", "each day before", "each day after 7", "each day after 12 hours",
        "each day after until", "at due, to", "at due, to nobody", "at due, letter Rappel", "at due, loudly", "at due,",
        "at due, digest, digest", "at due, event survey_closed, letter reminder", "at due, any hour, next open hour");

    const auto step = parse_reminder(text);

    REQUIRE_FALSE(step);
    CHECK(step.error().code == Error::Code::configuration);
    CHECK_FALSE(step.error().hint.empty());
}

TEST_CASE("a table of ours that cannot be read is a bug", "[notation]") {
    CHECK_THROWS_AS(read_table({{"sample", {"Exemple", "Sample"}, "soon", {}}}), std::logic_error);
    CHECK_THROWS_AS(read_table({{"sample", {"Exemple", "Sample"}, "1 day", {"at noon"}}}), std::logic_error);
}

}  // namespace rexflow::testing
