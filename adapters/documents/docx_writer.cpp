#include "adapters/documents/form_writer.hpp"
#include "adapters/documents/xml_text.hpp"
#include "adapters/documents/zip_archive.hpp"

#include <array>

namespace rexflow::documents {

namespace {

using pugi::xml_node;

constexpr std::string_view w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view w14 = "http://schemas.microsoft.com/office/word/2010/wordml";
constexpr std::string_view compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";

// Twentieths of a point; the page is A4 with 18 mm margins.
constexpr std::string_view label_width = "3400";
constexpr std::string_view value_width = "6460";
constexpr std::string_view full_width = "9860";

constexpr std::string_view ink = "1F3A4D";
constexpr std::string_view tint = "F4F8FA";
constexpr std::string_view warning_tint = "FFF6E0";
constexpr std::string_view rule = "B9CBD6";
constexpr std::string_view faint = "8A9BA6";

/// Writes the body of a Word document.
class DocxBody {
public:
    DocxBody(const Sheet& sheet, xml_node body) : sheet_(sheet), body_(body) {}

    void write() {
        paragraph(body_, "House", sheet_.house);
        paragraph(body_, "Title", sheet_.title);
        paragraph(body_, "Normal", sheet_.introduction);
        reminder();
        for (const auto& section : sheet_.sections) write(section);
        paragraph(body_, "Normal", sheet_.ending);
        paragraph(body_, "SendTo", sheet_.send_to);
        page_setup();
    }

private:
    static xml_node paragraph(xml_node parent, std::string_view style, std::string_view text) {
        auto made = add(parent, "w:p");
        add(add(made, "w:pPr"), "w:pStyle", {{"w:val", style}});
        if (!text.empty()) run(made, text);
        return made;
    }

    static xml_node run(xml_node parent, std::string_view text, std::string_view style = {}) {
        auto made = add(parent, "w:r");
        if (!style.empty()) {
            auto looks = add(made, "w:rPr");
            add(looks, "w:rStyle", {{"w:val", style}});
            add(looks, "w:color", {{"w:val", faint}});  // some programs know no character styles in controls
        }
        add_text(add(made, "w:t", {{"xml:space", "preserve"}}), text);
        return made;
    }

