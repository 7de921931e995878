#include "engine/reading/person_name.hpp"

#include "engine/reading/given_names.hpp"
#include "engine/reading/name_vocabulary.hpp"
#include "engine/reading/phrases.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace rexflow::engine::reading {

namespace {

using Words = std::span<const NameWord>;

struct Title {
    std::string_view spoken;
    std::string_view title;
};

constexpr auto titles = std::to_array<Title>({
    {"dr", "Dr"},
    {"docteur", "Dr"},
    {"docteure", "Dr"},
    {"dre", "Dr"},
    {"pr", "Pr"},
    {"professeur", "Pr"},
    {"mme", "Mme"},
    {"madame", "Mme"},
    {"monsieur", "M."},
    {"mr", "M."},
    {"m", "M."},
    {"mlle", "Mlle"},
    {"mademoiselle", "Mlle"},
    {"me", "Me"},
    {"maitre", "Me"},
});

bool is_no_name(const NameWord& word) { return is_never_a_name(word.folded); }

bool is_particle(const NameWord& word) { return is_name_particle(word.folded); }

/// "d'Almeida", "L'Hostis": the particle is part of the word.
bool has_particle(const NameWord& word) { return word.folded.starts_with("d'") || word.folded.starts_with("l'"); }

bool is_given(const NameWord& word) { return word.letter_case == LetterCase::initial || is_given_name(word.folded); }

/// Whether a word may stand in a name at all.
bool is_name_word(const NameWord& word) {
    if (is_particle(word)) return true;
    // "Appel de Mme Petit": a title in the middle is another person's.
    if (word.folded.size() > 1 && !title_of(word).empty()) return false;
    if (is_no_name(word) || word.letter_case == LetterCase::none || word.folded.ends_with('\'')) return false;
    return word.letter_case != LetterCase::lower || has_particle(word);
}

std::string joined(Words words) {
    std::string text;
    for (const auto& word : words) {
        if (!text.empty()) text += ' ';
        const bool stays_small = is_particle(word) && word.letter_case == LetterCase::lower;
        const bool is_initial = word.letter_case == LetterCase::initial;
        text += stays_small || is_initial ? std::string(word.written) : name_case(word.written);
    }
    return text;
}

/// How many of the first words are the given name, when the given name is in front; leaves one for the family.
std::size_t size_of_given(Words words) {
    const auto is_second = [&](std::size_t i) {
        return i + 1 < words.size() && is_given(words[i]) && !is_particle(words[i]);
    };
    if (words.size() < 2) return 0;
    const bool is_compound = begins_compound_name(words[0].folded) && is_second(1);
    const bool is_initials = words[0].letter_case == LetterCase::initial && words[1].letter_case == LetterCase::initial;
    return (is_compound || is_initials) && words.size() > 2 ? 2 : 1;
}

/// How many of the last words are the given name, when the family name is in front.
std::size_t size_of_given_behind(Words words) {
    if (words.size() < 3) return 1;
    const auto& last_but_one = words[words.size() - 2];
    return begins_compound_name(last_but_one.folded) && is_given(last_but_one) ? 2 : 1;
}

WrittenName given_first(Words words, NameOrder order) {
    const auto size = size_of_given(words);
    return {joined(words.subspan(size)), joined(words.first(size)), {}, order};
}

WrittenName family_first(Words words, NameOrder order) {
    const auto size = size_of_given_behind(words);
    return {joined(words.first(words.size() - size)), joined(words.last(size)), {}, order};
}

/// "JL", "FX": the initials of a given name of two parts, and no family name in capitals.
bool is_pair_of_initials(const NameWord& word) {
    constexpr auto pairs =
        std::to_array<std::string_view>({"ac", "ae", "al", "am", "as", "cl", "fx", "jb", "jc", "jd", "jf", "jg", "jh",
                                         "jj", "jl", "jm", "jn", "jp", "jr", "js", "jy", "mc", "md", "mf", "mh", "mj",
                                         "ml", "mm", "mn", "mo", "mp", "mt", "pa", "pe", "ph", "pj", "pl", "pm", "py"});
    return word.letter_case == LetterCase::upper && std::ranges::find(pairs, word.folded) != pairs.end();
}

bool is_capital_family(const NameWord& word) { return word.letter_case == LetterCase::upper; }

/// The words in capitals are the family name where others are not, with the particles before them.
std::optional<WrittenName> by_capitals(Words words) {
    const auto first = std::ranges::find_if(words, is_capital_family);
    if (first == words.end()) return std::nullopt;
    auto begin = static_cast<std::size_t>(first - words.begin());
    auto end = begin;
    while (end < words.size() && is_capital_family(words[end])) ++end;
    while (begin > 0 && is_particle(words[begin - 1])) --begin;
    const bool is_all = begin == 0 && end == words.size();
    if (is_all || (begin > 0 && end < words.size())) return std::nullopt;
    const auto given = begin > 0 ? words.first(begin) : words.subspan(end);
    if (std::ranges::all_of(given, is_particle)) return std::nullopt;
    return WrittenName{joined(words.subspan(begin, end - begin)), joined(given), {}, NameOrder::written};
}

/// A particle behind the first word begins the family name: "Anne de La Tour", "Claire Le Goff".
std::optional<WrittenName> by_particle(Words words) {
    const auto found =
        std::ranges::find_if(words, [](const auto& word) { return is_particle(word) || has_particle(word); });
    const auto at = static_cast<std::size_t>(found - words.begin());
    if (found == words.end() || at + (has_particle(*found) ? 0 : 1) >= words.size()) return std::nullopt;
    if (at == 0) {
        // "Le Goff Claire"; "Le Goff" alone is left to others.
        const bool ends_given = words.size() > 2 && is_given(words.back());
        return ends_given ? std::optional(family_first(words, NameOrder::written)) : std::nullopt;
    }
    if (at > 2 || !is_given(words[0])) {
        return at == 1 ? std::optional(given_first(words, NameOrder::assumed)) : std::nullopt;
    }
    return WrittenName{joined(words.subspan(at)), joined(words.first(at)), {}, NameOrder::written};
}

WrittenName by_given_names(Words words) {
    const bool begins = is_given(words.front());
    const bool ends = is_given(words.back());
    if (begins && words.back().letter_case == LetterCase::initial) return given_first(words, NameOrder::written);
    if (ends && !begins) return family_first(words, NameOrder::written);
    return given_first(words, begins && !ends ? NameOrder::written : NameOrder::assumed);
}

WrittenName split_name(Words words) {
    if (words.size() == 1) {
        const bool is_given_only = is_given(words[0]) && words[0].letter_case != LetterCase::upper;
        if (is_given_only) return {{}, joined(words), {}, NameOrder::single};
        return {joined(words), {}, {}, NameOrder::single};
    }
    const bool is_one_name = is_particle(words[0]) && words.size() == 2;
    if (is_one_name) return {joined(words), {}, {}, NameOrder::single};
    if (is_pair_of_initials(words[0]))
        return {joined(words.subspan(1)), std::string(words[0].written), {}, NameOrder::written};
    if (auto name = by_capitals(words)) return *name;
    if (auto name = by_particle(words)) return *name;
    return by_given_names(words);
}

std::optional<WrittenName> name_of(Words words, std::string_view title) {
    constexpr std::size_t most_words = 6;
    if (words.empty() || words.size() > most_words || std::ranges::all_of(words, is_particle)) return std::nullopt;
    // Small particles stand inside of a name.
    const auto is_small_particle = [](const NameWord& word) {
        return is_particle(word) && word.letter_case == LetterCase::lower;
    };
    if (is_small_particle(words.back()) || (title.empty() && is_small_particle(words.front()))) return std::nullopt;
    const bool is_only_initials =
        std::ranges::all_of(words, [](const auto& word) { return word.letter_case == LetterCase::initial; });
    if (is_only_initials && title.empty()) return std::nullopt;
    constexpr std::size_t longest_acronym = 3;
    const bool is_acronym =
        words.size() == 1 && words[0].letter_case == LetterCase::upper && words[0].folded.size() <= longest_acronym;
    if (is_acronym && title.empty()) return std::nullopt;
    auto name = split_name(words);
    if (!title.empty() && name.family.empty()) std::swap(name.family, name.given);
    if (!title.empty() && name.order == NameOrder::single) name.order = NameOrder::written;
    name.title = title;
    return name;
}

/// The titles at the beginning or end of a row of words are taken off; the one that says most is kept.
std::string_view take_titles(Words& words) {
    std::string_view title;
    const auto is_better = [&](std::string_view other) {
        return title.empty() || ((other == "Dr" || other == "Pr") && title != "Pr");
    };
    const auto take = [&](const NameWord& word) {
        if (const auto found = title_of(word); is_better(found)) title = found;
    };
    while (!words.empty()) {
        const bool is_article =
            words.size() > 1 && (words[0].folded == "le" || words[0].folded == "la") && !title_of(words[1]).empty();
        if (!is_article && title_of(words.front()).empty()) break;
        if (!is_article) take(words.front());
        words = words.subspan(1);
    }
    // A single M behind a name is an initial.
    while (words.size() > 1 && words.back().folded.size() > 1 && !title_of(words.back()).empty()) {
        take(words.back());
        words = words.first(words.size() - 1);
    }
    return title;
}

}  // namespace

