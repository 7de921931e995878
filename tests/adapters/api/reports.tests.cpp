#include "tests/adapters/api/api_desk.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// Reports a program hands in for people without an account, as on the public page.
namespace rexflow::testing {

namespace {

using api::Json;

Json report_of(ApiDesk& desk, const std::string& token) {
    return {{"form", desk.get(token, "/report_form").json().at("form")},
            {"family", "Essai"},
            {"phone", "06 39 98 00 42"},
            {"availability", "entre 12h et 14h"},
            {"words", "Un relais non transmis (exemple)."}};
}

}  // namespace

TEST_CASE("a report handed in by a program is a case with a receipt, once however often it is sent", "[api][report]") {
    ApiDesk desk;
    const auto token = desk.token(pilot, {"reports.write"});
    const auto report = report_of(desk, token);

    const auto taken = desk.post(token, "/reports", report);

    REQUIRE(taken.status() == 201);
    CHECK(taken.json().at("number") == first_case);
    CHECK(taken.json().at("receipt").get<std::string>().size() == 29);
    CHECK(desk.post(token, "/reports", report).json() == taken.json());
    auto other = report;
    other["words"] = "Autre chose (exemple).";
    CHECK(desk.post(token, "/reports", other).problem() == "key_used");
    CHECK(desk.office.count_cases() == 1);
    CHECK(desk.get(token, "/cases").problem() == "forbidden");
}

TEST_CASE("the holder of a receipt follows their case and answers the cell by a program", "[api][report]") {
    ApiDesk desk;
    const auto token = desk.token(pilot);
    const auto receipt = desk.post(token, "/reports", report_of(desk, token)).json().at("receipt").get<std::string>();
    const auto follow = [&] { return desk.post(token, "/receipts/follow", {{"receipt", receipt}}).json(); };

    CHECK(follow().at("state") == "waits");
    desk.office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    desk.office.does(first_case, "answer_left", {{"text", "Nous vous appelons demain (exemple)."}});
    const auto seen = follow();
    CHECK(seen.at("state") == "in_hand");
    CHECK(seen.at("lines").at(0).at("text") == "Nous vous appelons demain (exemple).");
    const auto reply = [&](const std::string& code) {
        return desk.post(token, "/receipts/reply",
                         {{"form", desk.get(token, "/report_form").json().at("form")},
                          {"receipt", code},
                          {"words", "Merci, plutôt après 17h (exemple)."}});
    };
    CHECK(reply(receipt).status() == 200);
    CHECK(follow().at("lines").at(1).at("by_cell") == false);
    CHECK(reply("00000 00000 00000 00000 00000").problem() == "not_found");
    CHECK(desk.post(token, "/receipts/follow", {{"receipt", "12345"}}).problem() == "not_found");
}

TEST_CASE("a report that cannot be called about is refused with what is missing", "[api][report]") {
    ApiDesk desk;
    const auto token = desk.token(pilot);
    const auto refused = [&](Json report) {
        report["form"] = desk.get(token, "/report_form").json().at("form");
        const auto answer = desk.post(token, "/reports", report);
        return answer.problem() == "invalid_fields" ? answer.json().value("troubles", Json::array()) : Json();
    };

    CHECK(refused(Json::object()) == Json{"nothing_said"});
    CHECK(refused({{"only_a_call", true}, {"words", "Rappelez-moi"}}) == Json{"phone_needed"});
    CHECK(refused({{"phone", "12 34"}}) == Json{"phone_trouble"});
    CHECK(refused({{"words", " \n "}}) == Json{"nothing_said"});
    auto forged = report_of(desk, token);
    forged["form"] = "abcdefghabcdefgh.forged";
    CHECK(desk.post(token, "/reports", forged).problem() == "invalid_fields");
    auto old = report_of(desk, token);
    desk.office.clock.pass(std::chrono::hours(25));
    CHECK(desk.post(token, "/reports", old).problem() == "invalid_fields");
    CHECK(desk.office.count_cases() == 0);
}

}  // namespace rexflow::testing
