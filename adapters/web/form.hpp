#pragma once

#include "engine/event.hpp"
#include "engine/result.hpp"

#include <string_view>

namespace rexflow::web {

/// Reads application/x-www-form-urlencoded (WHATWG URL, 5.1) strictly: UTF-8 without control characters, at most 32
/// fields, each once. Line ends become "\n", blanks around a value go. Error::Code::invalid_input otherwise.
[[nodiscard]] engine::Result<engine::Payload> parse_form(std::string_view body);

}  // namespace rexflow::web
