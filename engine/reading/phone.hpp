#pragma once

#include "engine/holidays.hpp"
#include "engine/reading/evidence.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// What a number is by the published numbering plans of France and its overseas territories.
enum class PhoneKind { mobile, fixed, voip, special, foreign };

[[nodiscard]] std::string_view to_text(PhoneKind kind);

/// A number somebody can be called at.
struct Phone {
    std::string e164;  ///< "+33639980042"
    PhoneKind kind = PhoneKind::mobile;
    std::string extension;  ///< "poste 4512": "4512"; usually empty
    Evidence evidence;
    bool operator==(const Phone&) const = default;
};

/// Reads one number as it is written or typed in a form. Nothing when it is none of the plan, or a fax-only or
/// emergency number. `home` decides what a national number means (0596... is Martinique there).
[[nodiscard]] std::optional<Phone> parse_phone(std::string_view written, Region home);

/// Every number of a text, each once, the one to call first in front: one given or preferred in what the person wrote
/// comes before one in their signature. Faxes, identifiers (RPPS, FINESS, SIRET, NIR), dates and postal codes are
/// left out.
[[nodiscard]] std::vector<Phone> read_phones(std::string_view text, Region home);

}  // namespace rexflow::engine::reading
