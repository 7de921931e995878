#include "adapters/mustache/plain_text.hpp"

#include "engine/utf8.hpp"

#include <algorithm>
#include <array>

namespace rexflow::mustache {

namespace {

struct CodePoint {
    char32_t value = 0;
    std::size_t size = 0;  ///< in bytes; 0: the text does not start with a well-formed one (RFC 3629)
};

/// The forms of RFC 3629, section 3: how the first byte begins, and the least value that needs that many bytes.
struct Form {
    unsigned char mask;
    unsigned char lead;
    std::size_t size;
    char32_t least;
};
constexpr std::array forms{Form{0x80, 0x00, 1, 0x0}, Form{0xE0, 0xC0, 2, 0x80}, Form{0xF0, 0xE0, 3, 0x800},
                           Form{0xF8, 0xF0, 4, 0x10000}};

CodePoint first_of(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const auto form = std::ranges::find_if(forms, [lead](const Form& f) { return (lead & f.mask) == f.lead; });
    if (form == forms.end() || text.size() < form->size) return {};
    if (!std::ranges::all_of(text.substr(1, form->size - 1), engine::continues_character)) return {};
    char32_t value = lead & static_cast<unsigned char>(~form->mask);
    for (const char byte : text.substr(1, form->size - 1))
        value = (value << 6) | (static_cast<unsigned char>(byte) & 0x3FU);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < form->least || value > 0x10FFFF || surrogate) return {};
    return {value, form->size};
}

struct Range {
    char32_t first;
    char32_t last;
};

/// Tab, line feed, vertical tab, form feed, carriage return, next line, line and paragraph separator.
constexpr std::array breaks{Range{0x09, 0x0D}, Range{0x85, 0x85}, Range{0x2028, 0x2029}};

/// C0 and C1 controls, and the marks, embeddings, overrides and isolates of writing direction (UAX 9).
constexpr std::array unwanted{Range{0x00, 0x1F},     Range{0x7F, 0x9F},     Range{0x061C, 0x061C},
                              Range{0x200E, 0x200F}, Range{0x202A, 0x202E}, Range{0x2066, 0x2069},
                              Range{0xFEFF, 0xFEFF}};

template <std::size_t size>
bool is_in(const std::array<Range, size>& ranges, char32_t value) {
    return std::ranges::any_of(ranges, [value](Range range) { return value >= range.first && value <= range.last; });
}

/// In characters, which is what RFC 5322 counts and nearly what a screen shows.
std::size_t width(std::string_view text) { return engine::count_characters(text); }

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The next blank where a line may break: not between two digits, which are a phone number.
std::size_t next_break(std::string_view line, std::size_t from) {
    auto blank = line.find(' ', from);
    while (blank != std::string_view::npos && blank > 0 && blank + 1 < line.size() && is_digit(line[blank - 1]) &&
           is_digit(line[blank + 1]))
        blank = line.find(' ', blank + 1);
    return blank;
}

/// Where to break a line that is too long: the last place that leaves a head within `room`, else the first place.
std::size_t break_of(std::string_view line, std::size_t room) {
    auto best = next_break(line, 0);
    for (auto blank = best; blank != std::string_view::npos; blank = next_break(line, blank + 1)) {
        if (width(line.substr(0, blank)) > room) break;
        best = blank;
    }
    return best;
}

void append_wrapped(std::string& out, std::string_view line) {
    const bool is_item = line.starts_with("- ");
    const std::string_view indent = is_item ? "  " : "";
    if (is_item) {
        out += "- ";
        line.remove_prefix(2);
    }
    auto room = longest_line - indent.size();
    while (width(line) > room) {
        const auto at = break_of(line, room);
        if (at == std::string_view::npos) break;
        out.append(line.substr(0, at)).append("\n").append(indent);
        line.remove_prefix(at + 1);
    }
    out.append(line).append("\n");
}

}  // namespace

std::string one_line(std::string_view value) {
    std::string result;
    result.reserve(value.size());
    while (!value.empty()) {
        const auto point = first_of(value);
        if (point.size == 0) {
            value.remove_prefix(1);
            continue;
        }
        if (is_in(breaks, point.value))
            result += ' ';
        else if (!is_in(unwanted, point.value))
            result += value.substr(0, point.size);
        value.remove_prefix(point.size);
    }
    return result;
}

bool has_control_character(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string wrapped(std::string_view text) {
    std::string result;
    result.reserve(text.size() + text.size() / 16);
    bool gap = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) {
            gap = !result.empty();
            continue;
        }
        if (gap) result += '\n';
        gap = false;
        append_wrapped(result, line);
    }
    return result;
}

}  // namespace rexflow::mustache
