#include "engine/reading/call_cues.hpp"

#include "engine/reading/call_phrases.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

template <typename Table>
bool contains(const Table& table, std::string_view word) {
    return std::ranges::find(table, word) != table.end();
}

/// Whether one of the `count` words before is in a table, none of them ending a clause.
template <typename Table>
bool is_shortly_before(const Words& words, std::size_t at, std::size_t count, const Table& table) {
    for (std::size_t back = 1; back <= std::min(at, count); ++back) {
        const auto& word = words[at - back];
        if (word.text == "," || word.text == "." || word.text == ";" || word.kind == WordKind::paragraph) return false;
        if (contains(table, word.text)) return true;
    }
    return false;
}

/// Words that say of somebody or something whether they can be reached.
constexpr auto reachable_words = std::to_array<std::string_view>(
    {"joignable", "joignables", "disponible", "disponibles", "dispo", "libre", "libres", "contactable", "joinable"});
constexpr auto negations = std::to_array<std::string_view>({"pas", "jamais", "non", "peu", "guere", "ni"});
constexpr auto third_person = std::to_array<std::string_view>(
    {"est", "sont", "etait", "etaient", "sera", "seront", "serait", "avait", "ete", "il", "elle", "ils", "elles"});
/// What may stand right before "disponible" when it is said of the writer, and not of a bed or a medicine.
constexpr auto writer_words = std::to_array<std::string_view>({"suis",        "serai",
                                                               "serais",      "reste",
                                                               "resterai",    "etre",
                                                               "je",          "mais",
                                                               "et",          "ou",
                                                               "donc",        "plutot",
                                                               "uniquement",  "seulement",
                                                               "tres",        "generalement",
                                                               "toujours",    "aussi",
                                                               "egalement",   "facilement",
                                                               "normalement", "souvent",
                                                               "surtout",     "que",
                                                               "bien",        "tout",
                                                               "sommes",      "serons",
                                                               "tel",         "port",
                                                               "portable",    "mobile",
                                                               "sinon",       "rends",
                                                               "me",          "plus",
                                                               "idealement",  "principalement",
                                                               "tel",         "fixe",
                                                               "car",         "bonjour",
                                                               "joignable",   "disponible",
                                                               "dispo",       "rarement",
                                                               "assez",       "totalement",
                                                               "entierement", "effectivement",
                                                               "deja",        "serait",
                                                               "resterais",   "restons",
                                                               "aisement",    "davantage",
                                                               "jamais",      "pas",
                                                               "non",         "peu",
                                                               "guere",       "personnellement",
                                                               "heures",      "horaires",
                                                               "jours",       "creneaux",
                                                               "moments",     "nouveau",
                                                               "merci",       "svp"});

bool is_own(const Words& words, std::size_t at, std::size_t sentence) {
    if (at == sentence) return true;
    const auto& before = words[at - 1];
    return before.kind != WordKind::word || contains(writer_words, before.text);
}

constexpr auto unreachable_words =
    std::to_array<std::string_view>({"indisponible", "indisponibles", "indispo", "injoignable", "injoignables"});

std::optional<FoundCue> reachable_at(const Words& words, std::size_t at, std::size_t sentence) {
    const bool is_unreachable = contains(unreachable_words, words.text(at));
    if (!is_unreachable && !contains(reachable_words, words.text(at))) return std::nullopt;
    constexpr auto desk =
        std::to_array<std::string_view>({"secretariat", "secretaire", "cabinet", "ligne", "portable"});
    constexpr auto writer = std::to_array<std::string_view>({"suis", "serai", "serais", "reste", "resterai", "je"});
    const bool is_desk = is_shortly_before(words, at, 5, desk);
    const bool is_of_another =
        !is_shortly_before(words, at, 4, writer) && is_shortly_before(words, at, 5, third_person) && !is_desk;
    if (is_of_another) return FoundCue{Cue::story, at + 1};
    if (!is_own(words, at, sentence) && !is_desk) return FoundCue{Cue::neutral, at + 1};
    constexpr auto particle = std::to_array<std::string_view>({"ne", "n"});
    const bool is_no_more = at > 0 && words.is(at - 1, "plus") && is_shortly_before(words, at, 5, particle);
    if (is_unreachable || is_no_more || is_shortly_before(words, at, 3, negations))
        return FoundCue{Cue::unavailable, at + 1};
    return FoundCue{Cue::calling, at + 1};
}

