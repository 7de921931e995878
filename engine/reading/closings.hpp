#pragma once

#include <string_view>

namespace rexflow::engine::reading {

/// What a line at the end of a mail is.
enum class Tail {
    none,        ///< text like any other
    closing,     ///< "Cordialement,": nothing but a signature follows
    farewell,    ///< "Merci d'avance", "Bonne journée": text may follow
    dashes,      ///< "-- " (RFC 3676, 4.3)
    mobile,      ///< "Envoyé de mon iPhone"
    disclaimer,  ///< "Ce message et ses pièces jointes sont confidentiels"
};

[[nodiscard]] Tail tail_of(std::string_view folded_line);

/// What stands behind the formula on its line: "Cordialement, Claire Martin"; the whole line when it begins with none.
/// @param written the line as written, of which `folded_line` is the folded form with the same number of characters
[[nodiscard]] std::string_view behind_formula(std::string_view written);

}  // namespace rexflow::engine::reading
