#include "adapters/documents/pdf_fields.hpp"

#include <fmt/format.h>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <map>

namespace rexflow::documents {

namespace {

using Handle = QPDFObjectHandle;

// Field flags (ISO 32000-1, tables 226 to 230).
constexpr int multiline = 1 << 12;
constexpr int radio = 1 << 15;
constexpr int combo = 1 << 17;
constexpr int editable = 1 << 18;

constexpr const char* default_appearance = "/Helv 10 Tf 0 g";

class FormBuilder {
public:
    explicit FormBuilder(QPDF& pdf) : pdf_(pdf), pages_(QPDFPageDocumentHelper(pdf).getAllPages()) {
        helvetica_ = pdf_.makeIndirectObject(
            Handle::parse("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"));
        dingbats_ = pdf_.makeIndirectObject(Handle::parse("<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"));
        roots_ = Handle::newArray();
    }

    void add(const PlacedField& field) {
        auto widget = pdf_.makeIndirectObject(Handle::parse("<< /Type /Annot /Subtype /Widget /F 4 >>"));
        auto page = pages_.at(static_cast<std::size_t>(field.page)).getObjectHandle();
        const double bottom = page_height - field.y - field.high;
        widget.replaceKey("/Rect", Handle::parse(fmt::format("[{:.2f} {:.2f} {:.2f} {:.2f}]", field.x, bottom,
                                                             field.x + field.wide, bottom + field.high)));
        widget.replaceKey("/P", page);
        if (field.kind == PlacedField::Kind::radio)
            add_radio(widget, field);
        else
            add_single(widget, field);
        auto annotations = page.getKey("/Annots");
        if (!annotations.isArray()) {
            annotations = Handle::newArray();
            page.replaceKey("/Annots", annotations);
            page.replaceKey("/Tabs", Handle::newName("/R"));
        }
        annotations.appendItem(widget);
    }

    void finish(std::string_view language) {
        auto fonts = Handle::newDictionary();
        fonts.replaceKey("/Helv", helvetica_);
        fonts.replaceKey("/ZaDb", dingbats_);
        auto resources = Handle::newDictionary();
        resources.replaceKey("/Font", fonts);
        auto form = Handle::newDictionary();
        form.replaceKey("/Fields", roots_);
        form.replaceKey("/NeedAppearances", Handle::newBool(true));
        form.replaceKey("/DA", Handle::newString(default_appearance));
        form.replaceKey("/DR", resources);
        pdf_.getRoot().replaceKey("/AcroForm", pdf_.makeIndirectObject(form));
        pdf_.getRoot().replaceKey("/Lang", Handle::newString(std::string(language)));
        pdf_.getRoot().replaceKey("/ViewerPreferences", Handle::parse("<< /DisplayDocTitle true >>"));
        pdf_.getTrailer().getKey("/Info").removeKey("/CreationDate");
    }

private:
    static constexpr double page_height = 842;

    /// The node of a dotted name, made where it is missing; `below` receives children.
    Handle parent_of(const std::string& name) {
        const auto dot = name.rfind('.');
        if (dot == std::string::npos) return Handle::newNull();
        return node(name.substr(0, dot));
    }

    Handle node(const std::string& name) {
        if (const auto found = nodes_.find(name); found != nodes_.end()) return found->second;
        auto made = pdf_.makeIndirectObject(Handle::newDictionary());
        made.replaceKey("/Kids", Handle::newArray());
        hang(made, name);
        nodes_.emplace(name, made);
        return made;
    }

    void hang(Handle field, const std::string& name) {
        const auto dot = name.rfind('.');
        field.replaceKey("/T", Handle::newUnicodeString(dot == std::string::npos ? name : name.substr(dot + 1)));
        auto parent = parent_of(name);
        if (parent.isNull()) {
            roots_.appendItem(field);
            return;
        }
        field.replaceKey("/Parent", parent);
        parent.getKey("/Kids").appendItem(field);
    }