/// "Rappeler le Dr X au ...": an order, where it begins a sentence.
constexpr auto orders =
    std::to_array<std::string_view>({"rappeler", "rappelez", "rappel", "appeler", "appelez", "joindre", "contacter",
                                     "contactez", "telephoner", "laisser", "laissez", "rapeler"});

/// "le SSIAD n'intervient pas": a verb is negated, and not the writer's.
bool is_said_of_others(const Words& words, std::size_t at) {
    constexpr auto particle = std::to_array<std::string_view>({"ne", "n"});
    constexpr auto writer =
        std::to_array<std::string_view>({"je", "j", "nous", "merci", "me", "m", "moi", "de", "ce", "ca"});
    return is_shortly_before(words, at, 4, particle) && !is_shortly_before(words, at, 6, writer);
}

/// "pas", "ni" before a day or an hour.
std::optional<FoundCue> plain_negation_at(const Words& words, std::size_t at) {
    constexpr auto plain = std::to_array<std::string_view>({"pas", "ni", "jamais", "non", "sf", "rien"});
    if (!contains(plain, words.text(at))) return std::nullopt;
    if (words.is(at, "non") && at > 0 && words.is(at - 1, ":")) return FoundCue{Cue::unavailable, at + 1};
    constexpr auto small =
        std::to_array<std::string_view>({"le", "la", "les", "l", "en", "de", "du", "pendant", "durant", "entre", "a",
                                         "au", "dispo", "ce", "cet", "cette", "'"});
    auto next = at + 1;
    while (next < at + 4 && contains(small, words.text(next))) ++next;
    const auto& word = words.at(next);
    constexpr auto times = std::to_array<std::string_view>(
        {"matin", "matins", "matinee",  "soir",      "soirs",        "soiree",  "apres",    "aprem",
         "midi",  "midis",  "lundi",    "lundis",    "mardi",        "mardis",  "mercredi", "mercredis",
         "jeudi", "jeudis", "vendredi", "vendredis", "samedi",       "samedis", "dimanche", "dimanches",
         "we",    "week",   "weekend",  "weekends",  "demain",       "semaine", "vers",     "mes",
         "ma",    "jeu",    "mer",      "mar",       "heure",        "avant",   "heures",   "pause",
         "ven",   "sam",    "lun",      "dim",       "consultation", "tournee", "fin",      "debut"});
    if (is_said_of_others(words, at)) return FoundCue{Cue::story, at + 1};
    const bool is_before_a_time = word.kind == WordKind::number || contains(times, word.text);
    return FoundCue{is_before_a_time ? Cue::except : Cue::neutral, at + 1};
}

bool is_channel(Cue cue) { return cue == Cue::message || cue == Cue::sms || cue == Cue::secretary; }

/// "passez par le secrétariat" is a channel; "le secrétariat m'a dit" is not.
bool is_way_in(const Words& words, std::size_t at) {
    constexpr auto ways = std::to_array<std::string_view>(
        {"par",       "via",      "passer",   "passez",   "demander",  "demandez",   "aupres",     "contacter",
         "contactez", "appeler",  "appelez",  "joindre",  "voir",      "voyez",      "avec",       "rappeler",
         "rappelez",  "adresser", "adressez", "prevenir", "prevenez",  "telephoner", "telephonez", "informer",
         "envoyez",   "envoyer",  "prevoir",  "avertir",  "avertissez"});
    return contains(ways, words.text(at)) || is_shortly_before(words, at, 4, ways);
}

bool is_sms_asked(const Words& words, std::size_t at, std::size_t end) {
    constexpr auto no = std::to_array<std::string_view>({"pas", "recu", "recois", "sans", "jamais", "ai", "a"});
    constexpr auto order = std::to_array<std::string_view>(
        {"d",  "de", "avant",      "en",        "possible", "ok",   "bienvenu", "prealable", "plutot",  "svp",
         "au", "si", "uniquement", "seulement", "me",       "pour", "et",       "ou",        "accepte", "puis"});
    if (is_shortly_before(words, at, 3, no)) return false;
    constexpr auto asked = std::to_array<std::string_view>(
        {"envoyez",   "envoyer",    "envoie",      "prevenez",    "prevenir",  "preference", "plutot",    "contact",
         "contactez", "contacter",  "privilegier", "privilegiez", "joignable", "rappel",     "mieux",     "moi",
         "dispo",     "disponible", "adressez",    "avertir",     "prefere",   "uniquement", "seulement", "me",
         "ou",        "merci",      "preferez",    "donc",        "preferer"});
    return contains(order, words.text(end)) || words.text(at) == "par" || is_shortly_before(words, at, 5, asked);
}

