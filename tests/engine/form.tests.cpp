#include "engine/reading/form.hpp"

#include "workflows/rex_case/forms.hpp"

#include <catch2/catch.hpp>

using namespace rexflow::engine::reading;
using rexflow::rex_case::blank_forms;

namespace {

FilledForm read(const Document& document) {
    auto filled = KnownForms(blank_forms()).read(document);
    REQUIRE(filled);
    return *filled;
}

FilledForm read(const std::string& text) { return read(document_of(text)); }

std::string value(const FilledForm& form, std::string_view key) {
    const auto* field = form.find(key);
    return field == nullptr ? "" : field->value;
}

Cell cell(std::string text, int column) { return {{{std::move(text)}}, column}; }
Row row(std::vector<std::string> cells) {
    Row made;
    for (auto& text : cells) made.push_back(cell(std::move(text), static_cast<int>(made.size()) * 100));
    return made;
}

/// The kind of event as somebody marked it under a heading that asks for it.
std::string kind_of(RichText marked) {
    Document document = document_of("Nom : Durand\nPrénom : Léa\nTéléphone : 06 39 98 00 42");
    document.rows.push_back({{{{"Type d’événement :"}}, 0}});
    document.rows.push_back({{std::move(marked), 0}});
    return value(read(document), "kind");
}

std::string informed(RichText marked) {
    Document document = document_of("Déclaration EIGS, volet 1\nNom : Durand\nPrénom : Léa");
    document.rows.push_back({{{{"Le patient a-t-il été informé ?"}}, 0}, {std::move(marked), 100}});
    return value(read(document), "patient_informed");
}

}  // namespace

TEST_CASE("a form written as lines of a mail is read", "[form]") {
    const auto form = read(
        "Bonjour,\n\n"
        "Nom : DURAND-LEROY\n"
        "Prénom : Léa\n"
        "Profession : IDEL\n"
        "Tél. : 06 39 98 00 42\n"
        "Quand pouvons-nous vous appeler\u00A0? entre 12h et 14h, sauf mercredi\n"
        "Que s’est-il passé ?\n"
        "Lundi : ordonnance de sortie illisible.\n"
        "Mardi : dose doublée.\n\n"
        "Conséquences : aucune, l’erreur a été vue à temps\n");

    CHECK(form.form == "fiche_rex");
    CHECK(value(form, "family") == "DURAND-LEROY");
    CHECK(value(form, "given") == "Léa");
    CHECK(value(form, "profession") == "nurse");
    CHECK(value(form, "phone") == "06 39 98 00 42");
    CHECK(value(form, "availability") == "entre 12h et 14h, sauf mercredi");
    CHECK(value(form, "description") == "Lundi : ordonnance de sortie illisible.\nMardi : dose doublée.");
    CHECK(value(form, "consequences") == "aucune, l’erreur a été vue à temps");
    CHECK(form.leftovers == "Bonjour,\n");
}

TEST_CASE("a mail that is no form is not taken for one", "[form]") {
    const auto text = GENERATE("Bonjour,\nMerci de me rappeler au 06 39 98 00 42, plutôt après 19h.\nDr Durand",
                               "Bonjour, voici ce qui est arrivé : le patient est tombé.\n\nCordialement,\nLéa "
                               "Durand\nTél : 05 36 49 00 12\nMail : lea@cabinet.example",
                               "", "Que s'est-il passé hier soir ? Je ne sais pas.");

    CHECK_FALSE(KnownForms(blank_forms()).read(std::string(text)));
}

TEST_CASE("several labels on one line are told apart", "[form]") {
    CHECK(value(read("Nom : Durand Prénom : Léa\nTél : 0639980042"), "family") == "Durand");
    CHECK(value(read("Nom : Durand Prénom : Léa\nTél : 0639980042"), "given") == "Léa");
    CHECK(value(read("Nom : Durand\tPrénom : Léa\tProfession : kiné"), "profession") == "physiotherapist");
}

TEST_CASE("text typed over dotted lines is read without the dots", "[form]") {
    const auto form = read(
        "Nom …………Durand………… Prénom ……Léa…………\n"
        "Téléphone ......06.39.98.00.42.........\n"
        "Profession ____________\n"
        "Que s’est-il passé ? ………………………………\n"
        "…Le traitement a été arrêté trop tôt…………\n"
        "………………………………………………\n"
        "Suggestions ………………………………\n");

    CHECK(value(form, "family") == "Durand");
    CHECK(value(form, "given") == "Léa");
    CHECK(value(form, "phone") == "06.39.98.00.42");
    CHECK(value(form, "profession").empty());
    CHECK(value(form, "description") == "Le traitement a été arrêté trop tôt");
    CHECK(value(form, "suggestions").empty());
}

