#include "adapters/mail/text_lines.hpp"

#include "adapters/mail/utf8.hpp"

#include <algorithm>
#include <array>

namespace rexflow::mail {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n\f";
constexpr int deepest_quote = 20;

/// What fills space and shows nothing: spacers of newsletters, the empty paragraphs of Word.
bool is_invisible(char32_t c) {
    constexpr std::array<char32_t, 12> characters{' ',    '\t',   0xA0,   0xAD,   0x34F,  0x2007,
                                                  0x200B, 0x200C, 0x200D, 0x202F, 0x2060, 0xFEFF};
    return std::ranges::find(characters, c) != characters.end();
}

bool is_invisible(std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
        if (!is_invisible(next_character(line, at))) {
            return false;
        }
    }
    return true;
}

}  // namespace

void TextLines::flow(std::string_view text) {
    while (!text.empty()) {
        const auto blank = std::min(text.find_first_of(blanks), text.size());
        if (blank > 0) {
            put(text.substr(0, blank));
        }
        text.remove_prefix(blank);
        const auto word = std::min(text.find_first_not_of(blanks), text.size());
        wants_blank_ = wants_blank_ || word > 0;
        text.remove_prefix(word);
    }
}

void TextLines::keep(std::string_view text) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        if (end > 0) {
            put(text.substr(0, end));
        }
        if (end < text.size()) {
            break_line();
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void TextLines::break_line() {
    wants_blank_ = false;
    want_breaks(wanted_breaks_ + 1);
}

/// None before the first text, nor before that of a cell.
void TextLines::want_breaks(int count) {
    if (!text_.empty() && !wants_tab_) {
        wanted_breaks_ = std::max(wanted_breaks_, std::min(count, most_breaks_));
    }
}

void TextLines::begin_quote() {
    end_line();
    quote_depth_ = std::min(quote_depth_ + 1, deepest_quote);
}

void TextLines::end_quote() {
    end_line();
    quote_depth_ = std::max(quote_depth_ - 1, 0);
}

void TextLines::begin_cell() {
    wanted_breaks_ = std::min(wanted_breaks_, 1);
    most_breaks_ = 1;
    cell_begin_ = text_.size();
}

/// A cell of one line shares it with the next; one of several stands alone.
void TextLines::end_cell() {
    const auto content = std::string_view(text_).substr(std::min(cell_begin_, text_.size()));
    if (content.empty()) {
        return;
    }
    if (content.find('\n', content.find_first_not_of('\n')) != npos) {
        return end_line();
    }
    wanted_breaks_ = 0;
    wants_blank_ = false;
    wants_tab_ = true;
}

void TextLines::end_row() {
    wants_tab_ = false;
    end_line();
}

std::string TextLines::take() {
    finish_line();
    text_.erase(text_.find_last_not_of(" \n") + 1);
    return std::exchange(text_, {});
}

void TextLines::put(std::string_view text) {
    if (wanted_breaks_ > 0) {
        start_line();
    }
    if (!is_line_begun_) {
        is_line_begun_ = true;
        quote_depth_of_line_ = quote_depth_;
        text_.append(static_cast<std::size_t>(quote_depth_), '>').append(quote_depth_ > 0 ? " " : "");
        wants_blank_ = false;
        text_ += std::exchange(bullet_, {});
    }
    if (std::exchange(wants_tab_, false)) {
        text_ += '\t';
    } else if (wants_blank_ && !text_.ends_with(' ')) {
        text_ += ' ';
    }
    wants_blank_ = false;
    most_breaks_ = usual_breaks;
    text_ += text;
}

/// Writes the breaks that are wanted; those between two quotations belong to both.
void TextLines::start_line() {
    finish_line();
    const auto marks = static_cast<std::size_t>(std::min(quote_depth_, quote_depth_of_line_));
    for (; wanted_breaks_ > 0; --wanted_breaks_) {
        text_ += '\n';
        text_.append(wanted_breaks_ > 1 ? marks : 0, '>');
    }
    if (text_.find_first_not_of('\n') == npos) {
        text_.clear();
    }
    is_line_begun_ = false;
    wants_tab_ = false;
    wants_blank_ = false;
}

/// A line that shows nothing is a blank one.
void TextLines::finish_line() {
    const auto line = last_line();
    const auto marks = std::min(line.find_first_not_of("> "), line.size());
    if (is_invisible(line.substr(marks))) {
        text_.resize(text_.size() - line.size() + marks);
    }
    text_.erase(text_.find_last_not_of(' ') + 1);
    if (text_.ends_with("\n\n\n")) {
        text_.pop_back();
    }
}

std::string_view TextLines::last_line() const { return std::string_view(text_).substr(text_.rfind('\n') + 1); }

}  // namespace rexflow::mail
