#include "engine/reading/request.hpp"
#include "engine/reading/reading.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace rexflow::testing {

namespace {

using engine::reading::Demand;
using engine::reading::Kind;
using engine::reading::read_demand;
using engine::reading::Request;
using engine::reading::Scope;

Demand demand_in(std::string_view text) { return read_demand("", text); }

using Texts = std::vector<std::string_view>;

}  // namespace

TEST_CASE("of a very long mail the beginning and the end say who and when, all of it what is grave", "[request]") {
    const auto filling = [](int lines) {
        std::string text;
        for (int i = 0; i < lines; ++i) text += "Une ligne collée de plus, qui ne dit rien d’utile.\n";
        return text;
    };
    engine::InboundEmail email;
    email.text = "Bonjour, rappelez-moi au 06 39 98 00 12.\n" + filling(1'000) +
                 "Rappelez-moi plutôt au 06 39 98 00 55. Le patient est décédé.\n" + filling(1'000) +
                 "Merci,\nCamille Exemple\nInfirmière libérale\n";

    const auto said = engine::reading::read(email, {});

    REQUIRE(said.phones.size() == 1);
    CHECK(said.phones.front().e164 == "+33639980012");
    REQUIRE(said.person);
    CHECK(said.person->family == "Exemple");
    REQUIRE(said.demand.possible_eigs);
    CHECK(said.demand.possible_eigs->sentence == "Le patient est décédé.");
    CHECK(said.text.new_text.size() > 100'000);
}

TEST_CASE("one endless line is looked at no further than many short ones", "[request]") {
    engine::InboundEmail email;
    const auto words = [](int count) {
        std::string text;
        for (int i = 0; i < count; ++i) text += "rien à dire ";
        return text;
    };
    email.text = "Bonjour " + words(1'500) + "\n" + words(3'000) + "06 39 98 00 55 " + words(3'000) + "06 39 98 00 12";

    const auto said = engine::reading::read(email, {});

    REQUIRE(said.phones.size() == 1);
    CHECK(said.phones.front().e164 == "+33639980012");
}

TEST_CASE("a mail that only asks to be called is no report", "[request]") {
    for (const auto text :
         Texts{"Bonjour, pouvez-vous me rappeler au 06 39 98 00 12 après 19h ? Merci. Dr Martin",
               "Bonjour,\nJe suis infirmière libérale à Revel.\nMerci de me rappeler au 06 39 98 00 12 entre 12h et "
               "14h.\n"
               "Cordialement,\nJulie Moreau\nIDEL",
               "Bonjour, je souhaite être rappelée au sujet d'un incident. Mme Petit, sage-femme, 0639980012",
               "Bonjour, Mme Petit m'a donné votre adresse. Serait-il possible que quelqu'un me téléphone ?",
               "Notre équipe souhaite échanger au sujet d'un résident. Pouvez-vous nous rappeler ?",
               "RAPPEL MOI 0639980012 ap 19h", "Dr Martin 06 39 98 00 12 le soir",
               "C'est urgent, merci de me rappeler dès que possible."}) {
        INFO(text);
        CHECK(demand_in(text).request.value == Request::call_me_only);
        CHECK_FALSE(demand_in(text).request.evidence.sentence.empty());
    }
}

TEST_CASE("a mail that tells what happened is a report, even when it asks to be called", "[request]") {
    for (const auto text :
         Texts{"Le 3 mars, une patiente a reçu une double dose d'insuline. Merci de me rappeler au 06 39 98 00 12.",
               "Rappelez-moi ASAP au 06 39 98 00 12 : digoxine délivrée avec un mauvais dosage.",
               "opticien à Revel. ordonnance de collyre illisible. pour en parler 06 39 98 00 12",
               "Le patient a été envoyé aux urgences. Ce n'est pas urgent.", "Ci-joint la fiche REX complétée.",
               "Je souhaite déclarer un EIGS à l'ARS, pouvez-vous m'aider ?", ""}) {
        INFO(text);
        CHECK(demand_in(text).request.value == Request::report);
    }
}

TEST_CASE("what a mail answers and what is attached to it say what it asks for", "[request]") {
    engine::InboundEmail email;
    email.text =
        "Oui, rappelez-moi lundi.\n\nLe jeu. 19 mars 2026 à 10:20, Cellule <cellule@cpts.example> a écrit :\n"
        "> Bonjour, quand pouvons-nous vous appeler ?\n";
    CHECK(engine::reading::read(email, {}).demand.request.value == Request::report);

    email.text = "Bonjour, fiche en pièce jointe. Claire Martin";
    CHECK(engine::reading::read(email, {}).demand.request.value == Request::report);
    for (const auto* name : {"fiche-rex-martin.odt", "Formulaire de déclaration.pdf"}) {
        email.attachments = {{name, "application/pdf", 40'000}};
        const auto request = engine::reading::read(email, {}).demand.request;
        CHECK(request.value == Request::form);
        CHECK(request.evidence.sentence == name);
    }
    for (const auto* name : {"fiche de liaison.pdf", "photo.jpg", "fiche_vierge.docx"}) {
        email.attachments = {{name, "application/pdf", 40'000}};
        CHECK(engine::reading::read(email, {}).demand.request.value == Request::report);
    }
}

TEST_CASE("a subject tells that a mail was passed on", "[request]") {
    engine::InboundEmail email;
    email.text = "Bonjour";
    for (const auto* subject : {"TR: photo", "Tr : photo", "Fwd: photo", "FW: photo"}) {
        email.subject = subject;
        CHECK(engine::reading::read(email, {}).text.is_forward);
    }
    for (const auto* subject : {"Re: photo", "photo", "Transport : retard"}) {
        email.subject = subject;
        CHECK_FALSE(engine::reading::read(email, {}).text.is_forward);
    }
}

TEST_CASE("an urgent mail says so in its own words", "[request]") {
    for (const auto text :
         Texts{"C'est urgent.", "URGENT : rappelez-moi", "Merci de me rappeler dès que possible",
               "Rappelez-moi ASAP svp", "Merci de me contacter au plus vite.", "Merci de me recontacter rapidement."}) {
        INFO(text);
        CHECK(demand_in(text).urgent);
    }
    CHECK(read_demand("Urgent - rappel", "Bonjour").urgent->sentence == "Urgent - rappel");
    CHECK(demand_in("Rappelez-moi rapidement.").urgent->confidence < demand_in("C'est urgent.").urgent->confidence);
}

TEST_CASE("urgences of the story do not make a mail urgent", "[request]") {
    for (const auto text :
         Texts{"Ce n'est pas urgent.", "Rien d'urgent.", "Rappel non urgent", "Ce n'est pas du tout urgent",
               "Le patient a été envoyé aux urgences.", "Le service des urgences n'a rien transmis.",
               "J'ai passé un appel d'urgence au 15.", "J'ai dû appeler le 15 en urgence.",
               "Elle a été hospitalisée en urgence.", "Son état s'est dégradé rapidement, rapidement dégradé."}) {
        INFO(text);
        CHECK_FALSE((demand_in(text).urgent && demand_in(text).urgent->confidence > 0.6));
    }
    CHECK_FALSE(demand_in("Le patient a été adressé aux urgences, rien d'urgent de mon côté.").urgent);
}

TEST_CASE("words of death, intensive care or lasting harm are pointed out", "[request]") {
    for (const auto text :
         Texts{"Le patient est décédé le lendemain.", "La patiente a été hospitalisée en réanimation.",
               "Elle a fait un choc anaphylactique.", "Arrêt cardiaque chez un patient de 60 ans après injection.",
               "Le pronostic vital a été engagé.", "Il garde des séquelles neurologiques.",
               "Tentative de suicide suite à une rupture de traitement.", "Le patient a failli mourir.",
               "Hospitalisation en urgence pour hémorragie cérébrale.", "Je souhaite déclarer un EIGS.",
               "Une femme de 80 ans est décédée.", "Le décès n'a pas été signalé.",
               "Le bébé est né avec une malformation non dépistée.",
               "Nous n'avons pas à déplorer de décès mais le patient garde une paralysie."}) {
        INFO(text);
        REQUIRE(demand_in(text).possible_eigs);
        CHECK(demand_in(text).possible_eigs->confidence >= 0.6);
    }
    CHECK(demand_in("Bonjour. Le patient est décédé le lendemain. Merci.").possible_eigs->sentence ==
          "Le patient est décédé le lendemain.");
}

TEST_CASE("what is denied, only feared, or no part of the event is not pointed out as grave", "[request]") {
    for (const auto text :
         Texts{"Il n'y a pas eu de décès ni de séquelles.", "Sans gravité, pas de séquelle.",
               "Le patient aurait pu mourir, l'erreur a été rattrapée à temps.", "Il y avait un risque de décès.",
               "Cela aurait pu entraîner des séquelles.", "Le pronostic vital n'est pas engagé.", "Séquelles : aucune",
               "Décès : non", "Patiente veuve depuis le décès de son mari.", "Sa femme est décédée il y a deux ans.",
               "Antécédent d'AVC.", "Suivi après son AVC de février.", "Mon patient handicapé n'a pas été transporté.",
               "Il était sous le choc après l'annonce.", "Nous évitons ainsi tout risque vital."}) {
        INFO(text);
        CHECK_FALSE(demand_in(text).possible_eigs);
    }
}

TEST_CASE("a declaration to the authorities is extra-CPTS, an accompaniment by the cell intra-CPTS", "[request]") {
    CHECK(demand_in("Je souhaite déclarer un EIGS à l'ARS.").scope.value == Scope::extra);
    CHECK(demand_in("Faut-il passer par le portail de signalement ?").scope.value == Scope::extra);
    CHECK(demand_in("Un événement indésirable grave est survenu.").scope.value == Scope::extra);
    CHECK(demand_in("Ci-joint la fiche REX intra-CPTS complétée.").scope.value == Scope::intra);
    CHECK(demand_in("Ci-joint la fiche REX complétée.").scope.value == Scope::unknown);
    CHECK(read_demand("RE: [REX-2026-0003] Votre message", "Parfait.").scope.value == Scope::unknown);
    CHECK(demand_in("Je souhaite un accompagnement par la cellule.").scope.value == Scope::intra);
    CHECK(demand_in("Fiche REX jointe ; faut-il le déclarer à l'ARS ?").scope.value == Scope::extra);
    CHECK(demand_in("Ce n'est pas un EIGS, je voudrais faire un REX.").scope.value == Scope::intra);
    CHECK(demand_in("Bonjour la cellule REX, merci de me rappeler.").scope.value == Scope::unknown);
    CHECK(demand_in("Recommandations de l'ARS à relire.").scope.value == Scope::unknown);
    CHECK(demand_in("Merci de me rappeler.").scope == engine::reading::Found<Scope>{});
}

TEST_CASE("the kind of a matter is read from how it is told", "[request]") {
    const auto kind_in = [](std::string_view text) {
        const auto kind = demand_in(text).kind;
        return kind ? to_text(kind->value) : "none";
    };
    CHECK(kind_in("Une patiente a reçu une double dose d'insuline.") == "incident");
    CHECK(kind_in("Erreur de délivrance : mauvais dosage.") == "incident");
    CHECK(kind_in("Une erreur de délivrance a été évitée de justesse.") == "near_miss");
    CHECK(kind_in("L'erreur a été rattrapée à temps, avant l'injection.") == "near_miss");
    CHECK(kind_in("Je signale un presque-accident.") == "near_miss");
    CHECK(kind_in("Situation complexe : patient isolé, maintien à domicile difficile.") == "complex_situation");
    CHECK(kind_in("Il y a un risque de confusion entre deux boîtes.") == "risk");
    CHECK(kind_in("Je voulais partager une bonne pratique mise en place au cabinet.") == "good_practice");
    CHECK(kind_in("Un de mes patients est sorti sans ordonnance.") == "incident");
    CHECK(kind_in("J'ai peur qu'un accident arrive : le risque de chute est majeur.") == "risk");
    CHECK(kind_in("Merci de me rappeler.") == "none");
}

TEST_CASE("what did grave harm is no near miss, however glad its reporter is", "[request]") {
    CHECK(demand_in("Erreur de dosage, heureusement rattrapée, mais le patient est décédé.").kind->value ==
          Kind::incident);
}

TEST_CASE("a reporter may take the report back", "[request]") {
    for (const auto text : Texts{"Je retire mon signalement.", "Merci de ne pas donner suite à mon mail.",
                                 "Finalement c'est réglé, inutile de me rappeler.", "Je souhaite annuler ma demande.",
                                 "Je ne souhaite plus donner suite."}) {
        INFO(text);
        REQUIRE(demand_in(text).withdrawal);
        CHECK(demand_in(text).request.value == Request::report);
    }
    for (const auto text :
         Texts{"Le médecin n'a pas donné suite.", "Inutile de me rappeler avant 18h.",
               "Le patient a retiré son pansement.", "On m'a conseillé de retirer ma demande mais je la maintiens.",
               "Merci de me rappeler."}) {
        INFO(text);
        CHECK_FALSE(demand_in(text).withdrawal);
    }
}

TEST_CASE("every value has the name it has in the history", "[request]") {
    CHECK(to_text(Request::form) == "form");
    CHECK(to_text(Request::call_me_only) == "call_me_only");
    CHECK(to_text(Scope::unknown) == "unknown");
    CHECK(to_text(Kind::complex_situation) == "complex_situation");
    CHECK(to_text(Kind::good_practice) == "good_practice");
}

}  // namespace rexflow::testing
