#pragma once

#include <string_view>

namespace rexflow::engine::reading {

/// "de", "le", "ben": part of a family name though no name of its own. Folded.
[[nodiscard]] bool is_name_particle(std::string_view folded);

/// A word that signatures have with a capital and that is nobody's name: places, greetings, days, practices. Folded.
[[nodiscard]] bool is_never_a_name(std::string_view folded);

}  // namespace rexflow::engine::reading
