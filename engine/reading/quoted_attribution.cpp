#include "engine/reading/quoted_lines.hpp"

#include <algorithm>
#include <array>
#include <vector>

/// "Le lun. 5 janv. 2026 à 14:32, X <x@...> a écrit :" in the words of many programs and languages.
///
/// A story says "a écrit" too. So a sentence introduces a quotation only when something vouches for it that people do
/// not write: the shape of a mail program's date, an address in angle brackets, or quoted lines below.
namespace rexflow::engine::reading::quoted {

namespace {

/// Verbs an attribution ends with, folded; what is not Latin as written.
constexpr auto verbs = std::to_array<std::string_view>({
    "a ecrit",
    "a ecrit ce qui suit",
    "a repondu",
    "ecrivait",
    "ecrit",
    "wrote",
    "writes",
    "schrieb",
    "geschrieben",
    "schreef",
    "het volgende geschreven",
    "geschreven",
    "escribio",
    "escreveu",
    "ha scritto",
    "scrive",
    "skrev",
    "kirjoitti",
    "napisal",
    "napisala",
    "napisal(a)",
    "написал",
    "написала",
    "написал(а)",
    "пишет",
    "писал",
    "пише",
    "написав",
    "写道",
});

/// Verbs followed by the date: "X a écrit le 5 janvier 2026 à 14:32 :".
constexpr auto inner_verbs = std::to_array<std::string_view>({
    " a ecrit le ",
    " wrote on ",
    " schrieb am ",
    " schreef op ",
    " escribio el ",
    " ha scritto il ",
    " escreveu em ",
    " skrev den ",
});

/// Verbs between the date and the name: "Am 05.01.2026 um 14:32 schrieb X:".
constexpr auto middle_verbs = std::to_array<std::string_view>({
    " schrieb ",
    " schreef ",
    " skrev ",
});

/// Words before the date of an attribution.
constexpr auto openers = std::to_array<std::string_view>({
    "le",
    "on",
    "at",
    "am",
    "el",
    "il",
    "op",
    "em",
    "den",
    "dnia",
    "du",
    "date:",
    "в",
    "у",
});

/// Words a story goes on with after a date where an attribution has a name: the story's person wrote, not a sender.
constexpr auto story_words = std::to_array<std::string_view>({
    "le",  "la",  "les",  "un",   "une",   "il",    "elle", "on",   "ils", "elles", "je",    "nous",  "son",
    "sa",  "ses", "mon",  "ma",   "mes",   "notre", "nos",  "leur", "ce",  "cet",   "cette", "dans",  "chez",
    "sur", "par", "pour", "vers", "apres", "avant", "lors", "qui",  "que", "et",    "mais",  "puis",  "the",
    "a",   "an",  "he",   "she",  "they",  "we",    "i",    "my",   "his", "her",   "our",   "which", "and",
});

/// "qui a écrit :", "elle nous a écrit :": a clause, whoever the address before it belongs to.
constexpr auto clause_words = std::to_array<std::string_view>({
    "qui",
    "il",
    "elle",
    "on",
    "ils",
    "nous",
    "vous",
    "lui",
    "leur",
    "m'",
    "who",
    "he",
    "she",
    "they",
});

constexpr std::size_t longest_attribution = 400;
constexpr std::size_t longest_beginning = 60;
constexpr int most_lines = 6;
constexpr std::size_t most_words = 24;
constexpr std::size_t most_name_words = 12;
constexpr std::size_t most_words_before_address = 8;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool has_digit(std::string_view text) { return std::ranges::any_of(text, is_digit); }

template <typename Table>
bool lists(const Table& table, std::string_view word) {
    return std::ranges::find(table, word) != table.end();
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.empty()) return words;
        const auto end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::string_view without_punctuation(std::string_view word) {
    constexpr std::string_view punctuation = ",;.:()\"";
    word.remove_prefix(std::min(word.find_first_not_of(punctuation), word.size()));
    word.remove_suffix(word.size() - (word.find_last_not_of(punctuation) + 1));
    return word;
}

/// "14:32", "14h32", "20.42": a time, as programs write it.
bool is_clock(std::string_view word) {
    const auto mark = word.find_first_of(":h.");
    return mark != std::string_view::npos && mark > 0 && mark <= 2 && is_digit(word[0]) && mark + 2 < word.size() &&
           is_digit(word[mark + 1]) && is_digit(word[mark + 2]);
}

bool is_year(std::string_view word) {
    word = without_punctuation(word);
    return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) &&
           std::ranges::all_of(word, is_digit);
}

/// "05/01/2026", "2026-01-05", "5.1.26".
bool is_numeric_date(std::string_view word) {
    word = without_punctuation(word);
    const auto separators = std::ranges::count_if(word, [](char c) { return c == '/' || c == '-' || c == '.'; });
    return separators == 2 && word.size() >= 6 && is_digit(word.front()) && is_digit(word.back()) &&
           word.find_first_not_of("0123456789/-.") == std::string_view::npos;
}

/// An address as programs write it: between angle brackets, or as a link.
bool has_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos) return false;
    const auto open = text.rfind('<', at);
    return open != std::string_view::npos || text.find("[mailto:") != std::string_view::npos || text.find("&lt;") < at;
}

