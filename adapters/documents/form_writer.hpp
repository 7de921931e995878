#pragma once

#include "adapters/documents/form_sheet.hpp"
#include "engine/ports/document_writer.hpp"

namespace rexflow::documents {

/// Writes blank forms as PDF with fields, Word and OpenDocument files.
class FormWriter : public engine::DocumentWriter {
public:
    [[nodiscard]] engine::Result<std::string> write(const engine::reading::BlankForm& form, const engine::House& house,
                                                    engine::DocumentFormat format) const override;
};

[[nodiscard]] std::string write_docx(const Sheet& sheet);
[[nodiscard]] std::string write_odt(const Sheet& sheet);
[[nodiscard]] std::string write_pdf(const Sheet& sheet);

}  // namespace rexflow::documents