TEST_CASE("a table of labels and values is read in any order", "[form]") {
    Document document;
    document.rows = {row({"Téléphone (portable de préférence)", "06 39 98 00 42", "N° de poste", "4512"}),
                     row({"NOM :", "Durand", "PRÉNOM :", "Léa"}), row({"Votre profession *", "Sage-femme"}),
                     row({"1. Que s’est-il passé ? (faits, chronologie)", "Appel à 8:30\n\nPuis plus rien : silence"})};
    const auto form = read(document);

    CHECK(value(form, "family") == "Durand");
    CHECK(value(form, "given") == "Léa");
    CHECK(value(form, "profession") == "midwife");
    CHECK(value(form, "description") == "Appel à 8:30\n\nPuis plus rien : silence");
}

TEST_CASE("a row of headings gives its values in the row below", "[form]") {
    Document document;
    document.rows = {row({"Nom", "Prénom", "Téléphone"}), row({"Durand", "Léa", "0639980042"})};
    CHECK(value(read(document), "given") == "Léa");

    document.rows = {{cell("Nom", 40), cell("Prénom", 300), cell("Téléphone", 420)},
                     {cell("Léa", 298), cell("0639980042", 421)}};
    CHECK(value(read(document), "family").empty());
    CHECK(value(read(document), "given") == "Léa");
}

TEST_CASE("labels are known in other words, spellings and slips", "[form]") {
    const auto label =
        GENERATE("N° de téléphone", "Tél", "TELEPHONE PORTABLE", "Votre numéro de téléphone", "Télephonne",
                 "  2) Téléphone", "• Téléphone", "Telephone (obligatoire)", "Téléphone du déclarant", "Phone number");

    CHECK(value(read("Nom : Durand\nPrénom : Léa\n" + std::string(label) + " : 06 39 98 00 42"), "phone") ==
          "06 39 98 00 42");
}

TEST_CASE("the name of a patient is never taken for the reporter's", "[form]") {
    const auto form = read("Nom du patient : X\nProfession : médecin\nTéléphone : 0536490012\nPrénom : Léa");

    CHECK(value(form, "family").empty());
    CHECK(form.leftovers == "Nom du patient : X\n");
}

TEST_CASE("a ticked box is seen in whatever way it is ticked", "[form]") {
    CHECK(kind_of({{"☐ Événement indésirable ☒ Presque-accident ☐ Situation complexe"}}) == "near_miss");
    CHECK(kind_of({{"Événement indésirable ☐  Presque-accident ☑  Situation complexe ☐"}}) == "near_miss");
    CHECK(kind_of({{"[ ] Événement indésirable [x] Presque-accident"}}) == "near_miss");
    CHECK(kind_of({{"( ) Événement indésirable\n(X) Presqu'accident"}}) == "near_miss");
    CHECK(kind_of({{"✓ Presque-accident   Événement indésirable"}}) == "near_miss");
    CHECK(kind_of({{"Événement indésirable  ✗ Presque-accident"}}) == "near_miss");
    CHECK(kind_of({{"X Presque-accident / Événement indésirable"}}) == "near_miss");
    CHECK(kind_of({{"Événement indésirable / X Presque-accident"}}) == "near_miss");
    CHECK(kind_of({{"Événement indésirable   Presque-accident X"}}) == "near_miss");
    CHECK(kind_of({{"presqu’accident"}}) == "near_miss");
    CHECK(kind_of({{"☐ Événement indésirable ☐ Presque-accident ☐ Situation complexe"}}).empty());
    CHECK(kind_of({{"☐ Presque-accident"}}).empty());
}

TEST_CASE("words struck out, bold, ringed or in capitals tell a choice", "[form]") {
    CHECK(informed({{"Oui / "}, {"Non", false, true}, {" / "}, {"En cours", false, true}}) == "yes");
    CHECK(informed({{"Oui / ", false, true}, {"Non", false, false}, {" / En cours", false, true}}) == "no");
    CHECK(informed({{"Oui / Non / "}, {"En cours", true, false}}) == "under_way");
    CHECK(informed({{"(oui) / non"}}) == "yes");
    CHECK(informed({{"oui / NON"}}) == "no");
    CHECK(informed({{"OUI / non / en cours"}}) == "yes");
    CHECK(informed({{"oui"}}) == "yes");
    CHECK(informed({{"Oui / Non / En cours"}}).empty());
    CHECK(informed({{"non ☐ oui ☒"}}) == "yes");
}

TEST_CASE("two ticks where one is asked for are left to a person", "[form]") {
    Document document = document_of("Nom : Durand\nPrénom : Léa\nType d’événement : ☒ Risque ☒ Presque-accident");
    const auto form = read(document);

    REQUIRE(form.find("kind") != nullptr);
    CHECK(form.find("kind")->evidence.confidence < 0.5);
    CHECK(details_of(form).kind.empty());
}

