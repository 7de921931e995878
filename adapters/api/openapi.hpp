#pragma once

#include "adapters/api/json.hpp"

namespace rexflow::api {

/// The OpenAPI 3.1 document, made of the table of routes and the schemas.
[[nodiscard]] const Json& openapi();

}  // namespace rexflow::api
