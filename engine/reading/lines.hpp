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

/// The first line of a text, without its end, LF or CRLF; the text is shortened by both.
[[nodiscard]] std::string_view take_line(std::string_view& text);

/// The beginning of a long text, at most `most` bytes, ended with a line, or with a word, or at least with a character;
/// the text is shortened by it. Never empty where the text is not.
[[nodiscard]] std::string_view take_piece(std::string_view& text, std::size_t most);

/// The parts of a line that a name, a profession or a place stand in each: cut at ",", " - ", "|", "/", " et ",
/// brackets and their kind.
[[nodiscard]] std::vector<std::string_view> segments_of(std::string_view line);

}  // namespace rexflow::engine::reading
