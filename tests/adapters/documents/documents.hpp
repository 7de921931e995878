#pragma once

#include "engine/ports/document_reader.hpp"
#include "engine/ports/document_writer.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Blank forms filled in the way programs do it, and documents people make themselves.
namespace rexflow::testing {

using Values = std::vector<std::pair<std::string, std::string>>;  ///< name or label of a field, and what is entered

[[nodiscard]] engine::House house();
[[nodiscard]] std::string blank(std::string_view form, engine::DocumentFormat format);

/// Values by control name; "yes" ticks a box.
[[nodiscard]] std::string fill_docx(const std::string& docx, const Values& values);
[[nodiscard]] std::string fill_pdf(const std::string& pdf, const Values& values);
/// Values by printed label; an empty value ticks the box of that label.
[[nodiscard]] std::string fill_odt(const std::string& odt, const Values& values);

/// A Word or OpenDocument file around the XML of a body.
[[nodiscard]] std::string docx_with(std::string_view body);
[[nodiscard]] std::string odt_with(std::string_view body, std::string_view automatic_styles = {});

/// A PDF page with text at places (x, y from the bottom left), no fields.
struct PageText {
    double x;
    double y;
    std::string text;
};
[[nodiscard]] std::string pdf_with(const std::vector<PageText>& texts);

[[nodiscard]] engine::DocumentReading read(std::string_view bytes, std::string_view file_name = "fiche",
                                           std::string_view media_type = "application/octet-stream");
/// The value of a field; empty when it was not read.
[[nodiscard]] std::string value(const engine::DocumentReading& reading, std::string_view key);

}  // namespace rexflow::testing
