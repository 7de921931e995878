#include "adapters/api/json_schema.hpp"
#include "engine/ports/directory.hpp"
#include "engine/ports/drafts.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/api/api_desk.hpp"
#include "tests/scenarios/stories.hpp"
#include "tests/support/mail_parts.hpp"

#include <catch2/catch.hpp>

#include <set>

/// What the API gives, held against the document it serves.
namespace rexflow::testing {

namespace {

using api::Json;

/// A cell with something behind every address: a case at levels 1 to 4 with an action, one that was only received, a
/// mail in quarantine, and a directory.
void tell(Office& office) {
    office.takes(message_of(
        "multipart/mixed",
        {{"Content-Type: text/plain; charset=utf-8\n",
          "Bonjour,\nMerci de me rappeler au 06 39 98 00 42.\nLéa Exemple\n"},
         {"Content-Type: text/plain\nContent-Disposition: attachment; filename=note.txt\n", "Une note (exemple)."}}));
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.does(first_case, "call_logged", reached);
    analyse_until_n4(office);
    office.does(first_case, "severity_assessed", serious);
    office.does(first_case, "meeting_planned",
                {{"date", "2025-03-20T12:00:00Z"}, {"minutes", "90"}, {"place", "Salle des Lilas (exemple)"}});
    office.does(first_case, "action_linked",
                {{"title", "Fiche de liaison (exemple)"}, {"owner", "Paul Modèle"}, {"due", "2025-03-05"}});
    office.mail(Mail().from("Nora Essai <nora@kine.example>").text("Rappelez-moi au 06 39 98 00 77.\r\n"));
    office.mail(Mail().from("Personne <pas une adresse>"));
    for (int i = 0; i < 2; ++i)
        office.mail(Mail().from("nora@kine.example").header("Auto-Submitted: auto-replied").text("Absente (exemple)."));
    office.does(first_case, "attachment_added", {{"file", "file:note.txt\nUne note (exemple)."}});
    office.does(first_case, "identity_seen", {{"reason", "Rappel"}}, ApiDesk::administrator);
    office.writes([](engine::Unit& unit) -> engine::Result<void> {
        unit.add_review(unit.messages_of(unit.find_case(engine::CaseId{1})->id).front().id, "scan");
        unit.edit_registers().directory->put(
            {{}, "pharmacist", "Exempleville", "Paul Modèle", "06 39 98 00 55", "paul@officine.example", ""});
        return {};
    });
}

/// Numbers of a message in quarantine, of one that waits for a person, of a letter that waits.
struct Numbers {
    std::int64_t quarantined = 0;
    std::int64_t held = 0;
    std::int64_t kept_held = 0;
    std::int64_t review = 0;
    std::int64_t of_case = 0;
    std::int64_t letter = 0;
    std::int64_t letter_of_case = 0;
    std::string file = {};
    std::int64_t view = 0;
    std::int64_t professional = 0;
    std::int64_t session = 0;
    std::int64_t feed = 0;
    std::string form = {};
    std::string receipt = {};
};

Numbers numbers_in(Office& office) {
    auto numbers = office.sees([](const engine::Reader& reader) {
        const auto of_case = engine::CaseId{1};
        return Numbers{.quarantined = reader.messages(engine::Outcome::quarantined, 1).at(0).id.value,
                       .held = reader.messages(engine::Outcome::auto_held, 2).at(0).id.value,
                       .kept_held = reader.messages(engine::Outcome::auto_held, 2).at(1).id.value,
                       .review = reader.reviews(1).at(0).message.value,
                       .of_case = reader.messages_of(of_case).front().id.value,
                       .letter = reader.outbox(engine::OutboxState::queued, 1).at(0).id.value,
                       .letter_of_case = reader.outbox_of(of_case).front().id.value};
    });
    numbers.file = office.entry(first_case, "attachment_added");
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        const auto member = unit.find_member(ApiDesk::administrator)->id;
        numbers.view = unit.edit_registers().saved_views->keep({{}, member, "Une liste", "niveau=3"}).value;
        return {};
    });
    return numbers;
}

