#pragma once

#include "adapters/api/json.hpp"

#include <string>

namespace rexflow::api {

/// Holds a value against a JSON Schema (2020-12), as far as the document of the API uses it: $ref within `document`,
/// type, enum, const, properties, required, additionalProperties, items, maxItems, minimum, maximum, minLength,
/// maxLength, anyOf.
///
/// @return empty when it fits, else where and why: "/cases/0/number: is missing". Nothing of the value is repeated.
/// Another keyword is a mistake of the document and is said as well.
[[nodiscard]] std::string misfit(const Json& document, const Json& schema, const Json& value);

}  // namespace rexflow::api
