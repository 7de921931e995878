#include "engine/reading/closings.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/phrases.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

struct Formula {
    std::string_view words;
    Tail tail;
};

/// The longer before the shorter that begins alike.
constexpr auto formulas = std::to_array<Formula>({
    {"bien confraternellement", Tail::closing},
    {"tres confraternellement", Tail::closing},
    {"confraternellement", Tail::closing},
    {"confraternelles salutations", Tail::closing},
    {"salutations confraternelles", Tail::closing},
    {"bien cordialement", Tail::closing},
    {"tres cordialement", Tail::closing},
    {"plus cordialement", Tail::closing},
    {"cordialement votre", Tail::closing},
    {"cordialement a vous", Tail::closing},
    {"cordialement a tous", Tail::closing},
    {"cordialement et bonne journee", Tail::closing},
    {"cordialement", Tail::closing},
    {"cordialemt", Tail::closing},
    {"cordiales salutations", Tail::closing},
    {"cordialem", Tail::closing},
    {"bien cdt", Tail::closing},
    {"bien cdlt", Tail::closing},
    {"cdlmt", Tail::closing},
    {"cdlt", Tail::closing},
    {"cdt", Tail::closing},
    {"crdt", Tail::closing},
    {"bien a vous", Tail::closing},
    {"bien a toi", Tail::closing},
    {"bien a vous tous", Tail::closing},
    {"bav", Tail::closing},
    {"avec mes salutations", Tail::closing},
    {"mes salutations", Tail::closing},
    {"meilleures salutations", Tail::closing},
    {"sinceres salutations", Tail::closing},
    {"respectueuses salutations", Tail::closing},
    {"salutations distinguees", Tail::closing},
    {"salutations respectueuses", Tail::closing},
    {"salutations", Tail::closing},
    {"bien respectueusement", Tail::closing},
    {"respectueusement", Tail::closing},
    {"bien sincerement", Tail::closing},
    {"sincerement", Tail::closing},
    {"bien amicalement", Tail::closing},
    {"amicalement", Tail::closing},
    {"amities", Tail::closing},
    {"sentiments distingues", Tail::closing},
    {"avec mes remerciements", Tail::closing},
    {"je vous prie d'agreer", Tail::closing},
    {"nous vous prions d'agreer", Tail::closing},
    {"je vous prie de croire", Tail::closing},
    {"je vous prie de recevoir", Tail::closing},
    {"veuillez agreer", Tail::closing},
    {"veuillez recevoir", Tail::closing},
    {"recevez", Tail::closing},
    {"best regards", Tail::closing},
    {"kind regards", Tail::closing},
    {"regards", Tail::closing},
    {"sincerely", Tail::closing},
    {"merci d'avance", Tail::farewell},
    {"merci par avance", Tail::farewell},
    {"merci beaucoup", Tail::farewell},
    {"merci bcp", Tail::farewell},
    {"merci a vous", Tail::farewell},
    {"merci a tous", Tail::farewell},
    {"merci bien", Tail::farewell},
    {"merci de votre retour", Tail::farewell},
    {"merci pour votre retour", Tail::farewell},
    {"merci de votre attention", Tail::farewell},
    {"merci pour votre aide", Tail::farewell},
    {"merci de votre aide", Tail::farewell},
    {"merci pour tout", Tail::farewell},
    {"grand merci", Tail::farewell},
    {"mille mercis", Tail::farewell},
    {"avec mes remerciements anticipes", Tail::farewell},
    {"en vous remerciant", Tail::farewell},
    {"vous remerciant", Tail::farewell},
    {"je vous remercie", Tail::farewell},
    {"thank you", Tail::farewell},
    {"thanks", Tail::farewell},
    {"merci", Tail::farewell},
    {"bonne fin de journee", Tail::farewell},
    {"bonne fin de semaine", Tail::farewell},
    {"bonne journee", Tail::farewell},
    {"bonne apres-midi", Tail::farewell},
    {"bon apres-midi", Tail::farewell},
    {"belle journee", Tail::farewell},
    {"belle soiree", Tail::farewell},
    {"belle fin de journee", Tail::farewell},
    {"tres bonne journee", Tail::farewell},
    {"tres belle journee", Tail::farewell},
    {"excellente journee", Tail::farewell},
    {"bonne soiree", Tail::farewell},
    {"bonne semaine", Tail::farewell},
    {"bon week-end", Tail::farewell},
    {"bon we", Tail::farewell},
    {"bonne reception", Tail::farewell},
    {"bon courage", Tail::farewell},
    {"bon dimanche", Tail::farewell},
    {"dans l'attente", Tail::farewell},
    {"dans cette attente", Tail::farewell},
    {"en attente de", Tail::farewell},
    {"restant a votre", Tail::farewell},
    {"je reste a votre", Tail::farewell},
    {"je reste disponible", Tail::farewell},
    {"a votre disposition", Tail::farewell},
    {"a bientot", Tail::farewell},
    {"a tres bientot", Tail::farewell},
    {"a tres vite", Tail::farewell},
    {"au plaisir", Tail::farewell},
    {"envoye de mon", Tail::mobile},
    {"envoye depuis", Tail::mobile},
    {"envoye a partir de", Tail::mobile},
    {"envoye avec", Tail::mobile},
    {"envoye par", Tail::mobile},
    {"envoye via", Tail::mobile},
    {"sent from", Tail::mobile},
    {"obtenir outlook", Tail::mobile},
    {"obtenez outlook", Tail::mobile},
    {"telecharger outlook", Tail::mobile},
    {"get outlook", Tail::mobile},
    {"provenance : courrier", Tail::mobile},
    {"outlook pour android", Tail::mobile},
    {"outlook pour ios", Tail::mobile},
    {"ce message et", Tail::disclaimer},
    {"ce message est", Tail::disclaimer},
    {"ce message peut", Tail::disclaimer},
    {"ce message, ainsi", Tail::disclaimer},
    {"ce message (", Tail::disclaimer},
    {"ce message ainsi", Tail::disclaimer},
    {"ce message electronique", Tail::disclaimer},
    {"ce courriel", Tail::disclaimer},
    {"ce mail et", Tail::disclaimer},
    {"ce mail est", Tail::disclaimer},
    {"ce mail peut", Tail::disclaimer},
    {"cet e-mail", Tail::disclaimer},
    {"cet email", Tail::disclaimer},
    {"ces informations sont", Tail::disclaimer},
    {"le contenu de ce", Tail::disclaimer},
    {"les informations contenues", Tail::disclaimer},
    {"l'integrite de ce", Tail::disclaimer},
    {"confidentialite", Tail::disclaimer},
    {"avis de confidentialite", Tail::disclaimer},
    {"message confidentiel", Tail::disclaimer},
    {"si vous n'etes pas le destinataire", Tail::disclaimer},
    {"si vous avez recu ce", Tail::disclaimer},
    {"avant d'imprimer", Tail::disclaimer},
    {"pensez a l'environnement", Tail::disclaimer},
    {"n'imprimez", Tail::disclaimer},
    {"merci de n'imprimer", Tail::disclaimer},
    {"sans virus", Tail::disclaimer},
    {"garanti sans virus", Tail::disclaimer},
    {"l'absence de virus", Tail::disclaimer},
    {"aucun virus", Tail::disclaimer},
    {"this message", Tail::disclaimer},
    {"this email", Tail::disclaimer},
    {"this e-mail", Tail::disclaimer},
});

