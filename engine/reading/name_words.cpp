#include "engine/reading/name_words.hpp"

#include "engine/reading/folded.hpp"

#include <cstddef>

namespace rexflow::engine::reading {

namespace {

struct Character {
    char32_t value;
    std::size_t size;
};

/// What a name is spelled with: one or two bytes, and the three of an apostrophe. Any other byte stands for itself.
Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto lead = byte(at);
    if (lead >= 0xC2 && lead < 0xE0 && at + 1 < text.size()) {
        return {(char32_t{lead} & 0x1FU) << 6U | (byte(at + 1) & 0x3FU), 2};
    }
    if (lead >= 0xE0 && lead < 0xF0 && at + 2 < text.size()) {
        return {(char32_t{lead} & 0x0FU) << 12U | (byte(at + 1) & 0x3FU) << 6U | (byte(at + 2) & 0x3FU), 3};
    }
    return {lead, 1};
}

constexpr char32_t right_quote = 0x2019;
constexpr char32_t hyphen = 0x2010;
constexpr char32_t no_break_hyphen = 0x2011;

bool is_apostrophe(char32_t c) { return c == '\'' || c == right_quote || c == 0x02BC || c == '`' || c == 0xB4; }
bool is_hyphen(char32_t c) { return c == '-' || c == hyphen || c == no_break_hyphen; }

/// Latin Extended-A has capitals and small letters in turn; which of the two is first changes twice.
bool is_upper(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    if (c >= 0xC0 && c <= 0xDE) return c != 0xD7;
    if (c >= 0x100 && c < 0x139) return c % 2 == 0;
    if (c >= 0x139 && c < 0x149) return c % 2 == 1;
    if (c >= 0x14A && c < 0x178) return c % 2 == 0;
    return c == 0x178 || c == 0x179 || c == 0x17B || c == 0x17D;
}

bool is_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) ||
           (c >= 0x300 && c < 0x370);
}

char32_t to_lower(char32_t c) {
    constexpr char32_t y_diaeresis = 0x178;
    if (!is_upper(c)) return c;
    if (c == y_diaeresis) return 0xFF;
    return c < 0xDF ? c + 0x20 : c + 1;
}

char32_t to_upper(char32_t c) {
    if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c < 0xFF && c != 0xF7)) return c - 0x20;
    return c >= 0x100 && c < 0x178 && !is_upper(c) ? c - 1 : c;
}

void append(std::string& text, char32_t c) {
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0U | (c >> 6U));
        text += static_cast<char>(0x80U | (c & 0x3FU));
    } else {
        text += static_cast<char>(0xE0U | (c >> 12U));
        text += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
        text += static_cast<char>(0x80U | (c & 0x3FU));
    }
}

/// "J.-P." goes on after its point; "Dr." ends with it.
std::size_t end_of_word(std::string_view text, std::size_t begin) {
    auto end = begin;
    while (end < text.size()) {
        const auto [c, size] = character_at(text, end);
        const bool joins = is_apostrophe(c) || is_hyphen(c);
        if (!is_letter(c) && !joins && c != '.') break;
        end += size;
        if (c == '.' && (end == text.size() || !is_hyphen(character_at(text, end).value))) break;
    }
    return end;
}

std::string without_points(std::string folded) {
    std::erase(folded, '.');
    return folded;
}

}  // namespace

std::vector<NameWord> name_words(std::string_view text) {
    constexpr std::size_t most_words = 12;
    std::vector<NameWord> words;
    for (std::size_t at = 0; at < text.size() && words.size() < most_words;) {
        const auto [c, size] = character_at(text, at);
        if (!is_letter(c)) {
            at += size;
            continue;
        }
        const auto end = end_of_word(text, at);
        const auto written = text.substr(at, end - at);
        words.push_back({written, without_points(fold(written)), case_of(written)});
        at = end;
    }
    return words;
}

LetterCase case_of(std::string_view word) {
    std::size_t letters = 0;
    std::size_t upper = 0;
    bool begins_upper = false;
    bool has_point = false;
    for (std::size_t at = 0; at < word.size();) {
        const auto [c, size] = character_at(word, at);
        at += size;
        has_point = has_point || c == '.';
        if (!is_letter(c)) continue;
        if (letters == 0) begins_upper = is_upper(c);
        ++letters;
        if (is_upper(c)) ++upper;
    }
    constexpr std::size_t most_initials = 3;
    if (letters == 0) return LetterCase::none;
    if (upper == letters && (letters == 1 || (has_point && letters <= most_initials && word.find('.') == 1))) {
        return LetterCase::initial;
    }
    if (upper == letters) return LetterCase::upper;
    // "d'Almeida": the capital is behind the particle.
    return begins_upper || upper > 0 ? LetterCase::capitalised : LetterCase::lower;
}

std::string name_case(std::string_view word) {
    const auto letter_case = case_of(word);
    const bool is_to_change = letter_case == LetterCase::upper || letter_case == LetterCase::lower;
    std::string name;
    bool begins = true;
    for (std::size_t at = 0; at < word.size();) {
        const auto [c, size] = character_at(word, at);
        at += size;
        if (is_apostrophe(c)) {
            name += '\'';
        } else if (is_hyphen(c)) {
            name += '-';
        } else if (is_to_change) {
            append(name, begins ? to_upper(to_lower(c)) : to_lower(c));
        } else {
            append(name, c);
        }
        begins = !is_letter(c);
    }
    return name;
}

}  // namespace rexflow::engine::reading