std::string path_of(const api::Route& route, const Numbers& numbers) {
    std::string path(route.pattern);
    const auto put = [&](const std::string& part, const std::string& value) {
        if (const auto at = path.find(part); at != std::string::npos) path.replace(at, part.size(), value);
    };
    put("{number}", first_case);
    put("{workflow}", "rex_case");
    const bool is_of_case = path.starts_with("/cases/");
    put("{message}", std::to_string(is_of_case                       ? numbers.of_case
                                    : path.starts_with("/reviews")   ? numbers.review
                                    : path.starts_with("/held")      ? numbers.held
                                    : path.starts_with("/messages/") ? numbers.kept_held
                                                                     : numbers.quarantined));
    put("{letter}", is_of_case                     ? std::to_string(numbers.letter_of_case)
                    : path.starts_with("/letters") ? "intake_acknowledged"
                                                   : std::to_string(numbers.letter));
    put("{position}", "0");
    put("{seq}", numbers.file);
    put("{field}", "file");
    put("{event}", "note_added");
    put("{view}", std::to_string(numbers.view));
    put("{professional}", std::to_string(numbers.professional));
    put("{member}", "1");
    put("{session}", std::to_string(numbers.session));
    put("{feed}", std::to_string(numbers.feed));
    return path;
}

/// What a member has of their own, and a report somebody handed in.
void add_own(ApiDesk& desk, const std::string& token, Numbers& numbers) {
    desk.give_account(ApiDesk::administrator);
    numbers.session = desk.begin_session(ApiDesk::administrator).value;
    desk.post(token, "/me/feeds", {{"name", "Téléphone"}});
    numbers.feed = desk.get(token, "/me/feeds").json().at("feeds").at(0).at("id").get<std::int64_t>();
    const Json report{{"form", desk.get(token, "/report_form").json().at("form")}, {"phone", "06 39 98 00 42"}};
    numbers.receipt = desk.post(token, "/reports", report).json().at("receipt").get<std::string>();
}

Json body_of(const api::Route& route, const Numbers& numbers, const std::string& code) {
    if (route.body == "NewFeed") return {{"name", "Ordinateur"}};
    if (route.body == "NewPassword") return {{"known", ApiDesk::password}, {"password", ApiDesk::other_password}};
    if (route.body == "Password") return {{"known", ApiDesk::other_password}};
    if (route.body == "Code") return {{"code", code}};
    if (route.body == "NewReport") return {{"form", numbers.form}, {"words", "Une note (exemple)."}};
    if (route.body == "ReceiptCode") return {{"receipt", numbers.receipt}};
    if (route.body == "ReceiptReply")
        return {{"form", numbers.form}, {"receipt", numbers.receipt}, {"words", "Merci (exemple)."}};
    if (route.body == "NewEvent")
        return {{"event", "note_added"}, {"expected_seq", 0}, {"fields", {{"text", "Une note (exemple)."}}}};
    if (route.body == "NewCase")
        return {{"fields", {{"channel", "phone"}, {"name", "Léa Exemple"}, {"phone", "06 39 98 00 42"}}}};
    if (route.body == "NewView") return {{"name", "Les miens"}, {"query", "qui=moi"}};
    if (route.body == "NewDraft") return {{"fields", {{"text", "Un début de note (exemple)."}}}};
    if (route.body == "Reason") return {{"reason", "Est-ce un signalement ?"}};
    if (route.body == "NewProfessional") return {{"profession", "nurse"}, {"name", "Nora Essai"}};
    if (route.body == "NewTable") return {{"file", {{"name", "a.csv"}, {"base64", "bm9tO3Byb2Zlc3Npb24K"}}}};
    if (route.body == "OtherRule") return {{"obligation", "first_contact"}, {"due", "20 days"}};
    if (route.body == "NewAccount") return {{"address", "nouveau@cpts.example"}, {"role", "reader"}};
    if (route.body == "AccountAct") return {{"act", "invite"}};
    return route.body == "Nothing" ? Json::object() : Json{{"words", "relais"}};
}

}  // namespace

