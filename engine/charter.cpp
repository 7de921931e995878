#include "engine/charter.hpp"

#include <algorithm>

namespace rexflow::engine {

namespace {

std::string_view without_outer_blanks(std::string_view line) {
    constexpr std::string_view blanks = " \t\r";
    const auto begin = line.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view{}
                                           : line.substr(begin, line.find_last_not_of(blanks) - begin + 1);
}

}  // namespace

std::vector<std::string> paragraphs_of(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::vector<std::string> paragraphs;
    bool is_open = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = without_outer_blanks(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!line.empty() && !is_open) paragraphs.emplace_back();
        if (!line.empty() && is_open) paragraphs.back() += '\n';
        if (!line.empty()) paragraphs.back() += line;
        is_open = !line.empty();
    }
    return paragraphs;
}

}  // namespace rexflow::engine
