#include "engine/reading/name_vocabulary.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

// clang-format off
constexpr auto particles = std::to_array<std::string_view>({
    "ait", "al", "ben", "bin", "bou", "d", "da", "de", "den", "der", "des", "di", "do", "dos", "du", "el", "la", "le",
    "les", "mac", "mc", "o", "ould", "saint", "sainte", "st", "ten", "ter", "van", "von", "zu",
});

constexpr auto never_names = std::to_array<std::string_view>({
    "adjoint", "adjointe", "adresse", "agence", "allee", "amicalement", "android", "antenne", "appel", "appeler", "appelez", "ars",
    "assistante", "association", "attention", "aucun", "aucune", "avec", "avenue", "avril", "ballon", "bat",
    "batiment", "bd", "belle", "best", "bien", "bis", "boite", "bonjour", "bonne", "bonsoir", "boulevard", "bp",
    "bref", "bureau", "c2s", "cabinet", "cadre", "cc", "cdlt", "cds", "cdt", "ce", "cedex", "cellule", "centre",
    "cette", "ch", "chemin", "cher", "chere", "chers", "chu", "ci", "cite", "clinique", "cmp", "cms", "collegue",
    "collegues", "communaute", "confraternellement", "confrere", "consoeur", "contact", "contacter", "contactez", "coordinateur", "coordination",
    "coordinatrice", "cordialement", "courriel", "cpam", "cpts", "cts", "dac", "dans", "date", "de", "decembre",
    "demande", "departement", "dimanche", "diplome", "diplomee", "directeur", "direction", "directrice",
    "disponibilites", "dispositif", "docteur", "doctolib", "domicile", "e-mail", "ehpad", "elle", "email", "emsp",
    "en", "envoi", "envoye", "equipe", "equipes", "erreur", "esat", "esp", "espace", "est", "etablissement", "etat",
    "evenement", "excellente", "fam", "fax", "fevrier", "fiche", "fixe", "foch", "fonction", "fondation", "foyer",
    "france", "fwd", "gcs", "groupe", "had", "hello", "hopital", "hopitaux", "horaires", "hospitalier",
    "hospitalisation", "ide", "idec", "idel", "il", "ime", "impasse", "incident", "info", "infos", "institut",
    "iphone", "j'ai", "janvier", "je", "jeudi", "joindre", "juillet", "juin", "l'equipe", "la", "labo", "laboratoire", "le",
    "les", "liberal", "liberale", "liberaux", "lieu", "lieudit", "lundi", "lyon", "madame", "mai", "mail", "mairie",
    "maison", "mardi", "mars", "marseille", "mas", "maternite", "medical", "medicale", "merci", "mercredi", "mes",
    "mesdames", "message", "messieurs", "mobile", "mon", "monsieur", "msp", "mssante", "mutuelle", "nb", "ndlr", "nom",
    "non", "nord", "notre", "nous", "novembre", "numero", "objet", "octobre", "officine", "ok", "on", "orange",
    "ouest", "oui", "outlook", "par", "paris", "patient", "patiente", "pharmacie", "pj", "place", "plateau", "pmi",
    "pole", "port", "portable", "pour", "prenom", "probleme", "profession", "ps", "quai", "rappel", "rappeler", "rappelez", "re", "ref",
    "referent", "referente", "remplacant", "remplacante", "reseau", "residence", "respectueusement", "responsable",
    "retour", "reunion", "rex", "rez", "rien", "route", "rpps", "rue", "salutations", "samedi", "samsung", "samu", "sante",
    "sarl", "scm", "scp", "secretariat", "selarl", "selas", "septembre", "service", "signalement", "sincerement",
    "site", "smur", "snc", "societe", "soin", "soins", "sos", "souci", "square", "ssiad", "ssr", "standard", "stp",
    "structure", "sud", "suite", "sujet", "svp", "tel", "telephone", "test", "titulaire", "toulouse", "tph", "tr",
    "un", "une", "union", "unite", "urgence", "urgences", "urgent", "urgentissime", "usld", "vendredi", "via",
    "village", "ville", "voici", "voie", "voila", "vos", "votre", "vous", "www", "zac", "zone",
});
// clang-format on
static_assert(std::ranges::is_sorted(particles));
static_assert(std::ranges::is_sorted(never_names));

}  // namespace

bool is_name_particle(std::string_view folded) { return std::ranges::binary_search(particles, folded); }

bool is_never_a_name(std::string_view folded) { return std::ranges::binary_search(never_names, folded); }

}  // namespace rexflow::engine::reading
