#include "engine/reading/quotation.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using rexflow::engine::reading::split_quotation;

namespace {

struct Written {
    std::string client;
    std::string introduction;  ///< between the answer and the mail answered
};

/// An answer above the quotation, in the way of each program.
const std::vector<Written> top_posted{
    {"Gmail", "Le lun. 5 janv. 2026 à 14:32, Cellule qualité <cellule@cpts.example> a écrit :\n\n> Bonjour,\n"},
    {"Gmail with no-break spaces",
     "Le lun. 5 janv. 2026 à 14:32, Cellule <cellule@cpts.example> a écrit :\n\n> Bonjour,\n"},
    {"Gmail, broken before the address",
     "Le lun. 5 janv. 2026 à 14:32, Cellule qualité\n<cellule@cpts.example> a écrit :\n\n> Bonjour,\n"},
    {"Gmail, broken in three",
     "Le lun. 5 janv. 2026 à 14:32, Cellule qualité de la CPTS <\ncellule@cpts.example>\na écrit :\n\n> Bonjour,\n"},
    {"Apple Mail",
     "Le 5 janv. 2026 à 14:32, Cellule qualité <cellule@cpts.example> a écrit :\n\n\xEF\xBB\xBF> Bonjour,\n"},
    {"iPhone, everything marked",
     "> Le 5 janv. 2026 à 14:32, Cellule qualité <cellule@cpts.example> a écrit :\n> \n> \xEF\xBB\xBF"
     "Bonjour,\n"},
    {"Thunderbird", "Le 05/01/2026 à 14:32, Cellule qualité a écrit :\n> Bonjour,\n"},
    {"Roundcube", "Le 2026-01-05 14:32, Cellule qualité a écrit :\n> Bonjour,\n"},
    {"an older Gmail, no marks",
     "Le 5 janvier 2026 14:32, Cellule qualité <cellule@cpts.example> a écrit :\n\nBonjour,\n"},
    {"Yahoo",
     "Le lundi 5 janvier 2026 à 14:32:10 UTC+1, Cellule qualité <cellule@cpts.example> a écrit :\n\nBonjour,\n"},
    {"Android", "Le 5 janv. 2026 14:32, \"Cellule qualité\" <cellule@cpts.example> a écrit :\n\n> Bonjour,\n"},
    {"name before the date", "Cellule qualité <cellule@cpts.example> a écrit le 05/01/2026 14:32 :\n\n> Bonjour,\n"},
    {"no date, an address", "Cellule qualité <cellule@cpts.example> a écrit :\n\nBonjour,\n"},
    {"no date, no address", "Cellule qualité a écrit :\n\n> Bonjour,\n"},
    {"Outlook",
     "De : Cellule qualité <cellule@cpts.example>\nEnvoyé : lundi 5 janvier 2026 14:32\nÀ : Léa Exemple "
     "<lea@cabinet.example>\nCc : secretariat@cabinet.example\nObjet : RE: votre signalement\n\nBonjour,\n"},
    {"Outlook, bold",
     "*De :* Cellule qualité <cellule@cpts.example>\n*Envoyé :* lundi 5 janvier 2026 14:32\n*À :* Léa Exemple\n*Objet "
     ":* RE: votre signalement\n\nBonjour,\n"},
    {"Outlook, colons in bold",
     "**De :** Cellule qualité\n**Envoyé :** lundi 5 janvier 2026 14:32\n**À :** Léa Exemple\n**Objet :** RE: votre "
     "signalement\n\nBonjour,\n"},
    {"Outlook, lines apart",
     "De : Cellule qualité\n\nEnvoyé : lundi 5 janvier 2026 14:32\n\nÀ : Léa Exemple\n\nObjet : RE\n\nBonjour,\n"},
    {"Outlook for the web",
     "________________________________\nDe : Cellule qualité <cellule@cpts.example>\nEnvoyé : lundi 5 janvier 2026 "
     "14:32\nÀ : Léa <lea@cabinet.example>\nObjet : RE\n\nBonjour,\n"},
    {"Outlook 2003",
     "-----Message d'origine-----\nDe : Cellule qualité [mailto:cellule@cpts.example]\nEnvoyé : lundi 5 janvier 2026 "
     "14:32\nÀ : Léa Exemple\nObjet : RE\n\nBonjour,\n"},
    {"Outlook with a typographic apostrophe",
     "-----Message d’origine-----\nDe : Cellule qualité\nEnvoyé : lundi 5 janvier 2026 14:32\n\nBonjour,\n"},
    {"Outlook, many recipients",
     "De : Cellule <cellule@cpts.example>\nEnvoyé : lundi 5 janvier 2026 14:32\nÀ : Léa Exemple "
     "<lea@cabinet.example>;\n    Zoé Exemple <zoe@cabinet.example>;\n    Ali Exemple <ali@cabinet.example>\nObjet : "
     "RE\n\nBonjour,\n"},
    {"Outlook in English",
     "From: Cellule <cellule@cpts.example>\nSent: Monday, January 5, 2026 2:32 PM\nTo: Lea\nSubject: RE: "
     "report\n\nHello,\n"},
    {"Windows mail",
     "De : Cellule qualité\nEnvoyé le :lundi 5 janvier 2026 14:32\nÀ : Léa Exemple\nObjet :RE\n\nBonjour,\n"},
    {"Samsung",
     "-------- Message d'origine --------\nDe : Cellule qualité <cellule@cpts.example>\nDate : 05/01/2026 14:32 "
     "(GMT+01:00)\nÀ : Léa\nObjet : RE\n\nBonjour,\n"},
    {"Orange, marked",
     "> Message du 05/01/26 14:32\n> De : \"Cellule qualité\" <cellule@cpts.example>\n> A : lea@cabinet.example\n> "
     "Copie à : \n> Objet : RE\n> \n> Bonjour,\n"},
    {"Orange, new",
     "envoyé : 5 janvier 2026 à 14:32\nde : Cellule qualité <cellule@cpts.example>\nà : Léa "
     "<lea@cabinet.example>\nobjet : RE\n\nBonjour,\n"},
    {"Free and SFR (Zimbra)",
     "----- Mail original -----\nDe: \"Cellule\" <cellule@cpts.example>\nÀ: \"Léa\" <lea@cabinet.example>\nEnvoyé: "
     "Lundi 5 Janvier 2026 14:32:10\nObjet: RE\n\nBonjour,\n"},
    {"La Poste",
     "De: \"Cellule qualité\" <cellule@cpts.example>\nÀ: lea@cabinet.example\nEnvoyé: Lundi 5 Janvier 2026 "
     "14:32:10\nObjet: RE\n\nBonjour,\n"},
    {"Horde",
     "----- Message de cellule@cpts.example ---------\n     Date : Mon, 05 Jan 2026 14:32:10 +0100\n      De : Cellule "
     "<cellule@cpts.example>\n\nBonjour,\n"},
    {"Proton",
     "-------- Message d'origine --------\nLe 05/01/2026 14:32, Cellule <cellule@cpts.example> a écrit "
     ":\n\nBonjour,\n"},
    {"Notes",
     "De :        Cellule/CPTS\nA :        Lea\nDate :        05/01/2026 14:32\nObjet :        RE\n\nBonjour,\n"},
    {"GroupWise", ">>> Cellule <cellule@cpts.example> 05/01/2026 14:32 >>>\nBonjour,\n"},
    {"Gmail in English", "On Mon, Jan 5, 2026 at 2:32 PM Cellule <cellule@cpts.example> wrote:\n\n> Hello,\n"},
    {"Proton in English", "On Monday, January 5th, 2026 at 14:32, Cellule <cellule@cpts.example> wrote:\n\n> Hello,\n"},
    {"Exchange in German",
     "Von: Cellule <cellule@cpts.example>\nGesendet: Montag, 5. Januar 2026 14:32\nAn: Lea\nBetreff: AW\n\nHallo,\n"},
    {"Thunderbird in Portuguese", "Em 05/01/2026 14:32, Cellule escreveu:\n> Olá\n"},
    {"Thunderbird in Dutch", "Op 05-01-2026 om 14:32 schreef Cellule:\n> Hallo\n"},
};

}  // namespace

