#include "engine/similarity.hpp"
#include "engine/other_matter.hpp"

#include <catch2/catch.hpp>

using namespace rexflow::engine;

namespace {

constexpr std::string_view key = "abcdefghijklmnop";

double likeness(std::string_view one, std::string_view other) {
    return resemblance(sketch_of(one, key).value(), sketch_of(other, key).value());
}

// Two people of the same event, and others. All invented.
constexpr std::string_view nurse =
    "Bonjour, je signale un problème avec le pilulier de Mme X, résidence des Tilleuls : l’anticoagulant (apixaban) "
    "était en double dans la case du soir depuis la sortie de l’hôpital. J’ai retiré la boîte et prévenu la pharmacie. "
    "Saignement de nez dimanche. Merci de me rappeler. Léa Exemple, infirmière";
constexpr std::string_view pharmacist =
    "Bonjour, une infirmière nous a appelés dimanche : le pilulier d’une patiente de la résidence des Tilleuls "
    "contenait "
    "deux fois l’apixaban le soir. L’ordonnance de sortie de l’hôpital reprenait l’anticoagulant sous deux noms. La "
    "patiente a eu un saignement de nez. Paul Modèle, pharmacien";
constexpr std::string_view fall =
    "Bonjour, M. Y est tombé dans l’escalier de son domicile après la pose d’une attelle ; le fauteuil roulant "
    "commandé "
    "n’avait pas été livré et le kinésithérapeute n’était pas informé du retour. Passage aux urgences lundi.";
constexpr std::string_view results =
    "Madame, Monsieur, les résultats du laboratoire (potassium très élevé) sont arrivés par fax vendredi soir au "
    "secrétariat fermé. Personne ne les a lus avant mardi. Comment éviter que cela se reproduise ?";
constexpr std::string_view other_pillbox =
    "Bonjour, chez M. Z le pilulier préparé par la pharmacie ne contenait pas le traitement de la thyroïde depuis "
    "quinze jours, changement de laboratoire du générique. Pas de conséquence. Bien à vous.";

}  // namespace

TEST_CASE("two accounts of one event are alike, others are not", "[similarity]") {
    CHECK(likeness(nurse, pharmacist) >= alike);
    for (const auto other : {fall, results, other_pillbox}) {
        CHECK(likeness(nurse, other) < alike);
        CHECK(likeness(pharmacist, other) < alike);
    }
    CHECK(likeness(fall, results) < alike);
    CHECK(likeness(fall, other_pillbox) < alike);
    CHECK(likeness(results, other_pillbox) < alike);
}

TEST_CASE("case, accents, plurals and the order of words do not matter", "[similarity]") {
    CHECK(likeness("Élève chevaux tracteur maisons fenêtre jardin voiture écharpe bouteille",
                   "BOUTEILLES écharpes voitures jardins FENETRES maison tracteurs chevaux eleves") == 1.0);
}

TEST_CASE("forms are compared by what was filled in, not by their labels", "[similarity]") {
    constexpr std::string_view one =
        "Lieu de survenue : cuisine\nPersonne concernée : facteur\nDescription courte : brûlure huile friteuse poêle\n"
        "Conséquence immédiate : pansement ambulance cicatrice";
    constexpr std::string_view other =
        "Lieu de survenue : garage\nPersonne concernée : voisine\nDescription courte : chute échelle plafond ampoule\n"
        "Conséquence immédiate : fracture poignet plâtre";

    CHECK(likeness(one, other) == 0.0);
}

TEST_CASE("a text with few telling words is compared with nothing", "[similarity]") {
    CHECK_FALSE(sketch_of("Bonjour, merci de me rappeler au 06 39 98 00 42. Cordialement", key));
    CHECK_FALSE(sketch_of("", key));
}

TEST_CASE("a sketch depends on the key and survives being written", "[similarity]") {
    const auto sketch = sketch_of(nurse, key).value();

    CHECK(resemblance(sketch, sketch_of(nurse, "qrstuvwxyz234567").value()) < 0.1);
    CHECK(to_text(sketch).size() == 128);
    CHECK(parse_sketch(to_text(sketch)) == sketch);
    CHECK_FALSE(parse_sketch("00"));
    CHECK_FALSE(parse_sketch(std::string(128, 'x')));
}

TEST_CASE("a subject is compared without what mail programs put in front", "[other_matter]") {
    CHECK(matter_of("RE: Re : [CPTS] Tr: Chute d’une patiente") == "chute d'une patiente");
    CHECK(matter_of("Réf : pilulier") == "pilulier");
    CHECK(matter_of("Urgent : pilulier") == "urgent : pilulier");
    CHECK(matter_of("[").size() == 1);
}

TEST_CASE("a message in a thread seems to be about another matter by two signs at least", "[other_matter]") {
    const reading::SplitText story{
        "Bonjour, ce matin une ampoule de morphine manquait dans l’armoire du cabinet, le registre a été rempli deux "
        "fois "
        "et personne ne sait qui a pris la clé. Merci de me rappeler.",
        {},
        false};
    const reading::SplitText answer{"Oui, demain matin.", "Le 05/01/2026 14:32, Cellule a écrit :\n> Quand ?", false};
    const reading::SplitText says_so{
        "Rien à voir avec la chute, mais un autre patient a perdu son traitement.", {}, false};
    constexpr std::string_view first = "Chute d’une patiente";
    constexpr std::string_view number = "REX-2026-0001";

    CHECK(seems_another_matter({"Morphine manquante", first, number, story}));
    CHECK(seems_another_matter({"Morphine manquante", {}, number, story}));
    CHECK(seems_another_matter({"Encore un souci", first, number, says_so}));
    CHECK_FALSE(seems_another_matter({"RE: Chute d’une patiente", first, number, story}));
    CHECK_FALSE(seems_another_matter({"Re: [REX-2026-0001] Nous avons bien reçu", first, number, story}));
    CHECK_FALSE(seems_another_matter({"Disponibilités", first, number, answer}));
    CHECK_FALSE(seems_another_matter({"RE: Chute d’une patiente", first, number, says_so}));
    CHECK_FALSE(seems_another_matter({"", first, number, story}));
}