TEST_CASE("every route answers as the served document says", "[api]") {
    ApiDesk desk;
    tell(desk.office);
    const auto document = desk.ask(ApiDesk::request("GET", "", "/api/v1/openapi.json")).json();
    const auto token = desk.token(ApiDesk::administrator);
    auto numbers = numbers_in(desk.office);
    add_own(desk, token, numbers);

    for (const auto& route : api::routes()) {
        INFO(route.method << " " << route.pattern);
        numbers.professional = desk.office.sees([](const engine::Reader& reader) {
            const auto entries = reader.registers().directory->list({});
            return entries.empty() ? 0 : entries.front().id.value;
        });
        numbers.form = desk.get(token, "/report_form").json().at("form").get<std::string>();
        auto body = body_of(route, numbers, desk.code_of_app(ApiDesk::administrator));
        if (route.body == "NewEvent") body["expected_seq"] = desk.office.row(first_case).last_seq;
        const auto answer = route.method == "GET" ? desk.get(token, path_of(route, numbers))
                                                  : desk.post(token, path_of(route, numbers), body);
        INFO(answer.response.body);
        const auto& said = document.at("paths").at(std::string(route.pattern));
        const auto& operation = said.at(route.method == "GET" ? "get" : "post");
        CHECK(answer.status() == route.status);
        const auto& promised =
            operation.at("responses").at(std::to_string(answer.status())).at("content").at("application/json");
        CHECK(api::misfit(document, promised.at("schema"), answer.json()) == "");
    }
}

TEST_CASE("the document holds together", "[api]") {
    ApiDesk desk;
    const auto answer = desk.ask(ApiDesk::request("GET", "", "/api/v1/openapi.json"));
    const auto document = answer.json();

    CHECK(document.at("openapi") == "3.1.0");
    std::set<std::string> ids;
    std::size_t operations = 0;
    for (const auto& [path, methods] : document.at("paths").items())
        for (const auto& [method, operation] : methods.items()) {
            ++operations;
            ids.insert(operation.at("operationId").get<std::string>());
        }
    CHECK(ids.size() == operations);
    CHECK(operations == api::routes().size());
    const std::string mark = "\"#/components/schemas/";
    const auto& text = answer.response.body;
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        const auto begin = at + mark.size();
        const auto name = text.substr(begin, text.find('"', begin) - begin);
        INFO(name);
        CHECK(document.at("components").at("schemas").contains(name));
    }
}

TEST_CASE("cases come page by page, each once, and a cursor of another order is refused", "[api]") {
    ApiDesk desk;
    for (int i = 0; i < 5; ++i) desk.office.mail(Mail().from("x" + std::to_string(i) + "@kine.example"));
    const auto token = desk.token(pilot);

    std::vector<std::string> numbers;
    std::string after;
    do {
        const auto page = desk.get(token, "/cases?limit=2&order=number" + after).json();
        for (const auto& line : page.at("cases")) numbers.push_back(line.at("number"));
        after = page.at("next").is_null() ? "" : "&after=" + page.at("next").get<std::string>();
    } while (!after.empty());

    CHECK(numbers == std::vector<std::string>{"REX-2025-0005", "REX-2025-0004", "REX-2025-0003", "REX-2025-0002",
                                              "REX-2025-0001"});
    CHECK(desk.get(token, "/cases?after=nonsense").problem() == "bad_request");
}

TEST_CASE("the filters of the list are those of the pages", "[api]") {
    ApiDesk desk;
    reach_reporter(desk.office);
    desk.office.mail(Mail().from("nora@kine.example"));
    const auto token = desk.token(pilot);
    const auto numbers = [&](const std::string& query) {
        std::vector<std::string> found;
        const auto answer = desk.get(token, "/cases?" + query).json();
        for (const auto& line : answer.at("cases")) found.push_back(line.at("number"));
        return found;
    };

    CHECK(numbers("pilot=me") == Names{first_case});
    CHECK(numbers("pilot=none") == Names{"REX-2025-0002"});
    CHECK(numbers("state=collecting") == Names{first_case});
    CHECK(numbers("rest=at_rest").empty());
    CHECK(desk.get(token, "/cases?state=nonsense").problem() == "bad_request");
}

