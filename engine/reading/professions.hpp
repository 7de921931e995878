#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace rexflow::engine::reading {

/// A profession named in a folded text.
struct NamedProfession {
    std::string_view key;  ///< of the workflow's choices: "nurse"
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_place = false;  ///< a practice, not a person: "Pharmacie des Lilas", "cabinet infirmier"
};

/// The first profession of a person that a text names; where none is named, that of the place.
[[nodiscard]] std::optional<NamedProfession> find_profession(std::string_view folded);

/// Whether a text begins with a profession that is rarely the writer's: "médecin traitant", "médecin de garde".
[[nodiscard]] bool names_another(std::string_view folded);

/// The profession of a person a text begins with.
[[nodiscard]] std::optional<NamedProfession> profession_in_front(std::string_view folded);

/// The profession an address shows: "jdupuis.idel@", "@pharmacie-du-marche.fr".
[[nodiscard]] std::string_view profession_of_address(std::string_view address);

}  // namespace rexflow::engine::reading
