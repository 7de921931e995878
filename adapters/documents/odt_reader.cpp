#include "adapters/documents/odt_reader.hpp"

#include "adapters/documents/document_builder.hpp"
#include "adapters/documents/markup.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rexflow::documents {

namespace {

using engine::reading::Control;
using pugi::xml_node;

constexpr auto skipped = std::to_array<std::string_view>({"tracked-changes", "annotation", "annotation-end", "note",
                                                          "placeholder", "sequence-decls", "forms", "table-columns",
                                                          "table-column", "bookmark", "soft-page-break", "desc"});

int number_of(std::string_view text) { return std::atoi(std::string(text).c_str()); }

/// How the styles of a document look, parents included.
class Styles {
public:
    void read(const xml_node& parent) {
        for (const auto& group : parent.children()) {
            const auto name = local_name(group);
            if (name != "automatic-styles" && name != "styles") continue;
            for (const auto& style : group.children())
                if (local_name(style) == "style") styles_[std::string(attribute(style, "name"))] = read_style(style);
        }
    }

    [[nodiscard]] Look look(std::string_view name, Look around) const {
        constexpr int most_parents = 20;
        std::optional<bool> strong;
        std::optional<bool> struck;
        std::string at(name);
        for (int i = 0; i < most_parents && !at.empty(); ++i) {
            const auto found = styles_.find(at);
            if (found == styles_.end()) break;
            if (!strong) strong = found->second.strong;
            if (!struck) struck = found->second.struck;
            at = found->second.parent;
        }
        return {strong.value_or(around.strong), struck.value_or(around.struck)};
    }

private:
    struct Style {
        std::optional<bool> strong;
        std::optional<bool> struck;
        std::string parent;
    };

    [[nodiscard]] static Style read_style(const xml_node& node) {
        Style style;
        style.parent = attribute(node, "parent-style-name");
        const auto text = child(node, "text-properties");
        const auto weight = attribute(text, "font-weight");
        const auto underline = attribute(text, "text-underline-style");
        const auto background = attribute(text, "background-color");
        const auto line_through = attribute(text, "text-line-through-style");
        const auto line_type = attribute(text, "text-line-through-type");
        const bool is_bold = weight == "bold" || number_of(weight) >= 600;
        const bool is_marked = (!underline.empty() && underline != "none") ||
                               (!background.empty() && background != "transparent" && background != "#ffffff");
        if (!weight.empty() || is_marked) style.strong = is_bold || is_marked;
        if (!line_through.empty() || !line_type.empty())
            style.struck =
                (!line_through.empty() && line_through != "none") || (!line_type.empty() && line_type != "none");
        return style;
    }

    std::map<std::string, Style, std::less<>> styles_;
};

class OdtWalk {
public:
    explicit OdtWalk(const Styles& styles) : styles_(styles) {}

    engine::reading::Document document(const xml_node& body) {
        for (const auto& node : body.children())
            if (local_name(node) == "forms") collect_forms(node);
        descend(body, {});
        return builder_.take();
    }

private:
    void descend(const xml_node& parent, Look look) {
        for (const auto& node : parent.children()) visit(node, look);
    }

    void visit(const xml_node& node, Look look) {
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) return characters(node.value(), look);
        const auto name = local_name(node);
        if (std::ranges::find(skipped, name) != skipped.end()) return;
        if (name == "p" || name == "h") return paragraph(node);
        if (name == "span" || name == "a") return descend(node, styles_.look(attribute(node, "style-name"), look));
        if (name == "s")
            return put(std::string(static_cast<std::size_t>(std::clamp(number_of(attribute(node, "c")), 1, 500)), ' '),
                       look);
        if (name == "tab") return put("\t", look);
        if (name == "line-break") return put("\n", look);
        if (name == "table-row") return row(node);
        if (name == "control") return form_control(node, look);
        if (name == "content-control") return content_control(node, look);
        if (name == "drop-down") return drop_down(node, look);
        descend(node, look);
    }

    void paragraph(const xml_node& node) {
        const auto outer = in_paragraph_;
        in_paragraph_ = true;
        descend(node, styles_.look(attribute(node, "style-name"), {}));
        in_paragraph_ = outer;
        builder_.end_paragraph();
        for (auto* control : open_controls_) *control += '\n';
    }

