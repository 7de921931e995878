#include "engine/reading/request.hpp"

#include "engine/reading/matter_words.hpp"
#include "engine/reading/person.hpp"
#include "engine/reading/request_phrases.hpp"
#include "engine/reading/sentence_pieces.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace rexflow::engine::reading {

namespace {

constexpr double plainly = 0.9;
constexpr double perhaps = 0.6;

double confidence_of(Strength strength) { return strength == Strength::plain ? plainly : perhaps; }

template <typename Table>
bool contains(const Table& table, std::string_view word) {
    return std::ranges::find(table, word) != table.end();
}

bool ends_clause(const Word& word) {
    return word.text == "," || word.text == "." || word.text == ";" || word.text == "!" || word.text == "?" ||
           word.kind == WordKind::paragraph;
}

/// Whether one of the words of a table stands in the same clause, at most `count` words before.
template <typename Table>
bool is_before(const Words& words, std::size_t at, std::size_t count, const Table& table) {
    for (std::size_t back = 1; back <= std::min(at, count) && !ends_clause(words[at - back]); ++back)
        if (contains(table, words.text(at - back))) return true;
    return false;
}

template <typename Table>
bool is_after(const Words& words, std::size_t end, std::size_t count, const Table& table) {
    for (auto at = end; at < std::min(words.size(), end + count) && !ends_clause(words[at]); ++at)
        if (contains(table, words.text(at))) return true;
    return false;
}

constexpr auto negations =
    std::to_array<std::string_view>({"pas", "sans", "aucun", "aucune", "ni", "jamais", "rien", "non"});

bool is_negated(const Words& words, std::size_t at) {
    constexpr std::size_t reach = 5;
    return is_before(words, at, reach, negations);
}

/// "aurait pu entraîner le décès", "risque de séquelles": it did not happen.
bool is_supposed(const Words& words, std::size_t at) {
    constexpr auto suppositions = std::to_array<std::string_view>(
        {"aurait",     "auraient", "pourrait", "pourraient", "risque",      "risques",         "risquait",
         "risquer",    "evite",    "evitons",  "evitant",    "evitee",      "eviter",          "crains",
         "craint",     "crainte",  "peur",     "potentiel",  "potentielle", "potentiellement", "prevenir",
         "prevention", "cas",      "auriez",   "failli",     "menace",      "menacait"});
    constexpr std::size_t reach = 6;
    return is_before(words, at, reach, suppositions);
}

/// "séquelles : aucune", "décès évité", "pronostic vital non engagé"; but not "le décès n'a pas été signalé".
bool is_denied_after(const Words& words, std::size_t end) {
    constexpr auto denials = std::to_array<std::string_view>(
        {"aucun", "aucune", "neant", "evite", "evitee", "evites", "evitees", "evitable", "possible", "possibles"});
    constexpr auto negations_of_a_state = std::to_array<std::string_view>({"non", "pas"});
    constexpr std::size_t reach = 4;
    const bool is_answer = words.is(end, ":") && contains(negations_of_a_state, words.text(end + 1));
    const bool is_prognosis =
        end > 0 && words.is(end - 1, "vital") && is_after(words, end, reach, negations_of_a_state);
    return is_answer || is_prognosis || is_after(words, end, reach, denials);
}

/// "veuve depuis le décès de son mari", "antécédent de coma", "décédé il y a trois ans": no part of the event.
bool is_past_history(const Words& words, std::size_t at, std::size_t end) {
    constexpr auto history =
        std::to_array<std::string_view>({"veuf", "veuve", "antecedent", "antecedents", "atcd", "atcds"});
    constexpr auto relatives =
        std::to_array<std::string_view>({"mari", "epouse", "femme", "pere", "mere", "conjoint", "conjointe", "frere",
                                         "soeur", "compagnon", "compagne"});
    constexpr auto theirs = std::to_array<std::string_view>({"son", "sa", "mon", "ma", "leur"});
    const bool is_of_relative = is_after(words, end, 4, theirs) && is_after(words, end, 5, relatives);
    const bool is_relative = is_before(words, at, 3, relatives) && is_before(words, at, 4, theirs);
    const bool is_long_ago = words.is(end, "il") && words.is(end + 1, "y") && words.is(end + 2, "a") &&
                             (words.is(end + 4, "ans") || words.is(end + 4, "an") || words.is(end + 4, "mois"));
    return is_before(words, at, 8, history) || is_of_relative || is_relative || is_long_ago;
}

bool is_affirmed(const Words& words, std::size_t at, std::size_t) { return !is_negated(words, at); }

bool happened(const Words& words, std::size_t at, std::size_t end) {
    return !is_negated(words, at) && !is_supposed(words, at) && !is_denied_after(words, end) &&
           !is_past_history(words, at, end);
}

/// Goes through the phrases of a table that count where they stand.
template <typename Meaning, typename Counts, typename Use>
void for_each(const Words& words, const PhraseTable<Meaning>& table, Counts counts, Use use) {
    for (std::size_t at = 0; at < words.size();) {
        const auto found = table.longest_at(words, at);
        if (found && found.meaning->strength != Strength::none && counts(words, at, found.end))
            use(*found.meaning, at, found.end);
        at = found ? found.end : at + 1;
    }
}

/// The first of the strongest signs.
template <typename Counts>
std::optional<Evidence> strongest(const Words& words, const PhraseTable<Sign>& table, Counts counts) {
    std::optional<Evidence> best;
    for_each(words, table, counts, [&](const Sign& sign, std::size_t at, std::size_t end) {
        const auto confidence = confidence_of(sign.strength);
        if (!best || confidence > best->confidence) best = Evidence{words.sentence(at, end), confidence};
    });
    return best;
}

template <typename Value, std::size_t Count>
struct Tally {
    struct Score {
        int points = 0;
        Strength strength = Strength::none;
        Evidence evidence;
    };
    std::array<Score, Count> scores;

