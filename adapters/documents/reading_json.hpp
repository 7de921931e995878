#pragma once

#include "engine/ports/document_reader.hpp"

#include <string>
#include <string_view>

namespace rexflow::documents {

/// How a reading comes back from the process that made it.
[[nodiscard]] std::string to_json(const engine::DocumentReading& reading);
[[nodiscard]] engine::Result<engine::DocumentReading> reading_from_json(std::string_view text);

}  // namespace rexflow::documents
