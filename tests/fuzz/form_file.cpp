#include "adapters/documents/docx_reader.hpp"
#include "adapters/documents/odt_reader.hpp"
#include "adapters/documents/pdf_reader.hpp"
#include "engine/reading/form.hpp"
#include "workflows/rex_case/forms.hpp"

#include <cstdint>
#include <string_view>

namespace {

using namespace rexflow;
using engine::reading::Document;

// What strangers put into the main part of an office file: an archive whose bytes are changed is only ever damaged.
[[maybe_unused]] documents::OrRefusal<Document> read_docx(std::string_view part) { return documents::read_docx(part); }
[[maybe_unused]] documents::OrRefusal<Document> read_odt(std::string_view part) {
    return documents::read_odt(part, {});
}
[[maybe_unused]] documents::OrRefusal<Document> read_pdf(std::string_view file) {
    return documents::read_pdf(file).map([](const auto& content) { return content.document; });
}

}  // namespace

/// Fontconfig, which the PDF library asks for fonts, keeps what it read for ever.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig"; }

/// One form reader, that of the format REXFLOW_FUZZED names.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const engine::reading::KnownForms forms(rex_case::blank_forms());
    const auto document = REXFLOW_FUZZED({reinterpret_cast<const char*>(data), size});
    if (!document) return 0;
    if (const auto form = forms.read(*document)) static_cast<void>(engine::reading::details_of(*form));
    return 0;
}
