#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace rexflow::mail {

/// Gathers text set in lines: blanks run together, breaks that meet are one, each line begins with its quote marks.
class TextLines {
public:
    /// Text whose blanks and line ends are only blanks.
    void flow(std::string_view text);
    /// Text whose blanks and line ends stand.
    void keep(std::string_view text);

    /// Text about what was just put: on its line, even where that has ended.
    void annotate(std::string_view text) { text_ += text; }

    /// The end of a block: what follows begins on a line of its own, or after a blank one.
    void end_line() { want_breaks(1); }
    void end_paragraph() { want_breaks(2); }
    /// A line end that is always one.
    void break_line();

    void begin_quote();
    void end_quote();

    /// Put before the next text.
    void bullet(std::string text) { bullet_ = std::move(text); }

    void begin_cell();
    void end_cell();
    void end_row();

    [[nodiscard]] std::string take();

private:
    static constexpr int usual_breaks = 3;  // two blank lines

    void want_breaks(int count);
    [[nodiscard]] std::string_view last_line() const;
    void put(std::string_view text);
    void start_line();
    void finish_line();

    std::string text_;
    std::string bullet_;
    int wanted_breaks_ = 0;
    int most_breaks_ = usual_breaks;  ///< fewer at the beginning of a cell
    int quote_depth_ = 0;
    int quote_depth_of_line_ = 0;
    bool is_line_begun_ = false;  ///< its quote marks are written
    bool wants_blank_ = false;
    bool wants_tab_ = false;
    std::size_t cell_begin_ = 0;
};

}  // namespace rexflow::mail