TEST_CASE("an answer is cut from the mail below it, whichever program wrote it", "[quotation]") {
    for (const auto& written : top_posted) {
        INFO(written.client);
        const auto split = split_quotation("Oui, vous pouvez m’appeler.\n\nLéa\n\n" + written.introduction);

        CHECK(split.new_text == "Oui, vous pouvez m’appeler.\n\nLéa");
        auto introduction = written.introduction;
        introduction.erase(introduction.find_last_not_of('\n') + 1);
        CHECK(split.quoted_text == introduction);
        CHECK_FALSE(split.is_forward);
    }
}

TEST_CASE("the same with CRLF line ends and no empty line between", "[quotation]") {
    for (const auto& written : top_posted) {
        INFO(written.client);
        std::string body;
        for (const char c : "Oui.\n" + written.introduction) body += c == '\n' ? "\r\n" : std::string(1, c);

        CHECK(split_quotation(body).new_text == "Oui.");
    }
}

TEST_CASE("an answer below the quotation is new text", "[quotation]") {
    const auto split = split_quotation(
        "Le 05/01/2026 à 14:32, Cellule qualité a écrit :\n> Quand vous appeler ?\n>\n> Ana\n\nDemain matin.\n-- "
        "\nLéa\n");

    CHECK(split.new_text == "Demain matin.\n-- \nLéa");
    CHECK(split.quoted_text == "Le 05/01/2026 à 14:32, Cellule qualité a écrit :\n> Quand vous appeler ?\n>\n> Ana");
}

