#include "engine/mail_command.hpp"

#include "engine/moment.hpp"
#include "engine/reading/folded.hpp"
#include "engine/reading/quoted_lines.hpp"

#include <algorithm>
#include <string>

namespace rexflow::engine {

namespace {

using reading::quoted::line_at;
using reading::quoted::trimmed;

constexpr std::size_t most_commands = 10;
constexpr std::size_t longest_text = 10'000;

constexpr Text unknown_word{"Cette commande n’existe pas.", "There is no such command."};
constexpr Text argument_missing{"Il manque le texte qui doit suivre cette commande.",
                                "The text that belongs after this command is missing."};
constexpr Text moment_unclear{
    "Le jour ou l’heure n’a pas été compris ; écrivez par exemple « demain 14h » ou « 12/01 à 9h30 ».",
    "The day or hour was not understood; write for example “tomorrow 14h” or “12/01 at 9h30”."};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// "#joint" or "# joint"; "#1" and "##" are text.
bool is_command(std::string_view line) {
    line = trimmed(line);
    if (!line.starts_with('#')) return false;
    line = trimmed(line.substr(1));
    return !line.empty() && is_letter(line.front());
}

bool ends_word(std::string_view folded, std::size_t at) {
    return at == folded.size() || std::string_view(" :,.;!").find(folded[at]) != std::string_view::npos;
}

/// The longest word that a line begins with: "non resolu" before "non".
const MailCommand* find_command(std::string_view folded, std::span<const MailCommand> known) {
    const MailCommand* best = nullptr;
    for (const auto& command : known)
        if (folded.starts_with(command.word) && ends_word(folded, command.word.size()) &&
            (best == nullptr || command.word.size() > best->word.size()))
            best = &command;
    return best;
}

std::string_view without_lead(std::string_view text) {
    text = trimmed(text);
    while (!text.empty() && std::string_view(":,.;!").find(text.front()) != std::string_view::npos)
        text = trimmed(text.substr(1));
    return text;
}

/// The lines that a text goes on over.
std::string continued(std::string_view first, std::string_view body, std::size_t& at) {
    std::string text(first);
    while (at < body.size()) {
        const auto line = line_at(body, at);
        const auto more = trimmed(line.in(body));
        if (more.empty() || is_command(more) || text.size() > longest_text) break;
        if (!text.empty()) text += '\n';
        text += more;
        at = line.next;
    }
    return text;
}

std::optional<Text> read_person(const MailCommand& command, std::string_view argument, Payload& fields) {
    const auto sign = argument.find('@');
    if (sign != std::string_view::npos) {
        constexpr std::string_view ends = " <>(),;";
        const auto begin = argument.find_last_of(ends, sign) + 1;  // npos + 1 is the beginning
        const auto end = std::min(argument.find_first_of(ends, sign), argument.size());
        fields[std::string(command.address_field)] = std::string(argument.substr(begin, end - begin));
        argument = argument.substr(0, begin);
    }
    const auto last = argument.find_last_not_of(" <(,;:");
    argument = argument.substr(0, last + 1);
    if (argument.empty()) return argument_missing;
    fields[std::string(command.argument_field)] = std::string(argument);
    return std::nullopt;
}

std::optional<Text> read_argument(const MailCommand& command, const std::string& argument, LocalTime written_at,
                                  const TimeZone& zone, Payload& fields) {
    const std::string key(command.argument_field);
    switch (command.argument) {
        case Argument::none:
            return std::nullopt;
        case Argument::note:
            if (!argument.empty()) fields[key] = argument;
            return std::nullopt;
        case Argument::text:
            if (argument.empty()) return argument_missing;
            fields[key] = argument;
            return std::nullopt;
        case Argument::moment: {
            const auto moment = read_moment(argument, written_at);
            if (!moment) return moment_unclear;
            fields[key] = to_text(zone.instant(moment->on, moment->at));
            return std::nullopt;
        }
        case Argument::person:
            return read_person(command, argument, fields);
    }
    return std::nullopt;
}

}  // namespace

std::vector<WrittenCommand> read_commands(std::string_view text, std::span<const MailCommand> known,
                                          LocalTime written_at, const TimeZone& zone) {
    std::vector<WrittenCommand> commands;
    std::size_t at = 0;
    while (at < text.size() && commands.size() < most_commands) {
        const auto line = line_at(text, at);
        const auto written = trimmed(line.in(text));
        at = line.next;
        if (written.empty()) continue;
        if (!is_command(written)) break;
        const reading::Folded folded(trimmed(written.substr(1)));
        WrittenCommand one{find_command(folded.text(), known), {}, unknown_word};
        if (one.command != nullptr) {
            const auto begin = folded.position(one.command->word.size());
            std::string argument(without_lead(folded.source().substr(begin)));
            if (one.command->argument == Argument::text) argument = continued(argument, text, at);
            if (!one.command->fixed_field.empty())
                one.fields[std::string(one.command->fixed_field)] = std::string(one.command->fixed_value);
            one.trouble = read_argument(*one.command, argument, written_at, zone, one.fields);
        }
        commands.push_back(std::move(one));
    }
    return commands;
}

}  // namespace rexflow::engine