TEST_CASE("history is given by pages, and in the language that is asked for", "[api]") {
    ApiDesk desk;
    reach_reporter(desk.office);
    const auto token = desk.token(pilot);

    const auto first = desk.get(token, "/cases/REX-2025-0001/history?limit=2").json();
    CHECK(first.at("entries").size() == 2);
    const auto next = first.at("next").get<int>();
    const auto second = desk.get(token, "/cases/REX-2025-0001/history?after=" + std::to_string(next)).json();
    CHECK(second.at("entries").front().at("seq") == next + 1);
    CHECK(second.at("next").is_null());

    auto english = ApiDesk::request("GET", token, "/api/v1/cases/REX-2025-0001/actions");
    english.fields["accept-language"] = "en";
    CHECK(desk.ask(english).response.body.find("Call logged") != std::string::npos);
}

TEST_CASE("names stay out until the act of looking was recorded, and texts without their scope", "[api]") {
    ApiDesk desk;
    tell(desk.office);
    const auto token = desk.token(pilot);
    const auto bare = desk.token(pilot, {"cases.read"});
    const std::string path = "/cases/REX-2025-0001";

    CHECK(desk.get(token, path).json().at("people").is_null());
    CHECK(desk.get(token, path + "/history").response.body.find("06 39") == std::string::npos);
    CHECK(desk.get(token, path + "/history?limit=200").response.body.find("Relais non transmis") != std::string::npos);
    CHECK(desk.get(bare, path + "/history?limit=200").response.body.find("Relais non transmis") == std::string::npos);

    const auto seq = desk.office.row(first_case).last_seq;
    const auto seen =
        desk.post(token, path + "/events",
                  {{"event", "identity_seen"}, {"expected_seq", seq}, {"fields", {{"reason", "Rappel"}}}});
    REQUIRE(seen.status() == 201);
    CHECK(desk.get(token, path).json().at("people").size() > 0);
    CHECK(desk.get(bare, path).json().at("people").is_null());
    CHECK(desk.get(desk.token(colleague), path).json().at("people").is_null());
}

TEST_CASE("a case somebody is set aside from is not there for their token, nor what belongs to it", "[api]") {
    ApiDesk desk;
    tell(desk.office);
    desk.office.does(first_case, "member_set_aside", {{"member", colleague}, {"reason", "Concerné (exemple)"}},
                     coordinator);
    const auto token = desk.token(colleague);

    for (const auto* const path : {"", "/history", "/actions", "/messages", "/letters"}) {
        INFO(path);
        CHECK(desk.get(token, std::string("/cases/REX-2025-0001") + path).problem() == "not_found");
        CHECK(desk.get(token, std::string("/cases/REX-2025-0001.A1") + path).problem() == "not_found");
    }
    CHECK(desk.get(token, "/cases").response.body.find(first_case) == std::string::npos);
    CHECK(desk.post(token, "/search", {{"words", "relais"}}).json().at("cases").empty());
    CHECK(desk.post(token, "/cases/REX-2025-0001/events", {{"event", "note_added"}, {"expected_seq", 1}}).problem() ==
          "not_found");
}

TEST_CASE("looking for people is recorded with its reason, and takes its scope", "[api]") {
    ApiDesk desk;
    tell(desk.office);
    const auto token = desk.token(pilot);

    CHECK(desk.post(token, "/search", {{"words", "exemple"}, {"people", true}}).problem() == "bad_request");
    CHECK(desk.post(desk.token(pilot, {"texts.read"}), "/search",
                    {{"words", "lea"}, {"people", true}, {"reason", "Rappel"}})
              .problem() == "forbidden");
    CHECK(desk.post(token, "/search", {{"words", "idel"}, {"people", true}, {"reason", "Rappel"}}).status() == 200);
}

}  // namespace rexflow::testing