TEST_CASE("answers between quoted lines are new text, in their order", "[quotation]") {
    const auto split = split_quotation(
        "Bonjour,\n\nLe 05/01/2026 14:32, Cellule a écrit :\n> Quand vous appeler ?\nDemain matin.\n> A quel numéro ?\n"
        "Au 01 99 00 12 34.\n> Bien à vous\n");

    CHECK(split.new_text == "Bonjour,\n\nDemain matin.\n\nAu 01 99 00 12 34.");
    CHECK(split.quoted_text ==
          "Le 05/01/2026 14:32, Cellule a écrit :\n> Quand vous appeler ?\n> A quel numéro ?\n> Bien à vous");
}

TEST_CASE("a paragraph that begins like an attribution stays", "[quotation]") {
    const std::string story = GENERATE(
        "Le patient est arrivé le 5 janvier 2026 à 14:32. Le médecin a écrit :\n« amoxicilline 1 g ».\nNous avons "
        "attendu.",
        "Le lundi 5 janvier 2026 à 14h32, le médecin a écrit :\n« amoxicilline 1 g ».\nNous avons attendu.",
        "Le 05/01/2026 à 14:32, l’infirmière a écrit :\nglycémie 3 g/l.",
        "Le 5 janvier 2026 à 14:32, elle a écrit :\nje reviens.",
        "Le 5 janvier, dans le dossier, le Dr Exemple a écrit :\nrien à signaler.",
        "Le jour même, j’ai écrit :\n« rappeler ».\nLe lendemain, rien.",
        "Le Dr Exemple a écrit :\n« arrêt du traitement ».",
        "J’ai joint le Dr Exemple <exemple@hopital.example> qui a écrit :\n« arrêt ».",
        "Le médecin traitant (exemple@hopital.example) m’a écrit :\n« arrêt ».",
        "On 5 January 2026 at 14:32 the doctor wrote:\n\"stop\".");
    INFO(story);

    CHECK(split_quotation(story).new_text == story);
    CHECK(split_quotation(story).quoted_text.empty());
}

