#pragma once

#include "adapters/documents/refusal.hpp"
#include "engine/reading/document.hpp"

#include <string_view>

namespace rexflow::documents {

/// Reads WordprocessingML (ECMA-376): paragraphs, tables, text boxes, content controls, legacy form fields, symbols
/// used as boxes. Deleted text of tracked changes and placeholders are not text.
/// @param main the main part, word/document.xml
[[nodiscard]] OrRefusal<engine::reading::Document> read_docx(std::string_view main);

}  // namespace rexflow::documents