    void count(const Words& words, const SignOf<Value>& sign, std::size_t at, std::size_t end) {
        auto& score = scores.at(static_cast<std::size_t>(sign.value));
        score.points += sign.strength == Strength::plain ? 3 : 1;
        if (sign.strength <= score.strength) return;
        score.strength = sign.strength;
        score.evidence = {words.sentence(at, end), confidence_of(sign.strength)};
    }

    [[nodiscard]] const Score& of(Value value) const { return scores.at(static_cast<std::size_t>(value)); }
};

/// The authorities are spoken of for many reasons; a declaration is one of them.
bool says_scope(const Words& words, const SignOf<Scope>& sign, std::size_t at) {
    constexpr auto declaring =
        std::to_array<std::string_view>({"declarer", "declare", "declaree", "declaration", "declarations", "declarons",
                                         "signaler", "signale", "signalement", "signalements", "passer"});
    constexpr std::size_t reach = 8;
    return sign.strength != Strength::word || is_before(words, at, reach, declaring);
}

Found<Scope> read_scope(const Words& words) {
    Tally<Scope, 3> tally;
    for_each(words, scope_phrases(), is_affirmed, [&](const auto& sign, auto at, auto end) {
        if (says_scope(words, sign, at)) tally.count(words, sign, at, end);
    });
    constexpr auto by_weight = std::to_array<std::pair<Scope, Strength>>({{Scope::extra, Strength::plain},
                                                                          {Scope::intra, Strength::plain},
                                                                          {Scope::extra, Strength::word},
                                                                          {Scope::intra, Strength::word}});
    for (const auto& [scope, strength] : by_weight)
        if (tally.of(scope).strength == strength) return {scope, tally.of(scope).evidence};
    return {};
}

/// "le risque de chute", "j'ai peur qu'un accident arrive": no incident yet.
bool is_told_of(const Words& words, const SignOf<Kind>& sign, std::size_t at) {
    return sign.value != Kind::incident || !is_supposed(words, at);
}

/// What happened after all outweighs what it was: an error caught in time is a near miss.
std::optional<Found<Kind>> read_kind(const Words& words, bool did_harm) {
    struct Weight {
        Kind kind;
        int when_plain;  ///< points it gains where it is said plainly
    };
    constexpr auto weights = std::to_array<Weight>({{Kind::near_miss, 5},
                                                    {Kind::good_practice, 3},
                                                    {Kind::complex_situation, 2},
                                                    {Kind::risk, 2},
                                                    {Kind::incident, 0}});
    Tally<Kind, 5> tally;
    for_each(words, kind_phrases(), is_affirmed, [&](const auto& sign, auto at, auto end) {
        if (is_told_of(words, sign, at)) tally.count(words, sign, at, end);
    });
    const auto& incident = tally.of(Kind::incident);
    std::optional<Found<Kind>> best;
    int most = 0;
    for (const auto& [kind, when_plain] : weights) {
        const auto& score = tally.of(kind);
        if (score.points == 0 || (kind == Kind::near_miss && did_harm)) continue;
        const bool is_caught =
            kind == Kind::near_miss && score.points > 0 && incident.points > 0 && score.points * 2 >= incident.points;
        const int points =
            score.points + (score.strength == Strength::plain ? when_plain : 0) + (is_caught ? incident.points : 0);
        if (points <= most) continue;
        most = points;
        best = Found<Kind>{kind, score.evidence};
    }
    return best;
}

/// What goes wrong in care is told in words of care, whatever those are.
constexpr double unnamed = 0.5;

std::optional<Found<Kind>> kind_of_matter(const Words& words, const std::vector<std::size_t>& matter) {
    if (matter.empty()) return std::nullopt;
    return Found<Kind>{Kind::incident, {words.sentence(matter.front(), matter.front() + 1), unnamed}};
}

/// "au sujet d'un résident": what the call will be about, and no more of it.
bool is_only_announced(const Words& words, std::size_t at) {
    constexpr auto announcing =
        std::to_array<std::string_view>({"sujet", "propos", "concernant", "parler", "discuter", "echanger"});
    constexpr std::size_t reach = 6;
    return is_before(words, at, reach, announcing);
}

/// Other words than those of calling, of care and of politeness that a wish to be called may hold: who and where
/// somebody is. With a number alone, and no word of calling, there must be hardly any.
constexpr int most_words_beside_a_call = 16;
constexpr int most_words_beside_a_number = 8;
/// "Mme Roux m'a donné votre adresse" is told in few words; what happened in care, though in no word of care, in more.
constexpr int most_words_told = 4;
/// No hour of the sentences is looked at here.
constexpr Day no_day{std::chrono::year(2000), std::chrono::January, std::chrono::day(1)};

bool asks_for_call(const Words& words, const Sentence& sentence) {
    if (std::ranges::any_of(sentence.pieces, [](const Piece& piece) { return piece.is(Cue::calling); })) return true;
    for (auto at = sentence.begin; at < sentence.end; ++at) {
        const auto wish = call_wishes().longest_at(words, at);
        if (wish && wish.meaning->strength != Strength::none) return true;
    }
    return false;
}

Found<Request> read_request(const Words& words, const std::vector<std::size_t>& matter) {
    constexpr double likely = 0.8;
    if (!std::ranges::all_of(matter, [&](std::size_t at) { return is_only_announced(words, at); })) return {};
    std::optional<Evidence> call;
    bool is_asked = false;
    int beside = 0;
    int told = 0;
    for (const auto& sentence : sentences_of(words, no_day, {})) {
        if (sentence.has_closing) break;
        const bool asks = asks_for_call(words, sentence);
        beside += sentence.other_words;
        told += sentence.has_story && !asks ? sentence.other_words : 0;
        if ((asks && !is_asked) || (sentence.has_phone && !call))
            call = Evidence{words.sentence(sentence.begin, sentence.end), likely};
        is_asked = is_asked || asks;
    }
    const int most = is_asked ? most_words_beside_a_call : most_words_beside_a_number;
    return call && beside <= most && told <= most_words_told ? Found<Request>{Request::call_me_only, *call}
                                                             : Found<Request>{};
}

/// What is told above the signature: "Service qualité et gestion des risques" below it is no risk.
std::string_view told_in(std::string_view text) {
    const auto told = text.substr(0, signature_begin(text));
    return told.find_first_not_of(" \t\n") == std::string_view::npos ? text : told;
}

/// "mais non, je la maintiens"
bool is_kept_up(const Words& words, std::size_t at, std::size_t end) {
    constexpr auto keeping = std::to_array<std::string_view>({"maintiens", "maintenons", "maintiendrai"});
    constexpr std::size_t reach = 12;
    for (auto next = end; next < std::min(words.size(), end + reach); ++next)
        if (contains(keeping, words.text(next))) return true;
    return is_before(words, at, 5, keeping);
}

bool is_taken_back(const Words& words, std::size_t at, std::size_t end) {
    constexpr auto refusals = std::to_array<std::string_view>({"pas"});
    return !is_before(words, at, 3, refusals) && !is_kept_up(words, at, end);
}

}  // namespace

