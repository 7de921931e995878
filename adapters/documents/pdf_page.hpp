#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>

namespace rexflow::documents {

struct Colour {
    double red;
    double green;
    double blue;
};

struct Lettering {
    double points;
    Colour colour;
    enum class Weight { normal, bold } weight = Weight::normal;
};

/// A4 pages drawn one after the other, in points from the top left corner.
class PdfPages {
public:
    static constexpr double width = 595;
    static constexpr double height = 842;

    PdfPages(std::string_view title, std::string_view author);

    /// How high a text is when it is broken to a width.
    [[nodiscard]] double measure(std::string_view text, const Lettering& lettering, double wide);
    /// How wide a text is on one line.
    [[nodiscard]] double span(std::string_view text, const Lettering& lettering);
    void write(std::string_view text, const Lettering& lettering, double x, double y, double wide);

    void fill(double x, double y, double wide, double high, Colour colour);
    void outline(double x, double y, double wide, double high, Colour colour);
    void circle(double x, double y, double radius, Colour colour);

    /// A triangle that points down: there is a list to open.
    void arrow(double x, double y, double size, Colour colour);

    void next_page();
    [[nodiscard]] int page() const { return page_; }

    /// Ends the last page and gives the file.
    [[nodiscard]] std::string finish();

private:
    struct FreeSurface {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    };
    struct FreeContext {
        void operator()(cairo_t* context) const { cairo_destroy(context); }
    };
    struct FreeLayout {
        void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    };
    using Layout = std::unique_ptr<PangoLayout, FreeLayout>;

    [[nodiscard]] Layout layout(std::string_view text, const Lettering& lettering, double wide);
    void use(Colour colour);

    std::string bytes_;
    std::unique_ptr<cairo_surface_t, FreeSurface> surface_;
    std::unique_ptr<cairo_t, FreeContext> context_;
    int page_ = 0;
};

}  // namespace rexflow::documents
