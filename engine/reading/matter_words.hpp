#pragma once

#include "engine/reading/words.hpp"

#include <cstddef>
#include <vector>

namespace rexflow::engine::reading {

/// Where a text speaks of care: patients, medicines, acts, what they suffer from, what went wrong. A mail that only
/// asks to be called has hardly one such place, a report has several. Words of professions and of calling are none.
[[nodiscard]] std::vector<std::size_t> places_of_care(const Words& words);

}  // namespace rexflow::engine::reading
