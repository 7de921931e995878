#include "engine/mail_command.hpp"
#include "workflows/rex_case/definition.hpp"

#include <array>

/// What members may order by mail, in French and English. The first word of each event is the one the letters name.
namespace rexflow::rex_case {

namespace {

using engine::Argument;
using engine::MailCommand;

constexpr MailCommand outcome(std::string_view word, std::string_view event, std::string_view outcome) {
    return {.word = word,
            .event = event,
            .argument = Argument::note,
            .argument_field = "note",
            .fixed_field = "outcome",
            .fixed_value = outcome};
}

constexpr MailCommand with_text(std::string_view word, std::string_view event, std::string_view field) {
    return {.word = word, .event = event, .argument = Argument::text, .argument_field = field};
}

constexpr MailCommand with_note(std::string_view word, std::string_view event) {
    return {.word = word, .event = event, .argument = Argument::note, .argument_field = "note"};
}

constexpr MailCommand call_back(std::string_view word) {
    return {.word = word,
            .event = "call_logged",
            .argument = Argument::moment,
            .argument_field = "call_again_at",
            .fixed_field = "outcome",
            .fixed_value = "call_back_later"};
}

/// The reporter's name and phone go along only where the command says that they agreed.
constexpr MailCommand orientation(std::string_view word, std::string_view consent) {
    return {.word = word,
            .event = "oriented",
            .argument = Argument::person,
            .argument_field = "to",
            .address_field = "to_address",
            .fixed_field = "consent",
            .fixed_value = consent};
}

constexpr MailCommand charge(std::string_view word) {
    return {.word = word, .event = "taken_in_charge", .fixed_field = "pilot", .fixed_value = engine::the_sender};
}

constexpr auto orders = std::to_array<MailCommand>({
    charge("prendre"),
    charge("je prends"),
    charge("take"),
    outcome("joint", "call_logged", "reached"),
    outcome("reached", "call_logged", "reached"),
    outcome("pas de reponse", "call_logged", "no_answer"),
    outcome("sans reponse", "call_logged", "no_answer"),
    outcome("no answer", "call_logged", "no_answer"),
    call_back("rappeler"),
    call_back("call back"),
    with_text("solution", "solution_found", "solution"),
    orientation("orienter avec accord", "yes"),
    orientation("orienter", "no"),
    orientation("orient with consent", "yes"),
    orientation("orient", "no"),
    outcome("resolu", "follow_up_recorded", "resolved"),
    outcome("valider", "follow_up_recorded", "resolved"),
    outcome("resolved", "follow_up_recorded", "resolved"),
    outcome("non resolu", "follow_up_recorded", "unresolved"),
    outcome("pas resolu", "follow_up_recorded", "unresolved"),
    outcome("unresolved", "follow_up_recorded", "unresolved"),
    outcome("not resolved", "follow_up_recorded", "unresolved"),
    outcome("injoignable", "follow_up_recorded", "unreachable"),
    outcome("unreachable", "follow_up_recorded", "unreachable"),
    with_text("note", "note_added", "text"),
    with_note("clore", "case_closed"),
    with_note("close", "case_closed"),
    with_text("rouvrir", "case_reopened", "reason"),
    with_text("reopen", "case_reopened", "reason"),
});

}  // namespace

std::span<const MailCommand> mail_commands() { return orders; }

}  // namespace rexflow::rex_case