FoundCue channel_at(const Words& words, std::size_t at, FoundCue found) {
    const bool is_meant = found.cue == Cue::message || (found.cue == Cue::secretary && is_way_in(words, at)) ||
                          (found.cue == Cue::sms && is_sms_asked(words, at, found.end));
    return is_meant ? found : FoundCue{Cue::neutral, found.end};
}

/// "après ma tournée", "entre deux visites": no work then.
bool is_beside_work(const Words& words, std::size_t at) {
    constexpr auto sides =
        std::to_array<std::string_view>({"apres", "avant", "entre", "fin", "debut", "fois", "retour", "issue"});
    return is_shortly_before(words, at, 3, sides);
}

/// "en consultation" of the writer: "je suis en consultation", "pendant ma tournée".
bool is_own_work(const Words& words, std::size_t at) {
    constexpr auto mine =
        std::to_array<std::string_view>({"je", "j", "suis", "serai", "mes", "ma", "mon", "pendant", "durant"});
    constexpr auto of_another = std::to_array<std::string_view>({"est", "sont", "sera", "seront"});
    return is_shortly_before(words, at, 3, mine) && !is_shortly_before(words, at, 2, of_another);
}

/// "prenait", "étaient"; not the conditional of polite requests.
bool is_imperfect(std::string_view word) {
    constexpr auto others = std::to_array<std::string_view>(
        {"parfait", "lait", "trait", "extrait", "retrait", "souhait", "imparfait", "portrait", "attrait", "refait",
         "bienfait", "fait", "plait", "parait", "connait", "disparait", "apparait"});
    constexpr auto first_person = std::to_array<std::string_view>(
        {"etais", "avais", "savais", "pouvais", "devais", "voulais", "pensais", "faisais", "croyais", "attendais"});
    if (contains(first_person, word)) return true;
    const bool has_ending = word.ends_with("ait") || word.ends_with("aient");
    return word.size() > 4 && has_ending && !word.ends_with("rait") && !word.ends_with("raient") &&
           !contains(others, word);
}

/// "Absente jusqu'au 23" begins a clause: it is said of the writer. "Le médecin étant absent" is not.
bool begins_clause(const Words& words, std::size_t at, std::size_t sentence) {
    constexpr auto adverbs = std::to_array<std::string_view>(
        {"etant", "actuellement", "toujours", "malheureusement", "etre", "egalement", "aussi", "encore"});
    constexpr auto before = std::to_array<std::string_view>(
        {"car",      "et",    "mais",  "donc",  "ou",       "sauf",    "hors",     "hormis",
         "pas",      "puis",  "lundi", "mardi", "mercredi", "jeudi",   "vendredi", "samedi",
         "dimanche", "matin", "soir",  "midi",  "demain",   "semaine", "de",       "non"});
    while (at > sentence && contains(adverbs, words.text(at - 1))) --at;
    if (at <= sentence) return true;
    const auto& last = words[at - 1];
    return last.kind != WordKind::word || contains(before, last.text);
}

/// "le laboratoire devait m'appeler", "il n'a pas pu me joindre", "elle m'a dit « rappelez après 17h »"
bool is_told(const Words& words, std::size_t at) {
    constexpr auto told = std::to_array<std::string_view>({"pu", "su", "voulu", "\"", "\xC2\xAB"});
    return is_imperfect(words.text(at - 1)) || contains(told, words.text(at - 1));
}

/// "la famille souhaite être rappelée le soir"
bool is_wish_of_others(const Words& words, std::size_t at) {
    constexpr auto others = std::to_array<std::string_view>(
        {"famille", "patient", "patiente", "fille", "fils", "mari", "epouse", "elle", "il", "resident", "residente"});
    return words.is(at, "etre") && is_shortly_before(words, at, 3, others);
}