std::string_view to_text(Request request) {
    switch (request) {
        case Request::report:
            return "report";
        case Request::call_me_only:
            return "call_me_only";
        case Request::form:
            return "form";
    }
    return {};
}

std::string_view to_text(Scope scope) {
    switch (scope) {
        case Scope::unknown:
            return "unknown";
        case Scope::intra:
            return "intra";
        case Scope::extra:
            return "extra";
    }
    return {};
}

std::string_view to_text(Kind kind) {
    switch (kind) {
        case Kind::incident:
            return "incident";
        case Kind::near_miss:
            return "near_miss";
        case Kind::complex_situation:
            return "complex_situation";
        case Kind::risk:
            return "risk";
        case Kind::good_practice:
            return "good_practice";
    }
    return {};
}

Demand read_demand(std::string_view subject, std::string_view text) {
    const auto below_subject = [&](std::string_view part) { return std::string(subject).append("\n\n").append(part); };
    const auto all = below_subject(text);
    const auto above_signature = below_subject(told_in(text));
    const Words words(all);
    const Words told(above_signature);
    const auto matter = places_of_care(told);
    Demand demand;
    demand.request = read_request(told, matter);
    demand.scope = read_scope(words);
    demand.urgent = strongest(words, urgent_phrases(), is_affirmed);
    demand.possible_eigs = strongest(words, grave_phrases(), happened);
    demand.withdrawal = strongest(words, withdrawal_phrases(), is_taken_back);
    if (demand.withdrawal) demand.request = {Request::report, *demand.withdrawal};
    demand.kind = read_kind(told, demand.possible_eigs.has_value());
    if (!demand.kind && !demand.withdrawal && demand.request.value == Request::report)
        demand.kind = kind_of_matter(told, matter);
    return demand;
}

}  // namespace rexflow::engine::reading
