#include "engine/reading/person.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace rexflow::engine;
using namespace rexflow::engine::reading;

namespace {

/// "title|given|family|profession"; empty when nobody is read.
std::string who(const std::string& text, const Mailbox& from = {"", "contact@cabinet.example"}) {
    const auto person = read_person(from, text);
    if (!person) return "";
    return person->title + "|" + person->given + "|" + person->family + "|" + person->profession;
}

std::string display(const std::string& name, const std::string& address = "contact@cabinet.example") {
    return who("Un retard hier.", {name, address});
}

std::string signed_by(const std::string& signature) { return who("Un retard hier.\n\nCordialement,\n" + signature); }

}  // namespace

TEST_CASE("who signs is who wrote", "[person]") {
    CHECK(signed_by("Claire MARTIN\nInfirmière libérale\n12 rue des Pins\n81000 Albi") == "|Claire|Martin|nurse");
    CHECK(signed_by("Dr Dupont") == "Dr||Dupont|doctor");
    CHECK(signed_by("Docteure Émilie Pernet-Solliet") == "Dr|Émilie|Pernet-Solliet|doctor");
    CHECK(signed_by("Mme Le Goff, sage-femme") == "Mme||Le Goff|midwife");
    CHECK(signed_by("Pharmacie des Lilas, A. Bernard") == "|A.|Bernard|pharmacist");
    CHECK(signed_by("M. Petit") == "M.||Petit|");
    CHECK(signed_by("Claire") == "|Claire||");
    CHECK(who("Un retard hier.\nCordialement, Dr C. MARTIN") == "Dr|C.|Martin|doctor");
    CHECK(who("Un retard hier.\n\nMathilde Serre\nOrthophoniste\n06 39 98 00 14") ==
          "|Mathilde|Serre|speech_therapist");
}

TEST_CASE("who introduces themselves is who wrote", "[person]") {
    CHECK(who("Bonjour, je suis Claire Martin, IDEL à Saint-Jean. Un retard hier.") == "|Claire|Martin|nurse");
    CHECK(who("ici Marc L., kiné, rappelez-moi") == "|Marc|L.|physiotherapist");
    CHECK(who("Je soussignée Fatima BEN SAÏD, sage-femme libérale, signale un retard.") == "|Fatima|Ben Saïd|midwife");
    CHECK(who("Bonjour c'est Dr. Nguyen du CH, appelez-moi") == "Dr||Nguyen|doctor");
    CHECK(who("Bonjour,\nClaire Fontaine, orthophoniste à Albi. Un retard hier.") ==
          "|Claire|Fontaine|speech_therapist");
    CHECK(who("Merci de me rappeler au 06 39 98 00 12, Dr Lemaire, plutôt après 19h") == "Dr||Lemaire|doctor");
    CHECK(who("Infirmière libérale à Castres, j'ai constaté une erreur.\nCordialement,\nM. Petit") ==
          "M.||Petit|nurse");
}

TEST_CASE("a profession alone above the story is the writer's", "[person]") {
    const Mailbox claire{"Claire Martin", "contact@cabinet.example"};
    CHECK(who("Bonjour,\nkinésithérapeute au Lamentin. Deux prescriptions contradictoires.", claire) ==
          "|Claire|Martin|physiotherapist");
    CHECK(who("bjr dentiste a lanta. personne m a prevenu", claire) == "|Claire|Martin|dentist");
    CHECK(who("Bonjour\ninfirmiere au dispensaire . la trousse etait vide", claire) == "|Claire|Martin|nurse");
    CHECK(who("Pouvez-vous m'appeler ? Orthophoniste à Labège, 06 39 98 00 12.", claire) ==
          "|Claire|Martin|speech_therapist");
    CHECK(who("Infirmière absente hier, rien n'a été fait.", claire) == "|Claire|Martin|");
    CHECK(who("Piqûre hier (AES), l'hôpital m'a fait attendre. 06 39 98 00 12", claire) == "|Claire|Martin|");
    CHECK(who("Le Dr Tehei m'a conseillé de vous contacter.", claire) == "|Claire|Martin|");
}

TEST_CASE("an address shows a profession that nothing else says", "[person]") {
    CHECK(display("Julie Dupuis", "jdupuis.idel@mail.example") == "|Julie|Dupuis|nurse");
    CHECK(display("Dr Philippe Ollier", "ollier@dentaire.example") == "Dr|Philippe|Ollier|dentist");
    CHECK(display("Dr Philippe Ollier", "ollier@clinique.example") == "Dr|Philippe|Ollier|doctor");
    CHECK(display("Philippe Durand", "ph.durand@mail.example") == "|Philippe|Durand|");
}

