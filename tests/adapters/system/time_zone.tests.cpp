#include "adapters/system/time_zone.hpp"

#include "adapters/system/system_clock.hpp"
#include "tests/support/paris.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;
using engine::Instant;
using engine::to_text;
using system::load_time_zone;
using system::SystemClock;

std::unique_ptr<engine::TimeZone> zone(std::string_view name) { return load_time_zone(name).value(); }

Instant at(const char* text) { return engine::parse_instant(text).value(); }

}  // namespace

TEST_CASE("the database's Paris is the European rule around every change from 2020 to 2035", "[time_zone]") {
    const auto database = zone("Europe/Paris");
    const ParisTime rule;

    int moments = 0;
    for (auto year = 2020y; year <= 2035y; ++year)
        for (const auto month : {std::chrono::March, std::chrono::October}) {
            const auto change = ParisTime::changes_at(year, month);
            for (auto moment = change - 36h; moment <= change + 36h; moment += 30min, ++moments) {
                const auto local = rule.local(moment);
                // The wall clock half an hour on may be one that never was: both must answer with the jump.
                const auto skipped = local.at + 30min;
                const bool agree = database->local(moment) == local &&
                                   database->instant(local.on, local.at) == rule.instant(local.on, local.at) &&
                                   database->instant(local.on, skipped) == rule.instant(local.on, skipped);
                if (!agree && skipped < 24h) FAIL_CHECK("they differ at " << to_text(moment));
            }
        }

    REQUIRE(moments == 32 * 145);
}

TEST_CASE("an hour that is there twice is the first, one that is skipped is the jump", "[time_zone]") {
    const auto paris = zone("Europe/Paris");

    CHECK(to_text(paris->instant(2025y / 10 / 26, 2h + 30min)) == "2025-10-26T00:30:00Z");
    CHECK(to_text(paris->instant(2025y / 3 / 30, 2h + 30min)) == "2025-03-30T01:00:00Z");
}

TEST_CASE("overseas zones keep their offset all year", "[time_zone]") {
    struct Row {
        const char* name;
        std::chrono::hours ahead;
    };
    const auto row = GENERATE(values<Row>({{"Indian/Reunion", 4h},
                                           {"Indian/Mayotte", 3h},
                                           {"America/Martinique", -4h},
                                           {"America/Guadeloupe", -4h},
                                           {"America/Cayenne", -3h},
                                           {"Pacific/Tahiti", -10h},
                                           {"Pacific/Noumea", 11h},
                                           {"Pacific/Wallis", 12h}}));
    const auto database = zone(row.name);
    const FixedTime fixed(row.name, row.ahead);

    CHECK(database->name() == row.name);
    for (const auto* moment : {"2025-01-15T20:30:00Z", "2025-03-30T01:00:00Z", "2025-07-15T03:00:00Z"})
        CHECK(database->local(at(moment)) == fixed.local(at(moment)));
    CHECK(database->instant(2025y / 3 / 30, 8h) == fixed.instant(2025y / 3 / 30, 8h));
}

TEST_CASE("a zone nobody knows is a mistake in the settings", "[time_zone]") {
    const auto* const name = GENERATE("Europe/Atlantis", "", "../../etc/passwd", "europe/paris");

    const auto unknown = load_time_zone(name);

    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == engine::Error::Code::configuration);
    CHECK_THAT(unknown.error().hint, Catch::Contains("Europe/Paris"));
}

TEST_CASE("the machine's clock tells a time after this was written", "[clock]") {
    CHECK(SystemClock().now() > at("2025-01-01T00:00:00Z"));
}

}  // namespace rexflow::testing