/// "ne m'appelez surtout pas", "n'appelez jamais"; "ne m'appelez que le soir" is no refusal.
std::optional<FoundCue> refused_call(const Words& words, std::size_t at, const FoundCue& found) {
    constexpr auto particle = std::to_array<std::string_view>({"ne", "n"});
    constexpr auto refusals = std::to_array<std::string_view>({"pas", "jamais", "plus"});
    if (found.cue != Cue::calling || !is_shortly_before(words, at, 3, particle)) return std::nullopt;
    const auto next = words.is(found.end, "surtout") ? found.end + 1 : found.end;
    if (!contains(refusals, words.text(next))) return std::nullopt;
    return FoundCue{Cue::unavailable, next + 1};
}

/// "lundi excepté", "le mercredi est à éviter": said of the day before it, where nothing follows that it could be said
/// of.
bool excepts_what_was_before(const Words& words, std::size_t at, std::size_t sentence, const FoundCue& found) {
    const bool may_follow = words.text(at).starts_with("except") || (words.is(at, "a") && words.is(at + 1, "eviter"));
    if (found.cue != Cue::except || !may_follow || at == sentence || words.is(found.end, ":")) return false;
    const auto next = words.at(found.end).kind;
    const bool ends_here = next == WordKind::mark || next == WordKind::line_end || next == WordKind::paragraph;
    return ends_here && words[at - 1].kind == WordKind::word;
}

/// What a phrase means after the words before it.
FoundCue in_context(const Words& words, std::size_t at, std::size_t sentence, FoundCue found) {
    if (is_channel(found.cue)) return channel_at(words, at, found);
    if (const auto refused = refused_call(words, at, found)) return *refused;
    if (excepts_what_was_before(words, at, sentence, found)) return {Cue::unavailable, found.end};
    const bool was_meant =
        found.cue == Cue::calling && at > sentence && (is_told(words, at) || is_wish_of_others(words, at));
    // "impossible d'avoir un médecin"
    const bool is_general = found.cue == Cue::unavailable && (words.is(found.end, "d") || words.is(found.end, "de")) &&
                            !words.is(found.end + 1, "me") && !words.is(found.end + 1, "m");
    if (was_meant || is_general) return {Cue::story, found.end};
    const bool is_work = found.cue == Cue::busy || found.cue == Cue::busy_hint;
    const bool is_free = is_work && !words.is(at, "je") && is_beside_work(words, at);
    if (is_free) return {Cue::neutral, found.end};
    if (found.cue != Cue::busy_hint) return found;
    if (is_own_work(words, at)) return {Cue::busy, found.end};
    if (words.is(found.end, ":")) return {Cue::story, found.end};  // a heading of the practice
    return begins_clause(words, at, sentence) ? found : FoundCue{Cue::story, found.end};
}

constexpr auto auxiliaries =
    std::to_array<std::string_view>({"ai", "as", "a", "avons", "avez", "ont", "avait", "avais", "avaient", "est",
                                     "sont", "etait", "etaient", "fut", "eu", "aurait", "auraient"});
constexpr auto participles = std::to_array<std::string_view>(
    {"recu",     "recue",    "recus",    "pris",        "prise",        "mis",       "mise",       "fait",
     "faite",    "faits",    "dit",      "vu",          "vue",          "vus",       "eu",         "pu",
     "du",       "voulu",    "su",       "venu",        "venue",        "tenu",      "rendu",      "rendue",
     "perdu",    "perdue",   "attendu",  "entendu",     "repondu",      "oublie",    "prescrit",   "ecrit",
     "decrit",   "produit",  "produite", "conduit",     "conduite",     "servi",     "subi",       "fini",
     "sorti",    "sortie",   "parti",    "partie",      "rempli",       "failli",    "mort",       "morte",
     "decede",   "decedee",  "arrive",   "arrivee",     "tombe",        "tombee",    "donne",      "donnee",
     "appele",   "appelee",  "constate", "administre",  "ete",          "chute",     "envoye",     "demande",
     "signale",  "retrouve", "trouve",   "hospitalise", "hospitalisee", "injecte",   "delivre",    "eu",
     "survenu",  "survenue", "refuse",   "apparu",      "apparue",      "decouvert", "decouverte", "passe",
     "passee",   "laisse",   "commis",   "transmis",    "remis",        "promis",    "permis",     "requis",
     "revu",     "revue",    "prevenu",  "prevenue",    "devenu",       "intervenu", "confondu",   "interrompu",
     "suspendu", "vendu",    "descendu", "fallu",       "ouvert",       "souffert",  "offert"});

