#include "engine/reading/person.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace rexflow::engine::reading;

namespace {

std::string signature(const std::string& text) { return text.substr(signature_begin(text)); }

}  // namespace

TEST_CASE("a signature begins with its closing formula", "[signature]") {
    const auto formula = GENERATE(as<std::string>(), "Cordialement,", "Bien cordialement", "Cdt", "Bien à vous,",
                                  "Confraternellement.", "Bien confraternellement,", "Respectueusement",
                                  "Je vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.", "-- ");
    const auto signed_with = formula + "\n\nClaire MARTIN\nInfirmière libérale\n12 rue des Pins\n81000 Albi\n";

    CHECK(signature("Bonjour,\nUn retard hier.\n\n" + signed_with) == signed_with);
}

TEST_CASE("a farewell begins a signature when a name follows", "[signature]") {
    CHECK(signature("Pouvez-vous me rappeler ?\nMerci d'avance,\nClaire Martin") == "Merci d'avance,\nClaire Martin");
    CHECK(signature("Un retard hier.\nBelle journée à vous\nClaire Martin") == "Belle journée à vous\nClaire Martin");
    CHECK(signature("Bonjour\nMerci de prévenir Mme Roux.\n").empty());
}

TEST_CASE("a name and an address at the end are a signature without any formula", "[signature]") {
    CHECK(signature(
              "Un retard hier, je vous en parle quand vous voulez.\n\nMathilde Serre\nOrthoptiste\n06.39.98.00.14\n") ==
          "Mathilde Serre\nOrthoptiste\n06.39.98.00.14\n");
    CHECK(signature("Un retard hier.\nSandrine") == "Sandrine");
}

TEST_CASE("the footer of a telephone is a signature", "[signature]") {
    const auto footer = GENERATE(as<std::string>(), "Envoyé de mon iPhone", "Envoyé depuis l'application Mail Orange",
                                 "Envoyé à partir de Outlook pour Android", "Obtenir Outlook pour iOS");

    CHECK(signature("Rappelez-moi ce soir.\n\n" + footer) == footer);
}

TEST_CASE("a disclaimer below hides no signature", "[signature]") {
    const std::string tail =
        "Cordialement\nClaire Martin\n\nCe message et ses pièces jointes sont confidentiels et établis à l'intention "
        "exclusive de leur destinataire. Si vous n'êtes pas celui-ci, merci de le détruire.\n";

    CHECK(signature("Un retard hier.\n" + tail) == tail);
}

TEST_CASE("a formula in the middle of what is told begins no signature", "[signature]") {
    CHECK(signature("Merci pour votre aide hier.\nIl reste que la patiente n'est pas sortie comme prévu.").empty());
    CHECK(signature("").empty());
}
