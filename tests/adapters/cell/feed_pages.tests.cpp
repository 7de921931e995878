#include "engine/access_scopes.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/cell/cell_desk.hpp"

#include <catch2/catch.hpp>

/// /compte/agenda: private calendar feeds, made and taken back by their owner.
namespace rexflow::testing {

namespace {

constexpr const char* page = "/compte/agenda";

std::vector<engine::AccessToken> living(CellDesk& desk, const std::string& address) {
    auto tokens = desk.office.sees([&](const engine::Reader& reader) {
        return reader.registers().api_access->of_member(reader.find_member(address)->id);
    });
    std::erase_if(tokens, [](const auto& token) { return token.revoked_at.has_value(); });
    return tokens;
}

/// The text of the token in the address a page shows; empty when it shows none.
std::string shown_token(const Answer& answer) {
    const std::string mark = std::string(CellDesk::public_url) + "/calendrier/";
    const auto at = answer.response.body.find(mark);
    return at == std::string::npos ? std::string{} : answer.response.body.substr(at + mark.size(), 32);
}

}  // namespace

TEST_CASE("a feed's address is shown once to whoever made it, and opens the calendar alone", "[cell][feed]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    CHECK(tab.get("/compte").shows(page));

    const auto made = tab.fill_in(page, {{"name", "Téléphone"}});

    CHECK(made.status() == 200);
    const auto token = shown_token(made);
    REQUIRE(token.size() == 32);
    const auto bearer =
        desk.office.sees([&](const engine::Reader& reader) { return engine::find_bearer(reader, token); });
    REQUIRE(bearer);
    CHECK(bearer->member.address == pilot);
    CHECK(bearer->token.scopes == std::vector<std::string>{"calendar"});
    const auto again = tab.get(page);
    CHECK(again.shows("Téléphone"));
    CHECK(shown_token(again).empty());
}

TEST_CASE("a feed is taken back by its owner and by nobody else", "[cell][feed]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    tab.fill_in(page, {{"name", "Téléphone"}});
    REQUIRE(living(desk, pilot).size() == 1);
    const auto path = page + std::string("/") + std::to_string(living(desk, pilot).front().id.value) + "/fermer";

    Tab other(desk);
    other.log_in(colleague);
    other.post(path, {{"csrf", other.get("/compte").csrf()}});
    CHECK(living(desk, pilot).size() == 1);
    CHECK(!other.get(page).shows("Téléphone"));

    CHECK(tab.post(path, {{"csrf", tab.get("/compte").csrf()}}).location() == page);
    CHECK(living(desk, pilot).empty());
    CHECK(!tab.get(page).shows("Téléphone"));
}

TEST_CASE("nobody gathers feeds without end, and a long or strange name does no harm", "[cell][feed]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    std::string name;
    for (int i = 0; i < 200; ++i) name += "é";
    CHECK(tab.fill_in(page, {{"name", name}}).status() == 200);
    CHECK(tab.fill_in(page, {{"name", "<b>{{csrf}}</b>"}}).shows("&lt;b&gt;"));
    for (int i = 0; i < 12; ++i) CHECK(tab.fill_in(page, {}).status() == 200);

    CHECK(living(desk, pilot).size() == 10);
}

}  // namespace rexflow::testing
