#pragma once

#include <nlohmann/json.hpp>

namespace rexflow::api {

/// Fields stay in the order in which they are written.
using Json = nlohmann::ordered_json;

}  // namespace rexflow::api
