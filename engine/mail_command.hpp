#pragma once

#include "engine/event.hpp"
#include "engine/ports/time_zone.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// What may stand after a command of a mail, and how it is read.
enum class Argument {
    none,
    note,    ///< the rest of the line, if any
    text,    ///< required: the rest of the line and the lines after it, to an empty one or the next command
    moment,  ///< required: "demain 14h", "12/01 à 9h30"
    person,  ///< required: a name, and a mail address somewhere after it
};

/// A value of a MailCommand that stands for the member who wrote the mail.
inline constexpr std::string_view the_sender = "sender";

/// A word that members of the cell may begin a mail with, "#joint", and the event it records. Several words may
/// record the same: languages, spellings.
struct MailCommand {
    std::string_view word;  ///< folded, without the "#": "pas de reponse"
    std::string_view event;
    Argument argument = Argument::none;
    std::string_view argument_field = {};  ///< key it fills
    std::string_view address_field = {};   ///< of Argument::person: key the address fills
    std::string_view fixed_field = {};     ///< key that the command itself fills, and with what
    std::string_view fixed_value = {};
};

/// A command as a mail has it.
struct WrittenCommand {
    const MailCommand* command = nullptr;  ///< null: an unknown one
    Payload fields;
    std::optional<Text> trouble;  ///< why it cannot be carried out as written; nothing of what was written
};

/// The commands a mail begins with: its first lines, as long as each begins with "#" and a letter; at most ten.
/// What follows the first other line is text, whatever it looks like.
/// @param text the sender's own new text
/// @param written_at when, on the wall clock: what "demain" is counted from
[[nodiscard]] std::vector<WrittenCommand> read_commands(std::string_view text, std::span<const MailCommand> known,
                                                        LocalTime written_at, const TimeZone& zone);

}  // namespace rexflow::engine
