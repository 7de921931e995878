#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// A line of a text without the blanks around it.
struct Line {
    std::string_view written;
    std::size_t begin = 0;  ///< of the line in the text, blanks included
};

/// All lines of a text, empty ones too.
[[nodiscard]] std::vector<Line> lines_of(std::string_view text);

/// The parts of a line that a name, a profession or a place stand in each: cut at ",", " - ", "|", "/", " et ",
/// brackets and their kind.
[[nodiscard]] std::vector<std::string_view> segments_of(std::string_view line);

}  // namespace rexflow::engine::reading
