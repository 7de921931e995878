#pragma once

#include "engine/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::mail {

struct Unsealed {
    engine::Protection protection = engine::Protection::none;
    std::string content;
};

/// Takes the armour off text signed with PGP (RFC 4880, 7) and tells encrypted text, which stays as it is.
[[nodiscard]] Unsealed without_armour(std::string text);

/// What an S/MIME file (RFC 8551, application/pkcs7-mime) holds: the MIME entity that was signed, or nothing but that
/// it is encrypted. nullopt where it is neither. Signatures are not checked.
[[nodiscard]] std::optional<Unsealed> open_smime(std::string_view der);

/// The stronger of two protections that meet in a message.
[[nodiscard]] engine::Protection stronger(engine::Protection left, engine::Protection right);

}  // namespace rexflow::mail
