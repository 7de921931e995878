#include "adapters/documents/form_reader.hpp"
#include "adapters/documents/zip_archive.hpp"
#include "workflows/rex_case/forms.hpp"

#include <cstdint>
#include <string>

/// A form reader, given what strangers put into a file. FUZZED says which: a PDF byte for byte; of the packed formats
/// their main part, as an archive whose bytes are changed is only ever a damaged one.
namespace {

using rexflow::engine::ReceivedFile;

std::string packed(const char* name, std::string content) {
    using rexflow::documents::ArchiveEntry;
    return rexflow::documents::write_archive({{name, std::move(content), ArchiveEntry::Packing::stored}});
}

std::string file_of(std::string content) {
    switch (REXFLOW_FUZZED) {
        case 'd':
            return packed("word/document.xml", std::move(content));
        case 'o':
            return packed("content.xml", std::move(content));
        default:
            return content;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const rexflow::documents::FormReader reader(rexflow::rex_case::blank_forms());
    const auto file = file_of({reinterpret_cast<const char*>(data), size});
    static_cast<void>(reader.read(ReceivedFile{file, "fiche", ""}));
    return 0;
}
