#include "engine/reading/phone.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace rexflow::engine;
using namespace rexflow::engine::reading;

namespace {

std::vector<std::string> numbers(std::string_view text, Region home = Region::metropole) {
    std::vector<std::string> read;
    for (const auto& phone : read_phones(text, home)) read.push_back(phone.e164);
    return read;
}

std::string number(std::string_view written, Region home = Region::metropole) {
    const auto phone = parse_phone(written, home);
    return phone ? phone->e164 : "";
}

using Numbers = std::vector<std::string>;

}  // namespace

TEST_CASE("a number is read in every form it is written in", "[phone]") {
    const auto written =
        GENERATE(as<std::string>(), "06 39 98 00 42", "06.39.98.00.42", "06-39-98-00-42", "06/39/98/00/42",
                 "0639980042", "O6 39 98 OO 42", "+33 6 39 98 00 42", "+33 (0)6 39 98 00 42", "+33(0)639980042",
                 "(+33) 6 39 98 00 42", "+330639980042", "0033 6 39 98 00 42", "00 33 6 39 98 00 42", "33639980042",
                 "33 06 39 98 00 42", "06\u00A039\u00A098\u00A000\u00A042", "06\u202F39\u202F98\u202F00\u202F42",
                 "06 – 39 – 98 – 00 – 42", "06. 39. 98. 00. 42", "06 39 98\n00 42", "06-39 98 00 42", "0639 98 00 42",
                 "0639 980 042", "(0)6 39 98 00 42", "(06) 39 98 00 42", "Tél : 06 39 98 00 42", "Tel.0639980042",
                 "Port. 06 39 98 00 42 (perso)", "tel:+33639980042", "☎ 06 39 98 00 42", "0639980042.");

    CHECK(numbers("Bonjour, " + written + " merci") == Numbers{"+33639980042"});
    CHECK(number(written) == "+33639980042");
}

TEST_CASE("a number typed without its 0 into a field is read", "[phone]") {
    CHECK(number("639980042") == "+33639980042");
    CHECK(number("6 39 98 00 42") == "+33639980042");
}

TEST_CASE("what a number is follows from the numbering plan", "[phone]") {
    CHECK(parse_phone("01 99 00 12 34", Region::metropole)->kind == PhoneKind::fixed);
    CHECK(parse_phone("06 39 98 00 42", Region::metropole)->kind == PhoneKind::mobile);
    CHECK(parse_phone("09 70 00 00 00", Region::metropole)->kind == PhoneKind::voip);
    CHECK(parse_phone("0 800 00 00 00", Region::metropole)->kind == PhoneKind::special);
    CHECK(parse_phone("+32 470 12 34 56", Region::metropole)->kind == PhoneKind::foreign);
    CHECK(to_text(PhoneKind::mobile) == "mobile");
}

TEST_CASE("overseas numbers have the calling code of their territory", "[phone]") {
    CHECK(number("0692 12 34 56") == "+262692123456");
    CHECK(number("0262 20 12 34") == "+262262201234");
    CHECK(number("0690 12 34 56") == "+590690123456");
    CHECK(number("0694 12 34 56") == "+594694123456");
    CHECK(number("0696 12 34 56") == "+596696123456");
    CHECK(number("0709 20 12 34") == "+262709201234");
    CHECK(number("0508 41 23 45") == "+508412345");
    CHECK(number("+262 692 12 34 56") == "+262692123456");
}

TEST_CASE("a number that two territories could mean is the one of where the CPTS is", "[phone]") {
    CHECK(number("0596 60 12 34", Region::martinique) == "+596596601234");
    CHECK(number("0596 60 12 34", Region::guadeloupe) == "+596596601234");
    CHECK(number("0596 60 12 34", Region::metropole) == "+33596601234");
    CHECK(number("0269 61 23 45", Region::mayotte) == "+262269612345");
    CHECK(number("06 39 98 00 42", Region::reunion) == "+33639980042");
}

TEST_CASE("numbers of the Pacific are six or eight digits long at home", "[phone]") {
    CHECK(number("25 12 34", Region::nouvelle_caledonie) == "+687251234");
    CHECK(number("87 12 34 56", Region::polynesie) == "+68987123456");
    CHECK(number("72 12 34", Region::wallis_et_futuna) == "+681721234");
    CHECK(number("25 12 34", Region::metropole).empty());
    CHECK(numbers("Tél. 25.12.34, le 26.12.24", Region::nouvelle_caledonie) == Numbers{"+687251234"});
    CHECK(numbers("Appelez le 40 41 23 45", Region::polynesie) == Numbers{"+68940412345"});
}

