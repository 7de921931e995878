#include "engine/ports/registers.hpp"
#include "tests/adapters/api/api_desk.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// The private calendar feeds and /metrics.
namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;

ApiAnswer feed(ApiDesk& desk, const std::string& token) {
    return desk.ask(ApiDesk::request("GET", "", "/calendrier/" + token + ".ics"));
}

void tell(Office& office) {
    reach_reporter(office);
    analyse_until_n4(office);
    office.does(first_case, "meeting_planned",
                {{"date", "2025-03-20T12:00:00Z"}, {"minutes", "90"}, {"place", "Salle des Lilas (exemple)"}});
}

web::Request metrics(const std::string& client, const std::string& token = {}) {
    auto request = ApiDesk::request("GET", token, "/metrics");
    request.client = client;
    return request;
}

}  // namespace

TEST_CASE("a feed holds the deadlines and meetings a member may see, and nobody's name", "[api][feed]") {
    ApiDesk desk;
    tell(desk.office);
    const auto answer = feed(desk, desk.token(pilot, {"calendar"}));

    REQUIRE(answer.status() == 200);
    CHECK(answer.response.content_type == "text/calendar; charset=utf-8");
    const auto& calendar = answer.response.body;
    CHECK(calendar.starts_with("BEGIN:VCALENDAR\r\n"));
    CHECK(calendar.find("SUMMARY:REX-2025-0001 – Réunion pluriprofessionnelle") != std::string::npos);
    CHECK(calendar.find("DTSTART:20250320T120000Z\r\nDTEND:20250320T133000Z") != std::string::npos);
    CHECK(calendar.find("URL:https://rex.cpts.example/dossiers/REX-2025-0001") != std::string::npos);
    for (const auto* const word : {"Lilas", "Léa", "idel.example", "Relais", pilot})
        CHECK(calendar.find(word) == std::string::npos);
}

TEST_CASE("a member set aside does not find the case in the feed", "[api][feed]") {
    ApiDesk desk;
    tell(desk.office);
    const auto token = desk.token(colleague, {"calendar"});
    REQUIRE(feed(desk, token).response.body.find(first_case) != std::string::npos);
    desk.office.does(first_case, "member_set_aside", {{"member", colleague}, {"reason", "Concerné (exemple)"}},
                     coordinator);

    CHECK(feed(desk, token).response.body.find(first_case) == std::string::npos);
}

TEST_CASE("a feed's token opens nothing else, and no other token opens a feed", "[api][feed]") {
    ApiDesk desk;
    tell(desk.office);
    const auto token = desk.token(pilot, {"calendar"});

    CHECK(desk.get(token, "/cases").problem() == "forbidden");
    CHECK(feed(desk, desk.token(pilot, {"cases.read"})).status() == 404);
    CHECK(feed(desk, std::string(32, 'a')).status() == 404);
    CHECK(feed(desk, "").status() == 404);
    desk.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        const auto member = unit.find_member(pilot)->id;
        for (const auto& one : unit.registers().api_access->of_member(member))
            static_cast<void>(unit.edit_registers().api_access->revoke(member, one.id, desk.office.clock.now()));
        return {};
    });
    CHECK(feed(desk, token).status() == 404);
}

TEST_CASE("the counters are for this machine, or for a token", "[api][metrics]") {
    ApiDesk desk;
    tell(desk.office);

    CHECK(desk.ask(metrics("127.0.0.1")).status() == 200);
    CHECK(desk.ask(metrics("::")).status() == 200);
    CHECK(desk.ask(metrics("192.0.2.1")).status() == 401);
    auto by_proxy = metrics("127.0.0.1");
    by_proxy.fields["x-forwarded-for"] = "192.0.2.1";
    CHECK(desk.ask(by_proxy).status() == 401);
    CHECK(desk.ask(metrics("192.0.2.1", desk.token(pilot, {"metrics.read"}))).status() == 200);
    CHECK(desk.ask(metrics("192.0.2.1", desk.token(pilot, {"cases.read"}))).status() == 403);
}

TEST_CASE("the counters count states, what is late, queues, mailboxes and requests, and name nobody",
          "[api][metrics]") {
    ApiDesk desk;
    tell(desk.office);
    desk.office.mail(Mail().from("Nora Essai <nora@kine.example>").text("Rappelez-moi au 06 39 98 00 77.\r\n"));
    desk.office.clock.pass(std::chrono::hours(24 * 30));
    const auto now = desk.office.clock.now();
    desk.mailboxes = {{"imap:rapports", now - 90s, std::nullopt}, {"pop3:autre", std::nullopt, now - 600s}};
    desk.meter.note("/dossiers/REX-2025-0001", 200, 7ms);
    desk.meter.note("/dossiers", 200, 70ms);
    desk.meter.note("/api/v1/cases", 404, 3s);

    const auto answer = desk.ask(metrics("127.0.0.1"));

    REQUIRE(answer.status() == 200);
    const auto shows = [&](const std::string& line) {
        INFO(line);
        CHECK(answer.response.body.find(line + "\n") != std::string::npos);
    };
    shows(R"(rexflow_cases{workflow="rex_case",region="handling",state="n4_action_plan"} 1)");
    shows(R"(rexflow_late_obligations{obligation="meeting"} 1)");
    shows(R"(rexflow_messages{outcome="case_opened"} 2)");
    shows(R"(rexflow_mailbox_age_seconds{mailbox="imap:rapports"} 90)");
    shows(R"(rexflow_mailbox_failing_seconds{mailbox="pop3:autre"} 600)");
    shows(R"(rexflow_request_seconds_bucket{part="cases",status="2xx",le="0.01"} 1)");
    shows(R"(rexflow_request_seconds_count{part="cases",status="2xx"} 2)");
    shows(R"(rexflow_request_seconds_bucket{part="api",status="4xx",le="+Inf"} 1)");
    for (const auto* const word : {"REX-", "Léa", "@", "0042"})
        CHECK(answer.response.body.find(word) == std::string::npos);
}

}  // namespace rexflow::testing
