#include "adapters/documents/docx_reader.hpp"

#include "adapters/documents/document_builder.hpp"
#include "adapters/documents/markup.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace rexflow::documents {

namespace {

using engine::reading::Control;
using pugi::xml_node;

constexpr std::string_view empty_box = "\u2610";
constexpr std::string_view ticked_box = "\u2612";

/// Elements whose text is not, or no longer, part of the document.
constexpr auto skipped = std::to_array<std::string_view>(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid",
     "footnoteReference", "endnoteReference", "commentReference", "sdtPr", "sdtEndPr", "object"});

/// Symbols of fonts where letters are pictures: Wingdings by code, with or without the private use offset.
struct Symbol {
    unsigned code;
    std::string_view text;
};
constexpr auto wingdings = std::to_array<Symbol>({{0x6F, empty_box},
                                                  {0x71, empty_box},
                                                  {0x72, empty_box},
                                                  {0xA8, empty_box},
                                                  {0xFB, "\u2717"},
                                                  {0xFC, "\u2713"},
                                                  {0xFD, ticked_box},
                                                  {0xFE, "\u2611"},
                                                  {0x78, ticked_box},
                                                  {0x6E, "\u25A0"},
                                                  {0x6C, "\u25CF"},
                                                  {0xA1, "\u25CB"}});
constexpr auto wingdings_2 = std::to_array<Symbol>({{0x2A, empty_box},
                                                    {0x30, empty_box},
                                                    {0xA3, empty_box},
                                                    {0x4F, "\u2717"},
                                                    {0x50, "\u2713"},
                                                    {0x51, ticked_box},
                                                    {0x52, "\u2611"},
                                                    {0x53, ticked_box},
                                                    {0x54, ticked_box}});

std::string_view symbol_text(std::string_view font, unsigned code) {
    if (code >= 0xF000 && code <= 0xF0FF) code -= 0xF000;
    const auto look_up = [code](const auto& table) -> std::string_view {
        const auto found = std::ranges::find(table, code, &Symbol::code);
        return found == table.end() ? std::string_view{} : found->text;
    };
    if (font == "Wingdings 2") return look_up(wingdings_2);
    if (font.starts_with("Wingdings")) return look_up(wingdings);
    return {};
}

/// "w:val" of an on/off property: absent means on.
bool is_on(const xml_node& property) {
    if (!property) return false;
    const auto value = attribute(property, "val");
    return value.empty() || (value != "0" && value != "false" && value != "off" && value != "none");
}

Look look_of(const xml_node& run) {
    const auto properties = child(run, "rPr");
    if (!properties) return {};
    constexpr auto strong_styles =
        std::to_array<std::string_view>({"Strong", "lev", "Emphaseintense", "IntenseEmphasis"});
    const auto style = attribute(child(properties, "rStyle"), "val");
    const bool strong = is_on(child(properties, "b")) || is_on(child(properties, "u")) ||
                        is_on(child(properties, "highlight")) ||
                        std::ranges::find(strong_styles, style) != strong_styles.end();
    return {strong, is_on(child(properties, "strike")) || is_on(child(properties, "dstrike"))};
}

/// A content control (17.5.2) as its properties describe it.
struct ControlProperties {
    Control control;
    bool shows_placeholder = false;
    bool is_box = false;
};

ControlProperties properties_of(const xml_node& sdt) {
    ControlProperties found;
    const auto properties = child(sdt, "sdtPr");
    found.control.name = attribute(child(properties, "tag"), "val");
    found.control.label = attribute(child(properties, "alias"), "val");
    found.shows_placeholder = is_on(child(properties, "showingPlcHdr"));
    if (const auto box = child(properties, "checkbox")) {
        found.is_box = true;
        found.control.kind = Control::Kind::box;
        const auto checked = child(box, "checked");
        found.control.is_on = checked && is_on(checked);
    }
    return found;
}

class DocxWalk {
public:
    engine::reading::Document document(const xml_node& body) {
        descend(body, {});
        return builder_.take();
    }

private:
    void descend(const xml_node& parent, Look look) {
        for (const auto& node : parent.children()) visit(node, look);
    }

    void visit(const xml_node& node, Look look) {
        const auto name = local_name(node);
        if (name == "p") return paragraph(node);
        if (name == "r") return descend(node, look_of(node));
        if (name == "t") return text(node, look);
        if (name == "tbl") return table(node);
        if (name == "sdt") return control(node, look);
        if (name == "sym") return symbol(node, look);
        if (name == "tab" || name == "ptab") return put("\t", look);
        if (name == "br" || name == "cr") return put("\n", look);
        if (name == "noBreakHyphen") return put("-", look);
        if (name == "fldChar") return field_mark(node, look);
        if (std::ranges::find(skipped, name) != skipped.end()) return;
        descend(node, look);
    }

