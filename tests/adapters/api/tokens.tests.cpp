#include "engine/access_scopes.hpp"
#include "engine/ports/accounts.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/api/api_desk.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// Who gets in with a token, and how far.
namespace rexflow::testing {

namespace {

using engine::MemberRole;
using namespace std::chrono_literals;

std::string example_of(const api::Route& route) {
    std::string path;
    for (std::size_t at = 0; at < route.pattern.size(); ++at) {
        path += route.pattern[at] == '{' ? "x" : std::string(1, route.pattern[at]);
        if (route.pattern[at] == '{') at = route.pattern.find('}', at);
    }
    return path;
}

ApiAnswer ask(ApiDesk& desk, const api::Route& route, const std::string& token) {
    return route.method == "GET" ? desk.get(token, example_of(route)) : desk.post(token, example_of(route), {});
}

void revoke(ApiDesk& desk, const std::string& address) {
    desk.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        const auto member = unit.find_member(address)->id;
        auto& access = unit.edit_registers().api_access;
        for (const auto& token : access->of_member(member))
            static_cast<void>(access->revoke(member, token.id, desk.office.clock.now()));
        return {};
    });
}

}  // namespace

TEST_CASE("every route lets exactly those through whom its row names: role x scope x route", "[api][access]") {
    struct Someone {
        const char* address;
        MemberRole role;
    };
    const std::vector<Someone> everybody{{ApiDesk::reader_only, MemberRole::reader},
                                         {pilot, MemberRole::member},
                                         {coordinator, MemberRole::coordinator},
                                         {ApiDesk::administrator, MemberRole::administrator}};
    ApiDesk desk;
    for (const auto& someone : everybody) {
        const auto whole = desk.token(someone.address);
        for (const auto& route : api::routes()) {
            INFO(route.method << " " << route.pattern << " as " << engine::to_text(someone.role));
            const bool is_allowed = engine::may(someone.role, route.task);
            CHECK((ask(desk, route, whole).status() == 403) == !is_allowed);
            std::vector<std::string> others;
            for (const auto& scope : engine::access_scopes)
                if (scope.name != route.scope) others.emplace_back(scope.name);
            if (!route.scope.empty()) CHECK(ask(desk, route, desk.token(someone.address, others)).status() == 403);
            CHECK(ask(desk, route, "").problem() == "unauthorized");
        }
    }
}

TEST_CASE("a forged, cut, revoked or foreign token opens nothing", "[api][access]") {
    ApiDesk desk;
    const auto token = desk.token(pilot);
    REQUIRE(desk.get(token, "/me").status() == 200);

    for (const auto& bad : {token + "a", token.substr(1), std::string(32, 'a'), std::string(10'000, 'a'),
                            std::string("' OR 1=1 --"), std::string{}}) {
        const auto answer = desk.get(bad, "/me");
        CHECK(answer.status() == 401);
        CHECK(answer.field("WWW-Authenticate") == "Bearer");
    }
    auto basic = ApiDesk::request("GET", "", "/api/v1/me");
    basic.fields["authorization"] = "Basic " + token;
    CHECK(desk.ask(basic).status() == 401);
    auto query = ApiDesk::request("GET", "", "/api/v1/me?access_token=" + token);
    CHECK(desk.ask(query).status() == 401);
    revoke(desk, pilot);
    CHECK(desk.get(token, "/me").status() == 401);
}

TEST_CASE("the token of a member who is locked out, or gone, opens nothing", "[api][access]") {
    ApiDesk desk;
    const auto token = desk.token(pilot);
    const auto others = desk.token(colleague);
    desk.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        engine::Account account;
        account.member = unit.find_member(pilot)->id;
        account.locked_at = desk.office.clock.now();
        unit.change_accounts().set_account(account);
        auto gone = *unit.find_member(colleague);
        gone.active = false;
        unit.update_member(gone);
        return {};
    });

    CHECK(desk.get(token, "/me").status() == 401);
    CHECK(desk.get(others, "/me").status() == 401);
}

TEST_CASE("whoever tries many unknown tokens has to wait, and nobody else", "[api][access]") {
    ApiDesk desk;
    const auto token = desk.token(pilot);
    for (int i = 0; i < web::UnknownLinks::allowed; ++i)
        CHECK(desk.get(std::string(31, 'a') + static_cast<char>('a' + i % 26), "/me").status() == 401);

    const auto braked = desk.get(token, "/me");
    CHECK(braked.status() == 429);
    CHECK(braked.field("Retry-After") == "600");
    auto elsewhere = ApiDesk::request("GET", token, "/api/v1/me");
    elsewhere.client = "198.51.100.7";
    CHECK(desk.ask(elsewhere).status() == 200);
    desk.office.clock.pass(11min);
    CHECK(desk.get(token, "/me").status() == 200);
}

TEST_CASE("a token knows when it was last used, to a few minutes", "[api][access]") {
    ApiDesk desk;
    const auto token = desk.token(pilot);
    const auto used = [&] {
        return desk.office.sees([](const engine::Reader& reader) {
            return reader.registers().api_access->of_member(reader.find_member(pilot)->id).front().last_used_at;
        });
    };

    const auto first = desk.office.clock.now();
    static_cast<void>(desk.get(token, "/me"));
    CHECK(used() == first);
    desk.office.clock.set(first + 4min);
    static_cast<void>(desk.get(token, "/me"));
    CHECK(used() == first);
    desk.office.clock.set(first + 6min);
    static_cast<void>(desk.get(token, "/me"));
    CHECK(used() == first + 6min);
}

TEST_CASE("a token without scopes, or with unknown ones, is not made", "[api]") {
    ApiDesk desk;
    CountingNonces nonces;
    desk.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        engine::AccessToken token;
        token.member = unit.find_member(pilot)->id;
        CHECK(!engine::give_token(unit, nonces, token, std::nullopt));
        token.scopes = {"cases.read", "everything"};
        CHECK(!engine::give_token(unit, nonces, token, std::nullopt));
        return {};
    });
}

}  // namespace rexflow::testing