TEST_CASE("several ticks are kept where several may be given", "[form]") {
    CHECK(value(read("EIGS volet 1\nAutres autorités informées : ☒ Police ou gendarmerie ☐ Justice ☒ Assureur"),
                "authorities") == "police,insurer");
}

TEST_CASE("controls of our own forms are read by their names", "[form]") {
    Document document;
    document.controls = {{"fiche_rex.family", "Nom", "Durand", Control::Kind::text},
                         {"fiche_rex.place", "", "care_home", Control::Kind::text},
                         {"fiche_rex.kind.near_miss", "", "", Control::Kind::box, true},
                         {"fiche_rex.kind.risk", "", "", Control::Kind::box, false},
                         {"fiche_rex.only_a_call", "", "", Control::Kind::box, true},
                         {"fiche_rex.event_date", "", "2 mars 2026", Control::Kind::text},
                         {"fiche_rex.given", "", "Cliquez ou appuyez ici pour entrer du texte.", Control::Kind::text}};
    const auto form = read(document);

    CHECK(value(form, "family") == "Durand");
    CHECK(value(form, "place") == "care_home");
    CHECK(value(form, "kind") == "near_miss");
    CHECK(value(form, "only_a_call") == "yes");
    CHECK(value(form, "event_date") == "2026-03-02");
    CHECK(value(form, "given").empty());
}

TEST_CASE("controls of other people's forms are read by what they are called", "[form]") {
    Document document;
    document.controls = {{"Text1", "Nom et prénom du déclarant", "DURAND Léa", Control::Kind::text},
                         {"txtTelephone", "", "0639980042", Control::Kind::text},
                         {"Description_faits", "", "Une chute", Control::Kind::text},
                         {"cb3", "Presqu'accident", "", Control::Kind::box, true},
                         {"Text9", "Nom du patient", "X", Control::Kind::text}};
    const auto form = read(document);
    const auto details = details_of(form);

    CHECK(details.family == "DURAND");
    CHECK(details.given == "Léa");
    CHECK(details.phone == "0639980042");
    CHECK(details.description == "Une chute");
    CHECK(details.kind == "near_miss");
    CHECK(form.leftovers == "Nom du patient: X\n");
}

TEST_CASE("a box beside the wish to be called is read", "[form]") {
    CHECK(value(read("Nom : Durand\nPrénom : Léa\n☒ Je souhaite seulement être rappelé(e)"), "only_a_call") == "yes");
    CHECK(value(read("Nom : Durand\nPrénom : Léa\n☐ Je souhaite seulement être rappelé(e)"), "only_a_call").empty());
}

TEST_CASE("a whole name is split as it is written", "[form]") {
    const auto name = [](const std::string& written) {
        const auto details = details_of(read("Nom et prénom : " + written + "\nTéléphone : 0639980042"));
        return details.family + "|" + details.given;
    };
    CHECK(name("DURAND Léa") == "DURAND|Léa");
    CHECK(name("Marie-Claire LE GOFF") == "LE GOFF|Marie-Claire");
    CHECK(name("Dr Durand Léa") == "Durand|Léa");
    CHECK(name("de La Tour Anne") == "de La Tour|Anne");
}

TEST_CASE("what was read says where it stood", "[form]") {
    const auto form = read("Nom : Durand\nPrénom : Léa\nTéléphone : 06 39 98 00 42");

    CHECK(form.find("phone")->evidence.sentence == "Téléphone : 06 39 98 00 42");
    CHECK(form.find("phone")->evidence.confidence > 0.9);
}

TEST_CASE("a date is read in the ways people write it, and left as written otherwise", "[form]") {
    const auto day = [](const std::string& written) {
        return value(read("Nom : Durand\nPrénom : Léa\nDate de l’événement : " + written), "event_date");
    };
    CHECK(day("02/03/2026") == "2026-03-02");
    CHECK(day("2.3.26") == "2026-03-02");
    CHECK(day("lundi 2 mars 2026") == "2026-03-02");
    CHECK(day("1er février 2026") == "2026-02-01");
    CHECK(day("2026-03-02") == "2026-03-02");
    CHECK(day("31/02/2026") == "31/02/2026");
    CHECK(day("début mars") == "début mars");
}

TEST_CASE("the fields of a blank form are unique and speak both languages", "[form]") {
    for (const auto& form : blank_forms()) {
        std::vector<std::string_view> keys;
        for (const auto& section : form.sections)
            for (const auto& field : section.fields) {
                keys.push_back(field.key);
                CHECK(field.label.fr.empty() == field.label.en.empty());
                for (const auto& option : field.options) CHECK_FALSE(option.label.en.empty());
            }
        const auto count = keys.size();
        std::ranges::sort(keys);
        keys.erase(std::ranges::unique(keys).begin(), keys.end());
        CHECK(keys.size() == count);
    }
}
