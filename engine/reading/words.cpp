#include "engine/reading/words.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

constexpr std::size_t most_digits_of_a_number = 4;
constexpr std::size_t fewest_digits_of_a_phone = 9;
constexpr std::size_t most_digits_of_a_phone = 13;

WordKind kind_of_digits(std::size_t count) {
    if (count <= most_digits_of_a_number) return WordKind::number;
    return count >= fewest_digits_of_a_phone && count <= most_digits_of_a_phone ? WordKind::phone : WordKind::code;
}

std::vector<Word> cut(std::string_view text) {
    std::vector<Word> words;
    const auto run = [&](std::size_t from, auto belongs) {
        auto end = from;
        while (end < text.size() && belongs(text[end])) ++end;
        return end;
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        if (text[at] == ' ') {
            ++at;
            continue;
        }
        auto kind = WordKind::mark;
        if (text[at] == '\n') {
            at = run(at, [](char c) { return c == '\n' || c == ' '; });
            const auto lines = std::count(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                          text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
            kind = lines > 1 ? WordKind::paragraph : WordKind::line_end;
        } else if (is_digit(text[at])) {
            at = run(at, is_digit);
            kind = kind_of_digits(at - begin);
        } else if (is_letter(text[at])) {
            at = run(at, is_letter);
            kind = WordKind::word;
        } else {
            ++at;
        }
        words.push_back({kind, begin, at, text.substr(begin, at - begin)});
    }
    return words;
}

/// How many digits a number has, its country code counted, by how it begins.
std::size_t digits_wanted(std::string_view first, bool international) {
    struct Plan {
        std::string_view code;
        std::size_t digits;
    };
    constexpr auto plans = std::to_array<Plan>({{"33", 11}, {"689", 11}, {"687", 9}, {"508", 9}});
    if (!international) return first.starts_with("00") ? 13 : 10;
    const auto plan = std::ranges::find_if(plans, [&](const auto& row) { return first.starts_with(row.code); });
    return plan == plans.end() ? 12 : plan->digits;
}

bool parts_digits(const Word& word) {
    return word.text == "." || word.text == "-" || word.text == "/" || word.text == "(" || word.text == ")";
}

/// The index after a telephone number written in groups that begins at `at`; `at` when none does.
std::size_t end_of_phone(const std::vector<Word>& words, std::size_t at) {
    const bool international = words[at].text == "+";
    auto next = at + (international ? 1 : 0);
    if (next >= words.size() || words[next].kind != WordKind::number) return at;
    const auto first = words[next].text;
    if (!international && (!first.starts_with('0') || (first.size() != 2 && first.size() != 4))) return at;
    const auto wanted = digits_wanted(first, international);
    for (std::size_t digits = 0; next < words.size(); ++next) {
        const auto& word = words[next];
        if (word.kind == WordKind::number) {
            if (international && word.text == "0") continue;  // the (0) of +33 (0)6
            if (digits > 0 && word.text.size() > 3) return at;
            digits += word.text.size();
            if (digits == wanted) return next + 1;
            if (digits > wanted) return at;
        } else if (!parts_digits(word)) {
            return at;
        }
    }
    return at;
}

/// Joins the groups of each telephone number into one word.
void make_phones_whole(std::vector<Word>& words, std::string_view text) {
    std::size_t kept = 0;
    for (std::size_t at = 0; at < words.size(); ++kept) {
        const auto end = end_of_phone(words, at);
        if (end == at) {
            words[kept] = words[at++];
            continue;
        }
        const auto begin = words[at].begin;
        words[kept] = {WordKind::phone, begin, words[end - 1].end, text.substr(begin, words[end - 1].end - begin)};
        at = end;
    }
    words.resize(kept);
}

/// Abbreviations that a full stop does not end a sentence after, and whether a capital may follow them within one.
constexpr auto abbreviations = std::to_array<std::string_view>(
    {"lun", "mar",   "mer",  "merc", "jeu", "ven", "vend", "sam",  "dim",  "tel", "h",
     "env", "min",   "port", "cab",  "av",  "ap",  "cf",   "ex",   "secr", "jrs", "sem",
     "apm", "dispo", "janv", "fevr", "fev", "avr", "juil", "sept", "oct",  "nov", "dec"});
constexpr auto titles = std::to_array<std::string_view>({"dr", "pr", "mme", "m", "mr", "mlle", "st", "ste"});

template <typename Table>
bool contains(const Table& table, std::string_view word) {
    return std::ranges::find(table, word) != table.end();
}

bool stop_ends(const Words& words, std::size_t i) {
    if (i + 1 >= words.size()) return true;
    if (words.is_close(i) && words[i + 1].kind != WordKind::line_end) return false;
    if (i == 0) return true;
    if (contains(titles, words.text(i - 1))) return false;
    return words.is_capitalised(i + 1) || words[i + 1].kind == WordKind::line_end ||
           !contains(abbreviations, words.text(i - 1));
}

/// In words; what goes on longer is no sentence, and readers look through a sentence more than once.
constexpr std::size_t longest_sentence = 300;

/// A line this long was broken because it was full: its sentence goes on.
constexpr std::size_t full_line = 50;

bool line_end_ends(const Words& words, std::size_t i, std::size_t line_begin) {
    const bool is_full = words[i].begin - line_begin >= full_line;
    const auto& next = words.at(i + 1);
    if (next.kind == WordKind::mark && next.text != "(") return true;
    const bool names_a_day = next.text.ends_with("di") || next.text == "dimanche";
    if (next.kind == WordKind::word && !words.is_capitalised(i + 1) && !names_a_day) return false;
    return !is_full;
}

}  // namespace

Words::Words(std::string_view text) : folded_(text), words_(cut(folded_.text())) {
    make_phones_whole(words_, folded_.text());
}

int Words::value(std::size_t i) const {
    int value = 0;
    for (const char c : words_[i].text) value = value * 10 + (c - '0');
    return value;
}

std::string_view Words::original(std::size_t i) const {
    return i < size() ? folded_.original(words_[i].begin, words_[i].end) : std::string_view{};
}

bool Words::is_capitalised(std::size_t i) const {
    const auto word = original(i);
    if (word.empty()) return false;
    if (word.front() >= 'A' && word.front() <= 'Z') return true;
    const auto second = word.size() > 1 ? static_cast<unsigned char>(word[1]) : 0U;
    return static_cast<unsigned char>(word[0]) == 0xC3U && second >= 0x80U && second <= 0x9EU;  // À to Þ in UTF-8
}

std::string Words::sentence(std::size_t begin, std::size_t end) const {
    if (begin >= size() || end <= begin) return {};
    return sentence_around(folded_.source(), folded_.position(words_[begin].begin),
                           folded_.position(words_[std::min(end, size()) - 1].end));
}

std::vector<std::size_t> sentence_bounds(const Words& words) {
    std::vector<std::size_t> bounds{0};
    std::size_t line_begin = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        const bool is_stop = word.text == "." || word.text == "!" || word.text == "?";
        const bool ends = word.kind == WordKind::paragraph ||
                          (word.kind == WordKind::line_end && line_end_ends(words, i, line_begin)) ||
                          (is_stop && stop_ends(words, i));
        if (word.kind == WordKind::paragraph || word.kind == WordKind::line_end) line_begin = word.end;
        if (ends || i + 1 - bounds.back() == longest_sentence) bounds.push_back(i + 1);
    }
    if (bounds.back() != words.size()) bounds.push_back(words.size());
    return bounds;
}

}  // namespace rexflow::engine::reading
