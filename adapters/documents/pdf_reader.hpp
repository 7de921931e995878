#pragma once

#include "adapters/documents/refusal.hpp"
#include "engine/reading/document.hpp"

#include <string_view>

namespace rexflow::documents {

struct PdfContent {
    engine::reading::Document document;
    bool is_picture = false;  ///< pages without a word or a field: a scan
    bool is_xfa = false;      ///< a form only Adobe Reader can show
};

/// Reads a PDF: the fields of its form (AcroForm, ISO 32000-1 12.7), text typed over it (FreeText annotations) and the
/// text of its pages. What needs a password is refused.
[[nodiscard]] OrRefusal<PdfContent> read_pdf(std::string_view bytes);

}  // namespace rexflow::documents
