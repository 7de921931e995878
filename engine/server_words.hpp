#pragma once

#include <string>
#include <string_view>

namespace rexflow::engine {

/// The enhanced status code (RFC 3463) a line of a mail server gives or stands for: "5.1.1" in "550-5.1.1 ...",
/// "5.0.0" for a bare "554", "5.1.1" for "utilisateur inconnu". Empty when it gives none.
/// @param folded as reading::fold() gives it
[[nodiscard]] std::string status_in(std::string_view folded);

/// The same from a code written out, nothing guessed from words.
[[nodiscard]] std::string enhanced_code_in(std::string_view folded);

/// Whether the words say that a server goes on trying.
[[nodiscard]] bool says_delayed(std::string_view folded);

}  // namespace rexflow::engine