TEST_CASE("initials of a given name of two parts are no family name", "[person]") {
    CHECK(signed_by("JL Espinasse kiné") == "|JL|Espinasse|physiotherapist");
    CHECK(signed_by("FX Dumas") == "|FX|Dumas|");
    CHECK(display("LY Kevin") == "|Kevin|Ly|");
}

TEST_CASE("a display name is read in either order", "[person]") {
    CHECK(display("DUPONT Jean") == "|Jean|Dupont|");
    CHECK(display("Jean DUPONT") == "|Jean|Dupont|");
    CHECK(display("Dr Jean Dupont") == "Dr|Jean|Dupont|doctor");
    CHECK(display("Dupont Jean") == "|Jean|Dupont|");
    CHECK(display("Dupont, Jean") == "|Jean|Dupont|");
    CHECK(display("DUPONT JEAN") == "|Jean|Dupont|");
    CHECK(display("Martin Claire", "claire.martin@mail.example") == "|Claire|Martin|");
    CHECK(display("Claire Martin (IDEL)") == "|Claire|Martin|nurse");
    CHECK(display("", "jean.dupont@mail.example") == "|Jean|Dupont|");
}

TEST_CASE("a practice, a service and an address are nobody", "[person]") {
    CHECK(display("Cabinet infirmier Les Pins") == "|||nurse");
    CHECK(display("EHPAD Les Tilleuls").empty());
    CHECK(display("secretariat").empty());
    CHECK(display("contact@cabinet.example").empty());
    CHECK(who("Un retard hier.\nCordialement,\nL'équipe soignante").empty());
}

TEST_CASE("names are written as names are", "[person]") {
    CHECK(display("DUPONT-LEROY Marie-Claire") == "|Marie-Claire|Dupont-Leroy|");
    CHECK(display("Isabelle D’ALMEIDA") == "|Isabelle|D'Almeida|");
    CHECK(display("LE GOFF Yann") == "|Yann|Le Goff|");
    CHECK(display("Sean MacDonald") == "|Sean|MacDonald|");
    CHECK(display("LEFÈVRE Zoé") == "|Zoé|Lefèvre|");
    CHECK(display("Anne de La Tour") == "|Anne|de La Tour|");
    CHECK(display("Claire MARTIN--ROUX") == "|Claire|Martin--Roux|");
    CHECK(display("Marie Claire Durand") == "|Marie Claire|Durand|");
    CHECK(display("Karim EL AMRANI") == "|Karim|El Amrani|");
    CHECK(display("J. Dupont") == "|J.|Dupont|");
}

TEST_CASE("somebody the mail is about is not who wrote", "[person]") {
    CHECK(who("Bonjour Docteur Martin,\nLe Dr Petit m'a dit de vous écrire.\nMerci de prévenir Mme Roux.").empty());
    CHECK(who("Bonjour,\nMme Durand, 82 ans, est sortie sans ordonnance.").empty());
    CHECK(who("Je suis Mme Durand à domicile depuis 3 ans et elle va mal.\nMerci\nIsabelle Fabre, IDE") ==
          "|Isabelle|Fabre|nurse");
    CHECK(signed_by("Sophie Leroy, secrétaire du Dr Petit\nCabinet médical des Ormes") == "|Sophie|Leroy|other");
    CHECK(who("Vu avec mon confrère, Dr Petit, qui me dit d'appeler le 05 36 49 00 11.").empty());
}

TEST_CASE("a patient at the end of a mail does not sign it", "[person]") {
    CHECK(who("Erreur de dosage hier soir.\nPatiente :\nMme DURAND Lucie").empty());
    CHECK(who("Erreur de dosage hier soir.\nMme DURAND Lucie, née le 01/02/1940").empty());
    CHECK(who("Déclarant : Mme Hélène Ortiz, ergothérapeute\nPatient : M. Durand Paul") ==
          "Mme|Hélène|Ortiz|occupational_therapist");
}

TEST_CASE("a mail written like a form names its writer", "[person]") {
    CHECK(who("Nom : Durand\nPrénom : Lucie\nProfession : infirmière\nTél : 06 39 98 00 12") == "|Lucie|Durand|nurse");
}

