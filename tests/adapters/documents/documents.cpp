#include "tests/adapters/documents/documents.hpp"

#include "adapters/documents/form_reader.hpp"
#include "adapters/documents/form_writer.hpp"
#include "adapters/documents/xml_text.hpp"
#include "adapters/documents/zip_archive.hpp"
#include "workflows/rex_case/forms.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <stdexcept>

/// Fontconfig keeps what it read about fonts until the process ends.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig"; }

namespace rexflow::testing {

namespace {

using documents::read_archive;
using documents::write_archive;

/// An archive with one of its parts changed.
std::string with_part(const std::string& bytes, const std::string& part,
                      const std::function<std::string(std::string)>& change) {
    const auto archive = read_archive(bytes, [](std::string_view) { return true; });
    if (!archive) throw std::runtime_error("not an archive");
    std::vector<documents::ArchiveEntry> entries;
    for (const auto& name : archive->names) {
        const auto& content = archive->contents.at(name);
        entries.push_back({name, name == part ? change(content) : content});
    }
    return write_archive(entries);
}

pugi::xml_node control_named(const pugi::xml_node& root, const std::string& name) {
    return root.find_node([&](const pugi::xml_node& node) {
        return std::string_view(node.name()) == "w:sdt" &&
               node.child("w:sdtPr").child("w:tag").attribute("w:val").value() == name;
    });
}

std::string saved(QPDF& pdf) {
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.write();
    const auto bytes = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

void set_radio(QPDFFormFieldObjectHelper& field, QPDFAcroFormDocumentHelper& forms, const std::string& value) {
    auto owner = field.getObjectHandle();
    if (!owner.hasKey("/T")) owner = owner.getKey("/Parent");
    owner.replaceKey("/V", QPDFObjectHandle::newName("/" + value));
    for (auto& widget : forms.getAnnotationsForField(field)) {
        auto normal = widget.getObjectHandle().getKey("/AP").getKey("/N");
        widget.getObjectHandle().replaceKey(
            "/AS", QPDFObjectHandle::newName(normal.hasKey("/" + value) ? "/" + value : "/Off"));
    }
}

}  // namespace

engine::House house() {
    engine::House house;
    house.name = "CPTS du Val (exemple)";
    house.contact_address = "qualite@cpts-du-val.example";
    house.contact_phone = "06 39 98 00 42";
    return house;
}

std::string blank(std::string_view name, engine::DocumentFormat format) {
    for (const auto& form : rex_case::blank_forms())
        if (form.name == name) return documents::FormWriter().write(form, house(), format).value();
    throw std::runtime_error("no such form");
}

std::string fill_docx(const std::string& docx, const Values& values) {
    return with_part(docx, "word/document.xml", [&](const std::string& part) {
        pugi::xml_document xml;
        xml.load_buffer(part.data(), part.size(), pugi::parse_default | pugi::parse_ws_pcdata);
        for (const auto& [name, value] : values) {
            auto control = control_named(xml, name);
            if (!control) throw std::runtime_error("no control " + name);
            auto text = control.child("w:sdtContent").child("w:r").child("w:t");
            if (auto box = control.child("w:sdtPr").child("w14:checkbox")) {
                box.child("w14:checked").attribute("w14:val").set_value("1");
                text.text().set("\u2612");
                continue;
            }
            control.child("w:sdtPr").remove_child("w:showingPlcHdr");
            auto run = control.child("w:sdtContent").child("w:r");
            run.remove_child("w:rPr");
            run.remove_child("w:t");
            std::string_view rest = value;
            while (true) {  // Word writes a line end as a break
                const auto end = rest.find('\n');
                documents::add_text(documents::add(run, "w:t"), rest.substr(0, end));
                if (end == std::string_view::npos) break;
                documents::add(run, "w:br");
                rest.remove_prefix(end + 1);
            }
        }
        return documents::to_text(xml);
    });
}

std::string fill_odt(const std::string& odt, const Values& values) {
    return with_part(odt, "content.xml", [&](std::string part) {
        for (const auto& [label, value] : values) {
            if (value.empty()) {
                const auto at = part.find("\u2610\u00A0" + label);
                if (at == std::string::npos) throw std::runtime_error("no box " + label);
                part.replace(at, 3, "\u2612");
                continue;
            }
            const std::string empty = "<text:p text:style-name=\"Answer\"/>";
            const auto at = part.find(">" + label + "<");
            const auto place = at == std::string::npos ? at : part.find(empty, at);
            if (place == std::string::npos) throw std::runtime_error("no place for " + label);
            std::string typed;
            std::string_view rest = value;
            while (true) {
                const auto end = rest.find('\n');
                typed += "<text:p text:style-name=\"Answer\">" + std::string(rest.substr(0, end)) + "</text:p>";
                if (end == std::string_view::npos) break;
                rest.remove_prefix(end + 1);
            }
            part.replace(place, empty.size(), typed);
        }
        return part;
    });
}

std::string fill_pdf(const std::string& bytes, const Values& values) {
    QPDF pdf;
    pdf.processMemoryFile("form", bytes.data(), bytes.size());
    QPDFAcroFormDocumentHelper forms(pdf);
    for (const auto& [name, value] : values) {
        bool found = false;
        for (auto& field : forms.getFormFields()) {
            if (field.getFullyQualifiedName() != name) continue;
            found = true;
            if (field.isRadioButton())
                set_radio(field, forms, value);
            else if (field.isCheckbox())
                set_radio(field, forms,
                          forms.getAnnotationsForField(field)
                                  .front()
                                  .getObjectHandle()
                                  .getKey("/AP")
                                  .getKey("/N")
                                  .getKeys()
                                  .contains("/yes")
                              ? "yes"
                              : value);
            else
                field.setV(QPDFObjectHandle::newUnicodeString(value));
        }
        if (!found) throw std::runtime_error("no field " + name);
    }
    return saved(pdf);
}

std::string docx_with(std::string_view body) {
    const std::string document =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document "
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w:body>" +
        std::string(body) + "</w:body></w:document>";
    return write_archive({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", document}});
}

std::string odt_with(std::string_view body, std::string_view automatic_styles) {
    const std::string content =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\" "
        "xmlns:table=\"b\" "
        "xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:form=\"m\" xmlns:draw=\"d\" "
        "xmlns:loext=\"l\"><office:automatic-styles>" +
        std::string(automatic_styles) + "</office:automatic-styles><office:body><office:text>" + std::string(body) +
        "</office:text></office:body></office:document-content>";
    return write_archive(
        {{"mimetype", "application/vnd.oasis.opendocument.text", documents::ArchiveEntry::Packing::stored},
         {"content.xml", content}});
}

std::string pdf_with(const std::vector<PageText>& texts) {
    QPDF pdf;
    pdf.emptyPDF();
    std::string operators = "BT /F 10 Tf ";
    for (const auto& [x, y, text] : texts) {
        std::string latin;  // the standard fonts know windows-1252
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto byte = static_cast<unsigned char>(text[i]);
            const bool two = byte == 0xC3 || byte == 0xC2;
            const auto code =
                two ? static_cast<unsigned char>(static_cast<unsigned char>(text[++i]) + (byte == 0xC3 ? 0x40 : 0))
                    : byte;
            if (code == '(' || code == ')') latin += '\\';
            latin += static_cast<char>(code);
        }
        operators += "1 0 0 1 " + std::to_string(x) + " " + std::to_string(y) + " Tm (" + latin + ") Tj ";
    }
    auto page = QPDFObjectHandle::parse(
        "<< /Type /Page /MediaBox [0 0 595 842] /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont "
        "/Helvetica "
        "/Encoding /WinAnsiEncoding >> >> >> >>");
    page.replaceKey("/Contents", QPDFObjectHandle::newStream(&pdf, operators + "ET"));
    QPDFPageDocumentHelper(pdf).addPage(pdf.makeIndirectObject(page), false);
    return saved(pdf);
}

engine::DocumentReading read(std::string_view bytes, std::string_view file_name, std::string_view media_type) {
    engine::Patience patience{std::chrono::seconds(60)};
    return documents::FormReader(rex_case::blank_forms()).read({bytes, file_name, media_type}, patience).value();
}

std::string value(const engine::DocumentReading& reading, std::string_view key) {
    const auto* field = reading.form ? reading.form->find(key) : nullptr;
    return field == nullptr ? "" : field->value;
}

}  // namespace rexflow::testing
