#include "tests/adapters/api/api_desk.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// What members do with their own account by a program, as at /compte.
namespace rexflow::testing {

namespace {

using api::Json;

std::size_t sessions(ApiDesk& desk, const std::string& address) {
    return desk.office.sees([&](const engine::Reader& reader) {
        return reader.accounts().sessions_of(reader.find_member(address)->id).size();
    });
}

}  // namespace

TEST_CASE("sessions are ended by their member, one or all, and by nobody else", "[api][account]") {
    ApiDesk desk;
    const auto token = desk.token(pilot);
    for (int i = 0; i < 3; ++i) static_cast<void>(desk.begin_session(pilot));
    const auto other = desk.begin_session(colleague).value;

    const auto listed = desk.get(token, "/me/sessions").json().at("sessions");
    REQUIRE(listed.size() == 3);
    CHECK(listed.at(0).at("browser") == "Firefox (exemple)");
    const auto end = [&](std::int64_t id) {
        return desk.post(token, "/me/sessions/" + std::to_string(id) + "/end", Json::object());
    };
    CHECK(end(listed.at(0).at("id").get<std::int64_t>()).status() == 200);
    CHECK(end(listed.at(0).at("id").get<std::int64_t>()).problem() == "not_found");
    CHECK(end(other).problem() == "not_found");
    CHECK(sessions(desk, pilot) == 2);
    CHECK(desk.post(token, "/me/sessions/end", Json::object()).status() == 200);
    CHECK(sessions(desk, pilot) == 0);
    CHECK(sessions(desk, colleague) == 1);
}

TEST_CASE("a feed's address is given once, opens the calendar alone, and is taken back", "[api][account]") {
    ApiDesk desk;
    const auto token = desk.token(pilot);

    const auto made = desk.post(token, "/me/feeds", {{"name", "Téléphone"}});
    REQUIRE(made.status() == 201);
    const auto address = made.json().at("address").get<std::string>();
    CHECK(address.starts_with("https://rex.cpts.example/calendrier/"));
    const auto text = address.substr(address.rfind('/') + 1, 32);
    CHECK(desk.get(text, "/cases").problem() == "forbidden");
    const auto listed = desk.get(token, "/me/feeds");
    CHECK(listed.json().at("feeds").at(0).at("name") == "Téléphone");
    CHECK(listed.response.body.find(text) == std::string::npos);

    const auto path = "/me/feeds/" + std::to_string(listed.json().at("feeds").at(0).at("id").get<int>()) + "/take_back";
    CHECK(desk.post(desk.token(colleague), path, Json::object()).problem() == "not_found");
    CHECK(desk.post(token, path, Json::object()).status() == 200);
    CHECK(desk.get(text, "/cases").problem() == "unauthorized");
    CHECK(desk.get(token, "/me/feeds").json().at("feeds").empty());
}

TEST_CASE("another password takes the known one, and ends every session", "[api][account]") {
    ApiDesk desk;
    const auto token = desk.token(pilot);
    const auto change = [&](const char* from, const char* to) {
        return desk.post(token, "/me/password", {{"known", from}, {"password", to}});
    };
    CHECK(change(ApiDesk::password, ApiDesk::other_password).problem() == "not_found");
    desk.give_account(pilot);
    static_cast<void>(desk.begin_session(pilot));

    CHECK(change("autre chose", ApiDesk::other_password).problem() == "invalid_fields");
    CHECK(change(ApiDesk::password, "court").problem() == "invalid_fields");
    CHECK(sessions(desk, pilot) == 1);
    CHECK(change(ApiDesk::password, ApiDesk::other_password).status() == 200);
    CHECK(sessions(desk, pilot) == 0);
    CHECK(change(ApiDesk::password, ApiDesk::other_password).problem() == "invalid_fields");
}

TEST_CASE("a password is what the login page can take: no blanks around it, no control characters", "[api][account]") {
    ApiDesk desk;
    desk.give_account(pilot);
    const auto token = desk.token(pilot);
    const auto change = [&](const std::string& from, const std::string& to) {
        return desk.post(token, "/me/password", {{"known", from}, {"password", to}});
    };

    CHECK(change(ApiDesk::password, std::string("douze lettres") + '\x01').problem() == "invalid_fields");
    CHECK(change(ApiDesk::password, std::string(ApiDesk::other_password) + " \n").status() == 200);
    CHECK(change(ApiDesk::other_password, ApiDesk::password).status() == 200);
}

TEST_CASE("whoever guesses passwords by a program has to wait as at the login", "[api][account]") {
    ApiDesk desk;
    desk.give_account(pilot);
    const auto token = desk.token(pilot);
    ApiAnswer last;
    for (int i = 0; i < 30 && last.problem() != "too_many"; ++i)
        last = desk.post(token, "/me/second_factor/drop", {{"known", "autre chose"}});

    CHECK(last.problem() == "too_many");
    CHECK(last.json().contains("again_at"));
    CHECK(desk.post(token, "/me/second_factor/drop", {{"known", ApiDesk::password}}).problem() == "too_many");
}

TEST_CASE("a second factor is set up with a code of the app, and taken away with the password", "[api][account]") {
    ApiDesk desk;
    desk.give_account(pilot);
    const auto token = desk.token(pilot);
    const auto post = [&](const char* what, const Json& body) {
        return desk.post(token, std::string("/me/second_factor") + what, body);
    };

    CHECK(post("", {{"known", "autre chose"}}).problem() == "invalid_fields");
    CHECK(post("/codes", {{"known", ApiDesk::password}}).problem() == "not_found");
    for (int i = 0; i < 30; ++i) CHECK(post("", {{"known", ApiDesk::password}}).status() == 200);
    const auto first = post("", {{"known", ApiDesk::password}}).json();
    const auto offered = post("", {{"known", ApiDesk::password}}).json();
    CHECK(offered.at("secret") != first.at("secret"));
    CHECK(offered.at("uri").get<std::string>().starts_with("otpauth://totp/"));
    CHECK(post("/confirm", {{"code", "000000"}}).problem() == "invalid_fields");
    const auto set_up = post("/confirm", {{"code", desk.code_of_app(pilot)}});
    REQUIRE(set_up.status() == 200);
    CHECK(set_up.json().at("recovery_codes").size() == engine::recovery_codes);
    CHECK(post("", {{"known", ApiDesk::password}}).problem() == "not_found");
    const auto renewed = post("/codes", {{"known", ApiDesk::password}}).json();
    CHECK(renewed.at("recovery_codes").size() == engine::recovery_codes);
    CHECK(renewed.at("recovery_codes") != set_up.json().at("recovery_codes"));
    CHECK(post("/drop", {{"known", "autre chose"}}).problem() == "invalid_fields");
    CHECK(post("/drop", {{"known", ApiDesk::password}}).json().at("recovery_codes").empty());
    CHECK(post("", {{"known", ApiDesk::password}}).status() == 200);
}

}  // namespace rexflow::testing
