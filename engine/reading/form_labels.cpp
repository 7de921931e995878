#include "engine/reading/form_labels.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/form_values.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>

namespace rexflow::engine::reading {

namespace {

/// Words of a label that do not say which field it is.
constexpr auto light_words = std::to_array<std::string_view>({"a",
                                                              "au",
                                                              "auteur",
                                                              "aux",
                                                              "ce",
                                                              "cet",
                                                              "champ",
                                                              "complet",
                                                              "concerne",
                                                              "concernee",
                                                              "d",
                                                              "de",
                                                              "declarant",
                                                              "declarante",
                                                              "declare",
                                                              "des",
                                                              "du",
                                                              "e",
                                                              "elle",
                                                              "en",
                                                              "et",
                                                              "eventuel",
                                                              "eventuelle",
                                                              "eventuelles",
                                                              "eventuels",
                                                              "facultatif",
                                                              "field",
                                                              "il",
                                                              "indiquer",
                                                              "infos",
                                                              "l",
                                                              "la",
                                                              "le",
                                                              "les",
                                                              "ma",
                                                              "merci",
                                                              "mes",
                                                              "mon",
                                                              "n",
                                                              "no",
                                                              "nos",
                                                              "notre",
                                                              "num",
                                                              "numero",
                                                              "o",
                                                              "obligatoire",
                                                              "of",
                                                              "optionnel",
                                                              "ou",
                                                              "personne",
                                                              "please",
                                                              "possible",
                                                              "preciser",
                                                              "precisez",
                                                              "professionnel",
                                                              "professionnelle",
                                                              "qui",
                                                              "redacteur",
                                                              "rediger",
                                                              "reporter",
                                                              "s",
                                                              "si",
                                                              "signalant",
                                                              "soignant",
                                                              "soignante",
                                                              "svp",
                                                              "the",
                                                              "txt",
                                                              "un",
                                                              "une",
                                                              "usage",
                                                              "usuel",
                                                              "vos",
                                                              "votre",
                                                              "vous",
                                                              "you",
                                                              "your"});

constexpr std::size_t longest_label = 160;

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_light(std::string_view word) {
    static const std::unordered_set<std::string_view> all(light_words.begin(), light_words.end());
    return all.contains(word);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The words of a folded label that count.
std::vector<std::string_view> heavy_words(std::string_view folded) {
    std::vector<std::string_view> words;
    int depth = 0;
    for (std::size_t at = 0; at < folded.size();) {
        if (folded[at] == '(' || folded[at] == '[') ++depth;
        if ((folded[at] == ')' || folded[at] == ']') && depth > 0) --depth;
        std::size_t end = at;
        while (end < folded.size() && is_word_character(folded[end])) ++end;
        if (end > at && depth == 0) words.push_back(folded.substr(at, end - at));
        at = std::max(end, at + 1);
    }
    auto heavy = words;
    std::erase_if(heavy, is_light);
    return heavy.empty() ? words : heavy;
}

/// Whether two words differ by one letter too many, too few or wrong, or by two swapped ones.
bool is_slip(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (a.size() < 5 || b.size() - a.size() > 1) return false;
    std::size_t first = 0;
    while (first < a.size() && a[first] == b[first]) ++first;
    const auto rest_of_a = a.substr(first);
    const auto rest_of_b = b.substr(first);
    if (a.size() < b.size()) return rest_of_a == rest_of_b.substr(1);
    if (rest_of_a.size() < 2 || rest_of_a.substr(1) == rest_of_b.substr(1)) return true;
    return rest_of_a[0] == rest_of_b[1] && rest_of_a[1] == rest_of_b[0] && rest_of_a.substr(2) == rest_of_b.substr(2);
}

/// "nom(s)", "concerné·e", plural and feminine endings: one letter more is the same word.
bool is_inflected(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    return a.size() >= 3 && b.size() == a.size() + 1 && b.starts_with(a) && (b.back() == 's' || b.back() == 'e');
}

double similarity(std::span<const std::string_view> written, std::span<const std::string> entry) {
    if (written.size() != entry.size()) return 0;
    double confidence = 0.97;
    for (std::size_t i = 0; i < entry.size(); ++i) {
        if (written[i] == entry[i]) continue;
        if (is_inflected(written[i], entry[i]))
            confidence = std::min(confidence, 0.95);
        else if (is_slip(written[i], entry[i]))
            confidence = std::min(confidence, 0.85);
        else
            return 0;
    }
    return confidence;
}

std::string squeezed(std::string_view text) {
    std::string words;
    const auto folded = fold(text);
    for (const char c : folded)
        if (is_word_character(c)) words += c;
    return words;
}

/// How every form begins a line that is not for the one who fills it in: whose it is, where it goes.
constexpr auto printed_beginnings = std::to_array<std::string_view>(
    {"arenvoyera", "aretournera", "aadressera", "fichearenvoyer", "ficheareto", "pleasesendit", "cpts"});

/// "fiche rex page 2 / 3" without its end.
std::string without_page_number(std::string words) {
    const auto page = words.rfind("page");
    if (page == std::string::npos) return words;
    const auto rest = std::string_view(words).substr(page + 4);
    const bool is_number =
        !rest.empty() && rest.size() <= 4 && std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? words.substr(0, page) : words;
}

/// Prose, told before anything is folded: no label has as many words outside brackets.
bool has_many_words(std::string_view text) {
    constexpr int most_blanks = 11;
    int blanks = 0;
    for (const char c : text) {
        if (c == '(') return false;
        if (c == ' ' && ++blanks > most_blanks) return true;
    }
    return false;
}

/// The first bytes of everything that separates a label from its value.
constexpr auto may_separate = [] {
    std::array<bool, 0x100> first{};
    for (const char c : std::string_view(":=?\t ._\xC2\xE2\xEF")) first[static_cast<unsigned char>(c)] = true;
    return first;
}();

/// How long the mark is that separates a label from its value; 0 when there is none.
std::size_t separator_length(std::string_view rest) {
    if (rest.empty() || !may_separate[static_cast<unsigned char>(rest.front())]) return 0;
    if (rest.front() == ' ' && (rest.size() < 3 || std::string_view("->\xE2").find(rest[1]) == std::string_view::npos))
        return 0;
    for (const std::string_view mark : {":", "=", "?", "\t", "\uFF1A"})
        if (rest.starts_with(mark)) return mark.size();
    for (const std::string_view dash : {" - ", " \u2013 ", " \u2014 ", " -> ", " > ", " \u2192 "})
        if (rest.starts_with(dash)) return dash.size();
    return leader_length(rest);
}

/// Bytes of further separators and blanks before the value.
std::size_t value_offset(std::string_view rest) {
    std::size_t at = 0;
    while (at < rest.size()) {
        const auto here = rest.substr(at);
        const auto blank = here.size() - trimmed(here).size() > 0 && trimmed(here).data() != here.data()
                               ? static_cast<std::size_t>(trimmed(here).data() - here.data())
                               : 0;
        if (blank > 0)
            at += blank;
        else if (here.front() == ':' || here.front() == '*')
            ++at;
        else if (here.starts_with("\u00B0"))  // our own mark of what is to be checked
            at += 2;
        else if (const auto leader = leader_length(here))
            at += leader;
        else
            break;
    }
    return at;
}

bool is_upper_start(std::string_view word) {
    const auto folded = fold(word.substr(0, std::min<std::size_t>(word.size(), 2)));
    return !word.empty() && !folded.empty() && word[0] != folded[0];
}

}  // namespace

std::size_t ornament_length(std::string_view line) {
    std::size_t at = 0;
    while (at < line.size()) {
        const auto rest = line.substr(at);
        if (is_letter(rest[0]) && (rest.size() < 2 || rest[1] != ')')) break;
        std::size_t size = 0;
        for (const std::string_view mark : {" ", "\t", "\u00A0", ">", "\u2022", "*", "\u25AA", "\u25E6", "\u25BA",
                                            "\u27A2", "\u2023", "\u00B7", "#", "\uF0B7"})
            if (rest.starts_with(mark)) size = mark.size();
        if (size == 0 && rest.starts_with("- ")) size = 2;
        if (size == 0) {  // "1.", "2)", "3 -", "1.2", "a)"
            std::size_t end = 0;
            while (end < rest.size() && end < 5 && ((rest[end] >= '0' && rest[end] <= '9') || rest[end] == '.')) ++end;
            if (end == 0 && rest.size() > 1 && rest[1] == ')') end = 1;
            if (end > 0 && end < rest.size() && (rest[end] == ')' || rest[end - 1] == '.')) {
                size = rest[end] == ')' ? end + 1 : end;
                if (size < rest.size() && rest[size] != ' ' && rest[size] != '\t' &&
                    (static_cast<unsigned char>(rest[size]) & 0x80U) == 0)
                    size = 0;
            }
        }
        if (size == 0) break;
        at += size;
    }
    return at;
}

FormLabels::FormLabels(const BlankForm& form) : form_(form) {
    const auto print = [this](const Text& text) {
        for (const auto words : {text.fr, text.en})
            if (!words.empty()) printed_.push_back(squeezed(words));
    };
    for (const auto& text : {form.title, form.introduction, form.reminder, form.ending}) print(text);
    for (const auto& section : form.sections) {
        print(section.title);
        print(section.guidance);
        for (const auto& field : section.fields) {
            add(field.label.fr, field);
            add(field.label.en, field);
            for (const auto spelling : field.spellings) add(spelling, field);
            print(field.hint);
        }
    }
    for (const auto mark : form.marks) marks_.push_back(squeezed(mark));
    std::ranges::sort(printed_);
}

void FormLabels::add(std::string_view spelling, const BlankField& field) {
    if (spelling.empty()) return;
    const auto folded = fold(spelling);
    const auto words = heavy_words(folded);
    entries_[words.size()].push_back({{words.begin(), words.end()}, &field});
}

std::optional<LabelMatch> FormLabels::whole(std::string_view text) const {
    if (text.size() > longest_label || has_many_words(text)) return std::nullopt;
    text.remove_prefix(ornament_length(text));
    const auto folded = fold(text);
    const auto words = heavy_words(folded);
    const auto same_length = entries_.find(words.size());
    if (same_length == entries_.end()) return std::nullopt;
    LabelMatch best;
    for (const auto& entry : same_length->second)
        if (const auto likeness = similarity(words, entry.words); likeness > best.confidence)
            best = {entry.field, likeness};
    return best.field == nullptr ? std::nullopt : std::optional(best);
}

std::optional<LabelledLine> FormLabels::at_start(std::string_view line) const {
    const auto begin = ornament_length(line);
    std::optional<LabelledLine> found;
    const auto end = std::min(line.size(), begin + longest_label);
    for (auto at = begin + 1; at < end; ++at) {
        const auto separator = separator_length(line.substr(at));
        if (separator == 0) continue;
        if (const auto match = whole(line.substr(begin, at - begin)))
            if (!found || match->confidence > found->match.confidence)
                found = LabelledLine{*match, at + separator, at + separator};
        at += separator - 1;
    }
    if (!found)
        if (const auto match = whole(line)) found = LabelledLine{*match, line.size(), line.size()};
    if (found) found->value_begin += value_offset(line.substr(found->value_begin));
    return found;
}

std::optional<std::size_t> FormLabels::next_in(std::string_view line, std::size_t from) const {
    constexpr int most_words = 7;
    for (auto at = from; at < line.size(); ++at) {
        const auto rest = line.substr(at);
        const auto separator = rest.front() == ':' || rest.front() == '?' ? 1 : leader_length(rest);
        if (separator == 0) continue;
        std::optional<std::size_t> found;
        auto begin = at;
        for (int words = 0; words < most_words && begin > from; ++words) {
            while (begin > from && line[begin - 1] == ' ') --begin;
            while (begin > from && line[begin - 1] != ' ' && line[begin - 1] != '\t') --begin;
            if (is_upper_start(line.substr(begin)) && whole(line.substr(begin, at - begin))) found = begin;
            if (begin > from && line[begin - 1] == '\t') break;
        }
        if (found) return found;
        at += separator - 1;
    }
    return std::nullopt;
}

bool FormLabels::is_printed(std::string_view text) const {
    const auto words = without_page_number(squeezed(text));
    if (words.empty()) return !squeezed(text).empty();
    if (std::ranges::any_of(printed_beginnings, [&](auto beginning) { return words.starts_with(beginning); }))
        return true;
    return std::ranges::binary_search(printed_, words) || is_part_of_printed(words);
}

bool FormLabels::is_part_of_printed(std::string_view text) const {
    constexpr std::size_t shortest_part = 20;  // a shorter one may be an answer
    const auto words = squeezed(text);
    return words.size() >= shortest_part &&
           std::ranges::any_of(printed_, [&](const std::string& one) { return one.find(words) != std::string::npos; });
}

bool FormLabels::names_form(std::string_view text) const {
    const auto words = squeezed(text);
    return std::ranges::any_of(marks_, [&](const std::string& mark) { return words.find(mark) != std::string::npos; });
}

}  // namespace rexflow::engine::reading
