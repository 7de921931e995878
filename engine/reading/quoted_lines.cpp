#include "engine/reading/quoted_lines.hpp"

#include "engine/reading/folded.hpp"

#include <algorithm>

namespace rexflow::engine::reading::quoted {

namespace {

constexpr std::size_t longest_line = 400;
constexpr std::string_view rule_marks = "-_=*~#";

/// Each a blank that is written with several bytes.
constexpr std::string_view wide_blanks[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xEF\xBB\xBF", "\xE2\x80\x8B"};

}  // namespace

Line line_at(std::string_view body, std::size_t at) {
    const auto feed = std::min(body.find('\n', at), body.size());
    const bool has_return = feed > at && feed < body.size() && body[feed - 1] == '\r';
    return {at, has_return ? feed - 1 : feed, std::min(feed + 1, body.size())};
}

std::string_view trimmed(std::string_view text) {
    const auto cut = [&text] {
        for (const auto blank : wide_blanks) {
            if (text.starts_with(blank)) return text.remove_prefix(blank.size()), true;
            if (text.ends_with(blank)) return text.remove_suffix(blank.size()), true;
        }
        return false;
    };
    do {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\f\v"), text.size()));
        text.remove_suffix(text.size() - (text.find_last_not_of(" \t\r\f\v") + 1));
    } while (cut());
    return text;
}

std::size_t quote_depth(std::string_view line) {
    const auto marks = line.substr(0, std::min(line.find_first_not_of("> \t"), line.size()));
    return static_cast<std::size_t>(std::ranges::count(marks, '>'));
}

std::string_view content(std::string_view line) {
    return trimmed(line.substr(std::min(line.find_first_not_of("> \t"), line.size())));
}

bool is_rule(std::string_view line) {
    const auto text = content(line);
    return text.size() >= 5 && rule_marks.find(text.front()) != std::string_view::npos &&
           text.find_first_not_of(text.front()) == std::string_view::npos;
}

std::string folded_content(std::string_view line) {
    const auto text = content(line.substr(0, longest_line + 1));
    return line.size() > longest_line ? std::string() : std::string(trimmed(fold(text)));
}

}  // namespace rexflow::engine::reading::quoted
