#include "tests/adapters/api/api_desk.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// Recording events through the API.
namespace rexflow::testing {

namespace {

using api::Json;
using namespace std::chrono_literals;

constexpr const char* events = "/cases/REX-2025-0001/events";

Json call_logged(int seq) {
    return {{"event", "call_logged"}, {"expected_seq", seq}, {"fields", {{"outcome", "reached"}, {"minutes", "20"}}}};
}

/// A case that is taken in charge.
class Taken : public ApiDesk {
public:
    Taken() {
        office.mail();
        office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    }
    int seq() { return office.row(first_case).last_seq; }
};

}  // namespace

TEST_CASE("an event is recorded with its moment, and the answer says where the case stands", "[api]") {
    Taken desk;
    const auto token = desk.token(pilot);
    desk.office.clock.pass(1h);
    auto body = call_logged(desk.seq());
    body["occurred_at"] = "2025-03-03T08:30:00Z";

    const auto answer = desk.post(token, events, body);

    REQUIRE(answer.status() == 201);
    CHECK(answer.json().at("seq") == desk.seq());
    CHECK(answer.json().at("states").at("handling") == "collecting");
    const auto last = desk.office.sees([](const engine::Reader& reader) {
        return reader.history(reader.find_case(*engine::CaseNumber::parse(first_case))->id)->back();
    });
    CHECK(engine::to_text(last.event.occurred_at) == "2025-03-03T08:30:00Z");
}

TEST_CASE("a request that is sent again is carried out once", "[api]") {
    Taken desk;
    const auto token = desk.token(pilot);
    const auto body = call_logged(desk.seq());

    const auto first = desk.post(token, events, body, "key-1");
    REQUIRE(first.status() == 201);
    const auto before = desk.everything();
    const auto again = desk.post(token, events, body, "key-1");

    CHECK(again.status() == 201);
    CHECK(again.response.body == first.response.body);
    CHECK(again.field("Idempotency-Replayed") == "true");
    CHECK(desk.everything() == before);

    CHECK(desk.post(token, events, call_logged(desk.seq()), "key-1").problem() == "key_used");
    CHECK(desk.post(desk.token(colleague), events, body, "key-1").problem() == "changed");  // a key is a token's own
    desk.office.clock.pass(25h);
    CHECK(desk.post(token, events, body, "key-1").problem() == "changed");  // forgotten, so looked at anew
}

TEST_CASE("an answer that something was wrong is not kept: mended, the request may come under the same key", "[api]") {
    Taken desk;
    const auto token = desk.token(pilot);

    CHECK(desk.post(token, events, call_logged(0), "key-2").problem() == "changed");
    CHECK(desk.post(token, events, call_logged(desk.seq()), "key-2").status() == 201);
}

TEST_CASE("a case that went on meanwhile says what changed, and nothing is recorded", "[api]") {
    Taken desk;
    const auto token = desk.token(pilot);
    const auto seen = desk.seq();
    desk.office.does(first_case, "note_added", {{"text", "Un secret (exemple)."}}, colleague);
    const auto before = desk.everything();

    const auto answer = desk.post(token, events, call_logged(seen));

    CHECK(answer.status() == 409);
    CHECK(answer.problem() == "changed");
    CHECK(answer.json().at("current_seq") == desk.seq());
    REQUIRE(answer.json().at("changes").size() == 1);
    CHECK(answer.json().at("changes").front().at("event") == "note_added");
    CHECK(answer.response.body.find("secret") == std::string::npos);
    CHECK(desk.everything() == before);
}

TEST_CASE("a letter that was sent meanwhile does not count as a change", "[api]") {
    Taken desk;
    const auto token = desk.token(pilot);
    const auto seen = desk.seq();
    static_cast<void>(desk.office.deliver());
    REQUIRE(desk.seq() > seen);

    CHECK(desk.post(token, events, call_logged(seen)).status() == 201);
}

TEST_CASE("what the workflow refuses comes with its reasons", "[api]") {
    Taken desk;
    const auto token = desk.token(pilot);
    const auto before = desk.everything();

    const auto answer = desk.post(token, events, {{"event", "case_closed"}, {"expected_seq", desk.seq()}});

    CHECK(answer.status() == 409);
    CHECK(answer.problem() == "refused");
    CHECK(!answer.json().at("reasons").empty());
    CHECK(desk.everything() == before);
}

TEST_CASE("who may not record an event by the table of roles may not by the API", "[api]") {
    Taken desk;
    const auto attempt = [&](const std::string& token, const std::string& event) {
        return desk.post(token, events, {{"event", event}, {"expected_seq", desk.seq()}, {"fields", {{"text", "x"}}}})
            .problem();
    };
    const auto before = desk.everything();

    CHECK(attempt(desk.token(ApiDesk::reader_only), "note_added") == "forbidden");
    CHECK(attempt(desk.token(pilot), "identity_erased") == "forbidden");
    CHECK(attempt(desk.token(ApiDesk::administrator), "message_sent") == "forbidden");
    CHECK(attempt(desk.token(pilot, {"cases.read"}), "note_added") == "forbidden");
    CHECK(attempt(desk.token(pilot, {"cases.write"}), "identity_seen") == "forbidden");
    CHECK(desk.everything() == before);
}

TEST_CASE("bad fields are named and never repeated", "[api]") {
    Taken desk;
    const auto token = desk.token(pilot);
    const auto before = desk.everything();
    const auto attempt = [&](const Json& fields) {
        return desk.post(token, events, {{"event", "call_logged"}, {"expected_seq", desk.seq()}, {"fields", fields}});
    };
    const std::vector<Json> bad{
        {{"outcome", "perhaps-secret"}},
        {{"outcome", "reached"}, {"secret", "x"}},
        {{"outcome", "reached"}, {"minutes", "secret"}},
        {{"outcome", "reached"}, {"note", "vault:secret"}},
        {{"outcome", "reached"}, {"note", "file:secret\nx"}},
        {{"outcome", "reached"}, {"note", "a\u0001secret"}},
        {{"outcome", {{"name", "secret"}, {"base64", "QQ=="}}}},
    };

    for (const auto& fields : bad) {
        INFO(fields.dump());
        const auto answer = attempt(fields);
        CHECK(answer.problem() == "invalid_fields");
        CHECK(answer.response.body.find("secret") == std::string::npos);
    }
    CHECK(attempt(Json::object()).problem() == "invalid_fields");
    CHECK(desk.post(token, events, {{"event", "nonsense"}, {"expected_seq", desk.seq()}}).problem() ==
          "invalid_fields");
    auto later = call_logged(desk.seq());
    later["occurred_at"] = "2030-01-01T00:00:00Z";
    CHECK(desk.post(token, events, later).problem() == "invalid_fields");
    CHECK(desk.everything() == before);
}

TEST_CASE("a file travels as base64 and is sealed as from the page", "[api]") {
    Taken desk;
    const auto token = desk.token(pilot);
    const auto attach = [&](const std::string& bytes) {
        return desk.post(token, events,
                         {{"event", "attachment_added"},
                          {"expected_seq", desk.seq()},
                          {"fields", {{"file", {{"name", "note.txt"}, {"base64", bytes}}}}}});
    };

    CHECK(attach("Qm9uam91cg=").problem() == "invalid_fields");
    REQUIRE(attach("Qm9uam91cg==").status() == 201);
    const auto stored = desk.office.sees([](const engine::Reader& reader) {
        const auto row = *reader.find_case(*engine::CaseNumber::parse(first_case));
        const auto history = *reader.history(row.id);
        return reader.unseal(row.id, engine::text_of(history.back().event.payload, "file"));
    });
    CHECK(stored == "file:note.txt\nBonjour");
}

TEST_CASE("a case is opened by hand once, however often its request is sent", "[api]") {
    ApiDesk desk;
    const auto token = desk.token(pilot);
    const Json report{{"fields", {{"channel", "phone"}, {"name", "Nora Essai"}, {"phone", "06 39 98 00 77"}}}};

    const auto opened = desk.post(token, "/cases", report, "key-3");

    REQUIRE(opened.status() == 201);
    CHECK(opened.json().at("number") == first_case);
    CHECK(desk.post(token, "/cases", report, "key-3").response.body == opened.response.body);
    CHECK(desk.get(token, "/cases").json().at("cases").size() == 1);
    CHECK(desk.post(token, "/cases", {{"fields", {{"name", "Nora Essai"}}}}).problem() == "invalid_fields");
    CHECK(desk.post(desk.token(ApiDesk::reader_only), "/cases", report).problem() == "forbidden");
    CHECK(desk.get(token, "/cases").json().at("cases").size() == 1);
}

}  // namespace rexflow::testing
