#pragma once

#include <string>
#include <string_view>

namespace rexflow::engine::reading {

/// A number of another country as it is dialled from anywhere: calling code and national number, digits only, without
/// the 0 people write between the two ("+41 (0)79 ..."). Empty when no country has the code, or numbers of that length
/// (ITU-T E.164 and its list of assigned codes).
/// @param digits what follows the + or 00
[[nodiscard]] std::string foreign_number(std::string_view digits);

}  // namespace rexflow::engine::reading
