#include "adapters/documents/docx_reader.hpp"
#include "adapters/documents/odt_reader.hpp"
#include "engine/reading/form.hpp"
#include "workflows/rex_case/forms.hpp"

#include <cstdint>
#include <string_view>

/// A form reader, given what strangers put into the main part of a file: an archive whose bytes are changed is only
/// ever a damaged one. REXFLOW_FUZZED says of which format.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rexflow;
    static const engine::reading::KnownForms forms(rex_case::blank_forms());
    const std::string_view main_part(reinterpret_cast<const char*>(data), size);
    const auto document = REXFLOW_FUZZED == 'd' ? documents::read_docx(main_part) : documents::read_odt(main_part, {});
    if (!document) return 0;
    if (const auto form = forms.read(*document)) static_cast<void>(engine::reading::details_of(*form));
    return 0;
}
