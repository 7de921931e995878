#pragma once

#include "adapters/cell/known_calls.hpp"
#include "engine/page_data.hpp"

#include <string>

namespace rexflow::cell {

/// The page "cell/today": what waits for somebody now. Reads live deadlines of a week, and the histories of the few
/// people to be called and of the new requests it shows; never walks the cases, so it costs the same with a hundred of
/// them and with a hundred thousand.
///
/// Lists: "calls" (people who can be reached at this moment, by the hours they gave), "late" (most overdue first),
/// "questions" (what waits for a person's word), "new" (nobody has taken them; who can be reached at this moment first,
/// then the oldest), "later_calls", "soon" (this week).
/// @param known_calls what the pages before found in histories
/// @param may_act whether whoever looks may record anything
/// @param mailbox_trouble what is wrong with a mailbox, in words; empty when all is well
[[nodiscard]] engine::PageData today(const Viewpoint& view, KnownCalls& known_calls, bool may_act,
                                     const std::string& mailbox_trouble = {});

}  // namespace rexflow::cell
