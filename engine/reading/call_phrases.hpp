#pragma once

#include "engine/reading/call_cues.hpp"
#include "engine/reading/phrase_table.hpp"

namespace rexflow::engine::reading {

/// What people write around the hours they can be called at, and around those they cannot.
[[nodiscard]] const PhraseTable<Cue>& call_phrases();

}  // namespace rexflow::engine::reading
