#include "adapters/documents/form_writer.hpp"
#include "adapters/documents/pdf_fields.hpp"
#include "adapters/documents/pdf_page.hpp"

#include <algorithm>

namespace rexflow::documents {

namespace {

constexpr double margin = 42;
constexpr double inside = PdfPages::width - 2 * margin;
constexpr double lowest = PdfPages::height - 46;
constexpr double gutter = 14;
constexpr double line_height = 19;
constexpr double box_size = 10;

constexpr Colour ink{0.12, 0.23, 0.30};
constexpr Colour soft_ink{0.29, 0.42, 0.50};
constexpr Colour pale_ink{0.37, 0.46, 0.51};
constexpr Colour paper{0.957, 0.973, 0.98};
constexpr Colour rule{0.62, 0.73, 0.79};
constexpr Colour warning_paper{1.0, 0.965, 0.88};
constexpr Colour warning_ink{0.42, 0.31, 0.0};

using Weight = Lettering::Weight;
constexpr Lettering house_letters{9, soft_ink, Weight::bold};
constexpr Lettering title_letters{19, ink, Weight::bold};
constexpr Lettering body_letters{9, ink};
constexpr Lettering warning_letters{9, warning_ink, Weight::bold};
constexpr Lettering section_letters{12, ink, Weight::bold};
constexpr Lettering guidance_letters{8.5, soft_ink};
constexpr Lettering label_letters{9, ink, Weight::bold};
constexpr Lettering hint_letters{7.5, pale_ink};
constexpr Lettering option_letters{9, ink};
constexpr Lettering foot_letters{7.5, pale_ink};

/// Lays a sheet out on pages, from top to bottom; what belongs together is not torn apart.
class PdfLayout {
public:
    explicit PdfLayout(const Sheet& sheet) : sheet_(sheet), pages_(sheet.title, sheet.house) {}

    std::string write() {
        write_head();
        for (const auto& section : sheet_.sections) write(section);
        write_end();
        write_foot();
        return add_fields(pages_.finish(), fields_, sheet_.language);
    }

private:
    void paragraph(std::string_view text, const Lettering& letters, double after) {
        if (text.empty()) return;
        const auto high = pages_.measure(text, letters, inside);
        make_room(high);
        pages_.write(text, letters, margin, y_, inside);
        y_ += high + after;
    }

    void write_head() {
        paragraph(sheet_.house, house_letters, 2);
        paragraph(sheet_.title, title_letters, 6);
        paragraph(sheet_.introduction, body_letters, 8);
        constexpr double padding = 7;
        const auto high = pages_.measure(sheet_.reminder, warning_letters, inside - 2 * padding);
        pages_.fill(margin, y_, inside, high + 2 * padding, warning_paper);
        pages_.write(sheet_.reminder, warning_letters, margin + padding, y_ + padding, inside - 2 * padding);
        y_ += high + 2 * padding + 8;
    }

    void write_end() {
        y_ += 4;
        paragraph(sheet_.ending, body_letters, 4);
        paragraph(sheet_.send_to, label_letters, 0);
    }

    void write_foot() {
        const auto words = sheet_.title + " \u2013 " + sheet_.page + " " + std::to_string(pages_.page() + 1);
        pages_.write(words, foot_letters, margin, PdfPages::height - 32, inside);
    }

    void make_room(double high) {
        if (y_ + high <= lowest) return;
        write_foot();
        pages_.next_page();
        y_ = margin;
    }

    void write(const SheetSection& section) {
        constexpr double first_field = 60;
        const auto guidance = section.guidance.empty() ? 0 : pages_.measure(section.guidance, guidance_letters, inside);
        make_room(26 + guidance + first_field);
        y_ += 4;
        pages_.fill(margin, y_ + 1, 4, 14, soft_ink);
        pages_.write(section.title, section_letters, margin + 10, y_, inside - 10);
        y_ += 19;
        paragraph(section.guidance, guidance_letters, 5);
        y_ += 2;
        for (std::size_t i = 0; i < section.fields.size(); ++i) {
            const auto& field = section.fields[i];
            if (i + 1 < section.fields.size() && is_short(field) && is_short(section.fields[i + 1]))
                write_pair(field, section.fields[++i]);
            else
                write(field);
        }
        y_ += 4;
    }

    [[nodiscard]] bool is_short(const SheetField& field) {
        constexpr double half = (inside - gutter) / 2;
        return (field.widget == Widget::line || field.widget == Widget::list) && field.hint.empty() &&
               pages_.span(field.label, label_letters) < half;
    }

    void write_pair(const SheetField& left, const SheetField& right) {
        constexpr double half = (inside - gutter) / 2;
        make_room(line_height + 26);
        const auto top = y_;
        write_label(left, margin, half);
        place_line(left, margin, half);
        y_ = top;
        write_label(right, margin + half + gutter, half);
        place_line(right, margin + half + gutter, half);
        y_ += line_height + 7;
    }

