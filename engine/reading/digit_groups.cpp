#include "engine/reading/digit_groups.hpp"

#include "engine/reading/phrases.hpp"

#include <algorithm>

namespace rexflow::engine::reading {

namespace {

struct Span {
    std::size_t begin;
    std::size_t end;
};

constexpr std::string_view address_signs = "._%+-";
constexpr std::size_t longest_local_part = 64;
constexpr std::size_t longest_domain = 255;

bool is_address(char c) { return is_word(c) || address_signs.find(c) != std::string_view::npos; }

/// The address around an @; empty when there is none.
Span address_around(std::string_view text, std::size_t at) {
    auto begin = at;
    while (begin > 0 && at - begin < longest_local_part && is_address(text[begin - 1])) --begin;
    auto end = at + 1;
    while (end < text.size() && end - at < longest_domain && is_address(text[end])) ++end;
    return begin < at && end > at + 1 ? Span{begin, end} : Span{at, at};
}

/// Addresses and links, in order of where they begin; they may overlap.
std::vector<Span> addresses_and_links(std::string_view text) {
    std::vector<Span> spans;
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        if (const auto span = address_around(text, at); span.end > span.begin) spans.push_back(span);
    }
    for (const std::string_view mark : {"://", "www."}) {
        for (auto at = text.find(mark); at != std::string_view::npos;) {
            const auto end = std::min(text.find_first_of(" \n<>\"", at), text.size());
            spans.push_back({at, end});
            at = text.find(mark, end);
        }
    }
    std::ranges::sort(spans, {}, &Span::begin);
    return spans;
}

/// A letter O written for a zero; the sign of degrees is folded to one as well, and is none.
bool is_letter_zero(const Folded& text, std::size_t i) {
    if (text.text()[i] != 'o') return false;
    const char written = text.source()[text.position(i)];
    return written == 'o' || written == 'O';
}

/// The end of the digits that begin at `i`; `i` when none do.
std::size_t end_of_digits(const Folded& text, std::size_t i) {
    const std::string_view folded = text.text();
    auto end = i;
    bool has_digit = false;
    while (end < folded.size() && (is_digit(folded[end]) || is_letter_zero(text, end))) {
        has_digit = has_digit || is_digit(folded[end]);
        ++end;
    }
    // "06o" of "06 ou": the letter begins a word.
    if (end < folded.size() && is_letter(folded[end])) {
        while (end > i && !is_digit(folded[end - 1])) --end;
    }
    const bool is_pair_of_zeros = end == i + 2 && i > 1 && (is_digit(folded[i - 2]) || is_letter_zero(text, i - 2));
    return has_digit || is_pair_of_zeros ? end : i;
}

std::string digits_of(std::string_view part) {
    std::string digits(part);
    std::ranges::replace(digits, 'o', '0');
    return digits;
}

std::string_view between(std::string_view folded, const DigitGroup& left, const DigitGroup& right) {
    return folded.substr(left.end, right.begin - left.end);
}

}  // namespace

std::vector<DigitGroup> digit_groups(const Folded& text) {
    const std::string_view folded = text.text();
    const auto left_out = addresses_and_links(folded);
    auto span = left_out.begin();
    std::vector<DigitGroup> groups;
    for (std::size_t i = 0; i < folded.size();) {
        while (span != left_out.end() && span->end <= i) ++span;
        if (span != left_out.end() && span->begin <= i) {
            i = span->end;
            continue;
        }
        const bool is_inside_word = i > 0 && is_letter(folded[i - 1]);
        const auto end = is_inside_word && !is_digit(folded[i]) ? i : end_of_digits(text, i);
        if (end == i) {
            ++i;
            continue;
        }
        groups.push_back({i, end, digits_of(folded.substr(i, end - i))});
        i = end;
    }
    return groups;
}

Gap gap_between(std::string_view folded, const DigitGroup& left, const DigitGroup& right) {
    constexpr std::size_t longest = 5;
    const auto gap = between(folded, left, right);
    if (gap.size() > longest || gap.find_first_not_of(" \n.-/()_:,+") != std::string_view::npos) return Gap::strong;
    if (std::ranges::count(gap, '\n') > 1) return Gap::strong;
    if (gap.find('\n') != std::string_view::npos) return Gap::line;
    const bool has_blank = gap.find(' ') != std::string_view::npos;
    const bool is_framed = gap.starts_with(' ') && gap.ends_with(' ') && trim(gap).size() == 1;
    if (is_framed || (has_blank && gap.find(',') != std::string_view::npos)) return Gap::strong;
    return has_blank ? Gap::blank : Gap::attached;
}

char joint_between(std::string_view folded, const DigitGroup& left, const DigitGroup& right) {
    const auto gap = between(folded, left, right);
    if (gap.find('\n') != std::string_view::npos) return '\n';
    const auto sign = gap.find_first_not_of(' ');
    return sign == std::string_view::npos ? ' ' : gap[sign];
}

}  // namespace rexflow::engine::reading
