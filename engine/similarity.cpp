#include "engine/similarity.hpp"

#include "engine/reading/folded.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>
#include <set>

namespace rexflow::engine {

namespace {

constexpr std::size_t shortest_word = 4;
constexpr std::size_t fewest_words = 8;
constexpr std::size_t longest_text = 100'000;
constexpr std::size_t longest_label = 40;

/// Words that say nothing of what happened: grammar, politeness, and what every report to a cell speaks of. Sorted.
constexpr auto common_words = std::to_array<std::string_view>({
    "ainsi",   "alors",       "appeler",    "apres",        "aucun",    "aucune",   "aurait",      "aussi",
    "autre",   "autres",      "avait",      "avant",        "avec",     "avoir",    "avons",       "beaucoup",
    "bien",    "bonjour",     "cabinet",    "cela",         "cellule",  "cette",    "ceux",        "chez",
    "comme",   "comment",     "contact",    "cordialement", "cpts",     "dans",     "depuis",      "deux",
    "dire",    "docteur",     "donc",       "elle",         "elles",    "encore",   "entre",       "etaient",
    "etait",   "etre",        "evenement",  "fait",         "faire",    "fois",     "have",        "hier",
    "ils",     "infirmier",   "infirmiere", "jour",         "jours",    "journee",  "jusqu",       "leur",
    "leurs",   "lors",        "madame",     "mais",         "matin",    "medecin",  "meme",        "merci",
    "moins",   "monsieur",    "note",       "notre",        "nous",     "parce",    "patient",     "patiente",
    "pendant", "peut",        "plus",       "portable",     "pour",     "pourrait", "pouvez",      "probleme",
    "quand",   "quel",        "quelle",     "quelque",      "quelques", "qualite",  "quil",        "rappeler",
    "rien",    "salutations", "sans",       "sera",         "serait",   "signaler", "signalement", "situation",
    "soir",    "soins",       "sont",       "sous",         "suis",     "suite",    "telephone",   "temps",
    "tous",    "tout",        "toute",      "toutes",       "tres",     "veuillez", "vers",        "votre",
    "voulais", "vous",        "with",
});

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// What stands after the label of a form's line, "Lieu : domicile": forms of two people are alike in their labels.
std::string_view without_label(std::string_view line) {
    const auto colon = line.find(':');
    return colon == std::string_view::npos || colon > longest_label ? line : line.substr(colon + 1);
}

void add_words(std::string_view line, std::set<std::string, std::less<>>& words) {
    for (std::size_t at = 0; at < line.size();) {
        auto end = at;
        while (end < line.size() && is_word_character(line[end])) ++end;
        auto word = line.substr(at, end - at);
        at = end + 1;
        if (word.size() > shortest_word && word.ends_with('s')) word.remove_suffix(1);  // plural or not
        if (word.size() >= shortest_word && std::ranges::find(common_words, word) == common_words.end())
            words.emplace(word);
    }
}

std::set<std::string, std::less<>> telling_words(std::string_view text) {
    std::set<std::string, std::less<>> words;
    const auto folded = reading::fold(text.substr(0, longest_text));
    for (std::size_t at = 0; at < folded.size();) {
        const auto end = std::min(folded.find('\n', at), folded.size());
        add_words(without_label(std::string_view(folded).substr(at, end - at)), words);
        at = end + 1;
    }
    return words;
}

/// SipHash-2-4 (Aumasson and Bernstein, 2012) of the word under the key.
class SipHash {
public:
    explicit SipHash(std::string_view key) {
        std::array<std::uint64_t, 2> halves{};
        for (std::size_t i = 0; i < std::min<std::size_t>(key.size(), 16); ++i)
            halves[i / 8] |= static_cast<std::uint64_t>(static_cast<unsigned char>(key[i])) << (8 * (i % 8));
        start_ = {halves[0] ^ 0x736f6d6570736575ULL, halves[1] ^ 0x646f72616e646f6dULL,
                  halves[0] ^ 0x6c7967656e657261ULL, halves[1] ^ 0x7465646279746573ULL};
    }

    [[nodiscard]] std::uint64_t operator()(std::string_view word) const {
        auto v = start_;
        const auto length = static_cast<std::uint64_t>(word.size()) << 56U;
        for (; word.size() >= 8; word.remove_prefix(8)) mix(v, bytes_of(word.substr(0, 8)));
        mix(v, bytes_of(word) | length);
        v[2] ^= 0xFFU;
        for (int i = 0; i < 4; ++i) round(v);
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

private:
    using State = std::array<std::uint64_t, 4>;

    static std::uint64_t bytes_of(std::string_view text) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < text.size(); ++i)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
        return value;
    }

    static void mix(State& v, std::uint64_t block) {
        v[3] ^= block;
        round(v);
        round(v);
        v[0] ^= block;
    }

    static void round(State& v) {
        v[0] += v[1];
        v[1] = std::rotl(v[1], 13) ^ v[0];
        v[0] = std::rotl(v[0], 32);
        v[2] += v[3];
        v[3] = std::rotl(v[3], 16) ^ v[2];
        v[0] += v[3];
        v[3] = std::rotl(v[3], 21) ^ v[0];
        v[2] += v[1];
        v[1] = std::rotl(v[1], 17) ^ v[2];
        v[2] = std::rotl(v[2], 32);
    }

    State start_;
};

/// Another hash function for each place, made of one (splitmix64).
std::uint64_t at_place(std::uint64_t hash, std::size_t place) {
    hash += (place + 1) * 0x9E3779B97F4A7C15ULL;
    hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    hash = (hash ^ (hash >> 27U)) * 0x94D049BB133111EBULL;
    return hash ^ (hash >> 31U);
}

}  // namespace

std::optional<Sketch> sketch_of(std::string_view text, std::string_view key) {
    const auto words = telling_words(text);
    if (words.size() < fewest_words) return std::nullopt;
    std::array<std::uint64_t, std::tuple_size_v<decltype(Sketch::minima)>> smallest{};
    smallest.fill(std::numeric_limits<std::uint64_t>::max());
    const SipHash hash(key);
    for (const auto& word : words)
        for (std::size_t place = 0; place < smallest.size(); ++place)
            smallest[place] = std::min(smallest[place], at_place(hash(word), place));
    Sketch sketch;
    std::ranges::transform(smallest, sketch.minima.begin(),
                           [](std::uint64_t value) { return static_cast<std::uint8_t>(value); });
    return sketch;
}

double resemblance(const Sketch& one, const Sketch& other) {
    constexpr double by_chance = 1.0 / 256;
    double equal = 0;
    for (std::size_t place = 0; place < one.minima.size(); ++place)
        equal += one.minima[place] == other.minima[place] ? 1 : 0;
    const auto share = equal / static_cast<double>(one.minima.size());
    return std::max(0.0, (share - by_chance) / (1 - by_chance));
}

std::string to_text(const Sketch& sketch) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto byte : sketch.minima) {
        text += digits[byte >> 4U];
        text += digits[byte & 0xFU];
    }
    return text;
}

std::optional<Sketch> parse_sketch(std::string_view text) {
    Sketch sketch;
    if (text.size() != 2 * sketch.minima.size()) return std::nullopt;
    for (std::size_t i = 0; i < sketch.minima.size(); ++i) {
        const auto* const begin = text.data() + 2 * i;
        const auto [end, error] = std::from_chars(begin, begin + 2, sketch.minima[i], 16);
        if (error != std::errc{} || end != begin + 2) return std::nullopt;
    }
    return sketch;
}

}  // namespace rexflow::engine
