#include "adapters/vault/passwords.hpp"

#include "tests/support/sqlite_data.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace rexflow;
using namespace rexflow::testing;
using namespace std::chrono_literals;

namespace {

/// The least libsodium does: a test does not wait.
constexpr vault::PasswordCost cheap{1, 8192, 2, 5s};

}  // namespace

TEST_CASE("a password is right with its own hash alone", "[passwords]") {
    const auto passwords = value_of(vault::make_passwords(cheap));
    const auto hash = value_of(passwords->hash("une phrase assez longue"));

    CHECK(hash.starts_with("$argon2id$"));
    CHECK(hash.find("phrase") == std::string::npos);
    CHECK(hash != value_of(passwords->hash("une phrase assez longue")));
    CHECK(value_of(passwords->verify(hash, "une phrase assez longue")));
    for (const auto* const wrong : {"", "une phrase assez longu", "Une phrase assez longue"})
        CHECK_FALSE(value_of(passwords->verify(hash, wrong)));
    CHECK_FALSE(value_of(passwords->verify("", "une phrase assez longue")));
    CHECK_FALSE(value_of(passwords->verify("plain:une phrase assez longue", "une phrase assez longue")));
}

TEST_CASE("the usual cost is two passes over 64 MiB, two at once", "[passwords]") {
    const auto cost = vault::usual_password_cost();

    CHECK(cost.operations >= 2);
    CHECK(cost.memory >= 64 * 1024 * 1024);
    CHECK(cost.at_once == 2);
}

TEST_CASE("who finds every place taken waits, and is told when none becomes free in time", "[passwords]") {
    const auto patient = value_of(vault::make_passwords(cheap));
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> crowd;
        for (int one = 0; one < 8; ++one)
            crowd.emplace_back([&] {
                if (patient->hash("une phrase assez longue")) ++right;
            });
    }
    CHECK(right == 8);

    const auto without_places = value_of(vault::make_passwords({1, 8192, 0, 0s}));
    CHECK(without_places->hash("x").error().code == engine::Error::Code::busy);
    CHECK(without_places->verify("", "x").error().code == engine::Error::Code::busy);
    CHECK(without_places->verify("", "x").error().retryable());
}
