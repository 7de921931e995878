#include "tests/adapters/documents/documents.hpp"

#include <catch2/catch.hpp>

using namespace rexflow;
using namespace rexflow::testing;
using engine::DocumentFormat;
using Status = engine::DocumentReading::Status;

namespace {

const std::string story = "Lundi 8 h : ordonnance de sortie illisible.\nMardi : dose doublée – vue à temps par l’IDEL.";

void check_fiche(const engine::DocumentReading& reading) {
    REQUIRE(reading.status == Status::read);
    CHECK(reading.form->form == "fiche_rex");
    CHECK(value(reading, "family") == "Durand-Leroy");
    CHECK(value(reading, "given") == "Léa");
    CHECK(value(reading, "phone") == "06 39 98 00 42");
    CHECK(value(reading, "availability") == "après 19 h, sauf mercredi");
    CHECK(value(reading, "profession") == "nurse");
    CHECK(value(reading, "event_date") == "2026-03-02");
    CHECK(value(reading, "kind") == "near_miss");
    CHECK(value(reading, "description") == story);
    CHECK(value(reading, "only_a_call") == "yes");
    CHECK(reading.form->fields.size() == 9);
    CHECK(reading.form->leftovers.empty());
}

void check_eigs(const engine::DocumentReading& reading) {
    REQUIRE(reading.status == Status::read);
    CHECK(reading.form->form == "eigs");
    CHECK(value(reading, "consequence") == "life_threatening");
    CHECK(value(reading, "patient_informed") == "under_way");
    CHECK(value(reading, "authorities") == "order,insurer");
    CHECK(value(reading, "barriers_held") == "Double contrôle à la pharmacie");
    CHECK(value(reading, "place") == "home");
    CHECK(reading.form->fields.size() == 5);
}

}  // namespace

TEST_CASE("the fiche REX is read back from every format as it was filled in", "[documents]") {
    SECTION("PDF") {
        check_fiche(read(
            fill_pdf(blank("fiche_rex", DocumentFormat::pdf), {{"fiche_rex.family", "Durand-Leroy"},
                                                               {"fiche_rex.given", "Léa"},
                                                               {"fiche_rex.phone", "06 39 98 00 42"},
                                                               {"fiche_rex.availability", "après 19 h, sauf mercredi"},
                                                               {"fiche_rex.profession", "nurse"},
                                                               {"fiche_rex.event_date", "02/03/2026"},
                                                               {"fiche_rex.kind", "near_miss"},
                                                               {"fiche_rex.description", story},
                                                               {"fiche_rex.only_a_call", "yes"}})));
    }
    SECTION("Word") {
        check_fiche(read(fill_docx(blank("fiche_rex", DocumentFormat::docx),
                                   {{"fiche_rex.family", "Durand-Leroy"},
                                    {"fiche_rex.given", "Léa"},
                                    {"fiche_rex.phone", "06 39 98 00 42"},
                                    {"fiche_rex.availability", "après 19 h, sauf mercredi"},
                                    {"fiche_rex.profession", "Infirmier"},
                                    {"fiche_rex.event_date", "02/03/2026"},
                                    {"fiche_rex.kind.near_miss", "yes"},
                                    {"fiche_rex.description", story},
                                    {"fiche_rex.only_a_call", "yes"}})));
    }
    SECTION("OpenDocument") {
        check_fiche(read(fill_odt(blank("fiche_rex", DocumentFormat::odt),
                                  {{"Nom", "Durand-Leroy"},
                                   {"Prénom", "Léa"},
                                   {"Téléphone", "06 39 98 00 42"},
                                   {"Quand pouvons-nous vous appeler\u00A0?", "après 19 h, sauf mercredi"},
                                   {"Infirmier", ""},
                                   {"Quand cela s’est-il passé\u00A0?", "2 mars 2026"},
                                   {"Presque-accident", ""},
                                   {"Que s’est-il passé\u00A0?", story},
                                   {"Je souhaite seulement être rappelé(e)", ""}})));
    }
}

TEST_CASE("the sheet for an EIGS is read back from every format as it was filled in", "[documents]") {
    SECTION("PDF") {
        check_eigs(
            read(fill_pdf(blank("eigs", DocumentFormat::pdf), {{"eigs.consequence", "life_threatening"},
                                                               {"eigs.patient_informed", "under_way"},
                                                               {"eigs.authorities.order", "order"},
                                                               {"eigs.authorities.insurer", "insurer"},
                                                               {"eigs.barriers_held", "Double contrôle à la pharmacie"},
                                                               {"eigs.place", "Domicile du patient"}})));
    }
    SECTION("Word") {
        check_eigs(read(
            fill_docx(blank("eigs", DocumentFormat::docx), {{"eigs.consequence.life_threatening", "yes"},
                                                            {"eigs.patient_informed.under_way", "yes"},
                                                            {"eigs.authorities.order", "yes"},
                                                            {"eigs.authorities.insurer", "yes"},
                                                            {"eigs.barriers_held", "Double contrôle à la pharmacie"},
                                                            {"eigs.place", "Domicile du patient"}})));
    }
    SECTION("OpenDocument") {
        check_eigs(read(fill_odt(blank("eigs", DocumentFormat::odt),
                                 {{"Mise en jeu du pronostic vital", ""},
                                  {"En cours", ""},
                                  {"Ordre professionnel", ""},
                                  {"Assureur", ""},
                                  {"Barrières ayant fonctionné", "Double contrôle à la pharmacie"},
                                  {"Domicile\u00A0du\u00A0patient", ""}})));
    }
}

TEST_CASE("a blank form is known as one nobody filled in", "[documents]") {
    const auto format = GENERATE(DocumentFormat::pdf, DocumentFormat::docx, DocumentFormat::odt);
    const std::string name = GENERATE("fiche_rex", "eigs");

    CHECK(read(blank(name, format)).reason == "empty_form");
}

TEST_CASE("a blank form is the same bytes every time", "[documents]") {
    const auto format = GENERATE(DocumentFormat::pdf, DocumentFormat::docx, DocumentFormat::odt);

    CHECK(blank("fiche_rex", format) == blank("fiche_rex", format));
}
