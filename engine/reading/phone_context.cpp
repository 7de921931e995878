#include "engine/reading/phone_context.hpp"

#include "engine/reading/phrases.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

using Words = std::string_view;

constexpr auto phone_words = std::to_array<Words>({
    "tel",       "tels",       "telephone", "telephones",  "telephonique", "tph",        "port",
    "portable",  "portables",  "mob",       "mobile",      "gsm",          "fixe",       "ligne",
    "cab",       "perso",      "pro",       "standard",    "numero",       "numeros",    "joindre",
    "joignable", "joignables", "contact",   "appeler",     "appelez",      "appelle",    "rappeler",
    "rappelez",  "rappelle",   "rappel",    "contacter",   "contactez",    "telephoner", "telephonez",
    "phone",     "whatsapp",   "sms",       "coordonnees", "secretariat",  "appel",
});

constexpr auto fax_words = std::to_array<Words>({"fax", "telecopie", "telecopieur", "telefax", "faxer"});

/// What makes the digits behind it something else than a phone. Only right before them.
constexpr auto identifier_words = std::to_array<Words>({
    "rpps",      "adeli",       "finess",     "siret",     "siren",        "nir",        "ins",         "ipp",
    "nda",       "sociale",     "secu",       "ss",        "iban",         "bic",        "rib",         "facture",
    "factures",  "commande",    "dossier",    "dossiers",  "reference",    "references", "ref",         "colis",
    "suivi",     "lot",         "carte",      "bancaire",  "cb",           "postal",     "cp",          "contrat",
    "adherent",  "tva",         "vitale",     "ordre",     "ordonnance",   "serie",      "identifiant", "id",
    "code",      "matricule",   "ean",        "gps",       "ticket",       "devis",      "bon",         "virement",
    "compte",    "allocataire", "sejour",     "am",        "prescription", "cip",        "urssaf",      "transaction",
    "livraison", "tracking",    "chronopost", "colissimo", "patient n",    "incident",
});

/// What may stand between such a word and the digits.
constexpr auto fillers = std::to_array<Words>({"n", "no", "num", "numero", "de", "du", "patient", "est", "le", "la"});

constexpr auto preferring = std::to_array<Words>({
    "plutot",        "de preference",  "en priorite",       "prioritairement", "directement",   "idealement",
    "le mieux",      "le plus simple", "privilegier",       "privilegiez",     "a privilegier", "uniquement",
    "exclusivement", "seulement",      "preference",        "prefere",         "prefererais",   "preferable",
    "vaut mieux",    "mieux vaut",     "de preference sur", "prioritaire",
});

constexpr auto offering = std::to_array<Words>({
    "rappeler",      "rappelez",        "rappel",     "rappelle",     "joindre",     "joignable",
    "joignables",    "contacter",       "contactez",  "appeler",      "appelez",     "appelle",
    "telephoner",    "telephonez",      "mon numero", "mon portable", "mon mobile",  "mon tel",
    "mon telephone", "mes coordonnees", "ma ligne",   "mon perso",    "me joint",    "m'appeler",
    "repondrai",     "mon fixe",        "mon 06",     "mon 07",       "coordonnees",
});

constexpr auto of_another = std::to_array<Words>({
    "patient",
    "patiente",
    "patients",
    "fils",
    "fille",
    "famille",
    "epouse",
    "epoux",
    "mari",
    "femme",
    "compagne",
    "compagnon",
    "son numero",
    "sa ligne",
    "leur numero",
    "leur standard",
    "du service",
    "le service",
    "de l'hopital",
    "l'hopital",
    "de l'ehpad",
    "l'ehpad",
    "du dr",
    "du docteur",
    "le dr",
    "le docteur",
    "medecin traitant",
    "du medecin",
    "la pharmacie",
    "l'infirmiere",
    "de l'infirmiere",
    "son portable",
    "son tel",
    "son telephone",
    "tuteur",
    "tutrice",
    "curatrice",
    "voisine",
    "voisin",
    "aidant",
    "aidante",
    "soeur",
    "frere",
    "sa fille",
    "son fils",
    "la clinique",
    "du laboratoire",
    "le laboratoire",
    "le labo",
    "le samu",
    "la dame",
    "monsieur",
    "madame",
    "mme",
    "m.",
    "mr",
    "personne de confiance",
    "de la collegue",
    "ma collegue",
    "mon confrere",
    "ma consoeur",
});

