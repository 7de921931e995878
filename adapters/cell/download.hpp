#pragma once

#include "adapters/web/http.hpp"

#include <string>
#include <string_view>

namespace rexflow::cell {

/// Bytes somebody sent us, to be saved and never shown: no browser may guess what they are.
[[nodiscard]] web::Response download(std::string_view file_name, std::string bytes);

}  // namespace rexflow::cell
