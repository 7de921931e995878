#include "engine/reading/lines.hpp"

#include "engine/reading/phrases.hpp"
#include "engine/utf8.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

constexpr std::string_view blanks = " \t\r\n*_>";

/// Signs that cut wherever they stand, and those that cut between blanks only.
constexpr auto cutting =
    std::to_array<std::string_view>({",", "|",  "/", ";", ":",   "(",    ")",   "[",   "]",   "\t", "•", "·", "<",
                                     ">", "\"", "«", "»", " - ", " et ", " & ", " – ", " — ", "\n", "!", "?"});

constexpr auto may_cut = [] {
    std::array<bool, 0x100> first{};
    for (const auto sign : cutting) first[static_cast<unsigned char>(sign.front())] = true;
    return first;
}();

/// Whether a sign that cuts begins at a place, and how long it is.
std::size_t cut_at(std::string_view line, std::size_t at) {
    if (!may_cut[static_cast<unsigned char>(line[at])]) return 0;
    for (const auto sign : cutting) {
        if (line.substr(at).starts_with(sign)) return sign.size();
    }
    return 0;
}

}  // namespace

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back({trim(text.substr(begin, end - begin), blanks), begin});
        begin = end + 1;
    }
    return lines;
}

std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string_view take_piece(std::string_view& text, std::size_t most) {
    auto piece = text;
    if (text.size() > most) {
        const auto line = text.substr(0, most).rfind('\n');
        const auto end = line != std::string_view::npos ? line : text.substr(0, most).rfind(' ');
        piece = end != std::string_view::npos ? text.substr(0, end + 1) : whole_characters(text, most);
        if (piece.empty()) piece = text.substr(0, most);
    }
    text.remove_prefix(piece.size());
    return piece;
}

std::vector<std::string_view> segments_of(std::string_view line) {
    std::vector<std::string_view> segments;
    std::size_t begin = 0;
    const auto put = [&](std::size_t end) {
        const auto segment = trim(line.substr(begin, end - begin), blanks);
        if (!segment.empty()) segments.push_back(segment);
    };
    for (std::size_t at = 0; at < line.size();) {
        const auto size = cut_at(line, at);
        if (size == 0) {
            ++at;
            continue;
        }
        put(at);
        begin = at += size;
    }
    put(line.size());
    return segments;
}

}  // namespace rexflow::engine::reading
