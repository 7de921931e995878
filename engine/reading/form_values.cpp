#include "engine/reading/form_values.hpp"

#include "engine/reading/folded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <vector>

namespace rexflow::engine::reading {

namespace {

constexpr auto blanks = std::to_array<std::string_view>(
    {" ", "\t", "\n", "\r", "\u00A0", "\u202F", "\u2002", "\u2003", "\u2007", "\u2009", "\u200B", "\uFEFF"});

std::size_t blank_at_start(std::string_view text) {
    for (const auto blank : blanks)
        if (text.starts_with(blank)) return blank.size();
    return 0;
}

std::size_t blank_at_end(std::string_view text) {
    for (const auto blank : blanks)
        if (text.ends_with(blank)) return blank.size();
    return 0;
}

/// One cell of a dotted or underscored line.
std::size_t leader_at(std::string_view text) {
    constexpr auto leaders = std::to_array<std::string_view>({"\u2026", "_", ".", "\u00B7", "\u2024", "\uFF3F"});
    for (const auto leader : leaders)
        if (text.starts_with(leader)) return leader.size();
    return 0;
}

struct MonthName {
    std::string_view name;
    unsigned month;
};

constexpr auto month_names = std::to_array<MonthName>({
    {"janvier", 1},   {"janv", 1}, {"january", 1},   {"fevrier", 2},   {"fevr", 2},      {"fev", 2},
    {"february", 2},  {"mars", 3}, {"march", 3},     {"avril", 4},     {"avr", 4},       {"april", 4},
    {"mai", 5},       {"may", 5},  {"juin", 6},      {"june", 6},      {"juillet", 7},   {"juil", 7},
    {"july", 7},      {"aout", 8}, {"august", 8},    {"sept", 9},      {"septembre", 9}, {"september", 9},
    {"octobre", 10},  {"oct", 10}, {"october", 10},  {"novembre", 11}, {"nov", 11},      {"november", 11},
    {"decembre", 12}, {"dec", 12}, {"december", 12},
});

constexpr auto words_before_a_day = std::to_array<std::string_view>(
    {"le",     "lundi",   "mardi",     "mercredi", "jeudi",  "vendredi", "samedi", "dimanche",
     "lun",    "mar",     "mer",       "jeu",      "ven",    "sam",      "dim",    "on",
     "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Words of letters and digits, whatever stands between them.
std::vector<std::string_view> words_of(std::string_view folded) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < folded.size();) {
        std::size_t end = at;
        while (end < folded.size() && is_word_character(folded[end])) ++end;
        if (end > at) words.push_back(folded.substr(at, end - at));
        at = std::max(end, at + 1);
    }
    return words;
}

std::optional<unsigned> number_of(std::string_view word) {
    if (word == "1er") return 1;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return value;
}

std::optional<unsigned> month_of(std::string_view word) {
    const auto found = std::ranges::find(month_names, word, &MonthName::name);
    return found == month_names.end() ? number_of(word) : std::optional(found->month);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (const auto size = blank_at_start(text)) text.remove_prefix(size);
    while (const auto size = blank_at_end(text)) text.remove_suffix(size);
    return text;
}

std::size_t leader_length(std::string_view text) {
    std::size_t end = 0;
    std::size_t count = 0;
    bool certain = false;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto size = leader_at(text.substr(at))) {
            certain = certain || size > 1;
            at += size;
            end = at;
            ++count;
        } else if (const auto blank = blank_at_start(text.substr(at));
                   blank > 0 && text[at] != '\n' && leader_at(text.substr(at + blank)) > 0) {
            at += blank;
        } else {
            break;
        }
    }
    return count >= 3 || certain ? end : 0;
}

std::string without_leaders(std::string_view text) {
    std::string clean;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto size = leader_length(text.substr(at))) {
            clean += ' ';
            at += size;
        } else {
            clean += text[at++];
        }
    }
    std::string lines;
    std::string_view rest = clean;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        lines += trimmed(rest.substr(0, end));
        lines += '\n';
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::string(trimmed(lines));
}

std::optional<std::string> as_day(std::string_view written) {
    const auto folded = fold(written);
    auto words = words_of(folded);
    while (!words.empty() && std::ranges::find(words_before_a_day, words.front()) != words_before_a_day.end())
        words.erase(words.begin());
    if (words.size() != 3) return std::nullopt;
    const bool year_first = words[0].size() == 4;
    const auto day = number_of(words[year_first ? 2 : 0]);
    const auto month = month_of(words[1]);
    auto year = number_of(words[year_first ? 0 : 2]);
    if (!day || !month || !year) return std::nullopt;
    if (*year < 100) year = 2000 + *year;
    if (*year < 1900 || *year > 2200) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                           std::chrono::day(*day)};
    if (!date.ok()) return std::nullopt;
    return fmt::format("{:04}-{:02}-{:02}", *year, *month, *day);
}

}  // namespace rexflow::engine::reading
