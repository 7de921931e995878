#include "adapters/documents/form_writer.hpp"
#include "adapters/documents/xml_text.hpp"
#include "adapters/documents/zip_archive.hpp"

#include <array>

namespace rexflow::documents {

namespace {

using pugi::xml_node;

constexpr std::string_view media_type = "application/vnd.oasis.opendocument.text";

void name_spaces(xml_node root) {
    constexpr auto spaces = std::to_array<std::pair<const char*, const char*>>({
        {"xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
        {"xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"},
        {"xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"},
        {"xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"},
        {"xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"},
        {"xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"},
        {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
    });
    for (const auto& [name, value] : spaces) root.append_attribute(name).set_value(value);
    root.append_attribute("office:version").set_value("1.2");
}

struct Style {
    std::string_view name;
    std::string_view size;
    std::string_view colour;
    std::string_view above;
    std::string_view below;
    std::string_view weight = "normal";
    std::string_view slant = "normal";
};

constexpr auto paragraph_styles = std::to_array<Style>({
    {"House", "10pt", "#4a6b7f", "0cm", "0cm", "bold"},
    {"FormTitle", "20pt", "#1f3a4d", "0cm", "0.2cm", "bold"},
    {"Body", "10.5pt", "#000000", "0cm", "0.2cm"},
    {"Reminder", "10pt", "#6b4e00", "0.05cm", "0.05cm", "bold"},
    {"Section", "14pt", "#1f3a4d", "0.35cm", "0.1cm", "bold"},
    {"Guidance", "10pt", "#4a6b7f", "0cm", "0.15cm", "normal", "italic"},
    {"Label", "10pt", "#1f3a4d", "0cm", "0cm", "bold"},
    {"Hint", "8.5pt", "#5f7683", "0cm", "0cm"},
    {"Answer", "10.5pt", "#000000", "0cm", "0cm"},
});

struct CellStyle {
    std::string_view name;
    std::string_view fill;
};
constexpr auto cell_styles =
    std::to_array<CellStyle>({{"Named", "#f4f8fa"}, {"Free", "transparent"}, {"Warned", "#fff6e0"}});

void write_styles(xml_node automatic) {
    for (const auto& [name, fill] : cell_styles) {
        auto style = add(automatic, "style:style", {{"style:name", name}, {"style:family", "table-cell"}});
        add(style, "style:table-cell-properties",
            {{"fo:background-color", fill}, {"fo:border", "0.5pt solid #b9cbd6"}, {"fo:padding", "0.12cm"}});
    }
    for (const auto& [name, width] :
         {std::pair{"LabelColumn", "6cm"}, std::pair{"AnswerColumn", "11.4cm"}, std::pair{"WholeColumn", "17.4cm"}})
        add(add(automatic, "style:style", {{"style:name", name}, {"style:family", "table-column"}}),
            "style:table-column-properties", {{"style:column-width", width}});
    add(add(automatic, "style:style", {{"style:name", "Whole"}, {"style:family", "table"}}), "style:table-properties",
        {{"style:width", "17.4cm"}, {"table:align", "left"}});
    for (const auto& [name, height] : {std::pair{"ShortRow", "0.7cm"}, std::pair{"TallRow", "2.3cm"}})
        add(add(automatic, "style:style", {{"style:name", name}, {"style:family", "table-row"}}),
            "style:table-row-properties", {{"style:min-row-height", height}, {"fo:keep-together", "always"}});
}

/// Writes the text of an OpenDocument form: tables of labels, with room to type beside or below each.
class OdtBody {
public:
    OdtBody(const Sheet& sheet, xml_node text) : sheet_(sheet), text_(text) {}

    void write() {
        paragraph(text_, "House", sheet_.house);
        paragraph(text_, "FormTitle", sheet_.title);
        paragraph(text_, "Body", sheet_.introduction);
        auto reminder = table({"WholeColumn"});
        paragraph(cell(row(reminder, "ShortRow"), "Warned"), "Reminder", sheet_.reminder);
        for (const auto& section : sheet_.sections) write(section);
        paragraph(text_, "Body", "");
        paragraph(text_, "Body", sheet_.ending);
        paragraph(text_, "Label", sheet_.send_to);
    }

private:
    static void paragraph(xml_node parent, std::string_view style, std::string_view words) {
        auto made = add(parent, "text:p", {{"text:style-name", style}});
        if (!words.empty()) add_text(made, words);
    }

    xml_node table(std::initializer_list<std::string_view> columns) {
        const auto name = "Table" + std::to_string(++tables_);
        auto made = add(text_, "table:table", {{"table:name", name}, {"table:style-name", "Whole"}});
        for (const auto column : columns) add(made, "table:table-column", {{"table:style-name", column}});
        return made;
    }

    static xml_node row(xml_node made, std::string_view style) {
        return add(made, "table:table-row", {{"table:style-name", style}});
    }

    static xml_node cell(xml_node row, std::string_view style) {
        return add(row, "table:table-cell", {{"table:style-name", style}, {"office:value-type", "string"}});
    }

    static xml_node wide_cell(xml_node row, std::string_view style) {
        auto made = cell(row, style);
        made.append_attribute("table:number-columns-spanned").set_value("2");
        add(row, "table:covered-table-cell");
        return made;
    }

    void write(const SheetSection& section) {
        auto heading = add(text_, "text:h", {{"text:style-name", "Section"}, {"text:outline-level", "1"}});
        add_text(heading, section.title);
        if (!section.guidance.empty()) paragraph(text_, "Guidance", section.guidance);
        auto made = table({"LabelColumn", "AnswerColumn"});
        for (const auto& field : section.fields) write(made, field);
    }

    static void label(xml_node here, const SheetField& field) {
        paragraph(here, "Label", field.label);
        if (!field.hint.empty()) paragraph(here, "Hint", field.hint);
    }

    /// A long list of boxes: as many on a line as there is room for.
    static std::string side_by_side(const std::vector<SheetOption>& options) {
        std::string words;
        for (const auto& option : options) {
            std::string label = option.label;
            for (auto at = label.find(' '); at != std::string::npos; at = label.find(' ', at))
                label.replace(at, 1, "\u00A0");
            words += (words.empty() ? "\u2610\u00A0" : "   \u2610\u00A0") + label;
        }
        return words;
    }

    static void write(xml_node made, const SheetField& field) {
        if (field.widget == Widget::lines) {
            label(wide_cell(row(made, "ShortRow"), "Named"), field);
            paragraph(wide_cell(row(made, "TallRow"), "Free"), "Answer", {});
            return;
        }
        auto here = row(made, "ShortRow");
        if (field.widget == Widget::box) {
            auto free = wide_cell(here, "Free");
            paragraph(free, "Answer", "\u2610\u00A0" + field.label);
            if (!field.hint.empty()) paragraph(free, "Hint", field.hint);
            return;
        }
        label(cell(here, "Named"), field);
        auto free = cell(here, "Free");
        if (field.widget == Widget::line) paragraph(free, "Answer", {});
        if (field.widget == Widget::boxes)
            for (const auto& option : field.options) paragraph(free, "Answer", "\u2610\u00A0" + option.label);
        if (field.widget == Widget::list) paragraph(free, "Answer", side_by_side(field.options));
    }

    const Sheet& sheet_;
    xml_node text_;
    int tables_ = 0;
};

std::string content_part(const Sheet& sheet) {
    pugi::xml_document document;
    auto root = add(document, "office:document-content");
    name_spaces(root);
    write_styles(add(root, "office:automatic-styles"));
    OdtBody(sheet, add(add(root, "office:body"), "office:text")).write();
    return to_text(document);
}

std::string styles_part(const Sheet& sheet) {
    pugi::xml_document document;
    auto root = add(document, "office:document-styles");
    name_spaces(root);
    add(add(root, "office:font-face-decls"), "style:font-face",
        {{"style:name", "Sans"}, {"svg:font-family", "'Liberation Sans', Arial, sans-serif"}});
    root.append_attribute("xmlns:svg").set_value("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0");
    auto styles = add(root, "office:styles");
    for (const auto& one : paragraph_styles) {
        auto style = add(styles, "style:style", {{"style:name", one.name}, {"style:family", "paragraph"}});
        add(style, "style:paragraph-properties", {{"fo:margin-top", one.above}, {"fo:margin-bottom", one.below}});
        add(style, "style:text-properties",
            {{"style:font-name", "Sans"},
             {"fo:font-size", one.size},
             {"fo:color", one.colour},
             {"fo:font-weight", one.weight},
             {"fo:font-style", one.slant},
             {"fo:language", std::string_view(sheet.language).substr(0, 2)},
             {"fo:country", std::string_view(sheet.language).substr(3)}});
    }
    auto layout = add(add(root, "office:automatic-styles"), "style:page-layout", {{"style:name", "A4"}});
    add(layout, "style:page-layout-properties",
        {{"fo:page-width", "21cm"},
         {"fo:page-height", "29.7cm"},
         {"fo:margin-top", "1.8cm"},
         {"fo:margin-bottom", "1.8cm"},
         {"fo:margin-left", "1.8cm"},
         {"fo:margin-right", "1.8cm"}});
    add(add(root, "office:master-styles"), "style:master-page",
        {{"style:name", "Standard"}, {"style:page-layout-name", "A4"}});
    return to_text(document);
}

std::string meta_part(const Sheet& sheet) {
    pugi::xml_document document;
    auto root = add(document, "office:document-meta");
    name_spaces(root);
    auto meta = add(root, "office:meta");
    add_text(add(meta, "dc:title"), sheet.title);
    add_text(add(meta, "dc:creator"), sheet.house);
    add_text(add(meta, "dc:language"), sheet.language);
    return to_text(document);
}

std::string manifest_part() {
    pugi::xml_document document;
    auto root =
        add(document, "manifest:manifest",
            {{"xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"}, {"manifest:version", "1.2"}});
    for (const auto& [path, type] : {std::pair<std::string_view, std::string_view>{"/", media_type},
                                     {"content.xml", "text/xml"},
                                     {"styles.xml", "text/xml"},
                                     {"meta.xml", "text/xml"}})
        add(root, "manifest:file-entry", {{"manifest:full-path", path}, {"manifest:media-type", type}});
    return to_text(document);
}

}  // namespace

std::string write_odt(const Sheet& sheet) {
    return write_archive({{"mimetype", std::string(media_type), ArchiveEntry::Packing::stored},
                          {"content.xml", content_part(sheet)},
                          {"styles.xml", styles_part(sheet)},
                          {"meta.xml", meta_part(sheet)},
                          {"META-INF/manifest.xml", manifest_part()}});
}

}  // namespace rexflow::documents