    void add_single(Handle widget, const PlacedField& field) {
        hang(widget, field.name);
        widget.replaceKey("/TU", Handle::newUnicodeString(field.tooltip));
        switch (field.kind) {
            case PlacedField::Kind::line:
            case PlacedField::Kind::lines:
                widget.replaceKey("/FT", Handle::newName("/Tx"));
                widget.replaceKey("/DA", Handle::newString(default_appearance));
                if (field.kind == PlacedField::Kind::lines) widget.replaceKey("/Ff", Handle::newInteger(multiline));
                break;
            case PlacedField::Kind::list: {
                widget.replaceKey("/FT", Handle::newName("/Ch"));
                widget.replaceKey("/DA", Handle::newString(default_appearance));
                widget.replaceKey("/Ff", Handle::newInteger(combo | editable));
                auto options = Handle::newArray();
                for (const auto& option : field.options)
                    options.appendItem(Handle::newArray(std::vector<Handle>{Handle::newUnicodeString(option.value),
                                                                            Handle::newUnicodeString(option.label)}));
                widget.replaceKey("/Opt", options);
                break;
            }
            case PlacedField::Kind::box:
            case PlacedField::Kind::radio:
                widget.replaceKey("/FT", Handle::newName("/Btn"));
                widget.replaceKey("/V", Handle::newName("/Off"));
                set_states(widget, field, "4");
                break;
        }
    }

    void add_radio(Handle widget, const PlacedField& field) {
        const bool is_new = !nodes_.contains(field.name);
        auto group = node(field.name);
        if (is_new) {
            group.replaceKey("/FT", Handle::newName("/Btn"));
            group.replaceKey("/Ff", Handle::newInteger(radio));
            group.replaceKey("/TU", Handle::newUnicodeString(field.tooltip));
            group.replaceKey("/V", Handle::newName("/Off"));
        }
        widget.replaceKey("/Parent", group);
        group.getKey("/Kids").appendItem(widget);
        set_states(widget, field, "l");
    }

    /// What is drawn when ticked: a character of ZapfDingbats, so that a printed copy still holds it as text.
    void set_states(Handle widget, const PlacedField& field, const std::string& mark) {
        const auto size = field.high * 0.85;
        const auto ticked = fmt::format("q BT /ZaDb {:.2f} Tf 0.12 0.23 0.30 rg {:.2f} {:.2f} Td ({}) Tj ET Q", size,
                                        field.wide * 0.16, field.high * 0.2, mark);
        auto normal = Handle::newDictionary();
        normal.replaceKey("/" + field.state, drawing(field, ticked));
        normal.replaceKey("/Off", drawing(field, ""));
        auto appearance = Handle::newDictionary();
        appearance.replaceKey("/N", normal);
        widget.replaceKey("/AP", appearance);
        widget.replaceKey("/AS", Handle::newName("/Off"));
        auto looks = Handle::newDictionary();
        looks.replaceKey("/CA", Handle::newString(mark));
        widget.replaceKey("/MK", looks);
        widget.replaceKey("/DA", Handle::newString("/ZaDb 0 Tf 0 g"));
    }

    Handle drawing(const PlacedField& field, const std::string& operators) {
        auto stream = Handle::newStream(&pdf_, operators);
        auto dictionary = stream.getDict();
        dictionary.replaceKey("/Type", Handle::newName("/XObject"));
        dictionary.replaceKey("/Subtype", Handle::newName("/Form"));
        dictionary.replaceKey("/BBox", Handle::parse(fmt::format("[0 0 {:.2f} {:.2f}]", field.wide, field.high)));
        auto fonts = Handle::newDictionary();
        fonts.replaceKey("/ZaDb", dingbats_);
        auto resources = Handle::newDictionary();
        resources.replaceKey("/Font", fonts);
        dictionary.replaceKey("/Resources", resources);
        return stream;
    }

    QPDF& pdf_;
    std::vector<QPDFPageObjectHelper> pages_;
    Handle helvetica_;
    Handle dingbats_;
    Handle roots_;
    std::map<std::string, Handle> nodes_;
};

}  // namespace

std::string add_fields(std::string_view pdf, const std::vector<PlacedField>& fields, std::string_view language) {
    QPDF document;
    document.setSuppressWarnings(true);
    document.processMemoryFile("form", pdf.data(), pdf.size());
    FormBuilder form(document);
    for (const auto& field : fields) form.add(field);
    form.finish(language);
    QPDFWriter writer(document);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.write();
    const auto bytes = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

}  // namespace rexflow::documents
