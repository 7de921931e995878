#pragma once

#include <string_view>

namespace rexflow::engine::reading {

/// Whether a folded word is a given name common in France, "jean-pierre" included. Some are family names as well
/// (Martin, Bernard): it helps to tell which of two words is the given one, no more.
[[nodiscard]] bool is_given_name(std::string_view folded);

/// Whether two given names follow each other without a hyphen after this one: "Marie Claire", "Jean Pierre".
[[nodiscard]] bool begins_compound_name(std::string_view folded);

}  // namespace rexflow::engine::reading
