#pragma once

#include "engine/message.hpp"
#include "engine/reading/evidence.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::engine::reading {

/// The reporter as they call themselves. Every part may be empty.
struct Person {
    std::string family;      ///< "Dupont-Leroy", capitals only where a name has them
    std::string given;       ///< "Marie-Claire"
    std::string title;       ///< "Dr", "Pr", "Mme", "M."
    std::string profession;  ///< key of the workflow's choices: "doctor", "nurse", "pharmacist"...
    Evidence evidence;
    bool operator==(const Person&) const = default;
};

/// Who wrote a mail: from how they sign and introduce themselves in `text` (their own new text, with its signature),
/// and from the display name and address of `from`. Never somebody the mail is about.
[[nodiscard]] std::optional<Person> read_person(const Mailbox& from, std::string_view text);

/// Where the signature of a mail begins: "-- ", a closing formula followed by a name, a block of address lines,
/// "Envoyé de mon iPhone". text.size() when there is none.
[[nodiscard]] std::size_t signature_begin(std::string_view text);

}  // namespace rexflow::engine::reading