TEST_CASE("a line above an attribution is not drawn into it", "[quotation]") {
    CHECK(split_quotation("30 mg au lieu de 3\nLe 5 janv. 2026 à 14:32, Cellule <c@cpts.example> a écrit :\n> Bonjour")
              .new_text == "30 mg au lieu de 3");
    CHECK(split_quotation("Bonne journée\nCellule <c@cpts.example> a écrit :\n> Bonjour").new_text == "Bonne journée");
    CHECK(split_quotation("Le dosage est revenu.\nLe 5 janv. 2026 à 14:32, Cellule a écrit :\n> Bonjour").new_text ==
          "Le dosage est revenu.");
}

TEST_CASE("lines of a story that look like a header stay", "[quotation]") {
    const std::string story =
        GENERATE("Objet : erreur de délivrance\n\nBonjour,\nvoici les faits.",
                 "De : 14h00\nÀ : 15h30\nDate : 05/01/2026 14:00\nLe patient a attendu.",
                 "De : Pharmacie des Lilas\nÀ : la cellule qualité\nDate : 5 janvier 2026\nObjet : "
                 "signalement\n\nMadame, Monsieur,",
                 "De : ce que je sais, rien n’a été transmis.\nEnvoyé : non.",
                 "Date : 05/01/2026 14:32\nLieu : domicile\nPersonne à joindre : Léa Exemple\n\nMerci.",
                 "Nom : Exemple\nTéléphone : 01 99 00 12 34\nObjet : chute\nDate : 05/01/2026 14:32");
    INFO(story);

    CHECK(split_quotation(story).new_text == story);
}

TEST_CASE("rules, lists and comparisons of a story stay", "[quotation]") {
    const std::string story = GENERATE("Faits\n-----\nUne chute.\n==========\nAnalyse\n----------",
                                       "Traitement :\n- amoxicilline\n- paracétamol :\n  3 fois par jour",
                                       "Température\n> 38,5 °C depuis hier\nEVA\n>= 7\nMerci",
                                       "-- un tiret de dialogue --\nMessage transféré au médecin le 5 janvier.",
                                       "Message original perdu.\nForwarded message from the ward : no.");
    INFO(story);

    CHECK(split_quotation(story).new_text == story);
}

TEST_CASE("a mail passed on is told from a mail answered", "[quotation]") {
    const std::string introduction = GENERATE(
        "---------- Message transféré ---------\nDe : Léa <lea@cabinet.example>\nDate: lun. 5 janv. 2026 à "
        "14:32\nSubject: chute\nTo: <a@b.example>\n",
        "---------- Forwarded message ---------\nFrom: Lea <lea@cabinet.example>\nDate: Mon, Jan 5, 2026\n",
        "Début du message réexpédié :\n\n> De: Léa <lea@cabinet.example>\n> Objet: chute\n> Date: 5 janvier 2026 à "
        "14:32:10 UTC+1\n",
        "-------- Message transféré --------\nSujet : chute\nDate : Mon, 5 Jan 2026 14:32:10 +0100\nDe : Léa\nPour : "
        "a@b.example\n",
        "----- Transféré par Léa Exemple/Cabinet le 05/01/2026 14:32 -----\n",
        "> Début du message transféré :\n> \n> De: Léa <lea@cabinet.example>\n> Date: 5 janvier 2026 à 14:32\n> Objet: "
        "chute\n");
    INFO(introduction);
    const auto split = split_quotation("Pour votre information.\n\n" + introduction + "\nUne chute ce matin.\n");

    CHECK(split.is_forward);
    CHECK(split.new_text.starts_with("Pour votre information."));
    CHECK(split.quoted_text.starts_with(introduction));
}

