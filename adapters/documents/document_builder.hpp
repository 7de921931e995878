#pragma once

#include "engine/reading/document.hpp"

#include <string_view>
#include <vector>

namespace rexflow::documents {

struct Look {
    bool strong = false;
    bool struck = false;
};

/// Gathers the text of a document in reading order, a row a paragraph or table row. A table inside a cell comes before
/// the row it stands in.
class DocumentBuilder {
public:
    /// Text beyond the limit is dropped: no form is that long.
    void text(std::string_view text, Look look);
    void end_paragraph();

    void begin_row();
    void begin_cell(int column);
    void end_cell();
    void end_row();

    void control(engine::reading::Control control);

    [[nodiscard]] engine::reading::Document take();

private:
    struct OpenRow {
        engine::reading::Row row;
        bool in_cell = false;
    };

    [[nodiscard]] engine::reading::RichText& place();

    engine::reading::Document document_;
    engine::reading::RichText paragraph_;
    std::vector<OpenRow> open_;
    std::size_t size_ = 0;
};

}  // namespace rexflow::documents
