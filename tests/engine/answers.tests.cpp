#include "engine/answers.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// Links made with letters, answered through the door.
namespace rexflow::testing {

namespace {

using engine::Error;
using engine::Reader;
using engine::Result;
using engine::text_of;
using engine::Unit;

constexpr const char* public_url = "https://rex.cpts.example";

std::string variable(Office& office, const std::string& letter, const std::string& name) {
    const auto& values = office.last_letter(letter).letter.variables.values;
    const auto found = values.find(name);
    return found == values.end() ? std::string{} : found->second;
}

std::string token_in(const std::string& address) {
    return address.substr(std::string("https://rex.cpts.example/l/").size(), 32);
}

std::vector<engine::Link> links(Office& office, const std::string& number = first_case) {
    return office.sees([&](const Reader& reader) {
        return reader.links_of(reader.find_case(*engine::CaseNumber::parse(number))->id);
    });
}

Result<void> answers(Office& office, const std::string& token, const std::string& answer,
                     const engine::Payload& fields = {}) {
    const engine::Answers pages(office.context(), office.dispatcher());
    return office.store().write(
        [&](Unit& unit) { return pages.record(unit, token, answer, fields, office.clock.now()); });
}

void ask_follow_up(Office& office) {
    reach_reporter(office);
    orient(office);
    office.pass_until("2025-03-13 18:00");
}

}  // namespace

TEST_CASE("without a public address letters carry no links, and none are made", "[links]") {
    Office office("2025-03-03 09:00");
    ask_follow_up(office);

    CHECK(variable(office, "follow_up_asked", "link_resolved").empty());
    CHECK(links(office).empty());
    CHECK(office.transport.last_for(lea).find("/l/") == std::string::npos);
}

TEST_CASE("a letter that asks carries the addresses of its link in text and HTML", "[links]") {
    Office office("2025-03-03 09:00");
    office.house.public_url = public_url;
    ask_follow_up(office);

    const auto resolved = variable(office, "follow_up_asked", "link_resolved");
    const auto unresolved = variable(office, "follow_up_asked", "link_unresolved");
    CHECK(resolved == "https://rex.cpts.example/l/" + token_in(resolved) + "/resolved");
    CHECK(token_in(unresolved) == token_in(resolved));
    REQUIRE(links(office).size() == 1);
    const auto link = links(office).front();
    CHECK(link.question == "follow_up");
    CHECK(link.role == engine::Role::reporter);
    CHECK(link.address == lea);
    CHECK(link.expires_at - link.issued_at == std::chrono::days(60));
    CHECK(resolved.find("REX") == std::string::npos);
    CHECK(resolved.find("lea") == std::string::npos);
}

TEST_CASE("a link says as long as the settings want", "[links]") {
    Office office("2025-03-03 09:00");
    office.house.public_url = public_url;
    office.house.links_last = std::chrono::days(7);
    ask_follow_up(office);
    const auto token = token_in(variable(office, "follow_up_asked", "link_resolved"));

    office.set_clock("2025-03-21 09:00");

    CHECK(answers(office, token, "resolved").error().code == Error::Code::refused);
}

TEST_CASE("every letter of a question has a link of its own, and one answer settles all", "[links]") {
    Office office("2025-03-03 09:00");
    office.house.public_url = public_url;
    reach_reporter(office);
    analyse_until_n4(office);
    office.does(first_case, "meeting_planned",
                {{"date", "2025-03-20T11:30:00Z"}, {"addresses", "lea@idel.example,paul@officine.example"}});
    const auto invited = token_in(variable(office, "meeting_invited", "link_present"));
    office.pass_until("2025-03-14 09:00");  // reminded seven days before
    const auto reminded = token_in(variable(office, "meeting_reminded", "link_present"));
    REQUIRE(links(office).size() == 4);
    CHECK(invited != reminded);

    CHECK(answers(office, invited, "present"));

    CHECK(answers(office, reminded, "absent").error().code == Error::Code::already_there);
    int used = 0;
    for (const auto& link : links(office)) used += link.used_at ? 1 : 0;
    CHECK(used == 2);  // Paul's; Léa has not answered
    CHECK(office.history(first_case).back() == "attendance_announced");
}

TEST_CASE("an answer takes its own fields, and nothing a person adds beside them", "[links]") {
    Office office("2025-03-03 09:00");
    office.house.public_url = public_url;
    reach_reporter(office);
    analyse_until_n4(office);
    office.does(first_case, "meeting_planned", {{"date", "2025-03-20T11:30:00Z"}, {"addresses", lea}});
    const auto token = token_in(variable(office, "meeting_invited", "link_absent"));

    CHECK(answers(office, token, "absent",
                  {{"note", "En congé."}, {"address", "paul@officine.example"}, {"answer", "present"}, {"x", "y"}}));

    office.sees([&](const Reader& reader) {
        const auto id = reader.find_case(*engine::CaseNumber::parse(first_case))->id;
        const auto event = reader.history(id)->back().event;
        CHECK(text_of(event.payload, "answer") == "absent");
        CHECK(reader.unseal(id, text_of(event.payload, "address")) == lea);
        CHECK(reader.unseal(id, text_of(event.payload, "note")) == "En congé.");
        CHECK(event.payload.size() == 3);
        CHECK(event.actor.text == "participants");
        return true;
    });
}

TEST_CASE("the owner's word is enough to say that an action is done", "[links]") {
    Office office("2025-03-03 09:00");
    office.house.public_url = public_url;
    reach_reporter(office);
    office.does(first_case, "action_linked",
                {{"title", "Fiche (exemple)"},
                 {"owner", "Dominique Modèle"},
                 {"owner_address", "dominique@idel.example"},
                 {"due", "2025-04-15"},
                 {"evaluation_on", "2025-06-16"}});
    const std::string action = "REX-2025-0001/A1";
    office.does(action, "action_approved", {}, colleague);

    CHECK(answers(office, token_in(variable(office, "action_assigned", "link_done")), "done"));

    CHECK(office.states(action) == Names{"done"});
    office.sees([&](const Reader& reader) {
        const auto id = reader.find_case(*engine::CaseNumber::parse(action))->id;
        const auto event = reader.history(id)->back().event;
        CHECK(reader.unseal(id, text_of(event.payload, "statement")) ==
              "Le responsable de l’action a répondu « c’est fait » à la lettre qui le lui demandait.");
        return true;
    });
    // The reminders of the evaluation use the same letter: there is nothing left to ask the owner by a link.
    office.pass_until("2025-06-10 10:00");
    CHECK(office.last_letter("action_reminded").letter.to.address == "dominique@idel.example");
    CHECK(variable(office, "action_reminded", "link_done").empty());
    CHECK(office.troubles().empty());
}

TEST_CASE("an answer is taken by the program that comes after a crash, once", "[links][crash]") {
    Office office("2025-03-03 09:00", on_sqlite());
    office.house.public_url = public_url;
    ask_follow_up(office);
    const auto token = token_in(variable(office, "follow_up_asked", "link_resolved"));
    for (const auto point : {CrashPoint::before_commit, CrashPoint::after_commit}) {
        office.crash_at(1, point);
        CHECK_THROWS_AS(answers(office, token, "resolved"), Crash);
        office.restart();
    }

    CHECK(answers(office, token, "resolved").error().code == Error::Code::already_there);
    const auto history = office.history(first_case);
    CHECK(std::ranges::count(history, "follow_up_answered") == 1);
    CHECK(office.troubles().empty());
}

}  // namespace rexflow::testing