TEST_CASE("a header that nothing was written above is a mail passed on", "[quotation]") {
    const auto split = split_quotation(
        "De : Léa <lea@cabinet.example>\nEnvoyé : lundi 5 janvier 2026 14:32\nÀ : cellule@cpts.example\nObjet : "
        "chute\n\nUne chute.\n");

    CHECK(split.new_text.empty());
    CHECK(split.is_forward);
}

TEST_CASE("a header copied under words that say so is a mail passed on", "[quotation]") {
    const std::string header =
        "\n\nDe : Léa <lea@cabinet.example>\nEnvoyé : lundi 5 janvier 2026 14:32\nÀ : Paul\nObjet : chute\n\nUne "
        "chute.\n";

    CHECK(split_quotation("Bonjour, je vous transfère le message de ma collègue." + header).is_forward);
    CHECK_FALSE(split_quotation("Bonjour, oui demain." + header).is_forward);
}

TEST_CASE("a reply without a word of its own has no new text", "[quotation]") {
    const auto split = split_quotation("\n\nLe 05/01/2026 14:32, Cellule a écrit :\n> Bonjour,\n> Ana\n");

    CHECK(split.new_text.empty());
    CHECK(split.quoted_text == "Le 05/01/2026 14:32, Cellule a écrit :\n> Bonjour,\n> Ana");
    CHECK_FALSE(split.is_forward);
}

TEST_CASE("where the quotation was deleted under its attribution, what follows is the answer", "[quotation]") {
    CHECK(split_quotation("Le 05/01/2026 14:32, Cellule a écrit :\n\nOui, demain.").new_text == "Oui, demain.");
}

TEST_CASE("text of nothing but marked lines is somebody's way to write", "[quotation]") {
    CHECK(split_quotation("> appel au médecin\n> pas de réponse").new_text == "> appel au médecin\n> pas de réponse");
}

TEST_CASE("empty and odd bodies are split without trouble", "[quotation]") {
    CHECK(split_quotation("").new_text.empty());
    CHECK(split_quotation("\n\r\n \n").new_text.empty());
    CHECK(split_quotation(std::string("a\0b\n> c", 7)).new_text == std::string("a\0b", 3));
    CHECK(split_quotation("\xFF\xC3\n> \xE2\x80").new_text == "\xFF\xC3");
}

TEST_CASE("every line is kept on one side or the other", "[quotation]") {
    for (const auto& written : top_posted) {
        const auto body = "Un.\n> deux\ntrois\n" + written.introduction + "\n> quatre\ncinq\n";
        const auto split = split_quotation(body);
        auto rest = split.new_text + "\n" + split.quoted_text;
        auto all = body;
        for (auto* text : {&rest, &all}) {
            std::erase_if(*text, [](char c) { return c == '\n' || c == ' '; });
            std::ranges::sort(*text);
        }
        INFO(written.client);
        CHECK(rest == all);
    }
}

TEST_CASE("hostile bodies are read in one pass", "[quotation]") {
    const auto repeated = [](std::string_view piece, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) text += piece;
        return text;
    };
    constexpr std::size_t many = 20'000;
    CHECK_FALSE(split_quotation(repeated(">", many)).new_text.empty());
    CHECK_FALSE(split_quotation(repeated("De : a\n", many)).new_text.empty());
    CHECK_FALSE(split_quotation(repeated("Le 5 janv. 2026 <\n", many)).new_text.empty());
    CHECK_FALSE(split_quotation(repeated("Le 5 janv. 2026 à 14:32 ", many)).new_text.empty());
    CHECK_FALSE(split_quotation(repeated("a\n> b\n", many)).quoted_text.empty());
    CHECK_FALSE(split_quotation(repeated("-----\n", many)).new_text.empty());
    CHECK_FALSE(split_quotation("x" + repeated("\n", many) + "y").new_text.empty());
    CHECK(split_quotation(repeated("Le 05/01/2026 14:32, C a écrit :\n\n\n", many)).new_text.empty());
}