std::string_view title_of(const NameWord& word) {
    // "me" and "m" are words of their own; as titles they have a capital.
    const bool is_short = word.folded.size() <= 2 && word.folded != "dr" && word.folded != "pr";
    if (is_short && word.letter_case == LetterCase::lower) return {};
    const auto found = std::ranges::find(titles, std::string_view(word.folded), &Title::spoken);
    return found == titles.end() ? std::string_view() : found->title;
}

std::optional<WrittenName> parse_name(std::string_view text) {
    const auto all = name_words(text);
    Words words = all;
    const auto title = take_titles(words);
    if (!std::ranges::all_of(words, is_name_word)) return std::nullopt;
    return name_of(words, title);
}

std::optional<WrittenName> parse_careless_name(std::string_view text) {
    auto all = name_words(text);
    Words words = all;
    const auto title = take_titles(words);
    const bool is_careless = std::ranges::all_of(
        words, [](const NameWord& word) { return word.letter_case == LetterCase::lower && !is_no_name(word); });
    constexpr std::size_t shortest = 3;
    const bool is_short = words.empty() || words.size() > 3 || words.back().folded.size() < shortest ||
                          words.front().folded.ends_with('\'');
    if (!is_careless || is_short || is_particle(words.back())) return std::nullopt;
    const bool begins_given = is_given_name(words.front().folded);
    if (title.empty() && (!begins_given || words.front().folded.size() < shortest)) return std::nullopt;
    if (words.size() == 1) {
        const auto name = name_case(words.front().written);
        return title.empty() ? WrittenName{{}, name, {}, NameOrder::single}
                             : WrittenName{name, {}, std::string(title), {}};
    }
    const auto given = begins_given ? words.first(1) : words.first(0);
    return WrittenName{joined(words.subspan(given.size())), joined(given), std::string(title), NameOrder::written};
}

std::optional<WrittenName> name_in_front(std::string_view text) {
    const auto all = name_words(text);
    Words words = all;
    const auto title = take_titles(words);
    std::size_t size = 0;
    while (size < words.size() && is_name_word(words[size])) ++size;
    while (size > 0 && is_particle(words[size - 1]) && words[size - 1].letter_case == LetterCase::lower) --size;
    return name_of(words.first(size), title);
}

}  // namespace rexflow::engine::reading