    void paragraph(const xml_node& node) {
        descend(node, {});
        builder_.end_paragraph();
        for (auto* control : open_controls_) *control += '\n';
    }

    void text(const xml_node& node, Look look) {
        const std::string_view words = node.text().get();
        // Letters of a symbol font are pictures.
        const auto font = attribute(child(child(node.parent(), "rPr"), "rFonts"), "ascii");
        if (words.size() == 1 && font.starts_with("Wingdings"))
            if (const auto picture = symbol_text(font, static_cast<unsigned char>(words[0])); !picture.empty())
                return put(picture, look);
        // U+F0A8 and its kind: three bytes, EF 80..83 xx
        if (words.size() == 3 && words[0] == '\xEF' && static_cast<unsigned char>(words[1]) <= 0x83 &&
            font.starts_with("Wingdings")) {
            const auto code = ((static_cast<unsigned>(static_cast<unsigned char>(words[1])) & 0x3FU) << 6U) |
                              (static_cast<unsigned>(static_cast<unsigned char>(words[2])) & 0x3FU);
            if (const auto picture = symbol_text(font, code); !picture.empty()) return put(picture, look);
        }
        put(words, look);
    }

    void symbol(const xml_node& node, Look look) {
        const std::string code(attribute(node, "char"));
        put(symbol_text(attribute(node, "font"), static_cast<unsigned>(std::strtoul(code.c_str(), nullptr, 16))), look);
    }

    void table(const xml_node& node) {
        for (const auto& part : node.children()) {
            if (local_name(part) == "tr") row(part);
            if (local_name(part) == "sdt") {
                const auto content = child(part, "sdtContent");
                for (const auto& inner : content.children())
                    if (local_name(inner) == "tr") row(inner);
            }
        }
    }

    void row(const xml_node& node) {
        constexpr int step = 100;
        builder_.begin_row();
        int column = 0;
        for (const auto& part : node.children()) {
            const auto name = local_name(part);
            const auto cell = name == "sdt" ? child(child(part, "sdtContent"), "tc") : part;
            if (local_name(cell) != "tc") continue;
            builder_.begin_cell(column * step);
            if (name == "sdt")
                with_control(part, [&] { descend(cell, {}); });
            else
                descend(cell, {});
            builder_.end_cell();
            const auto span = std::string(attribute(child(child(cell, "tcPr"), "gridSpan"), "val"));
            column += std::clamp(std::atoi(span.c_str()), 1, 100);
        }
        builder_.end_row();
    }

    void control(const xml_node& node, Look look) {
        with_control(node, [&] { descend(child(node, "sdtContent"), look); });
    }

    template <typename Inside>
    void with_control(const xml_node& node, Inside inside) {
        auto found = properties_of(node);
        if (found.is_box) {
            put(found.control.is_on ? ticked_box : empty_box, {});
        } else if (!found.shows_placeholder) {
            open_controls_.push_back(&found.control.value);
            inside();
            open_controls_.pop_back();
            while (found.control.value.ends_with('\n')) found.control.value.pop_back();
        }
        if (!found.control.name.empty() || !found.control.label.empty()) builder_.control(std::move(found.control));
    }

    /// Legacy form fields (17.16.17): a box is drawn where its field begins, a list shows its chosen entry; the text
    /// of a text field follows as ordinary runs.
    void field_mark(const xml_node& node, Look look) {
        const auto data = child(node, "ffData");
        if (!data) return;
        if (const auto box = child(data, "checkBox")) {
            const auto checked = child(box, "checked");
            const bool ticked = checked
                                    ? is_on(checked)
                                    : is_on(child(box, "default")) && !attribute(child(box, "default"), "val").empty();
            return put(ticked ? ticked_box : empty_box, look);
        }
        if (const auto list = child(data, "ddList")) {
            auto chosen = std::atoi(std::string(attribute(child(list, "result"), "val")).c_str());
            for (const auto& entry : list.children())
                if (local_name(entry) == "listEntry" && chosen-- == 0) put(attribute(entry, "val"), look);
        }
    }

    void put(std::string_view words, Look look) {
        builder_.text(words, look);
        for (auto* control : open_controls_) control->append(words);
    }

    DocumentBuilder builder_;
    std::vector<std::string*> open_controls_;
};

}  // namespace

OrRefusal<engine::reading::Document> read_docx(std::string_view main) {
    pugi::xml_document xml;
    if (const auto parsed = parse_markup(main, xml); !parsed) return engine::Err(parsed.error());
    const auto body = child(xml.document_element(), "body");
    if (!body) return refuse("damaged");
    return DocxWalk().document(body);
}

}  // namespace rexflow::documents
