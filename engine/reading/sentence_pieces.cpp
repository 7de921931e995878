#include "engine/reading/sentence_pieces.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace rexflow::engine::reading {

namespace {

/// Sorted.
constexpr auto small_words = std::to_array<std::string_view>(
    {"a",       "afin",      "ainsi",    "apres",     "au",      "aussi", "aux",     "avec",   "avoir", "bien",
     "bjr",     "bonjour",   "bonsoir",  "bsr",       "c",       "ca",    "ce",      "cela",   "ces",   "cet",
     "cette",   "chaque",    "d",        "dans",      "de",      "des",   "docteur", "donc",   "dr",    "du",
     "e",       "egalement", "elle",     "en",        "encore",  "entre", "est",     "et",     "etre",  "fois",
     "general", "h",         "heure",    "heures",    "ici",     "il",    "j",       "je",     "jour",  "jours",
     "jusqu",   "l",         "la",       "le",        "les",     "leur",  "lui",     "m",      "ma",    "madame",
     "me",      "merci",     "mes",      "messieurs", "midi",    "mme",   "moi",     "moment", "mon",   "monsieur",
     "n",       "ne",        "nous",     "on",        "ou",      "par",   "pas",     "peu",    "peut",  "peux",
     "plage",   "plus",      "possible", "pour",      "pourrai", "pr",    "puis",    "qu",     "quand", "que",
     "qui",     "s",         "sa",       "sans",      "se",      "serai", "serait",  "ses",    "si",    "soit",
     "son",     "sont",      "souhaite", "suis",      "sur",     "tard",  "tous",    "tout",   "toute", "toutes",
     "tres",    "un",        "une",      "voici",     "voire",   "vos",   "votre",   "vous",   "y"});
static_assert(std::ranges::is_sorted(small_words));

std::optional<Parting> parting_at(const Words& words, std::size_t at) {
    const auto& word = words[at];
    if (word.text == "(" || word.text == "[") return Parting::open;
    if (word.text == ")" || word.text == "]") return Parting::close;
    constexpr auto commas = std::to_array<std::string_view>({",", ";", ":", "*", "|"});
    const bool is_dash = word.text == "-" && !words.is_close(at) && (at == 0 || !words.is_close(at - 1));
    if (is_dash || word.kind == WordKind::line_end || std::ranges::find(commas, word.text) != commas.end())
        return Parting::comma;
    return std::nullopt;
}

/// The piece that begins at a word: the longest; of equally long ones hours, then days.
std::optional<Piece> piece_at(const Words& words, std::size_t at, std::size_t sentence, Day today,
                              const AvailabilityHabits& habits) {
    std::optional<Piece> longest;
    const auto offer = [&](const auto& found, auto what) {
        if (found && (!longest || found->end > longest->end)) longest = Piece{what(*found), at, found->end};
    };
    offer(hours_at(words, at, habits), [](const Hours& hours) { return hours; });
    offer(days_at(words, at, today), [](const Days& days) { return days; });
    offer(cue_at(words, at, sentence), [](const FoundCue& found) { return found.cue; });
    if (!longest) {
        if (const auto parting = parting_at(words, at)) longest = Piece{*parting, at, at + 1};
    }
    return longest;
}

bool names_a_thing(const Piece& piece) {
    const auto* const days = std::get_if<Days>(&piece.what);
    return days != nullptr &&
           (days->kind == DaysKind::attribute || days->kind == DaysKind::past || days->kind == DaysKind::deadline);
}

/// Whether hours right after the days say no more than the days: "l'incident du jeudi matin", "à partir de lundi soir".
bool takes_hours_along(const Piece& piece, const Hours& hours) {
    const auto* const days = std::get_if<Days>(&piece.what);
    if (days == nullptr) return false;
    return names_a_thing(piece) || (days->kind != DaysKind::weekdays && days->kind != DaysKind::date &&
                                    (hours.kind == HoursKind::part || hours.kind == HoursKind::point));
}

void tie_hours_to_days(std::vector<Piece>& pieces) {
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        auto* const hours = std::get_if<Hours>(&pieces[i].what);
        const bool is_near = pieces[i].begin <= pieces[i - 1].end + (names_a_thing(pieces[i - 1]) ? 1 : 0);
        if (hours != nullptr && is_near && takes_hours_along(pieces[i - 1], *hours)) hours->kind = HoursKind::attribute;
    }
}

