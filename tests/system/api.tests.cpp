#include "tests/support/mail_builder.hpp"
#include "tests/system/cell.hpp"
#include "tests/system/data_folder.hpp"

#include <catch2/catch.hpp>

#include <csignal>

/// Tokens made by the real program, and what they open at the real program, asked with curl.
namespace rexflow::testing {

namespace {

using nlohmann::json;

struct Curled {
    std::string body;
    std::string status;
    [[nodiscard]] json read() const { return json::parse(body); }
};

/// A simulated folder with a case that was taken in charge, and the program at work on it.
class ServedApi {
public:
    explicit ServedApi(const json& settings = {}) {
        if (!settings.is_null()) data.write_settings(settings);
        data.set_clock("2026-03-19T09:00:00Z");
        static_cast<void>(data.intake(Mail().raw()));
        REQUIRE(data.rexflow({"case", "do", "REX-2026-0001", "taken_in_charge", "pilot=pilote@cpts.example", "--by",
                              "pilote@cpts.example"})
                    .status == done);
        token = data.json({"token", "add", "pilote@cpts.example", "--name", "essai", "--scope", "cases.read", "--scope",
                           "cases.write", "--scope", "calendar", "--scope", "reports.write"})["token"];
        webhook = data.json({"webhook", "add", "http://127.0.0.1:1/hook", "--event", "call_logged"})["id"];
        program.emplace(data.words({"--json", "serve", "--listen", "127.0.0.1:0"}));
        REQUIRE(becomes_true([&] { return program->out().find("\"ready\"") != std::string::npos; }));
        place = "http://" + json::parse(program->out())["listen"].get<std::string>();
    }
    ~ServedApi() { program->signal(SIGTERM); }

    [[nodiscard]] Curled curl(Arguments words, const std::string& path) const {
        words.insert(words.begin(), {"curl", "--silent", "--max-time", "20", "--write-out", "\n%{http_code}"});
        words.push_back(place + path);
        const auto out = run({words, {}, {}}).out;
        const auto end = out.rfind('\n');
        return {out.substr(0, end), out.substr(end + 1)};
    }
    [[nodiscard]] Curled get(const std::string& path) const {
        return curl({"-H", "Authorization: Bearer " + token}, path);
    }

    DataFolder data{DataFolder::Use::simulated};
    std::string token;
    int webhook = 0;
    std::optional<Program> program;
    std::string place;
};

}  // namespace

TEST_CASE("a program with a token reads a case, records a call once, and is shut out when the token is revoked",
          "[api]") {
    ServedApi served;

    CHECK(served.curl({}, "/api/v1/cases").status == "401");
    CHECK(served.curl({}, "/api/v1/openapi.json").read()["openapi"] == "3.1.0");
    const auto listed = served.get("/api/v1/cases?pilot=none");
    CHECK(listed.status == "200");
    const auto seq = served.get("/api/v1/cases/REX-2026-0001").read()["last_seq"].get<int>();

    const json call{{"event", "call_logged"}, {"expected_seq", seq}, {"fields", {{"outcome", "reached"}}}};
    const Arguments words{"-H",     "Authorization: Bearer " + served.token,
                          "-H",     "Content-Type: application/json",
                          "-H",     "Idempotency-Key: essai-1",
                          "--data", call.dump()};
    const auto recorded = served.curl(words, "/api/v1/cases/REX-2026-0001/events");
    CHECK(recorded.status == "201");
    CHECK(recorded.read()["seq"] == seq + 1);
    CHECK(served.curl(words, "/api/v1/cases/REX-2026-0001/events").body == recorded.body);
    CHECK(served.data.json({"case", "history", "REX-2026-0001"}).size() == static_cast<std::size_t>(seq) + 1);

    CHECK(served.curl({}, "/calendrier/" + served.token + ".ics").body.starts_with("BEGIN:VCALENDAR"));
    CHECK(served.curl({}, "/metrics").body.find("rexflow_request_seconds_count{part=\"api\"") != std::string::npos);
    CHECK(served.get("/api/v1/members").status == "403");

    CHECK(becomes_true([&] {
        const auto log = served.data.json({"webhook", "log", std::to_string(served.webhook)});
        return log.size() == 1 && log[0]["status"] == "connection";
    }));

    CHECK(served.data.rexflow({"token", "revoke", "pilote@cpts.example", "1"}).status == done);
    CHECK(served.get("/api/v1/cases").status == "401");
    CHECK(served.program->err().find(served.token) == std::string::npos);
    CHECK(served.data.rexflow({"verify"}).status == done);
}

TEST_CASE("a program hands in a report where the settings say so, and nowhere else", "[api]") {
    const auto send = [](const ServedApi& served) {
        const json report{{"form", served.get("/api/v1/report_form").read()["form"]},
                          {"phone", "06 39 98 00 42"},
                          {"words", std::string(18'000, 'x')}};
        return served.curl({"-H", "Authorization: Bearer " + served.token, "-H", "Content-Type: application/json",
                            "--data", report.dump()},
                           "/api/v1/reports");
    };
    const ServedApi closed;
    CHECK(send(closed).status == "409");

    const ServedApi open(
        {{"cpts", {{"name", "CPTS (exemple)"}, {"contact_address", "cellule@cpts.example"}}},
         {"web", {{"public_report", true}, {"public_url", "https://rex.cpts.example"}, {"listen", "127.0.0.1:0"}}}});
    const auto taken = send(open);
    CHECK(taken.status == "201");
    CHECK(taken.read()["number"] == "REX-2026-0002");
    CHECK(open.data.json({"case", "list"}).size() == 2);
    CHECK(open.program->err().empty());
}

TEST_CASE("health is bad as soon as an obligation is late", "[api][care]") {
    DataFolder data{DataFolder::Use::simulated};
    data.set_clock("2026-03-19T09:00:00Z");
    static_cast<void>(data.intake(Mail().raw()));
    CHECK(data.rexflow({"health"}).status == done);

    data.set_clock("2026-04-30T09:00:00Z");
    static_cast<void>(data.rexflow({"tick"}));
    static_cast<void>(data.rexflow({"deliver"}));
    const auto late = data.rexflow({"health"});
    CHECK(late.status == refused);
    CHECK(late.out.find("obligations are late") != std::string::npos);
}

TEST_CASE("tokens and webhooks that cannot be are refused with a hint", "[api]") {
    DataFolder data{DataFolder::Use::simulated};
    CHECK(data.rexflow({"token", "add", "pilote@cpts.example", "--scope", "everything"}).status == refused);
    CHECK(data.rexflow({"token", "add", "nobody@cpts.example", "--scope", "cases.read"}).status == refused);
    CHECK(data.rexflow({"token", "revoke", "pilote@cpts.example", "99"}).status == refused);
    CHECK(data.rexflow({"webhook", "add", "http://hooks.example/"}).status == refused);
    CHECK(data.rexflow({"webhook", "add", "https://hooks.example/", "--event", "nonsense"}).status == refused);
    CHECK(data.rexflow({"webhook", "remove", "99"}).status == refused);
    CHECK(data.json({"token", "list"}).empty());
    CHECK(data.json({"token", "scopes"}).size() == 15);
}

}  // namespace rexflow::testing
