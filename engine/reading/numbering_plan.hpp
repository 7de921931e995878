#pragma once

#include "engine/reading/phone.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace rexflow::engine::reading {

/// National numbers that begin with `first` to `last`, which are equally long.
struct NumberRange {
    unsigned calling_code;
    unsigned digits;  ///< of the national number, without the 0 in front
    std::string_view first;
    std::string_view last;
    PhoneKind kind;
};

/// The numbering plan of France and its overseas territories, as Arcep, the OPT and the ANSP publish it: the blocks
/// operators have. In order of calling code, then of numbers.
[[nodiscard]] std::span<const NumberRange> numbering_plan();

/// Prefixes the plan gives to an overseas territory as a whole. Blocks of them are handed out every year, so that a
/// number outside of the known blocks may be a real one all the same.
[[nodiscard]] std::span<const NumberRange> overseas_prefixes();

/// What a national number is under a calling code; nothing when it is in none of `ranges`.
/// @param ranges one of the two above
/// @param number digits only, without the 0 in front
[[nodiscard]] std::optional<PhoneKind> kind_in(std::span<const NumberRange> ranges, unsigned calling_code,
                                               std::string_view number);

/// Whether a calling code is one of the plan.
[[nodiscard]] bool is_french_code(unsigned calling_code);

}  // namespace rexflow::engine::reading