constexpr auto first_person = std::to_array<Words>({
    "me",
    "m'",
    "moi",
    "mon",
    "mes",
    "ma",
    "nous",
    "notre",
    "nos",
    "je",
    "j'",
    "rappeler",
    "rappelez",
    "joignable",
});

/// "ma patiente" is not the writer.
constexpr auto mine_but_another =
    std::to_array<Words>({"ma patiente", "mon patient", "mes patients", "ma collegue", "mon confrere", "ma consoeur",
                          "mon collegue", "notre patient", "notre patiente", "ma residente", "mon resident"});

constexpr auto discouraging =
    std::to_array<Words>({"et non", "non pas", "plutot qu\'", "plutot qu\'au", "pas au", "pas sur", "plutot que",
                          "pas le", "pas celui", "a la place du", "au lieu du", "et pas", "mais pas"});

constexpr auto forbidding = std::to_array<Words>({
    "ne pas appeler",  "plus joignable",     "pas joignable",     "injoignable",         "ne pas joindre",
    "ne pas rappeler", "ne pas utiliser",    "ne pas joindre",    "ne plus appeler",     "ne plus utiliser",
    "n'appelez pas",   "ne m'appelez pas",   "ne pas m'appeler",  "ne pas me rappeler",  "ne me rappelez pas",
    "ne rappelez pas", "ne pas composer",    "ne pas contacter",  "ne plus composer",    "ancien numero",
    "ancienne ligne",  "n'utilisez pas",     "n'utilisez plus",   "n'appelez plus",      "pas d'appel",
    "pas d'appels",    "ne plus me joindre", "ne pas me joindre", "ne pas me contacter",
});

constexpr auto no_longer_valid = std::to_array<Words>(
    {"n'est plus", "ne fonctionne", "ne marche", "est hors service", "est en panne", "a change", "n'existe plus"});

constexpr auto times = std::to_array<Words>({
    "apres",     "avant",      "le matin",   "l'apres",  "entre",    "vers",        "en fin",     "en debut",
    "le soir",   "a partir",   "midi",       "le midi",  "des",      "lundi",       "mardi",      "mercredi",
    "jeudi",     "vendredi",   "samedi",     "le lundi", "le mardi", "le mercredi", "le jeudi",   "le vendredi",
    "le samedi", "en soiree",  "en matinee", "demain",   "ce soir",  "de",          "pendant",    "sur",
    "jusqu'a",   "aux heures", "tot",        "tard",     "l'",       "en journee",  "en semaine",
});

constexpr auto touching = std::to_array<Words>({
    "tel", "telephone", "port", "portable", "mob",   "mobile", "gsm", "fixe", "t",   "p",      "m",   "no",
    "n",   "au",        "le",   "cab",      "perso", "pro",    "ou",  "et",   "fax", "telfax", "mon", "phone",
});

bool is_abbreviation(std::string_view word) {
    constexpr auto known =
        std::to_array<Words>({"tel", "port",  "cab", "dr",  "mme",  "m", "mr",  "pr",        "mob", "st",
                              "ste", "perso", "ext", "sec", "secr", "n", "num", "telephone", "fax", "fix"});
    return word.size() == 1 || std::ranges::find(known, word) != known.end();
}

std::string_view last_word(std::string_view text) {
    auto begin = text.size();
    while (begin > 0 && is_word(text[begin - 1])) --begin;
    return text.substr(begin);
}

/// What belongs to the number of the text before it: from the last end of a sentence, or of a line that says something.
std::string_view clause_before(std::string_view before) {
    for (auto i = before.size(); i > 0; --i) {
        const char c = before[i - 1];
        const auto rest = before.substr(i);
        if (c == '\n' && !trim(rest).empty()) return rest;
        const bool ends = (c == '.' || c == '!' || c == '?' || c == ';') && (rest.empty() || rest.front() == ' ');
        if (ends && !is_abbreviation(last_word(before.substr(0, i - 1)))) return rest;
    }
    return before;
}