    /// White space in mixed content is one blank (ODF 1.3, 6.1.2).
    void characters(std::string_view text, Look look) {
        if (!in_paragraph_) return;
        std::string words;
        for (const char c : text) {
            const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!blank)
                words += c;
            else if (words.empty() || words.back() != ' ')
                words += ' ';
        }
        put(words, look);
    }

    void row(const xml_node& node) {
        constexpr int step = 100;
        constexpr int most_columns = 64;
        builder_.begin_row();
        int column = 0;
        for (const auto& cell : node.children()) {
            const auto name = local_name(cell);
            if (name != "table-cell" && name != "covered-table-cell") continue;
            const int repeated = std::clamp(number_of(attribute(cell, "number-columns-repeated")), 1, most_columns);
            // What is covered by a cell to its left is not there; by one above, an empty place.
            if (name == "table-cell") {
                builder_.begin_cell(column * step);
                descend(cell, {});
                builder_.end_cell();
            } else if (column == 0) {
                builder_.begin_cell(0);
                builder_.end_cell();
            }
            column += repeated;
            if (column > most_columns) break;
        }
        builder_.end_row();
    }

    void collect_forms(const xml_node& parent) {
        for (const auto& node : parent.children()) {
            const std::string id(attribute(node, "id"));
            if (!id.empty()) forms_[id] = node;
            if (local_name(node) == "form") collect_forms(node);
        }
    }

    /// A form control (13.5), drawn where it stands.
    void form_control(const xml_node& node, Look look) {
        const auto found = forms_.find(std::string(attribute(node, "control")));
        if (found == forms_.end()) return;
        const auto& form = found->second;
        Control control;
        control.name = attribute(form, "name");
        control.label = attribute(form, "label").empty() ? attribute(form, "title") : attribute(form, "label");
        const auto kind = local_name(form);
        if (kind == "checkbox" || kind == "radio") {
            control.kind = Control::Kind::box;
            control.is_on =
                attribute(form, "current-state") == "checked" || attribute(form, "current-selected") == "true";
            put(control.is_on ? "\u2612" : "\u2610", look);
            put(attribute(form, "label"), look);
        } else {
            control.value = attribute(form, "current-value");
            for (const auto& part : form.children())  // a text area has paragraphs
                if (local_name(part) == "p") control.value += std::string(part.text().get()) + "\n";
            put(control.value, look);
        }
        builder_.control(std::move(control));
    }

    void content_control(const xml_node& node, Look look) {
        Control control;
        control.name = attribute(node, "tag");
        control.label = attribute(node, "alias");
        if (attribute(node, "checkbox") == "true") {
            control.kind = Control::Kind::box;
            control.is_on = attribute(node, "checked") == "true";
            put(control.is_on ? "\u2612" : "\u2610", look);
        } else if (attribute(node, "showing-place-holder") != "true") {
            open_controls_.push_back(&control.value);
            descend(node, look);
            open_controls_.pop_back();
        }
        if (!control.name.empty() || !control.label.empty()) builder_.control(std::move(control));
    }

    /// An input list (7.7.13): the text after its labels is what was chosen.
    void drop_down(const xml_node& node, Look look) {
        std::string chosen;
        for (const auto& part : node.children())
            if (local_name(part) == "label" && attribute(part, "current-selected") == "true")
                chosen = attribute(part, "value");
        if (!chosen.empty()) return put(chosen, look);
        for (const auto& part : node.children())
            if (part.type() == pugi::node_pcdata) characters(part.value(), look);
    }

    void put(std::string_view words, Look look) {
        builder_.text(words, look);
        for (auto* control : open_controls_) control->append(words);
    }

    const Styles& styles_;
    DocumentBuilder builder_;
    std::map<std::string, xml_node> forms_;
    std::vector<std::string*> open_controls_;
    bool in_paragraph_ = false;
};

}  // namespace

OrRefusal<engine::reading::Document> read_odt(std::string_view content, std::string_view styles) {
    Styles looks;
    if (!styles.empty()) {
        pugi::xml_document xml;
        if (const auto parsed = parse_markup(styles, xml); !parsed) return engine::Err(parsed.error());
        looks.read(xml.document_element());
    }
    pugi::xml_document xml;
    if (const auto parsed = parse_markup(content, xml); !parsed) return engine::Err(parsed.error());
    const auto body = child(child(xml.document_element(), "body"), "text");
    if (!body) return refuse("damaged");
    looks.read(xml.document_element());
    return OdtWalk(looks).document(body);
}

}  // namespace rexflow::documents
