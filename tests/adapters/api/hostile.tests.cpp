#include "tests/adapters/api/api_desk.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// Wrong, missing, huge, doubled and hostile requests: 4xx as problem+json, and nothing changed.
namespace rexflow::testing {

namespace {

constexpr const char* events = "/api/v1/cases/REX-2025-0001/events";

web::Request with_body(const std::string& token, const std::string& path, std::string body) {
    auto request = ApiDesk::request("POST", token, path);
    request.fields["content-type"] = "application/json";
    request.body = std::move(body);
    return request;
}

/// Whether an answer is a 4xx that says so in the agreed way.
void check_refused(const ApiAnswer& answer) {
    CHECK(answer.status() >= 400);
    CHECK(answer.status() < 500);
    CHECK(!answer.problem().empty());
    CHECK(!answer.json().at("detail").get<std::string>().empty());
}

}  // namespace

TEST_CASE("hostile addresses and parameters are refused on every route", "[api][hostile]") {
    ApiDesk desk;
    reach_reporter(desk.office);
    const auto token = desk.token(coordinator);
    const auto before = desk.everything();
    const std::vector<std::string> queries{"nobody=knows",  "limit=0", "limit=201",       "limit=-1",
                                           "limit=1e3",     "limit=",  "limit=1&limit=2", "after=%00",
                                           "after=%FF",     "%zz=1",   "limit=1;drop",    "limit=99999999999999999999",
                                           "after=<script>"};

    for (const auto& route : api::routes()) {
        std::string path(route.pattern);
        if (const auto at = path.find("{number}"); at != std::string::npos) path.replace(at, 8, first_case);
        if (const auto at = path.find("{workflow}"); at != std::string::npos) path.replace(at, 10, "rex_case");
        for (const auto& query : queries) {
            INFO(route.method << " " << path << "?" << query);
            auto request = ApiDesk::request(std::string(route.method), token, "/api/v1" + path + "?" + query);
            check_refused(desk.ask(request));
        }
        for (const auto* const method : {"PUT", "DELETE", "PATCH", "OPTIONS", "", "TRACE"}) {
            INFO(method << " " << path);
            const auto answer = desk.ask(ApiDesk::request(method, token, "/api/v1" + path));
            CHECK(answer.problem() == "method");
            CHECK(!answer.field("Allow").empty());
        }
    }
    CHECK(desk.everything() == before);
}

TEST_CASE("case numbers that are none are not found", "[api][hostile]") {
    ApiDesk desk;
    reach_reporter(desk.office);
    const auto token = desk.token(coordinator);

    for (const auto& number : {"REX-2025-9999", "REX-2025-0001.A1", "..", "%2e%2e", "REX-2025-0001%00", "1",
                               "REX-2025-0001'--", "<script>", "{{number}}"}) {
        INFO(number);
        CHECK(desk.get(token, std::string("/cases/") + number).problem() == "not_found");
    }
    CHECK(desk.get(token, "/cases/" + std::string(5000, 'x')).problem() == "not_found");
    CHECK(desk.get(token, "/workflows/nonsense/events").problem() == "not_found");
    CHECK(desk.get(token, "/nonsense").problem() == "not_found");
    CHECK(desk.get(token, "/cases/").problem() == "not_found");
    CHECK(desk.ask(ApiDesk::request("GET", token, "/api/v2/cases")).problem() == "not_found");
    CHECK(desk.ask(ApiDesk::request("GET", token, "/api/v1x/cases")).problem() == "not_found");
}

TEST_CASE("bodies that are not what the document says are refused, and nothing of them is repeated", "[api][hostile]") {
    ApiDesk desk;
    reach_reporter(desk.office);
    const auto token = desk.token(coordinator);
    const auto before = desk.everything();
    const std::vector<std::string> bodies{
        "",
        "secret",
        "null",
        "[]",
        "{",
        R"({"event": "note_added"})",
        R"({"expected_seq": 3})",
        R"({"event": "note_added", "expected_seq": "3"})",
        R"({"event": "note_added", "expected_seq": 3.5})",
        R"({"event": "note_added", "expected_seq": -1})",
        R"({"event": "note_added", "expected_seq": 3, "secret": 1})",
        R"({"event": "note_added", "expected_seq": 3, "fields": []})",
        R"({"event": "note_added", "expected_seq": 3, "fields": {"text": 5}})",
        R"({"event": "note_added", "expected_seq": 3, "fields": {"text": {"name": "secret"}}})",
        R"({"event": "note_added", "expected_seq": 3, "fields": {"text": "a", "text": "secret"}})",
        R"({"event": "note_added", "event": "secret", "expected_seq": 3})",
        R"({"event": "", "expected_seq": 3})",
        "{\"event\": \"note_added\", \"expected_seq\": 3, \"fields\": {\"text\": \"\xff secret\"}}",
        std::string(2000, '['),
        R"({"event": "note_added", "expected_seq": 3} secret)",
        R"({"event": "note_added", "expected_seq": 3, "fields": {"text": ")" + std::string(100'001, 'x') + "\"}}",
    };

    for (const auto& body : bodies) {
        INFO(body.substr(0, 100));
        const auto answer = desk.ask(with_body(token, events, body));
        check_refused(answer);
        CHECK(answer.response.body.find("secret") == std::string::npos);
    }
    auto form = with_body(token, events, "event=note_added");
    form.fields["content-type"] = "application/x-www-form-urlencoded";
    CHECK(desk.ask(form).problem() == "media_type");
    CHECK(desk.everything() == before);
}

TEST_CASE("bad idempotency keys are refused", "[api][hostile]") {
    ApiDesk desk;
    reach_reporter(desk.office);
    const auto token = desk.token(coordinator);
    const auto before = desk.everything();

    for (const auto& key :
         {std::string{}, std::string(201, 'k'), std::string("a b"), std::string("a\nb"), std::string("\xc3\xa9")}) {
        auto request =
            with_body(token, events, R"({"event": "note_added", "expected_seq": 3, "fields": {"text": "x"}})");
        request.fields["idempotency-key"] = key;
        CHECK(desk.ask(request).problem() == "bad_request");
    }
    CHECK(desk.everything() == before);
}

}  // namespace rexflow::testing