/// Whether a text begins as the date of an attribution does: "le lundi 5 janvier 2026 à", "30 серп. 2016".
bool begins_with_date(const std::vector<std::string_view>& words) {
    if (words.empty()) return false;
    const bool opened = lists(openers, words.front());
    const std::size_t within = std::min<std::size_t>(words.size(), opened ? 4 : 3);
    if (!has_digit(words.front()) && !opened && !words.front().ends_with(',') && !words.front().ends_with('.'))
        return false;
    if (!std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(within), has_digit)) return false;
    const bool written_out = std::ranges::any_of(words, is_year) && std::ranges::count_if(words, has_digit) >= 2;
    return written_out || std::ranges::any_of(words, is_numeric_date) || std::ranges::any_of(words, is_clock);
}

/// The words between the date and the address or the end: who wrote.
std::vector<std::string_view> name_in(const std::vector<std::string_view>& words) {
    std::vector<std::string_view> name;
    for (const auto word : words) {
        if (word.find_first_of("<@\"") != std::string_view::npos) break;
        name.push_back(word);
        if (has_digit(word)) name.clear();
    }
    return name;
}

/// "le médecin", "l'infirmière", "elle": somebody of a story.
bool is_of_a_story(const std::vector<std::string_view>& name) {
    if (name.empty()) return false;
    const auto first = without_punctuation(name.front());
    return lists(story_words, first) || (first.size() > 2 && first[1] == '\'') || first.starts_with("qu'") ||
           name.size() > most_name_words;
}

struct Sentence {
    std::string_view text;         ///< without the ":" at its end
    std::string_view first_line;   ///< of it
    bool has_colon = false;        ///< or rules around it
    bool is_before_marks = false;  ///< quoted lines follow

    [[nodiscard]] bool is_one_line() const { return first_line.size() >= text.size(); }
};

/// "Léa Exemple <lea@...": a name and an address on the first line, and no text before them.
bool begins_with_address(const Sentence& sentence) {
    const auto name = sentence.first_line.substr(0, sentence.first_line.find('<'));
    return has_address(sentence.text) && name.size() < sentence.first_line.size() &&
           words_of(name).size() <= most_words_before_address && name.find(". ") == std::string_view::npos;
}

