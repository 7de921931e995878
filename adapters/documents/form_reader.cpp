#include "adapters/documents/form_reader.hpp"

#include "adapters/documents/docx_reader.hpp"
#include "adapters/documents/file_kind.hpp"
#include "adapters/documents/odt_reader.hpp"
#include "adapters/documents/pdf_reader.hpp"
#include "adapters/documents/zip_archive.hpp"

#include <algorithm>

namespace rexflow::documents {

namespace {

using engine::DocumentReading;
using engine::reading::Document;

DocumentReading for_a_person(std::string_view reason) {
    return {DocumentReading::Status::for_a_person, std::string(reason), std::nullopt};
}

DocumentReading reading_of(const Document& document, const engine::reading::KnownForms& forms) {
    auto form = forms.read(document);
    if (!form) return for_a_person("not_a_form");
    if (form->fields.empty()) return for_a_person("empty_form");
    return {DocumentReading::Status::read, {}, std::move(form)};
}

/// word/document.xml, or as some programs call it word/document2.xml.
bool is_main_part(std::string_view name) { return name.starts_with("word/document") && name.ends_with(".xml"); }

bool is_wanted(std::string_view name) {
    return is_main_part(name) || name == "content.xml" || name == "styles.xml" || name == "META-INF/manifest.xml";
}

OrRefusal<Document> read_office(std::string_view bytes) {
    const auto archive = read_archive(bytes, is_wanted);
    if (!archive) return engine::Err(archive.error());
    const auto has = [&](std::string_view name) {
        return std::ranges::find(archive->names, name) != archive->names.end();
    };
    const auto main = std::ranges::find_if(archive->contents, [](const auto& one) { return is_main_part(one.first); });
    if (main != archive->contents.end()) return read_docx(main->second);
    if (const auto* content = archive->find("content.xml")) {
        const auto* manifest = archive->find("META-INF/manifest.xml");
        if (manifest != nullptr && manifest->find("encryption-data") != std::string::npos) return refuse("encrypted");
        const auto* styles = archive->find("styles.xml");
        return read_odt(*content, styles == nullptr ? std::string_view{} : std::string_view(*styles));
    }
    return refuse(has("Index/Document.iwa") || has("Index.zip") || has("index.xml") ? "pages" : "unknown_kind");
}

}  // namespace

DocumentReading read_text_file(std::string_view bytes, const engine::reading::KnownForms& forms) {
    return reading_of(engine::reading::document_of(as_utf8(bytes)), forms);
}

engine::Result<DocumentReading> FormReader::read(const engine::ReceivedFile& file,
                                                 engine::Patience& /*patience*/) const {
    if (const auto reason = documents::reason_to_leave(file); !reason.empty()) return for_a_person(reason);
    switch (kind_of(file)) {
        case FileKind::pdf: {
            const auto content = read_pdf(file.bytes);
            if (!content) return for_a_person(content.error().message);
            if (content->is_picture) return for_a_person(content->is_xfa ? "xfa_form" : "scan");
            auto reading = reading_of(content->document, forms_);
            if (content->is_xfa && reading.status == DocumentReading::Status::for_a_person)
                return for_a_person("xfa_form");
            return reading;
        }
        case FileKind::zip: {
            const auto document = read_office(file.bytes);
            return document ? reading_of(*document, forms_) : for_a_person(document.error().message);
        }
        case FileKind::text:
            return read_text_file(file.bytes, forms_);
        case FileKind::picture:
        case FileKind::old_office:
        case FileKind::rich_text:
        case FileKind::unknown:
            break;
    }
    return for_a_person("unknown_kind");
}

}  // namespace rexflow::documents
