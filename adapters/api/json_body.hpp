#pragma once

#include "adapters/api/json.hpp"
#include "engine/event.hpp"
#include "engine/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rexflow::api {

/// Reads a body strictly: one JSON text in UTF-8, no member twice, nested no deeper than 16.
/// Error::Code::invalid_input otherwise; the message repeats nothing of the body.
[[nodiscard]] engine::Result<Json> parse_body(std::string_view body);

/// The texts among the members of a body, without blanks around them, as forms of the pages have theirs
/// (web::clean_value); none where one holds a character that no keyboard sends.
[[nodiscard]] std::optional<engine::Payload> texts_of(const Json& body);

/// RFC 4648, 4, with its padding; none for anything else.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
[[nodiscard]] std::string to_base64(std::string_view bytes);

}  // namespace rexflow::api
