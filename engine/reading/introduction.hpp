#pragma once

#include "engine/reading/person.hpp"
#include "engine/reading/person_name.hpp"

#include <optional>
#include <string_view>

namespace rexflow::engine::reading {

/// Who somebody says they are in one place of a mail. `person` has its sentence and confidence.
struct Introduction {
    Person person;
    NameOrder order = NameOrder::written;
};

/// "Je suis Claire Martin, IDEL à ...", "ici Marc L., kiné", "Dr Dupont, 06 ..." in the text above a signature.
[[nodiscard]] std::optional<Introduction> introduced_in_body(std::string_view body);

/// "Nom : Durand", "Prénom : Lucie", "Profession : infirmière", each on a line of its own.
[[nodiscard]] std::optional<Introduction> introduced_by_labels(std::string_view body);

/// Who signs: the name of a signature with the profession beside or below it.
/// @param signature the text from signature_begin on
[[nodiscard]] std::optional<Introduction> introduced_in_signature(std::string_view signature);

/// The person a display name is of; nothing for a practice, a service or an address.
[[nodiscard]] std::optional<Introduction> introduced_in_display_name(std::string_view name);

/// "claire.martin@", "c.martin@": weak, but it tells which is the given name.
[[nodiscard]] std::optional<Introduction> introduced_in_address(std::string_view address);

}  // namespace rexflow::engine::reading
