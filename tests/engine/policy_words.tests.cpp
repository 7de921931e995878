#include "engine/policy_words.hpp"
#include "engine/notation.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace rexflow::testing {

namespace {

using engine::Locale;

std::string moment(const char* text, Locale locale) {
    return engine::reminder_moment_in_words(engine::parse_reminder(text).value(), locale);
}

std::string manner(const char* text, Locale locale) {
    return engine::reminder_manner_in_words(engine::parse_reminder(text).value(), locale);
}

}  // namespace

TEST_CASE("a delay is said in the words of its reader", "[policy][wording]") {
    struct Row {
        const char* text;
        const char* french;
        const char* english;
    };
    const auto row = GENERATE(values<Row>({
        {"24 hours", "24 heures", "24 hours"},
        {"1 hour", "1 heure", "1 hour"},
        {"1 day", "1 jour", "1 day"},
        {"15 days", "15 jours", "15 days"},
        {"1 working day", "1 jour ouvré", "1 working day"},
        {"2 working days", "2 jours ouvrés", "2 working days"},
        {"12 ouvrables", "12 jours ouvrables", "12 days from Monday to Saturday"},
        {"3 months", "3 mois", "3 months"},
        {"15 days cpc_642", "15 jours, ou le jour ouvré suivant", "15 days, or the next working day"},
        {"3 months cpc_642", "3 mois, ou le jour ouvré suivant", "3 months, or the next working day"},
        {"15 days franc", "15 jours francs", "15 clear days"},
        {"1 month franc", "1 mois franc", "1 clear month"},
    }));
    const auto allowance = engine::parse_allowance(row.text).value();

    CHECK(engine::allowance_in_words(allowance, Locale::fr) == row.french);
    CHECK(engine::allowance_in_words(allowance, Locale::en) == row.english);
}

TEST_CASE("the moment of a reminder is said in the words of its reader", "[policy][wording]") {
    struct Row {
        const char* text;
        const char* french;
        const char* english;
    };
    const auto row = GENERATE(values<Row>({
        {"at start", "dès le début", "at the start"},
        {"at due, digest", "à l’échéance", "at the deadline"},
        {"5 days before", "5 jours avant l’échéance", "5 days before the deadline"},
        {"1 working day before", "1 jour ouvré avant l’échéance", "1 working day before the deadline"},
        {"2 working days after", "2 jours ouvrés après l’échéance", "2 working days after the deadline"},
        {"10 days after start", "10 jours après le début", "10 days after the start"},
        {"each working day after", "chaque jour ouvré après l’échéance", "every working day after the deadline"},
        {"each 7 days after", "tous les 7 jours après l’échéance", "every 7 days after the deadline"},
        {"each 7 days after start", "tous les 7 jours après le début", "every 7 days after the start"},
        {"each day after 7 days", "chaque jour après les 7 premiers jours", "every day after the first 7 days"},
        {"each day after 1 day", "chaque jour après le premier jour", "every day after the first day"},
        {"each 12 hours after 24 hours", "toutes les 12 heures après les 24 premières heures",
         "every 12 hours after the first 24 hours"},
        {"each 12 hours after until 7 days", "toutes les 12 heures après l’échéance, jusqu’à 7 jours après le début",
         "every 12 hours after the deadline, until 7 days after the start"},
    }));

    CHECK(moment(row.text, Locale::fr) == row.french);
    CHECK(moment(row.text, Locale::en) == row.english);
}

TEST_CASE("of a reminder's manner only what is unusual is said", "[policy][wording]") {
    CHECK(manner("5 days before", Locale::fr).empty());
    CHECK(manner("each working day after", Locale::fr).empty());
    CHECK(manner("at due, event survey_closed", Locale::fr).empty());
    CHECK(manner("at due, digest", Locale::fr) == ", dans le point du matin");
    CHECK(manner("at start, any hour", Locale::fr) == ", même hors des heures d’ouverture");
    CHECK(manner("at due, open hour before", Locale::fr) == ", avancé aux heures d’ouverture");
    CHECK(manner("5 days before, next open hour", Locale::fr) == ", reporté aux heures d’ouverture");
    CHECK(manner("1 day after, digest, any hour", Locale::en) == ", in the morning summary, at any hour");
}

}  // namespace rexflow::testing
