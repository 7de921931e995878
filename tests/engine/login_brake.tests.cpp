#include "engine/login_brake.hpp"

#include <catch2/catch.hpp>

using namespace rexflow;
using namespace std::chrono_literals;
using engine::Counted;
using engine::Instant;
using engine::LoginCount;

namespace {

/// Monday 3 March 2025, 9:00 UTC.
constexpr Instant monday = std::chrono::sys_days(std::chrono::year(2025) / 3 / 3) + 9h;

std::chrono::seconds wait_after(Counted counted, int failures) {
    const auto until = engine::braked_until(counted, {failures, monday}, monday);
    return until ? *until - monday : 0s;
}

}  // namespace

TEST_CASE("a few failures cost nothing, then the wait doubles up to a quarter of an hour", "[login]") {
    CHECK(wait_after(Counted::identifier, 0) == 0s);
    CHECK(wait_after(Counted::identifier, 4) == 0s);
    CHECK(wait_after(Counted::identifier, 5) == 30s);
    CHECK(wait_after(Counted::identifier, 6) == 60s);
    CHECK(wait_after(Counted::identifier, 7) == 2min);
    CHECK(wait_after(Counted::identifier, 9) == 8min);
    CHECK(wait_after(Counted::identifier, 10) == 15min);
    CHECK(wait_after(Counted::identifier, 1'000'000) == 15min);
    CHECK(wait_after(Counted::network, 29) == 0s);
    CHECK(wait_after(Counted::network, 30) == 30s);
}

TEST_CASE("the wait is over at its second, and a day makes all forgotten", "[login]") {
    const LoginCount count{5, monday};
    CHECK(engine::braked_until(Counted::identifier, count, monday + 29s) == monday + 30s);
    CHECK_FALSE(engine::braked_until(Counted::identifier, count, monday + 30s));
    CHECK(engine::after_failure(count, monday + 30s) == LoginCount{6, monday + 30s});
    CHECK(engine::after_failure(count, monday + 24h) == LoginCount{1, monday + 24h});
    CHECK(engine::after_failure({}, monday) == LoginCount{1, monday});
}