/// "<when>, <who> a écrit"
bool ends_with_verb(const Sentence& sentence) {
    if (!sentence.has_colon) return false;
    const auto verb = std::ranges::find_if(verbs, [&](std::string_view each) {
        if (!sentence.text.ends_with(each)) return false;
        const auto before = sentence.text.size() - each.size();
        return before > 0 && (sentence.text[before - 1] == ' ' || static_cast<unsigned char>(each[0]) >= 0x80);
    });
    if (verb == verbs.end()) return false;
    const auto words = words_of(sentence.text.substr(0, sentence.text.size() - verb->size()));
    if (words.empty() || words.size() > most_words) return false;
    const bool is_dated = begins_with_date(words);
    if (sentence.is_before_marks && words.size() <= most_name_words && (is_dated || sentence.is_one_line()))
        return true;
    if (lists(clause_words, without_punctuation(words.back()))) return false;
    if (is_dated) return has_address(sentence.text) || !is_of_a_story(name_in(words));
    return begins_with_address(sentence) && !is_of_a_story({words.front()});
}

/// "<when> schrieb <who>"
bool has_verb_inside(const Sentence& sentence) {
    if (!sentence.has_colon) return false;
    for (const auto verb : middle_verbs) {
        const auto at = sentence.text.find(verb);
        if (at == std::string_view::npos) continue;
        const auto who = words_of(sentence.text.substr(at + verb.size()));
        return begins_with_date(words_of(sentence.text.substr(0, at))) && who.size() <= most_name_words &&
               (has_address(sentence.text) || !is_of_a_story(who));
    }
    return false;
}

/// "<who> a écrit le <when>"
bool ends_with_date(const Sentence& sentence) {
    if (!sentence.has_colon) return false;
    for (const auto verb : inner_verbs) {
        const auto at = sentence.text.find(verb);
        if (at == std::string_view::npos) continue;
        const auto who = words_of(sentence.text.substr(0, at));
        const auto when = words_of(sentence.text.substr(at + verb.size()));
        if (who.empty() || when.empty() || who.size() > most_name_words || when.size() > 10) return false;
        const auto last = when.back();
        const bool is_date = has_digit(last) || last == "uhr" || last == "am" || last == "pm";
        const bool is_signed = has_address(sentence.text) || sentence.is_before_marks ||
                               (!is_of_a_story(who) && std::ranges::any_of(when, is_clock));
        return is_date && is_signed && begins_with_date(when);
    }
    return false;
}

/// "2026-01-05 14:32 GMT+01:00 <who>", without a verb.
bool is_dated_name(const Sentence& sentence) {
    const auto words = words_of(sentence.text);
    if (words.size() < 2 || words.size() > most_name_words || words[0].size() < 8 || !is_numeric_date(words[0]) ||
        !is_year(words[0].substr(0, 4)))
        return false;
    const bool has_zone =
        words.size() > 3 && is_clock(words[1]) && (words[2].starts_with("gmt") || words[2].starts_with("utc"));
    return has_zone || (has_address(sentence.text) && sentence.text.ends_with('>'));
}

/// ">>> Léa <lea@...> 05/01/2026 14:32 >>>" (GroupWise)
bool is_between_arrows(std::string_view line) {
    return line.starts_with(">>>") && line.ends_with(">>>") && line.size() > 8 && has_digit(line);
}

Sentence as_sentence(std::string_view joined, std::size_t first_line) {
    Sentence sentence{joined, joined.substr(0, first_line), false, false};
    constexpr std::string_view wide_colon = "：";
    constexpr std::string_view marks = "-_*= ";
    sentence.text.remove_prefix(std::min(sentence.text.find_first_not_of(marks), sentence.text.size()));
    if (sentence.text.ends_with(" ----")) sentence.has_colon = true;
    sentence.text.remove_suffix(sentence.text.size() - (sentence.text.find_last_not_of(marks) + 1));
    if (sentence.text.ends_with(wide_colon)) {
        sentence.has_colon = true;
        sentence.text.remove_suffix(wide_colon.size());
    } else if (sentence.text.ends_with(':')) {
        sentence.has_colon = true;
        sentence.text.remove_suffix(1);
    }
    sentence.text.remove_suffix(sentence.text.size() - (sentence.text.find_last_not_of(marks) + 1));
    return sentence;
}

