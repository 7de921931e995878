#pragma once

#include "engine/event.hpp"
#include "engine/result.hpp"

#include <string_view>

namespace rexflow::web {

[[nodiscard]] bool is_multipart(std::string_view content_type);

/// Reads multipart/form-data (RFC 7578) as browsers send it. A file becomes "file:<name>", a line feed and its bytes;
/// one that was not chosen is empty. Texts are as strict as parse_form's: UTF-8, no control characters, each name once.
/// Error::Code::invalid_input otherwise.
[[nodiscard]] engine::Result<engine::Payload> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace rexflow::web
