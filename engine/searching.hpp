#pragma once

#include "engine/message.hpp"
#include "engine/ports/message_reader.hpp"
#include "engine/ports/search_index.hpp"
#include "engine/ports/store.hpp"
#include "engine/reading/reading.hpp"

namespace rexflow::engine {

/// What the private fields of an event add to the search, by its form and their clear text.
[[nodiscard]] SearchTexts search_texts(const EventDescriptor& form, const Payload& clear);

/// What a mail adds: its subject and what its sender wrote, and who they are.
/// @param parts of its text
[[nodiscard]] SearchTexts search_texts(const InboundEmail& email, const reading::SplitText& parts);

/// Fills the search anew from what is stored, a hundred cases a transaction; found meanwhile is what was filled.
/// @return how many cases there were
[[nodiscard]] Result<int> rebuild_search(Store& store, const Workflows& workflows, const MessageReader& reader);

}  // namespace rexflow::engine
