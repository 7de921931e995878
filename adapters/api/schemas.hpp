#pragma once

#include "adapters/api/json.hpp"

namespace rexflow::api {

/// What the API takes and gives: "#/components/schemas" of the document, by name.
[[nodiscard]] const Json& schemas();

}  // namespace rexflow::api
