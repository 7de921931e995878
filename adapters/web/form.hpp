#pragma once

#include "engine/event.hpp"
#include "engine/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::web {

/// Reads application/x-www-form-urlencoded (WHATWG URL, 5.1) strictly: UTF-8 without control characters, at most 64
/// fields, each once. Line ends become "\n", blanks around a value go. Error::Code::invalid_input otherwise.
[[nodiscard]] engine::Result<engine::Payload> parse_form(std::string_view body);

/// A value of a form as it is kept: without "\r" and blanks around it. Nothing for what is not UTF-8 or holds a
/// character no keyboard sends.
[[nodiscard]] std::optional<std::string> clean_value(std::string_view plain);

/// The most fields a form may have.
inline constexpr std::size_t most_form_fields = 64;

}  // namespace rexflow::web
