#pragma once

#include "adapters/documents/refusal.hpp"
#include "engine/reading/document.hpp"

#include <string_view>

namespace rexflow::documents {

/// Reads an OpenDocument text (ODF 1.3): paragraphs, lists, tables, text boxes, fields, form controls and content
/// controls. Deleted text of tracked changes, notes, comments and placeholders are not text.
/// @param content content.xml; @param styles styles.xml, may be empty
[[nodiscard]] OrRefusal<engine::reading::Document> read_odt(std::string_view content, std::string_view styles);

}  // namespace rexflow::documents
