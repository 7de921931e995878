#include "adapters/api/json_body.hpp"
#include "engine/ports/access_log.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/api/api_desk.hpp"
#include "tests/scenarios/stories.hpp"
#include "tests/support/mail_parts.hpp"

#include <catch2/catch.hpp>

/// What members do at their desk beside the events of a case, by a program.
namespace rexflow::testing {

namespace {

using api::Json;

const std::string the_case = "/cases/REX-2025-0001";

void report_with_a_file(Office& office) {
    office.takes(message_of(
        "multipart/mixed",
        {{"Content-Type: text/plain; charset=utf-8\n", "Merci de me rappeler.\n"},
         {"Content-Type: text/plain\nContent-Disposition: attachment; filename=note.txt\n", "Une note (exemple)."}}));
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
}

ApiAnswer look_at_names(ApiDesk& desk, const std::string& token) {
    return desk.post(token, the_case + "/events",
                     {{"event", "identity_seen"},
                      {"expected_seq", desk.office.row(first_case).last_seq},
                      {"fields", {{"reason", "Rappel"}}}});
}

std::vector<engine::Look> looks(ApiDesk& desk) {
    return desk.office.sees([](const engine::Reader& reader) { return reader.registers().access_log->all({}, 100); });
}

}  // namespace

TEST_CASE("mails and files open once the act of looking was recorded, and each file taken is noted", "[api][files]") {
    ApiDesk desk;
    report_with_a_file(desk.office);
    const auto token = desk.token(pilot);
    const auto message = desk.get(token, the_case + "/messages").json().at("messages").at(0).at("id").get<int>();
    const auto mail = the_case + "/messages/" + std::to_string(message);

    CHECK(desk.get(token, mail).problem() == "refused");
    CHECK(desk.get(token, mail + "/attachments/0").problem() == "refused");
    CHECK(looks(desk).empty());

    REQUIRE(look_at_names(desk, token).status() == 201);
    const auto read = desk.get(token, mail).json();
    CHECK(read.at("text").get<std::string>().find("Merci de me rappeler") != std::string::npos);
    CHECK(read.at("attachments").at(0).at("name") == "note.txt");
    const auto file = desk.get(token, mail + "/attachments/0").json();
    CHECK(file.at("name") == "note.txt");
    CHECK(api::from_base64(file.at("base64").get<std::string>()).value().starts_with("Une note"));
    REQUIRE(looks(desk).size() == 2);
    CHECK(looks(desk).front().looked == engine::Looked::at_attachment);

    CHECK(desk.get(token, mail + "/attachments/1").problem() == "not_found");
    CHECK(desk.get(token, the_case + "/messages/99").problem() == "not_found");
    CHECK(desk.get(token, the_case + "/files/1/text").problem() == "not_found");
    CHECK(desk.get(desk.token(pilot, {"files.read"}), mail).problem() == "forbidden");
    CHECK(desk.get(desk.token(ApiDesk::reader_only), mail).problem() == "forbidden");
    CHECK(looks(desk).size() == 2);
}

TEST_CASE("a held mail is given as it came, for a reason the access log keeps, and can be made a case",
          "[api][files]") {
    ApiDesk desk;
    desk.office.mail(Mail().header("Auto-Submitted: auto-replied"));
    const auto token = desk.token(coordinator);
    const auto held = desk.get(token, "/messages?outcome=auto_held").json().at("messages").at(0).at("id").get<int>();
    const auto path = "/messages/" + std::to_string(held) + "/original";

    CHECK(desk.post(token, path, Json::object()).problem() == "bad_request");
    const auto original = desk.post(token, path, {{"reason", "Est-ce un signalement ?"}}).json();
    CHECK(api::from_base64(original.at("base64").get<std::string>()).value().find("auto-replied") != std::string::npos);
    CHECK(looks(desk).at(0).reason == "Est-ce un signalement ?");

    const auto opened = desk.post(token, "/held/" + std::to_string(held) + "/open", Json::object());
    CHECK(opened.json().at("case") == first_case);
    CHECK(desk.post(token, "/held/" + std::to_string(held) + "/open", Json::object()).problem() == "not_found");
    CHECK(desk.post(token, path, {{"reason", "Encore"}}).problem() == "not_found");
}

TEST_CASE("letters are read ahead without anything being recorded or sent", "[api]") {
    ApiDesk desk;
    report_with_a_file(desk.office);
    const auto token = desk.token(pilot);
    const auto before = desk.everything();
    const Json answer{{"event", "information_requested"},
                      {"expected_seq", desk.office.row(first_case).last_seq},
                      {"fields", {{"missing", "phone"}}}};

    const auto ahead = desk.post(token, the_case + "/letters/ahead", answer).json();

    REQUIRE(ahead.at("letters").size() == 1);
    const auto& letter = ahead.at("letters").at(0);
    CHECK(letter.at("text").get<std::string>().find("téléphone") != std::string::npos);
    CHECK(letter.at("address").is_null());
    CHECK(desk.everything() == before);
    CHECK(desk.post(token, the_case + "/events", answer).status() == 201);
    CHECK(desk.post(token, the_case + "/letters/ahead", answer).problem() == "changed");
}

TEST_CASE("views and drafts are their member's alone", "[api]") {
    ApiDesk desk;
    report_with_a_file(desk.office);
    const auto token = desk.token(pilot);
    const auto other = desk.token(colleague);

    const auto kept = desk.post(token, "/views", {{"name", "Les miens"}, {"query", "tri=echeance&nonsense=1"}}).json();
    CHECK(kept.at("query") == "tri=echeance");
    CHECK(desk.get(token, "/views").json().at("views").at(0) == kept);
    CHECK(desk.get(other, "/views").json().at("views").empty());
    const auto path = "/views/" + std::to_string(kept.at("id").get<int>()) + "/remove";
    CHECK(desk.post(other, path, Json::object()).problem() == "not_found");
    CHECK(desk.post(token, path, Json::object()).status() == 200);
    CHECK(desk.get(token, "/views").json().at("views").empty());

    const auto drafts = the_case + "/drafts";
    CHECK(desk.post(token, drafts + "/note_added", {{"fields", {{"text", "Un début (exemple)."}}}}).status() == 200);
    CHECK(desk.get(token, drafts).json().at("drafts").at(0).at("text") == "Un début (exemple).");
    CHECK(desk.get(other, drafts).json().at("drafts").empty());
    CHECK(desk.post(token, drafts + "/nonsense", {{"fields", Json::object()}}).problem() == "not_found");
    CHECK(desk.post(token, drafts + "/note_added", {{"fields", {{"text", ""}}}}).status() == 200);
    CHECK(desk.get(token, drafts).json().at("drafts").empty());
}

TEST_CASE("the directory is kept by a program as by hand", "[api]") {
    ApiDesk desk;
    const auto token = desk.token(coordinator);
    const Json somebody{{"profession", "nurse"}, {"name", "Nora Essai"}, {"place", "Exempleville"}};

    const auto added = desk.post(token, "/directory", somebody).json();
    const auto path = "/directory/" + std::to_string(added.at("id").get<int>());
    CHECK(desk.get(token, "/directory?words=ess").json().at("professionals").at(0) == added);
    auto changed = somebody;
    changed["place"] = "Modèleville";
    CHECK(desk.post(token, path, changed).json().at("place") == "Modèleville");
    CHECK(desk.get(token, "/directory").json().at("professionals").size() == 1);
    CHECK(desk.post(token, "/directory", {{"profession", "nurse"}, {"name", ""}}).problem() == "invalid_fields");
    CHECK(desk.post(token, "/directory/99", somebody).problem() == "not_found");

    const Json table{
        {"file", {{"name", "a.csv"}, {"base64", api::to_base64("nom,profession\nPaul Modèle,kiné\n,kiné\n")}}}};
    auto check = table;
    check["check"] = true;
    CHECK(desk.post(token, "/directory/import", check).json().at("added") == 0);
    const auto imported = desk.post(token, "/directory/import", table).json();
    CHECK(imported.at("added") == 1);
    CHECK(imported.at("bad").at(0).at("line") == 3);
    CHECK(desk.post(desk.token(ApiDesk::reader_only), "/directory", somebody).problem() == "forbidden");
}

TEST_CASE("deadlines come page by page, each once, also where many are due at once", "[api]") {
    ApiDesk desk;
    for (int i = 0; i < 9; ++i) desk.office.mail(Mail().from("x" + std::to_string(i) + "@kine.example"));
    const auto token = desk.token(pilot);
    const auto all = desk.get(token, "/deadlines?limit=200").json().at("deadlines");

    std::vector<Json> seen;
    std::string after;
    do {
        const auto page = desk.get(token, "/deadlines?limit=2" + after).json();
        for (const auto& line : page.at("deadlines")) seen.push_back(line);
        after = page.at("next").is_null() ? "" : "&after=" + page.at("next").get<std::string>();
    } while (!after.empty());

    CHECK(all.size() >= 9);
    CHECK(Json(seen) == all);
    CHECK(desk.get(token, "/deadlines?pilot=me").json().at("deadlines").empty());
    for (const auto* const bad : {"x", "2025-03-03T09:00:00Z", "2025-03-03T09:00:00Z.x.y", "x.1.y"})
        CHECK(desk.get(token, std::string("/deadlines?after=") + bad).problem() == "bad_request");
}

TEST_CASE("calls come in the order in which people can be reached", "[api]") {
    ApiDesk desk("2025-03-03 12:30");
    desk.office.mail(Mail().from("x@kine.example").text("Appelez-moi au 06 39 98 00 41 après 17h.\r\n"));
    desk.office.mail(Mail().from("y@kine.example").text("Appelez-moi au 06 39 98 00 42 entre 12h et 14h.\r\n"));
    const auto token = desk.token(pilot);

    const auto calls = desk.get(token, "/calls").json().at("calls");

    REQUIRE(calls.size() == 2);
    CHECK(calls.at(0).at("case") == "REX-2025-0002");
    CHECK(calls.at(0).at("callable_now") == true);
    CHECK(calls.at(0).at("hours").get<std::string>().find("12") != std::string::npos);
    CHECK(calls.at(1).at("callable_now") == false);
    CHECK(calls.at(1).at("callable_at") == "2025-03-03T16:00:00Z");
    CHECK(desk.get(token, "/calls?pilot=me").json().at("calls").empty());
}

TEST_CASE("coordinators and administrators look after things by a program, others do not", "[api]") {
    ApiDesk desk;
    report_with_a_file(desk.office);
    desk.caretaking.states = {{.name = "rapports",
                               .where = "imap.example",
                               .failing_since = desk.office.clock.now(),
                               .failures = 3,
                               .cause = {"le serveur ne répond pas", "the server does not answer"}}};
    desk.caretaking.found = {"case 3 does not replay"};
    const auto token = desk.token(ApiDesk::administrator);
    REQUIRE(look_at_names(desk, desk.token(pilot)).status() == 201);

    CHECK(desk.get(token, "/mailboxes").json().at("mailboxes").at(0).at("cause") == "le serveur ne répond pas");
    CHECK(desk.post(token, "/verification", Json::object()).json().at("troubles").at(0) == "case 3 does not replay");
    const auto access = desk.get(token, "/accesses").json().at("accesses").at(0);
    CHECK(access.at("looked_at") == "identity");
    CHECK(access.at("reason") == "Rappel");
    CHECK(desk.get(token, "/letters/intake_acknowledged").json().at("fr").at("subject").get<std::string>().size() > 5);
    CHECK(desk.get(token, "/letters/nonsense").problem() == "not_found");
    const auto moved =
        desk.post(token, "/policy/preview", {{"obligation", "first_contact"}, {"due", "5 working days"}});
    CHECK(moved.json().at("moved").size() == 1);
    CHECK(desk.post(token, "/policy/preview", {{"obligation", "first_contact"}, {"due", "soon"}}).problem() ==
          "invalid_fields");
    for (const auto* const path : {"/mailboxes", "/accesses", "/letters"})
        CHECK(desk.get(desk.token(pilot), path).problem() == "forbidden");
}

TEST_CASE("an administrator's program cares for accounts, and what it does is kept with who did it", "[api]") {
    ApiDesk desk;
    const auto token = desk.token(ApiDesk::administrator);
    const Json new_member{{"address", "nouveau@cpts.example"}, {"name", "Nina Exemple"}, {"role", "reader"}};

    const auto added = desk.post(token, "/accounts", new_member);
    REQUIRE(added.status() == 201);
    CHECK(added.json().at("state") == "none");
    CHECK(desk.post(token, "/accounts", new_member).problem() == "refused");
    CHECK(desk.post(token, "/accounts", {{"address", "personne"}, {"role", "reader"}}).problem() == "invalid_fields");

    const auto path = "/accounts/" + std::to_string(added.json().at("member").get<int>());
    CHECK(desk.post(token, path + "/acts", {{"act", "set_role"}, {"role", "member"}}).json().at("role") == "member");
    CHECK(desk.post(token, path + "/acts", {{"act", "set_role"}}).problem() == "invalid_fields");
    CHECK(desk.post(token, path + "/acts", {{"act", "lock"}}).problem() == "not_found");
    desk.give_account("nouveau@cpts.example");
    CHECK(desk.post(token, path + "/acts", {{"act", "lock"}}).json().at("state") == "locked");
    CHECK(desk.get(token, path).json().at("state") == "locked");
    CHECK(desk.get(token, "/accounts/99").problem() == "not_found");

    const auto events = desk.get(token, "/account_events?limit=3").json().at("events");
    REQUIRE(events.size() == 3);
    CHECK(events.at(0).at("event") == "locked");
    CHECK(events.at(1).at("role_before") == "reader");
    CHECK(events.at(1).at("role_after") == "member");
    CHECK(events.at(2).at("event") == "invited");
    CHECK(events.at(0).at("by") == desk.get(token, "/me").json().at("member"));
    CHECK(desk.get(desk.token(coordinator), "/accounts").problem() == "forbidden");
    CHECK(desk.get(desk.token(coordinator), "/account_events").status() == 200);
    CHECK(desk.get(desk.token(pilot), "/account_events").problem() == "forbidden");
}

}  // namespace rexflow::testing
