#pragma once

#include "engine/reading/call_statements.hpp"
#include "engine/reading/words.hpp"

namespace rexflow::engine::reading {

/// How two statements hang together by the words [from, to) between them; a break is still a comma.
[[nodiscard]] Tie tie_between(const Words& words, std::size_t from, std::size_t to);

/// Whether a semicolon or a closed bracket stands between.
[[nodiscard]] bool has_strong_break(const Words& words, std::size_t from, std::size_t to);

}  // namespace rexflow::engine::reading