/// "et", "avec", "je vous souhaite une": what may lead to a formula.
constexpr auto leading =
    std::to_array<std::string_view>({"en vous souhaitant une ", "je vous souhaite une ", "et ", "tres ",
                                     "je vous souhaite ", "vous souhaitant une ", "avec ", "d'avance "});

const Formula* formula_of(std::string_view folded) {
    const auto begins = [](std::string_view text) {
        return std::ranges::find_if(formulas, [&](const Formula& row) { return begins_with_phrase(text, row.words); });
    };
    if (const auto found = begins(folded); found != formulas.end()) return &*found;
    for (const auto words : leading) {
        if (!folded.starts_with(words)) continue;
        if (const auto found = begins(folded.substr(words.size())); found != formulas.end()) return &*found;
    }
    return nullptr;
}

bool is_dashes(std::string_view line) {
    return line == "--" || line == "---" || line == "__" || line.starts_with("______");
}

/// Words that a formula goes on with: "Cordialement à vous tous", "Merci d'avance de votre retour".
bool is_polite(std::string_view folded) {
    constexpr auto words = std::to_array<std::string_view>({
        "a",        "de",           "et",         "pour",     "vous",         "votre",       "vos",    "toute",
        "tous",     "l'expression", "madame",     "monsieur", "mes",          "bonne",       "belle",  "en",
        "d'avance", "par",          "par avance", "avance",   "bien",         "journee",     "soiree", "tres",
        "cher",     "chere",        "chers",      "l'equipe", "a toute",      "du",          "que",    "qui",
        "je",       "pour",         "la",         "le",       "les",          "si",          "ma",     "mon",
        "mais",     "car",          "dans",       "merci",    "cordialement", "salutations", "bon",    "d'un",
        "d'une",    "ce",           "cette",
    });
    return std::ranges::any_of(words, [&](std::string_view word) { return begins_with_phrase(folded, word); });
}

bool is_asking(std::string_view rest) {
    return rest.starts_with("de ") || rest.starts_with("d'") || rest.starts_with("si ") || rest.starts_with("pour ");
}

}  // namespace

Tail tail_of(std::string_view folded_line) {
    constexpr std::size_t longest = 200;
    if (is_dashes(folded_line)) return Tail::dashes;
    const auto* formula = formula_of(folded_line);
    if (formula == nullptr) {
        const bool is_footer = folded_line.find("confidentiel") != std::string_view::npos &&
                               folded_line.find("destinataire") != std::string_view::npos;
        return is_footer ? Tail::disclaimer : Tail::none;
    }
    // "Merci de prévenir Mme Roux" asks for something.
    if (formula->words == "merci" && is_asking(trim(folded_line.substr(formula->words.size())))) return Tail::none;
    const bool may_be_long = formula->tail == Tail::disclaimer;
    return may_be_long || folded_line.size() <= longest ? formula->tail : Tail::none;
}

std::string_view behind_formula(std::string_view written) {
    const Folded folded(written);
    const std::string_view text = folded.text();
    const auto* formula = formula_of(text);
    if (formula == nullptr) return written;
    const auto end = text.find(formula->words) + formula->words.size();
    const auto rest = std::min(text.find_first_not_of(" ,.!;:-", end), text.size());
    const auto behind = text.substr(rest);
    // A second formula on the line: "Merci d'avance, cordialement, Claire".
    if (formula_of(behind) != nullptr) return behind_formula(written.substr(folded.position(rest)));
    return is_polite(behind) ? std::string_view() : written.substr(folded.position(rest));
}

}  // namespace rexflow::engine::reading