/// Whether the next line that is not blank is quoted deeper than the attribution.
bool is_followed_by_marks(std::string_view body, std::size_t at, std::size_t depth) {
    for (int blanks = 0; at < body.size() && blanks < 3; ++blanks) {
        const auto line = line_at(body, at);
        if (!is_blank(line.in(body)) || quote_depth(line.in(body)) > depth) return quote_depth(line.in(body)) > depth;
        at = line.next;
    }
    return false;
}

/// Whether a line can be the whole of an attribution, or its beginning: cheap, because every line of a mail is asked.
enum class Beginning { no, whole, with_more };

Beginning beginning_of(std::string_view folded) {
    if (folded.find_first_of("@<") != std::string_view::npos) return Beginning::with_more;
    const auto words = words_of(folded.substr(0, longest_beginning));
    const auto within = words.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(words.size(), 4));
    if (std::any_of(words.begin(), within, has_digit)) return Beginning::with_more;
    // A verb alone counts only before a colon or between rules, and few lines have those.
    const auto has = [&](std::string_view mark) { return folded.find(mark) != std::string_view::npos; };
    if (!has(":") && !has("：") && !has("----")) return Beginning::no;
    const bool has_verb = std::ranges::any_of(verbs, has);
    return has_verb ? Beginning::whole : Beginning::no;
}

bool has_open_bracket(std::string_view text) { return std::ranges::count(text, '<') > std::ranges::count(text, '>'); }

/// Whether a sentence may go on with this line: not over an empty one or into the quotation, except where an address
/// was broken before its ">".
bool goes_on(std::string_view joined, std::string_view line, std::size_t depth) {
    if (is_blank(line) || joined.size() > longest_attribution) return false;
    return quote_depth(line) == depth || has_open_bracket(joined);
}

/// How many lines from `at` make an attribution; 0 when none do.
int lines_of_attribution(std::string_view body, std::size_t at) {
    const auto first = line_at(body, at);
    const auto depth = quote_depth(first.in(body));
    auto joined = folded_content(first.in(body));
    const auto beginning = beginning_of(joined);
    if (beginning == Beginning::no) return 0;
    const auto first_size = joined.size();
    auto next = first.next;
    for (int lines = 1; lines <= most_lines; ++lines) {
        auto sentence = as_sentence(joined, first_size);
        if (!has_open_bracket(sentence.text)) {
            sentence.is_before_marks = sentence.has_colon && is_followed_by_marks(body, next, depth);
            if (ends_with_verb(sentence) || ends_with_date(sentence) || has_verb_inside(sentence) ||
                is_dated_name(sentence))
                return lines;
        }
        if (next >= body.size() || beginning == Beginning::whole) return 0;
        auto line = line_at(body, next);
        // Some programs put an empty line before an address.
        if (is_blank(line.in(body)) && trimmed(line_at(body, line.next).in(body)) == "<" && lines++ < most_lines)
            line = line_at(body, line.next);
        if (!goes_on(joined, line.in(body), depth)) return 0;
        joined += quote_depth(line.in(body)) > depth ? "> " : " ";
        joined += folded_content(line.in(body));
        next = line.next;
    }
    return 0;
}

}  // namespace

std::optional<Introduction> find_attribution(std::string_view body, std::size_t at) {
    const auto first = line_at(body, at);
    if (is_between_arrows(trimmed(first.in(body)))) return Introduction{Introduction::Kind::delimiter, first.next};
    const int lines = lines_of_attribution(body, at);
    if (lines == 0) return std::nullopt;
    auto next = first.next;
    for (int line = 1; line < lines; ++line) {
        // A line of text just above, such as one that begins with a number, is not part of it.
        if (begins_with_date(words_of(folded_content(line_at(body, next).in(body)))) &&
            lines_of_attribution(body, next) > 0)
            return std::nullopt;
        next = line_at(body, next).next;
    }
    return Introduction{Introduction::Kind::attribution, next};
}

}  // namespace rexflow::engine::reading::quoted
