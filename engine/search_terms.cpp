#include "engine/search_terms.hpp"

#include "engine/reading/lines.hpp"
#include "engine/reading/words.hpp"
#include "engine/utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rexflow::engine {

namespace {

using reading::WordKind;

constexpr std::size_t shortest = 3;
constexpr std::size_t longest = 7;
constexpr std::size_t phone_digits = 9;

/// Folded, in order.
constexpr auto stop_words = std::to_array<std::string_view>({
    "ainsi", "alors",  "and",    "apres", "are",          "aucun",   "aussi",  "autre", "aux",  "avait",    "avant",
    "avec",  "avez",   "avoir",  "avons", "bien",         "bonjour", "but",    "car",   "cela", "ces",      "cet",
    "cette", "ceux",   "chez",   "comme", "cordialement", "dans",    "depuis", "des",   "deux", "donc",     "dont",
    "elle",  "elles",  "encore", "entre", "est",          "ete",     "etre",   "eux",   "fait", "faire",    "for",
    "from",  "had",    "has",    "have",  "ils",          "her",     "his",    "jour",  "les",  "leur",     "leurs",
    "lui",   "madame", "mais",   "merci", "meme",         "mes",     "moi",    "moins", "mon",  "monsieur", "nos",
    "not",   "notre",  "nous",   "ont",   "our",          "par",     "parce",  "pas",   "peu",  "peut",     "plus",
    "pour",  "quand",  "que",    "quel",  "quelle",       "qui",     "quoi",   "sans",  "ses",  "she",      "soit",
    "son",   "sont",   "sous",   "suis",  "sur",          "tel",     "tes",    "that",  "the",  "their",    "they",
    "this",  "ton",    "tous",   "tout",  "toute",        "tres",    "une",    "unes",  "vers", "vos",      "votre",
    "vous",  "was",    "were",   "with",  "you",          "your",
});

bool is_stop_word(std::string_view word) { return std::ranges::find(stop_words, word) != stop_words.end(); }

/// Where the letter that begins at `at` ends.
std::size_t after_letter(std::string_view word, std::size_t at) {
    ++at;
    while (at < word.size() && continues_character(word[at])) ++at;
    return at;
}

/// Ends of the third to the seventh letter, as far as there are.
std::vector<std::size_t> beginnings(std::string_view word) {
    std::vector<std::size_t> ends;
    std::size_t letters = 0;
    for (std::size_t at = 0; at < word.size() && letters < longest;) {
        at = after_letter(word, at);
        if (++letters >= shortest) ends.push_back(at);
    }
    return ends;
}

std::string phone_of(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits.size() > phone_digits ? digits.substr(digits.size() - phone_digits) : digits;
}

bool is_word(WordKind kind) { return kind == WordKind::word || kind == WordKind::number || kind == WordKind::code; }

std::vector<std::string> each_once(std::vector<std::string> terms) {
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return terms;
}

}  // namespace

std::vector<std::string> take_terms(std::string_view& text) {
    constexpr std::size_t at_once = 4UL * 1024;
    const reading::Words words(reading::take_piece(text, at_once));
    std::vector<std::string> terms;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const auto& word = words[at];
        if (word.kind == WordKind::phone)
            terms.push_back(phone_of(word.text));
        else if (is_word(word.kind) && !is_stop_word(word.text))
            for (const auto end : beginnings(word.text)) terms.emplace_back(word.text.substr(0, end));
    }
    return each_once(std::move(terms));
}

std::vector<std::string> terms_of_query(std::string_view query) {
    const reading::Words words(query);
    std::vector<std::string> terms;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const auto& word = words[at];
        if (word.kind == WordKind::phone) terms.push_back(phone_of(word.text));
        if (!is_word(word.kind) || is_stop_word(word.text)) continue;
        if (const auto ends = beginnings(word.text); !ends.empty())
            terms.emplace_back(word.text.substr(0, ends.back()));
    }
    return each_once(std::move(terms));
}

}  // namespace rexflow::engine
