#pragma once

#include <string>
#include <string_view>

namespace rexflow::cell {

/// The query of a list's address again, with nothing in it but what parse_list_wish knows, and no page's place.
[[nodiscard]] std::string list_query(std::string_view query);

}  // namespace rexflow::cell