TEST_CASE("somebody speaks for the place they work at", "[person]") {
    CHECK(who("Bonjour, Nicolas de la pharmacie du Marché. Rappelez-moi.") == "|Nicolas||pharmacist");
    CHECK(who("Bonjour, ici la pharmacie du Lac (Mme Aubert), une erreur.") == "Mme||Aubert|pharmacist");
    CHECK(who("ici l'assistante sociale du CCAS, Mme Poncet.") == "Mme||Poncet|social_worker");
    CHECK(signed_by("l'infirmière coordinatrice,\nMme Perez") == "Mme||Perez|nurse");
}

TEST_CASE("several who sign are nobody in particular", "[person]") {
    CHECK(signed_by("Aude, Aurélie et Sarah\nCabinet infirmier du Pont") == "|||nurse");
    CHECK(who("Un retard hier.\nCordialement,\nDr E. Salles et Dr T. Roux", {"Dr Emma Salles", "x@mail.example"}) ==
          "Dr|Emma|Salles|doctor");
}

TEST_CASE("a name written carelessly is read", "[person]") {
    CHECK(who("bonjour, merci de me rappeler\ncordialement\nclaire martin idel") == "|Claire|Martin|nurse");
    CHECK(who("bjr c'est julie l'infirmière de st sulpice") == "|Julie||nurse");
}

TEST_CASE("text and sender complete each other", "[person]") {
    CHECK(who("Un retard hier.\nConfraternellement,\nDr Dupont", {"Jean DUPONT", "x@mail.example"}) ==
          "Dr|Jean|Dupont|doctor");
    CHECK(who("Un retard hier.\nClaire", {"Martin Claire", "x@mail.example"}) == "|Claire|Martin|");
    CHECK(who("Un retard hier.\nCordialement,\nSophie Leroy", {"Jean DUPONT", "x@mail.example"}) == "|Sophie|Leroy|");
    CHECK(who("Un retard hier.\nCdt\nYLG", {"Yann Le Goff", "x@mail.example"}) == "|Yann|Le Goff|");
    CHECK(who("Un retard hier.\nCordialement,\nThomas", {"PHARMACIE DU CENTRE", "x@mail.example"}) ==
          "|Thomas||pharmacist");
}

TEST_CASE("every profession of the cases is heard in its spoken forms", "[person]") {
    const auto [spoken, key] = GENERATE(table<std::string, std::string>({
        {"médecin généraliste", "doctor"},
        {"gériatre", "doctor"},
        {"IDE", "nurse"},
        {"infirmier(e) libéral(e)", "nurse"},
        {"IDEC EHPAD Les Tilleuls", "nurse"},
        {"pharmacienne titulaire", "pharmacist"},
        {"masseur-kinésithérapeute", "physiotherapist"},
        {"MKDE", "physiotherapist"},
        {"sage-femme", "midwife"},
        {"chirurgienne-dentiste", "dentist"},
        {"pharmacien biologiste", "biologist"},
        {"orthophoniste", "speech_therapist"},
        {"ergothérapeute", "occupational_therapist"},
        {"pédicure-podologue", "podiatrist"},
        {"diététicienne nutritionniste", "dietitian"},
        {"psychologue clinicienne", "psychologist"},
        {"assistante sociale", "social_worker"},
        {"coordinatrice de parcours, DAC 81", "care_coordination"},
        {"cadre de santé", "hospital_team"},
        {"préparatrice en pharmacie", "other"},
        {"aide-soignante", "other"},
        {"psychomotricien", "other"},
    }));

    CAPTURE(spoken);
    CHECK(signed_by("Claire Roux\n" + spoken) == "|Claire|Roux|" + key);
    CHECK(signed_by("Claire Roux, " + spoken) == "|Claire|Roux|" + key);
}

TEST_CASE("a person has the sentence they came from", "[person]") {
    const auto person = read_person({}, "Bonjour. Je suis Claire Martin, IDEL à Saint-Jean. Un retard hier.");

    REQUIRE(person);
    CHECK(person->evidence.sentence == "Je suis Claire Martin, IDEL à Saint-Jean.");
    CHECK(person->evidence.confidence > 0.9);
}

TEST_CASE("a hostile text names nobody in the time of its length", "[person]") {
    const auto piece =
        GENERATE(as<std::string>(), "Dr ", "DUPONT ", "DUPONT", "je suis ", "c'est ", "\n", "a\n", "Dr\n", ", ",
                 "Cordialement\n", "Le ", "J.-", "'", "\xC3", "\xE2\x80", "Claire Martin\n");
    std::string text;
    while (text.size() < 100'000) text += piece;

    const auto person = read_person({text.substr(0, 2000), text.substr(0, 2000)}, text);
    CHECK((!person || person->family.size() < 200));
    CHECK(signature_begin(text) <= text.size());
}