/// é, ée, és, ées at the end of a word as it was written.
bool ends_in_acute(std::string_view word) {
    while (!word.empty() && (word.back() == 's' || word.back() == 'e' || word.back() == 'E' || word.back() == 'S'))
        word.remove_suffix(1);
    return word.size() > 3 && (word.ends_with("\xC3\xA9") || word.ends_with("\xC3\x89"));
}

bool is_participle(const Words& words, std::size_t at) {
    constexpr auto nouns = std::to_array<std::string_view>({"tournee", "journee", "soiree", "matinee", "disponibilite",
                                                            "disponibilites", "conge", "conges", "possibilite"});
    if (contains(nouns, words.text(at))) return false;
    return contains(participles, words.text(at)) || ends_in_acute(words.original(at));
}

bool is_preposition(const Words& words, std::size_t at) {
    const auto written = words.original(at);
    return written == "\xC3\xA0" || written == "\xC3\x80";  // à, À
}

/// "j'ai essayé de vous joindre", "comme convenu": said of the calling itself.
bool is_about_calling(const Words& words, std::size_t at) {
    constexpr auto tries =
        std::to_array<std::string_view>({"essaye", "tente", "souhaite", "prefere", "note", "convenu", "prevu"});
    return contains(tries, words.text(at));
}

}  // namespace

std::optional<FoundCue> cue_at(const Words& words, std::size_t at, std::size_t sentence) {
    const auto& word = words.at(at);
    if (word.kind == WordKind::phone) return FoundCue{Cue::phone, at + 1};
    if (word.kind != WordKind::word) return std::nullopt;
    const auto phrase = call_phrases().longest_at(words, at);
    if (phrase && phrase.end > at + 1) return in_context(words, at, sentence, {*phrase.meaning, phrase.end});
    if (const auto reachable = reachable_at(words, at, sentence)) return reachable;
    if (at == sentence && contains(orders, word.text) && !(phrase && *phrase.meaning == Cue::story))
        return FoundCue{Cue::calling, at + 1};
    if (const auto negation = plain_negation_at(words, at)) return negation;
    if (is_past_tense_at(words, at)) return FoundCue{Cue::story, at + 1};
    return phrase ? std::optional(in_context(words, at, sentence, {*phrase.meaning, phrase.end})) : std::nullopt;
}

bool is_past_tense_at(const Words& words, std::size_t at) {
    const auto text = words.text(at);
    if (is_imperfect(text)) return true;
    if (!contains(auxiliaries, text) || is_preposition(words, at)) return false;
    constexpr auto between = std::to_array<std::string_view>({"pas",
                                                              "bien",
                                                              "deja",
                                                              "toujours",
                                                              "aussi",
                                                              "tout",
                                                              "immediatement",
                                                              "donc",
                                                              "ensuite",
                                                              "ete",
                                                              "du",
                                                              "malheureusement",
                                                              "alors",
                                                              "finalement",
                                                              "mal",
                                                              "plus",
                                                              "jamais",
                                                              "egalement",
                                                              "t",
                                                              "il",
                                                              "elle",
                                                              "-",
                                                              "recemment",
                                                              "encore",
                                                              "meme"});
    auto next = at + 1;
    for (int skipped = 0; skipped < 4 && contains(between, words.text(next)) && !words.is(next, "ete"); ++skipped)
        ++next;
    return is_participle(words, next) && !is_about_calling(words, next);
}

std::string_view channel_of(Cue cue) {
    struct Row {
        Cue cue;
        std::string_view channel;
    };
    constexpr auto channels =
        std::to_array<Row>({{Cue::message, "message"}, {Cue::sms, "sms"}, {Cue::secretary, "secretary"}});
    const auto* const row = std::ranges::find(channels, cue, &Row::cue);
    return row == channels.end() ? std::string_view{} : row->channel;
}

}  // namespace rexflow::engine::reading
