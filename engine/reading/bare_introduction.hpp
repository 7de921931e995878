#pragma once

#include "engine/reading/introduction.hpp"

#include <optional>
#include <string_view>

namespace rexflow::engine::reading {

/// The first thing said behind the greeting is who writes: "Bonjour, Claire Martin, IDEL à Albi, je vous signale ...",
/// "Infirmière libérale, j'ai constaté ...".
[[nodiscard]] std::optional<Introduction> introduced_in_front(std::string_view body);

/// A name that stands for itself in a line that asks for a call: "Merci de me rappeler au 06 ..., Dr Martin, plutôt
/// après 19h".
[[nodiscard]] std::optional<Introduction> introduced_beside_a_call(std::string_view body);

}  // namespace rexflow::engine::reading