    void write(const SheetField& field) {
        switch (field.widget) {
            case Widget::line:
            case Widget::list:
                make_room(label_height(field) + line_height + 7);
                write_label(field, margin, inside);
                place_line(field, margin, field.is_day ? inside / 2 : inside);
                y_ += line_height + 7;
                return;
            case Widget::lines:
                return write_lines(field);
            case Widget::boxes:
                return write_boxes(field);
            case Widget::box:
                return write_box(field);
        }
    }

    [[nodiscard]] double label_height(const SheetField& field) {
        return pages_.measure(field.label, label_letters, inside) + 2 +
               (field.hint.empty() ? 0 : pages_.measure(field.hint, hint_letters, inside) + 1);
    }

    void write_label(const SheetField& field, double x, double wide) {
        pages_.write(field.label, label_letters, x, y_, wide);
        y_ += pages_.measure(field.label, label_letters, wide) + 2;
        if (field.hint.empty()) return;
        pages_.write(field.hint, hint_letters, x, y_ - 1, wide);
        y_ += pages_.measure(field.hint, hint_letters, wide) + 1;
    }

    void place_line(const SheetField& field, double x, double wide) {
        pages_.fill(x, y_, wide, line_height, paper);
        pages_.outline(x, y_, wide, line_height, rule);
        const bool is_list = field.widget == Widget::list;
        constexpr double arrow = 7;
        if (is_list) pages_.arrow(x + wide - 2 * arrow, y_ + (line_height - arrow * 0.6) / 2, arrow, rule);
        fields_.push_back({field.name,
                           tooltip(field),
                           is_list ? PlacedField::Kind::list : PlacedField::Kind::line,
                           pages_.page(),
                           x + 1,
                           y_ + 1,
                           wide - 2,
                           line_height - 2,
                           {},
                           is_list ? field.options : std::vector<SheetOption>{}});
    }

    void write_lines(const SheetField& field) {
        constexpr double high = 66;
        make_room(label_height(field) + high + 8);
        write_label(field, margin, inside);
        pages_.fill(margin, y_, inside, high, paper);
        pages_.outline(margin, y_, inside, high, rule);
        fields_.push_back({field.name,
                           tooltip(field),
                           PlacedField::Kind::lines,
                           pages_.page(),
                           margin + 1,
                           y_ + 1,
                           inside - 2,
                           high - 2,
                           {},
                           {}});
        y_ += high + 8;
    }

    /// Boxes one after the other, as many on a line as there is room for.
    void write_boxes(const SheetField& field) {
        constexpr double step = 15;
        constexpr double between = 16;
        double x = margin;
        double rows = 1;
        for (const auto& option : field.options) {
            const auto wide = box_size + 5 + pages_.span(option.label, option_letters);
            if (x > margin && x + wide > margin + inside) {
                ++rows;
                x = margin;
            }
            x += wide + between;
        }
        make_room(label_height(field) + rows * step + 6);
        write_label(field, margin, inside);
        y_ += 1;
        x = margin;
        for (const auto& option : field.options) {
            const auto wide = box_size + 5 + pages_.span(option.label, option_letters);
            if (x > margin && x + wide > margin + inside) {
                y_ += step;
                x = margin;
            }
            place_box(field, option, x);
            pages_.write(option.label, option_letters, x + box_size + 5, y_ - 0.5, wide);
            x += wide + between;
        }
        y_ += step + 6;
    }

    void place_box(const SheetField& field, const SheetOption& option, double x) {
        const bool is_radio = field.is_exclusive;
        if (is_radio)
            pages_.circle(x + box_size / 2, y_ + box_size / 2, box_size / 2, rule);
        else
            pages_.outline(x, y_, box_size, box_size, rule);
        fields_.push_back({is_radio ? field.name : option.name,
                           is_radio ? field.label : field.label + " " + option.label,
                           is_radio ? PlacedField::Kind::radio : PlacedField::Kind::box,
                           pages_.page(),
                           x,
                           y_,
                           box_size,
                           box_size,
                           option.value,
                           {}});
    }

    void write_box(const SheetField& field) {
        constexpr double indent = box_size + 6;
        make_room(32);
        pages_.outline(margin, y_, box_size, box_size, rule);
        fields_.push_back({field.name,
                           tooltip(field),
                           PlacedField::Kind::box,
                           pages_.page(),
                           margin,
                           y_,
                           box_size,
                           box_size,
                           "yes",
                           {}});
        pages_.write(field.label, label_letters, margin + indent, y_ - 0.5, inside - indent);
        y_ += 13;
        if (!field.hint.empty()) {
            pages_.write(field.hint, hint_letters, margin + indent, y_, inside - indent);
            y_ += pages_.measure(field.hint, hint_letters, inside - indent);
        }
        y_ += 7;
    }

    [[nodiscard]] static std::string tooltip(const SheetField& field) {
        return field.hint.empty() ? field.label : field.label + " " + field.hint;
    }

    const Sheet& sheet_;
    PdfPages pages_;
    std::vector<PlacedField> fields_;
    double y_ = margin - 6;
};

}  // namespace

std::string write_pdf(const Sheet& sheet) { return PdfLayout(sheet).write(); }

}  // namespace rexflow::documents
