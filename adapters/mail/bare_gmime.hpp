#pragma once

#include <cstddef>
#include <string_view>

namespace rexflow::mail {

/// What GMime alone costs: parses a message, walks its parts and decodes its texts. The limit that reading is measured
/// against (`rexflow bench intake --folder`).
/// @return bytes of decoded text
std::size_t walk_with_bare_gmime(std::string_view raw);

}  // namespace rexflow::mail