TEST_CASE("a block of an overseas prefix that no operator is known to have is read, and less sure", "[phone]") {
    const auto phone = parse_phone("0639 12 34 56", Region::mayotte);

    REQUIRE(phone);
    CHECK(phone->e164 == "+262639123456");
    CHECK(phone->evidence.confidence == Approx(0.6));
}

TEST_CASE("a number of another country is kept when it is as long as numbers there are", "[phone]") {
    CHECK(number("+41 (0)79 123 45 67") == "+41791234567");
    CHECK(number("+352 621 123 456") == "+352621123456");
    CHECK(number("+41 79 123").empty());
    CHECK(number("+999 12 34 56 78").empty());
}

TEST_CASE("several numbers on a line are all read", "[phone]") {
    CHECK(numbers("06 39 98 00 42 / 05 36 49 00 11") == Numbers{"+33639980042", "+33536490011"});
    CHECK(numbers("0639980042/0536490011") == Numbers{"+33639980042", "+33536490011"});
    CHECK(numbers("06 39 98 00 42 05 36 49 00 11") == Numbers{"+33639980042", "+33536490011"});
    CHECK(numbers("06 39 98 00 42 ou 05 36 49 00 11") == Numbers{"+33639980042", "+33536490011"});
    CHECK(numbers("06 39 98 00 42, le 06.39.98.00.42") == Numbers{"+33639980042"});
}

TEST_CASE("the extension of a number is kept", "[phone]") {
    const auto phones =
        read_phones("Merci d'appeler le 05 36 49 00 11 poste 4512, ou le (01 99 00 00 01, p. 33).", Region::metropole);

    REQUIRE(phones.size() == 2);
    CHECK(phones[0].extension == "4512");
    CHECK(phones[1].extension == "33");
}

TEST_CASE("a fax is left out, a number for both is kept", "[phone]") {
    CHECK(numbers("Tél : 05 36 49 00 11 - Fax : 05 36 49 00 12") == Numbers{"+33536490011"});
    CHECK(numbers("Fax :\n05 36 49 00 12\nTél. 05 36 49 00 11") == Numbers{"+33536490011"});
    CHECK(numbers("05 36 49 00 12 (fax), 05 36 49 00 11") == Numbers{"+33536490011"});
    CHECK(numbers("Fax : 05 36 49 00 12 / 05 36 49 00 13").empty());
    CHECK(numbers("tél/fax 05 36 49 00 11") == Numbers{"+33536490011"});
    CHECK(numbers("Tél. et fax : 05 36 49 00 11") == Numbers{"+33536490011"});
    CHECK(numbers("T. 05 36 49 00 11 | F. 05 36 49 00 12 | M. 06 39 98 00 42") ==
          Numbers{"+33536490011", "+33639980042"});
    CHECK(number("fax 05 36 49 00 12").empty());
}

TEST_CASE("what only looks like a number is none", "[phone]") {
    const auto written = GENERATE(
        as<std::string>(), "RPPS 10101234567", "ADELI 319012345", "FINESS 310012345", "SIRET 123 456 789 00012",
        "SIREN 012 345 678", "NIR 1 85 05 78 006 084 36", "n° SS 2 69 05 49 588 157 80", "185057800608436",
        "31000 Toulouse", "le 05.01.2026 à 14h", "du 05/01/26 au 06/01/26", "05/01/26 06/01/26 07/01/26",
        "de 06h30 à 12h30", "appelez le 15/18/112", "36 46", "FR76 3000 6000 0112 3456 7890 189",
        "CB 0612 3456 7890 1234", "facture F-0639980042", "commande n° 0639980042", "dossier : 06 39 98 00 42",
        "colis 06399800420", "1 250,00 €", "depuis 2019 2020 2021", "GPS 43.604652, 1.444209",
        "06 39 98 00 42 17 33 05", "id0639980042x", "0639980042FR", "jean.0639980042@mail.example",
        "https://site.example/p/0639980042", "www.site.example/0639980042", "15, 17, 18", "00 00 00 00 00", "01 02 03",
        "06 12 34 56", "0,0639980042");

    CAPTURE(written);
    CHECK(numbers(written).empty());
}

