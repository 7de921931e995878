#include "adapters/documents/pdf_page.hpp"

#include "engine/environment_failure.hpp"

#include <numbers>

namespace rexflow::documents {

namespace {

constexpr const char* family = "DejaVu Sans";

cairo_status_t keep(void* bytes, const unsigned char* data, unsigned size) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

PdfPages::PdfPages(std::string_view title, std::string_view author)
    : surface_(cairo_pdf_surface_create_for_stream(keep, &bytes_, width, height)),
      context_(cairo_create(surface_.get())) {
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, std::string(title).c_str());
    cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_AUTHOR, std::string(author).c_str());
}

PdfPages::Layout PdfPages::layout(std::string_view text, const Lettering& lettering, double wide) {
    Layout made(pango_cairo_create_layout(context_.get()));
    const std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)> font(
        pango_font_description_new(), pango_font_description_free);
    pango_font_description_set_family(font.get(), family);
    pango_font_description_set_absolute_size(font.get(), lettering.points * PANGO_SCALE);
    pango_font_description_set_weight(
        font.get(), lettering.weight == Lettering::Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(made.get(), font.get());
    pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
    if (wide > 0) pango_layout_set_width(made.get(), static_cast<int>(wide * PANGO_SCALE));
    pango_layout_set_text(made.get(), text.data(), static_cast<int>(text.size()));
    return made;
}

double PdfPages::measure(std::string_view text, const Lettering& lettering, double wide) {
    int high = 0;
    pango_layout_get_size(layout(text, lettering, wide).get(), nullptr, &high);
    return static_cast<double>(high) / PANGO_SCALE;
}

double PdfPages::span(std::string_view text, const Lettering& lettering) {
    int wide = 0;
    pango_layout_get_size(layout(text, lettering, 0).get(), &wide, nullptr);
    return static_cast<double>(wide) / PANGO_SCALE;
}

void PdfPages::use(Colour colour) { cairo_set_source_rgb(context_.get(), colour.red, colour.green, colour.blue); }

void PdfPages::write(std::string_view text, const Lettering& lettering, double x, double y, double wide) {
    use(lettering.colour);
    cairo_move_to(context_.get(), x, y);
    pango_cairo_show_layout(context_.get(), layout(text, lettering, wide).get());
}

void PdfPages::fill(double x, double y, double wide, double high, Colour colour) {
    use(colour);
    cairo_rectangle(context_.get(), x, y, wide, high);
    cairo_fill(context_.get());
}

void PdfPages::outline(double x, double y, double wide, double high, Colour colour) {
    use(colour);
    cairo_set_line_width(context_.get(), 0.7);
    cairo_rectangle(context_.get(), x, y, wide, high);
    cairo_stroke(context_.get());
}

void PdfPages::circle(double x, double y, double radius, Colour colour) {
    use(colour);
    cairo_set_line_width(context_.get(), 0.7);
    cairo_new_path(context_.get());
    cairo_arc(context_.get(), x, y, radius, 0, 2 * std::numbers::pi);
    cairo_stroke(context_.get());
}

void PdfPages::arrow(double x, double y, double size, Colour colour) {
    use(colour);
    cairo_new_path(context_.get());
    cairo_move_to(context_.get(), x, y);
    cairo_line_to(context_.get(), x + size, y);
    cairo_line_to(context_.get(), x + size / 2, y + size * 0.6);
    cairo_fill(context_.get());
}

void PdfPages::next_page() {
    cairo_show_page(context_.get());
    ++page_;
}

std::string PdfPages::finish() {
    cairo_show_page(context_.get());
    context_.reset();
    cairo_surface_finish(surface_.get());
    if (cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS)
        throw engine::EnvironmentFailure({engine::Error::Code::store_trouble, "a page cannot be drawn", {}});
    surface_.reset();
    return std::move(bytes_);
}

}  // namespace rexflow::documents