    static xml_node table(xml_node parent, std::initializer_list<std::string_view> widths) {
        auto made = add(parent, "w:tbl");
        auto properties = add(made, "w:tblPr");
        add(properties, "w:tblW", {{"w:w", full_width}, {"w:type", "dxa"}});
        auto borders = add(properties, "w:tblBorders");
        for (const auto* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"})
            add(borders, side, {{"w:val", "single"}, {"w:sz", "4"}, {"w:space", "0"}, {"w:color", rule}});
        add(properties, "w:tblLayout", {{"w:type", "fixed"}});
        auto margins = add(properties, "w:tblCellMar");
        for (const auto* side : {"w:top", "w:bottom"}) add(margins, side, {{"w:w", "60"}, {"w:type", "dxa"}});
        for (const auto* side : {"w:left", "w:right"}) add(margins, side, {{"w:w", "110"}, {"w:type", "dxa"}});
        auto grid = add(made, "w:tblGrid");
        for (const auto width : widths) add(grid, "w:gridCol", {{"w:w", width}});
        return made;
    }

    static xml_node cell(xml_node row, std::string_view width, std::string_view fill) {
        auto made = add(row, "w:tc");
        auto properties = add(made, "w:tcPr");
        add(properties, "w:tcW", {{"w:w", width}, {"w:type", "dxa"}});
        if (width == full_width) add(properties, "w:gridSpan", {{"w:val", "2"}});
        if (!fill.empty()) add(properties, "w:shd", {{"w:val", "clear"}, {"w:color", "auto"}, {"w:fill", fill}});
        return made;
    }

    void reminder() {
        auto made = table(body_, {full_width});
        paragraph(cell(add(made, "w:tr"), full_width, warning_tint), "Reminder", sheet_.reminder);
        paragraph(body_, "Small", "");
    }

    void write(const SheetSection& section) {
        paragraph(body_, "Heading1", section.title);
        if (!section.guidance.empty()) paragraph(body_, "Guidance", section.guidance);
        auto made = table(body_, {label_width, value_width});
        for (const auto& field : section.fields) {
            if (field.widget == Widget::lines)
                write_lines(made, field);
            else if (field.widget == Widget::box)
                write_box(made, field);
            else
                write_beside(made, field);
        }
        paragraph(body_, "Small", "");
    }

    static xml_node row(xml_node made, std::string_view least_height) {
        auto row = add(made, "w:tr");
        auto properties = add(row, "w:trPr");
        add(properties, "w:cantSplit");
        if (!least_height.empty()) add(properties, "w:trHeight", {{"w:val", least_height}, {"w:hRule", "atLeast"}});
        return row;
    }

    static void label(xml_node parent, const SheetField& field) {
        paragraph(parent, "Label", field.label);
        if (!field.hint.empty()) paragraph(parent, "Hint", field.hint);
    }

    void write_beside(xml_node made, const SheetField& field) {
        auto here = row(made, "400");
        label(cell(here, label_width, tint), field);
        auto value = cell(here, value_width, {});
        if (field.widget != Widget::boxes) {
            control(paragraph(value, "Answer", {}), field);
            return;
        }
        for (const auto& option : field.options) box(paragraph(value, "Choice", {}), option.name, option.label);
    }

    /// A label over the whole width, and room to write below it.
    void write_lines(xml_node made, const SheetField& field) {
        auto above = row(made, {});
        label(cell(above, full_width, tint), field);
        auto below = row(made, "1250");
        control(paragraph(cell(below, full_width, {}), "Answer", {}), field);
    }

    void write_box(xml_node made, const SheetField& field) {
        auto value = cell(row(made, {}), full_width, {});
        box(paragraph(value, "Choice", {}), field.name, field.label);
        if (!field.hint.empty()) paragraph(value, "Hint", field.hint);
    }

    xml_node control_properties(xml_node sdt, std::string_view name, std::string_view title) {
        auto properties = add(sdt, "w:sdtPr");
        add(properties, "w:alias", {{"w:val", title}});
        add(properties, "w:tag", {{"w:val", name}});
        add(properties, "w:id", {{"w:val", std::to_string(++last_id_)}});
        return properties;
    }

    void control(xml_node here, const SheetField& field) {
        auto sdt = add(here, "w:sdt");
        auto properties = control_properties(sdt, field.name, field.label);
        add(properties, "w:showingPlcHdr");
        std::string_view prompt = sheet_.write_here;
        if (field.widget == Widget::list) {
            prompt = sheet_.choose_here;
            auto list = add(properties, "w:comboBox");
            for (const auto& option : field.options)
                add(list, "w:listItem", {{"w:displayText", option.label}, {"w:value", option.value}});
        } else if (field.is_day) {
            auto date = add(properties, "w:date");
            add(date, "w:dateFormat", {{"w:val", "dd/MM/yyyy"}});
            add(date, "w:lid", {{"w:val", sheet_.language}});
            add(date, "w:storeMappedDataAs", {{"w:val", "dateTime"}});
            add(date, "w:calendar", {{"w:val", "gregorian"}});
        } else {
            auto text = add(properties, "w:text");
            if (field.widget == Widget::lines) text.append_attribute("w:multiLine").set_value("1");
        }
        run(add(sdt, "w:sdtContent"), prompt, "PlaceholderText");
    }

    void box(xml_node here, std::string_view name, std::string_view text) {
        auto sdt = add(here, "w:sdt");
        auto properties = control_properties(sdt, name, text);
        auto box = add(properties, "w14:checkbox");
        add(box, "w14:checked", {{"w14:val", "0"}});
        add(box, "w14:checkedState", {{"w14:val", "2612"}, {"w14:font", "MS Gothic"}});
        add(box, "w14:uncheckedState", {{"w14:val", "2610"}, {"w14:font", "MS Gothic"}});
        auto picture = add(add(sdt, "w:sdtContent"), "w:r");
        add(add(picture, "w:rPr"), "w:rFonts",
            {{"w:ascii", "MS Gothic"}, {"w:hAnsi", "MS Gothic"}, {"w:eastAsia", "MS Gothic"}, {"w:hint", "eastAsia"}});
        add_text(add(picture, "w:t"), "\u2610");
        run(here, "\u00A0" + std::string(text));
    }

    void page_setup() {
        auto setup = add(body_, "w:sectPr");
        add(setup, "w:pgSz", {{"w:w", "11906"}, {"w:h", "16838"}});
        add(setup, "w:pgMar",
            {{"w:top", "1020"},
             {"w:right", "1020"},
             {"w:bottom", "1020"},
             {"w:left", "1020"},
             {"w:header", "500"},
             {"w:footer", "500"},
             {"w:gutter", "0"}});
    }

    const Sheet& sheet_;
    xml_node body_;
    int last_id_ = 1000;
};

struct Style {
    std::string_view id;
    std::string_view name;
    std::string_view half_points;
    std::string_view colour;
    std::string_view before;
    std::string_view after;
    bool bold = false;
    bool italic = false;
    bool keeps_with_next = false;
};

constexpr auto styles = std::to_array<Style>({
    {"House", "House", "20", "4A6B7F", "0", "0", true},
    {"Title", "Title", "40", ink, "0", "120", true},
    {"Heading1", "heading 1", "28", ink, "200", "40", true, false, true},
    {"Guidance", "Guidance", "20", "4A6B7F", "0", "80", false, true, true},
    {"Label", "Label", "20", ink, "0", "0", true, false, true},
    {"Hint", "Hint", "17", "5F7683", "0", "0", false, false, false},
    {"Answer", "Answer", "21", "000000", "0", "0"},
    {"Choice", "Choice", "20", "000000", "0", "20"},
    {"Reminder", "Reminder", "20", "6B4E00", "20", "20", true},
    {"SendTo", "SendTo", "20", ink, "60", "0", true},
    {"Small", "Small", "8", ink, "0", "0"},
});

std::string styles_part(const Sheet& sheet) {
    pugi::xml_document document;
    auto root = add(document, "w:styles", {{"xmlns:w", w}});
    auto defaults = add(add(add(root, "w:docDefaults"), "w:rPrDefault"), "w:rPr");
    add(defaults, "w:rFonts",
        {{"w:ascii", "Calibri"}, {"w:hAnsi", "Calibri"}, {"w:cs", "Calibri"}, {"w:eastAsia", "Calibri"}});
    add(defaults, "w:sz", {{"w:val", "21"}});
    add(defaults, "w:lang", {{"w:val", sheet.language}});
    auto normal = add(root, "w:style", {{"w:type", "paragraph"}, {"w:default", "1"}, {"w:styleId", "Normal"}});
    add(normal, "w:name", {{"w:val", "Normal"}});
    add(add(normal, "w:pPr"), "w:spacing", {{"w:before", "0"}, {"w:after", "100"}});
    for (const auto& one : styles) {
        auto style = add(root, "w:style", {{"w:type", "paragraph"}, {"w:styleId", one.id}});
        add(style, "w:name", {{"w:val", one.name}});
        add(style, "w:basedOn", {{"w:val", "Normal"}});
        auto paragraph = add(style, "w:pPr");
        if (one.keeps_with_next) add(paragraph, "w:keepNext");
        add(paragraph, "w:spacing", {{"w:before", one.before}, {"w:after", one.after}});
        auto run = add(style, "w:rPr");
        if (one.bold) add(run, "w:b");
        if (one.italic) add(run, "w:i");
        add(run, "w:color", {{"w:val", one.colour}});
        add(run, "w:sz", {{"w:val", one.half_points}});
    }
    auto placeholder = add(root, "w:style", {{"w:type", "character"}, {"w:styleId", "PlaceholderText"}});
    add(placeholder, "w:name", {{"w:val", "Placeholder Text"}});
    add(add(placeholder, "w:rPr"), "w:color", {{"w:val", faint}});
    return to_text(document);
}

std::string main_part(const Sheet& sheet) {
    pugi::xml_document document;
    auto root = add(document, "w:document",
                    {{"xmlns:w", w}, {"xmlns:mc", compatibility}, {"xmlns:w14", w14}, {"mc:Ignorable", "w14"}});
    DocxBody(sheet, add(root, "w:body")).write();
    return to_text(document);
}

std::string properties_part(const Sheet& sheet) {
    pugi::xml_document document;
    auto root = add(document, "cp:coreProperties",
                    {{"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"},
                     {"xmlns:dc", "http://purl.org/dc/elements/1.1/"}});
    add_text(add(root, "dc:title"), sheet.title);
    add_text(add(root, "dc:creator"), sheet.house);
    add_text(add(root, "dc:language"), sheet.language);
    return to_text(document);
}

constexpr std::string_view content_types =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" "
    "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    "</Types>";

constexpr std::string_view package_relations =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" "
    "Target=\"docProps/core.xml\"/>"
    "</Relationships>";

constexpr std::string_view document_relations =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
    "Target=\"styles.xml\"/>"
    "</Relationships>";

}  // namespace

std::string write_docx(const Sheet& sheet) {
    return write_archive({{"[Content_Types].xml", std::string(content_types)},
                          {"_rels/.rels", std::string(package_relations)},
                          {"word/document.xml", main_part(sheet)},
                          {"word/_rels/document.xml.rels", std::string(document_relations)},
                          {"word/styles.xml", styles_part(sheet)},
                          {"docProps/core.xml", properties_part(sheet)}});
}

}  // namespace rexflow::documents