TEST_CASE("a number stands beside dates, hours and postal codes", "[phone]") {
    CHECK(numbers("12 rue des Pins 31000 Toulouse 05 36 49 00 11") == Numbers{"+33536490011"});
    CHECK(numbers("06 39 98 00 42 31000 Toulouse") == Numbers{"+33639980042"});
    CHECK(numbers("06 39 98 00 42 12h-14h") == Numbers{"+33639980042"});
    CHECK(numbers("à 18h30 06 39 98 00 42") == Numbers{"+33639980042"});
    CHECK(numbers("le 05/01/2026 06 39 98 00 42") == Numbers{"+33639980042"});
    CHECK(numbers("1. 06 39 98 00 42\n2. 05 36 49 00 11") == Numbers{"+33639980042", "+33536490011"});
    CHECK(numbers("RPPS 10101234567 - 06 39 98 00 42") == Numbers{"+33639980042"});
}

TEST_CASE("the number somebody prefers comes first", "[phone]") {
    CHECK(numbers("Je suis au 05 36 49 00 11 mais appelez plutôt sur mon portable 06 39 98 00 42.") ==
          Numbers{"+33639980042", "+33536490011"});
    CHECK(numbers("05 36 49 00 11 ou 06 39 98 00 42 (de préférence)") == Numbers{"+33639980042", "+33536490011"});
    CHECK(numbers("Rappelez-moi au 06 39 98 00 42 et non au cabinet 05 36 49 00 11") ==
          Numbers{"+33639980042", "+33536490011"});
    CHECK(numbers("Appelez-moi au 06 39 98 00 42 plutôt qu'au cabinet (05 36 49 00 11)") ==
          Numbers{"+33639980042", "+33536490011"});
    CHECK(numbers("Cabinet 05 36 49 00 11, joignable au 06 39 98 00 42") == Numbers{"+33639980042", "+33536490011"});
}

TEST_CASE("a preference for an hour is none for a number", "[phone]") {
    CHECK(numbers("Rappelez-moi au 06 39 98 00 42. Cabinet : 05 36 49 00 11, plutôt le matin.") ==
          Numbers{"+33639980042", "+33536490011"});
}

TEST_CASE("a number given in the text comes before one in the signature", "[phone]") {
    CHECK(numbers("Bonjour,\nmerci de me rappeler au 06 39 98 00 42.\nCordialement,\nDr Lemaire\n05 36 49 00 11") ==
          Numbers{"+33639980042", "+33536490011"});
    CHECK(numbers(
              "05 36 49 00 12\nBonjour,\nle patient a le 06 39 98 00 43.\nCordialement,\nDr Lemaire\n05 36 49 00 11") ==
          Numbers{"+33536490012", "+33536490011", "+33639980043"});
}

TEST_CASE("the mobile in a signature comes first when the text asks for it", "[phone]") {
    CHECK(numbers("Rappelez-moi sur mon portable.\nCordialement,\nDr Lemaire\n05 36 49 00 11\n06 39 98 00 42") ==
          Numbers{"+33639980042", "+33536490011"});
}

TEST_CASE("a number that must not be called is left out", "[phone]") {
    CHECK(numbers("Ne pas appeler le 05 36 49 00 11, je suis au 06 39 98 00 42") == Numbers{"+33639980042"});
    CHECK(numbers("Je ne suis plus joignable au 05 36 49 00 11, composez le 06 39 98 00 42") ==
          Numbers{"+33639980042"});
    CHECK(numbers("Ne pas m'appeler avant 10h au 06 39 98 00 42") == Numbers{"+33639980042"});
    CHECK(numbers("Le 05 36 49 00 11 n'est plus attribué. 06 39 98 00 42") == Numbers{"+33639980042"});
}

TEST_CASE("a number has the sentence it came from", "[phone]") {
    const auto phones = read_phones("Bonjour. Rappelez-moi au 06 39 98 00 42 ce soir. Merci.", Region::metropole);

    REQUIRE(phones.size() == 1);
    CHECK(phones[0].evidence.sentence == "Rappelez-moi au 06 39 98 00 42 ce soir.");
    CHECK(phones[0].evidence.confidence > 0.9);
}

TEST_CASE("a hostile text is read in the time of its length", "[phone]") {
    const auto repeated = [](std::string_view piece) {
        std::string text;
        while (text.size() < 100'000) text += piece;
        return text;
    };
    const auto piece = GENERATE(as<std::string>(), "0", "01 ", "+33 ", "0639980042 ", "06/", "(0)", "o", "1o", "@",
                                "a@", "www.", "://", "05/01/26 ", "fax tel ", "\n", "+", "+1 2 3 ");

    CHECK(numbers(repeated(piece)).size() < 200);
}
