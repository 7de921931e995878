#pragma once

#include "engine/holidays.hpp"
#include "engine/reading/phone.hpp"

#include <optional>
#include <string_view>

namespace rexflow::engine::reading {

/// A number as digits, before it is looked up.
struct Dialled {
    enum class Form { national, international };
    Form form = Form::national;  ///< international: what follows a + or 00
    std::string_view digits;     ///< digits only; national: with or without the 0 in front, or with 33 and no +
};

/// The number that is reached, without extension; its confidence is 1, or less where no operator is known to have the
/// block. A national number means what it means where the CPTS is: 0596... is a number of Martinique overseas, and of
/// the south-west in metropolitan France, unless no metropolitan range has it.
[[nodiscard]] std::optional<Phone> look_up(const Dialled& dialled, Region home);

/// The calling code of a region, and whether numbers are written there without a 0 in front, six or eight digits long.
[[nodiscard]] unsigned calling_code(Region region);
[[nodiscard]] bool has_local_numbers(Region region);

}  // namespace rexflow::engine::reading
