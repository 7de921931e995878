#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

/// The one door: everything an event causes is kept, or nothing is.
namespace rexflow::testing {

namespace {

using engine::Error;

engine::HistoryEvent last_event(Office& office, const std::string& number = first_case) {
    return office.sees([&](const engine::Reader& reader) {
        return reader.history(reader.find_case(*engine::CaseNumber::parse(number))->id).value().back();
    });
}

engine::Result<engine::Handled> at(Office& office, const std::string& moment, const engine::Payload& fields) {
    engine::Result<engine::Handled> handled = engine::Err(Error::Code::not_found, "not tried");
    office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        handled = office.dispatcher().handle(unit, *unit.find_case(engine::CaseId{1}),
                                             {"call_logged", fields, paris(moment), engine::Actor::member({2})},
                                             {office.clock.now(), {}});
        return {};
    });
    return handled;
}

}  // namespace

TEST_CASE("a form that is badly filled says where and changes nothing", "[dispatcher]") {
    Office office("2025-03-03 09:00");
    office.mail();
    const auto before = office.situation(first_case);
    const engine::Payload bad_forms[] = {{},
                                         {{"pilot", ""}},
                                         {{"pilot", "personne@cpts.example"}},
                                         {{"pilot", "member:99"}},
                                         {{"pilot", pilot}, {"x", "y"}}};
    for (const auto& form : bad_forms) {
        const auto refusal = office.refused(first_case, "taken_in_charge", form);
        CHECK(refusal.code == Error::Code::invalid_input);
        CHECK(refusal.message.find("personne") == std::string::npos);
    }
    CHECK(office.refused(first_case, "taken_away").code == Error::Code::invalid_input);
    CHECK(office.situation(first_case) == before);
    CHECK(office.history(first_case).size() == 1);
    CHECK(office.outbox(first_case).size() == 4);
}

TEST_CASE("what happened earlier may be recorded now, what has not happened yet may not", "[dispatcher]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.set_clock("2025-03-06 09:00");
    const auto refused = at(office, "2025-03-06 09:01", reached);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Error::Code::invalid_input);

    REQUIRE(at(office, "2025-03-04 09:00", reached));
    CHECK(office.due(first_case, "severity_assessment") == "2025-03-06 23:59:59");  // counted from the call
    CHECK(last_event(office).recorded_at == paris("2025-03-06 09:00"));
}

TEST_CASE("people are kept by reference and private words are sealed", "[dispatcher]") {
    const auto on = GENERATE(as<std::string>{}, "memory", "sqlite");
    Office office("2025-03-03 09:00", on == "memory" ? in_memory() : on_sqlite());
    office.mail();
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    CHECK(last_event(office).event.payload == engine::Payload{{"pilot", "member:2"}});
    CHECK(last_event(office).event.actor == engine::Actor::member({2}));

    office.does(first_case, "note_added", {{"text", "Rappeler après 19 h (exemple)."}});
    const auto sealed = last_event(office).event.payload.at("text");
    CHECK(sealed.starts_with("vault:"));
    CHECK(office.sees([&](const engine::Reader& reader) { return reader.unseal({1}, sealed); }) ==
          "Rappeler après 19 h (exemple).");
}

TEST_CASE("nobody names what is kept apart: a text is kept as it was written, a file is sent", "[dispatcher]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.does(first_case, "note_added", {{"text", "vault:00"}});
    const auto sealed = last_event(office).event.payload.at("text");
    CHECK(office.sees([&](const engine::Reader& reader) { return reader.unseal({1}, sealed); }) == "vault:00");

    office.does(first_case, "severity_assessed", serious);
    const auto before = office.history(first_case).size();
    auto filed = proof("2025-03-03");
    for (auto& [key, text] : filed)
        if (text.starts_with("file:")) text = sealed;
    CHECK(office.refused(first_case, "part1_filed", filed).code == Error::Code::invalid_input);
    CHECK(office.history(first_case).size() == before);
}

TEST_CASE("an event carries what it caused, resolved", "[dispatcher]") {
    Office office("2025-03-03 09:00");
    office.mail();
    const auto effects = last_event(office).effects;
    CHECK(effects.policy_version == office.context().policy.version());
    Names set;
    for (const auto& each : effects.set) set.push_back(each.obligation + " " + paris(each.due_at));
    CHECK(set == Names{"first_contact 2025-03-05 23:59:59", "inactivity 2025-04-02 23:59:59"});
    Names letters;
    for (const auto& each : effects.letters) letters.push_back(each.letter + " to " + each.to);
    CHECK(letters ==
          Names{"intake_acknowledged to reporter", "new_case to cell", "new_case to cell", "new_case to cell"});
    CHECK(effects.letters.front().message_id == office.outbox(first_case).front().letter.message_id);

    office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    office.does(first_case, "call_logged", reached);
    CHECK(last_event(office).effects.cleared == Names{"first_contact"});
}

TEST_CASE("an action is opened with its entry and ends in the case it came from", "[dispatcher]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    const engine::Payload fields{{"title", "Fiche de liaison (exemple)"},
                                 {"owner", "Dominique Modèle"},
                                 {"owner_address", "dominique@idel.example"},
                                 {"due", "2025-04-30"}};
    office.does(first_case, "action_linked", fields);
    office.does(first_case, "action_linked", fields);
    const std::string action = "REX-2025-0001/A2";
    CHECK(office.states(action) == Names{"proposed"});
    const auto title = last_event(office, action).event.payload.at("title");
    CHECK(office.sees([&](const engine::Reader& reader) {
        return reader.unseal(reader.find_case(*engine::CaseNumber::parse(action))->id, title);
    }) == "Fiche de liaison (exemple)");  // a copy under a key of its own

    office.does(action, "action_abandoned", because);
    CHECK(last_event(office).event.type == "action_ended");
    CHECK(last_event(office).event.payload ==
          engine::Payload{{"action", office.entry(first_case, "action_linked")}, {"outcome", "abandoned"}});
    CHECK(last_event(office).event.actor == engine::Actor::system());
}

TEST_CASE("an action whose case is damaged cannot end, and stays as it was", "[dispatcher]") {
    Office office("2025-03-03 09:00");
    reach_reporter(office);
    office.does(first_case, "action_linked",
                {{"title", "Fiche (exemple)"}, {"owner", "Dominique Modèle"}, {"due", "2025-04-30"}});
    office.damage(first_case);
    CHECK(office.refused("REX-2025-0001/A1", "action_abandoned", because).code == Error::Code::history_mismatch);
    CHECK(office.states("REX-2025-0001/A1") == Names{"proposed"});
    CHECK(office.history("REX-2025-0001/A1").size() == 1);
}

TEST_CASE("a case whose row is not what its history says takes nothing more", "[dispatcher]") {
    Office office("2025-03-03 09:00");
    office.mail();
    office.damage(first_case);
    const auto refusal = office.refused(first_case, "taken_in_charge", {{"pilot", pilot}});
    CHECK(refusal.code == Error::Code::history_mismatch);
    CHECK(refusal.message == "REX-2025-0001: the stored state is not what the history replays to");
    CHECK_FALSE(refusal.hint.empty());
}

}  // namespace rexflow::testing
