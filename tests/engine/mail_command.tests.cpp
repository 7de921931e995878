#include "tests/support/paris.hpp"
#include "workflows/rex_case/definition.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using namespace rexflow;
using engine::Payload;

namespace {

/// Monday 12 January 2026, 10:00 in Paris.
std::vector<engine::WrittenCommand> read(std::string_view text) {
    static const testing::ParisTime zone;
    return engine::read_commands(text, rex_case::mail_commands(), {2026y / 1 / 12, 10h}, zone);
}

struct Written {
    std::string_view text;
    std::string_view event;
    Payload fields;
};

}  // namespace

TEST_CASE("commands become events with their fields", "[mail_command]") {
    const auto written = GENERATE(values<Written>({
        {"#joint", "call_logged", {{"outcome", "reached"}}},
        {"# Joint : va mieux", "call_logged", {{"outcome", "reached"}, {"note", "va mieux"}}},
        {"#reached", "call_logged", {{"outcome", "reached"}}},
        {"#PAS DE RÉPONSE", "call_logged", {{"outcome", "no_answer"}}},
        {"#pas de reponse.", "call_logged", {{"outcome", "no_answer"}}},
        {"#no answer", "call_logged", {{"outcome", "no_answer"}}},
        {"#rappeler demain 14h",
         "call_logged",
         {{"outcome", "call_back_later"}, {"call_again_at", "2026-01-13T13:00:00Z"}}},
        {"#orienter Paul Modèle <paul@officine.example>",
         "oriented",
         {{"consent", "no"}, {"to", "Paul Modèle"}, {"to_address", "paul@officine.example"}}},
        {"#orienter avec accord Paul Modèle paul@officine.example",
         "oriented",
         {{"consent", "yes"}, {"to", "Paul Modèle"}, {"to_address", "paul@officine.example"}}},
        {"#résolu", "follow_up_recorded", {{"outcome", "resolved"}}},
        {"#valider", "follow_up_recorded", {{"outcome", "resolved"}}},
        {"#non résolu", "follow_up_recorded", {{"outcome", "unresolved"}}},
        {"#Injoignable", "follow_up_recorded", {{"outcome", "unreachable"}}},
        {"#note Vu avec l’officine,\nretour jeudi.\n\nAna",
         "note_added",
         {{"text", "Vu avec l’officine,\nretour jeudi."}}},
        {"#clore", "case_closed", {}},
        {"#rouvrir nouvelle chute", "case_reopened", {{"reason", "nouvelle chute"}}},
        {"#prendre", "taken_in_charge", {{"pilot", "sender"}}},
    }));
    INFO(written.text);
    const auto commands = read(written.text);

    REQUIRE(commands.size() == 1);
    REQUIRE(commands[0].command != nullptr);
    CHECK_FALSE(commands[0].trouble);
    CHECK(commands[0].command->event == written.event);
    CHECK(commands[0].fields == written.fields);
}

TEST_CASE("commands stand on the first lines, several of them if need be", "[mail_command]") {
    const auto commands = read("\n#prendre\n#joint\n\n#note Pilulier revu\n\nBonjour,\n#clore\n");

    REQUIRE(commands.size() == 3);
    CHECK(commands[2].fields == Payload{{"text", "Pilulier revu"}});
}

TEST_CASE("a text that begins otherwise has no command", "[mail_command]") {
    for (const auto* text : {"Bonjour,\n#joint", "#1 du mois", "##titre", "#", "# ", "", "- #joint"}) {
        INFO(text);
        CHECK(read(text).empty());
    }
}

TEST_CASE("what cannot be carried out as written says why without repeating it", "[mail_command]") {
    CHECK(read("#jointe")[0].trouble->fr == "Cette commande n’existe pas.");
    CHECK(read("#fermer tout")[0].trouble->en == "There is no such command.");
    CHECK(read("#note")[0].trouble->en == "The text that belongs after this command is missing.");
    CHECK(read("#orienter <paul@officine.example>")[0].trouble->en ==
          "The text that belongs after this command is missing.");
    CHECK(read("#rappeler un de ces jours")[0].trouble.has_value());
    CHECK(read("#rappeler")[0].trouble.has_value());
}

TEST_CASE("a mail of commands without end is read to the tenth", "[mail_command]") {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "#joint\n";
    CHECK(read(text).size() == 10);
}

TEST_CASE("every command fills fields that its event has", "[mail_command]") {
    for (const auto& command : rex_case::mail_commands()) {
        INFO(command.word);
        const auto events = rex_case::events();
        const auto event = std::ranges::find(events, command.event, &engine::EventDescriptor::name);
        REQUIRE(event != events.end());
        for (const auto key : {command.argument_field, command.address_field, command.fixed_field})
            if (!key.empty()) CHECK(event->find_field(key) != nullptr);
    }
}