/// "06 ... (perso) 05 ...": what stands in brackets right behind a number is about that one.
std::string_view without_bracket_in_front(std::string_view before) {
    const auto opening = before.find_first_not_of(' ');
    if (opening == std::string_view::npos || before[opening] != '(') return before;
    const auto closing = before.find(')', opening);
    return closing == std::string_view::npos ? before : before.substr(closing + 1);
}

/// Whether the last word that tells what the number is, is an identifier.
bool follows_identifier(std::string_view clause) {
    if (has_any(clause, offering)) return false;
    auto rest = trim(clause, " \n:.#-=(/,");
    for (bool again = true; again;) {
        again = false;
        for (const auto filler : fillers) {
            const auto word = last_word(rest);
            if (word != filler || word.size() == rest.size()) continue;
            rest = trim(rest.substr(0, rest.size() - word.size()), " \n:.#-=(/,'");
            again = true;
        }
    }
    return std::ranges::find(identifier_words, last_word(rest)) != identifier_words.end();
}

/// "tél/fax", "fax et tél.": one number for both.
bool joins_phone_and_fax(std::string_view clause, std::size_t fax_end, std::size_t phone_end) {
    const auto first = std::min(fax_end, phone_end);
    const auto last = std::max(fax_end, phone_end);
    const auto between = clause.substr(first, last - first);
    const auto word = last_word(between);
    const auto joint = trim(between.substr(0, between.size() - word.size()), " .");
    constexpr auto joints = std::to_array<Words>({"/", "&", "et", "-", "+", "ou", "", ",", "/ ", "et/ou"});
    return std::ranges::find(joints, joint) != joints.end();
}

/// The letter of "T. 05 ...", "F : 05 ...", "M. 06 ..."; 0 when no single letter stands right before the number.
char letter_label(std::string_view clause) {
    const auto rest = trim(clause);
    const auto last = trim(rest, " .:");
    const bool has_sign = !rest.empty() && (rest.back() == '.' || rest.back() == ':');
    return has_sign && !last.empty() && last_word(last).size() == 1 ? last.back() : '\0';
}

bool is_fax(const Surroundings& around, std::string_view clause) {
    const auto fax = end_of_last(clause, fax_words);
    const auto phone = end_of_last(clause, phone_words);
    constexpr auto none = std::string_view::npos;
    const bool is_of_line_before = fax != none && clause.find('\n', fax) != none && clause.find(':', fax) == none;
    if (fax != none && !is_of_line_before) {
        return phone == none || (phone < fax && !joins_phone_and_fax(clause, fax, phone));
    }
    const auto after = around.after.substr(0, around.after.find('\n'));
    const auto inside = trim(after, " ([,:-");
    if (!begins_with_phrase(inside, "fax") && !begins_with_phrase(inside, "telecopie")) return false;
    return trim(after).starts_with('(') || (phone == none && trim(inside.substr(3), " :.)").empty());
}

bool is_forbidden(const Surroundings& around, std::string_view clause) {
    const auto end = end_of_last(clause, forbidding);
    constexpr std::size_t nearby = 30;
    if (end != std::string_view::npos && clause.size() - end <= nearby) {
        const auto between = trim(clause.substr(end));
        if (!std::ranges::any_of(times, [&](Words word) { return begins_with_phrase(between, word); })) return true;
    }
    const auto next = around.after.substr(0, nearby);
    return std::ranges::any_of(no_longer_valid, [&](Words words) {
        const auto at = find_phrase(next, words);
        return at != std::string_view::npos && next.substr(0, at).find_first_of(".\n") == std::string_view::npos;
    });
}

