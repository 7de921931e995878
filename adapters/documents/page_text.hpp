#pragma once

#include "engine/reading/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::documents {

/// A place on a page in points, from its top left corner.
struct Place {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    [[nodiscard]] double middle() const { return (top + bottom) / 2; }
    [[nodiscard]] double height() const { return bottom - top; }
};

struct Word {
    std::string text;
    Place place;
    bool strong = false;
};

/// The words of each page of a PDF; none of a scan. Never throws; unreadable pages have no words.
[[nodiscard]] std::vector<std::vector<Word>> read_pages(std::string_view pdf);

/// The words of a page as rows: what stands on one line, cut into cells where the gap is wide.
[[nodiscard]] std::vector<engine::reading::Row> rows_of(std::vector<Word> words);

/// The words printed just left of a place, or above it.
[[nodiscard]] std::string text_before(const std::vector<Word>& words, const Place& place);

/// The words printed just right of a place.
[[nodiscard]] std::string text_after(const std::vector<Word>& words, const Place& place);

}  // namespace rexflow::documents