bool is_mobile(std::string_view phone) {
    constexpr auto beginnings =
        std::to_array<std::string_view>({"06", "07", "+336", "+337", "+33 6", "+33 7", "+33(0)6"});
    return std::ranges::any_of(beginnings, [&](std::string_view beginning) { return phone.starts_with(beginning); });
}

void look_at(Sentence& sentence, const Words& words, const Piece& piece) {
    sentence.has_time = sentence.has_time || piece.is_time();
    const auto* const cue = std::get_if<Cue>(&piece.what);
    if (cue == nullptr) return;
    const bool is_phone = words[piece.begin].kind == WordKind::phone;
    sentence.has_phone = sentence.has_phone || is_phone;
    sentence.has_mobile = sentence.has_mobile || (is_phone && is_mobile(words[piece.begin].text));
    sentence.has_calling = sentence.has_calling || is_phone || *cue == Cue::calling;
    sentence.has_hint = sentence.has_hint || *cue == Cue::hint;
    sentence.has_story = sentence.has_story || *cue == Cue::story;
    sentence.has_closing = sentence.has_closing || *cue == Cue::closing;
    sentence.has_stance = sentence.has_stance || piece.is_stance();
}

bool names_practice(std::string_view word) {
    constexpr auto practices =
        std::to_array<std::string_view>({"cabinet", "secretariat", "pharmacie", "officine", "maison", "centre",
                                         "standard", "horaires", "msp", "clinique"});
    return std::ranges::find(practices, word) != practices.end();
}

Sentence sentence_between(const Words& words, std::size_t begin, std::size_t end, Day today,
                          const AvailabilityHabits& habits) {
    Sentence sentence;
    sentence.begin = begin;
    sentence.end = end;
    for (auto at = begin; at < end;) {
        sentence.has_practice = sentence.has_practice || names_practice(words.text(at));
        const auto piece = piece_at(words, at, begin, today, habits);
        if (!piece) {
            sentence.other_words += words[at].kind == WordKind::word && !is_small_word(words[at].text) ? 1 : 0;
            ++at;
            continue;
        }
        sentence.pieces.push_back(*piece);
        look_at(sentence, words, *piece);
        at = piece->end;
    }
    tie_hours_to_days(sentence.pieces);
    sentence.is_of_practice = names_practice(words.text(begin)) && !words.is(begin, "horaires") && sentence.has_phone &&
                              !sentence.has_mobile && !sentence.has_stance;
    return sentence;
}

/// How far a word of calling makes the wishes of other sentences wishes about calling.
constexpr std::size_t neighbours = 2;
/// A mail of so few words is about being called.
constexpr int terse = 12;

}  // namespace

std::vector<Sentence> sentences_of(const Words& words, Day today, const AvailabilityHabits& habits) {
    const auto bounds = sentence_bounds(words);
    std::vector<Sentence> sentences;
    std::size_t done = 0;
    for (std::size_t i = 1; i < bounds.size(); ++i) {
        if (bounds[i] <= done) continue;  // a phrase went over the end of its sentence
        sentences.push_back(sentence_between(words, std::max(bounds[i - 1], done), bounds[i], today, habits));
        done = bounds[i];
        if (!sentences.back().pieces.empty()) done = std::max(done, sentences.back().pieces.back().end);
    }
    return sentences;
}

bool Piece::is_stance() const {
    return is(Cue::calling) || is(Cue::story) || is(Cue::aside) || is(Cue::busy) || is(Cue::busy_hint) ||
           is(Cue::unavailable);
}

bool speaks_of_calling_near(std::span<const Sentence> sentences, std::size_t i) {
    const auto first = i - std::min(i, neighbours);
    const auto last = std::min(sentences.size(), i + neighbours + 1);
    return std::ranges::any_of(sentences.subspan(first, last - first), &Sentence::has_calling);
}

bool is_bare_wish(const Sentence& sentence) { return sentence.has_hint && sentence.has_time && sentence.is_bare(0); }

bool leads_to_calling(std::span<const Sentence> sentences, std::size_t i) {
    return sentences[i].other_words == 0 && i + 1 < sentences.size() && sentences[i + 1].has_calling;
}

bool is_terse(std::span<const Sentence> sentences) {
    int others = 0;
    for (const auto& sentence : sentences) others += sentence.other_words;
    return others <= terse && std::ranges::none_of(sentences, &Sentence::has_story);
}

bool is_small_word(std::string_view word) { return std::ranges::binary_search(small_words, word); }

}  // namespace rexflow::engine::reading