/// The end of the last word of preference that is about which number, not about when.
bool is_preferred_before(std::string_view clause) {
    const auto end = end_of_last(clause, preferring);
    if (end == std::string_view::npos) return false;
    const auto next = trim(clause.substr(end), " ,:");
    constexpr auto about_numbers = std::to_array<Words>({"sur", "le", "au", "mon", "de"});
    if (std::ranges::any_of(about_numbers, [&](Words word) { return begins_with_phrase(next, word); })) {
        return !begins_with_phrase(next, "le matin") && !begins_with_phrase(next, "le soir");
    }
    return !std::ranges::any_of(times, [&](Words word) { return begins_with_phrase(next, word); });
}

/// "06 ... (de préférence)", "06 ..., à privilégier".
bool is_preferred_after(std::string_view after) {
    const auto next = trim(after, " ,(:-");
    for (const auto words : preferring) {
        if (!begins_with_phrase(next, words)) continue;
        const auto rest = trim(next.substr(words.size()), " ");
        return rest.empty() || rest.front() == ')' || rest.front() == '.' || rest.front() == ';' ||
               rest.front() == '\n';
    }
    return false;
}

bool is_of_another(std::string_view clause) {
    if (!has_any(clause, of_another)) return false;
    return has_any(clause, mine_but_another) || !has_any(clause, first_person);
}

bool is_discouraged(std::string_view clause) {
    const auto end = end_of_last(clause, discouraging);
    constexpr std::size_t nearby = 30;
    return end != std::string_view::npos && clause.size() - end <= nearby;
}

}  // namespace

Standing standing_of(const Surroundings& around) {
    auto clause = clause_before(without_bracket_in_front(around.before));
    const auto label = letter_label(clause);
    if (label == 'f') return Standing::left_out;
    if (label != 0) clause = clause.substr(0, clause.rfind(label));
    if (is_fax(around, clause) || follows_identifier(clause) || is_forbidden(around, clause)) return Standing::left_out;
    if (is_discouraged(clause)) return Standing::discouraged;
    if (is_preferred_before(clause) || is_preferred_after(around.after)) return Standing::preferred;
    if (is_of_another(clause)) return Standing::of_another;
    return has_any(clause, offering) ? Standing::offered : Standing::mentioned;
}

bool is_announced(std::string_view before) {
    constexpr std::size_t nearby = 25;
    const auto clause = clause_before(before);
    const auto end = end_of_last(clause, phone_words);
    if (end == std::string_view::npos || clause.size() - end > nearby) return false;
    // "Tél. 25 12 34 / 26 12 34" announces both, "tél. 25.12.34, le 26.12.24" does not.
    const auto between = clause.substr(end);
    const bool is_another = std::ranges::any_of(between, is_digit);
    return !is_another || std::ranges::none_of(between, is_letter) || has_phrase(between, "ou") ||
           has_phrase(between, "et");
}

bool may_touch_a_number(std::string_view word) { return std::ranges::find(touching, word) != touching.end(); }

Wish wished_kind(std::string_view folded_body) {
    constexpr auto mobile = std::to_array<Words>({"sur mon portable", "sur mon mobile", "sur mon telephone portable",
                                                  "sur le portable", "sur mon gsm", "sur mon perso"});
    constexpr auto fixed = std::to_array<Words>({"au cabinet", "sur la ligne du cabinet", "sur le fixe", "sur mon fixe",
                                                 "a la pharmacie", "a l'officine", "par le secretariat"});
    constexpr auto calls = std::to_array<Words>({"rappeler", "rappelez", "joindre", "joignable", "appeler", "appelez",
                                                 "contacter", "contactez", "passer", "passez", "rappel"});
    const auto asks = [&](std::span<const Words> phrases) {
        return std::ranges::any_of(phrases, [&](Words phrase) {
            const auto at = find_phrase(folded_body, phrase);
            constexpr std::size_t nearby = 60;
            if (at == std::string_view::npos) return false;
            const auto from = at - std::min(at, nearby);
            const auto lead = clause_before(folded_body.substr(from, at - from));
            return has_any(lead, calls) && !is_discouraged(lead) && !has_phrase(lead, "pas");
        });
    };
    if (asks(mobile)) return Wish::mobile;
    return asks(fixed) ? Wish::fixed : Wish::none;
}

}  // namespace rexflow::engine::reading
