#pragma once

#include "adapters/cell/event_form.hpp"
#include "engine/intake.hpp"
#include "engine/ports/letter_writer.hpp"
#include "engine/ports/message_reader.hpp"

#include <cstdint>
#include <optional>

namespace rexflow::cell {

/// What acting needs; all of it outlives it.
struct ActingParts {
    engine::Store& store;
    const engine::Context& context;
    const engine::Dispatcher& dispatcher;
    const engine::Intake& intake;
    const engine::MessageReader& message_reader;
};

/// An event somebody wants recorded, as the form was posted.
struct Order {
    engine::Member by;
    engine::Locale locale = engine::Locale::fr;
    engine::CaseNumber number;
    std::string event;
    Typed typed;  ///< the fields, seq_name and happened_name
};

/// What came of an order. Either it is done, or nothing was changed and the news say why.
struct Acted {
    std::optional<engine::Handled> done;
    FormNews news;
};

/// Whether the case changed since its entry `seen`; true for an entry there never was.
[[nodiscard]] bool has_gone_on(const CaseFile& file, std::int64_t seen);

/// Records an event through the one door, if the case is still as the form's reader saw it (seq_name). Where the typed
/// form asks for the letters alone (rehearsed_name), everything is undone and the news have those to people outside,
/// without links, and without names for who may not read them.
///
/// @return Error::Code::not_found for a case or event that is not there for this member; `refused` where the permission
/// says no; store trouble as it comes. What the person can mend comes back as news.
[[nodiscard]] engine::Result<Acted> act(const ActingParts& parts, const engine::LetterRenderer& letters,
                                        const Order& order, const Permission& may, engine::Instant now);

/// What the newest entry of a case sends to people outside, as its reader may see it: with links that lead nowhere, and
/// without names as long as `file` shows none.
/// @param after the store with the entry in it
[[nodiscard]] engine::Result<std::vector<LetterAhead>> letters_ahead(const engine::LetterRenderer& renderer,
                                                                     const engine::Reader& after, const Viewpoint& view,
                                                                     const CaseFile& file);

/// Sends a decided event through the door, with what belongs to it beside the entry: a message that is split off or
/// kept. Part of the caller's transaction; errors are those of the door.
[[nodiscard]] engine::Result<engine::Handled> record(const ActingParts& parts, engine::Unit& unit,
                                                     const engine::CaseRow& row, const engine::Event& event,
                                                     engine::Instant now);

}  // namespace rexflow::cell
