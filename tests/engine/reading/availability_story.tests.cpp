#include "tests/engine/reading/windows_read.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <random>

namespace rexflow::testing {

using engine::reading::read_availability;

TEST_CASE("the hours of what happened are not hours to call at", "[availability]") {
    check({
        {"Le 12 mars à 9h la patiente a reçu une double dose.", {}},
        {"La prise de 8h a été oubliée.", {}},
        {"Posologie 8h/20h.", {}},
        {"RDV lundi 14h.", {}},
        {"Je suis de garde le samedi 3.", {}},
        {"Mon patient prend son traitement à 8h et 20h. Le pharmacien a été prévenu mardi à 14h.", {}},
        {"L'IDE passe tous les jours à 8h et le kiné le mardi.", {}},
        {"Le labo ferme à 18h et l'infirmière passe le matin à 7h.", {}},
        {"J'étais en consultation de 9h à 12h quand la patiente a appelé.", {}},
        {"Pendant ma tournée lundi à 9h, j'ai constaté une erreur.", {}},
        {"Samedi 7 mars, vers 22h, j'ai été appelée pour une chute. Le SAMU est arrivé à 22h40.", {}},
        {"Le traitement est donné le lundi, le mercredi et le vendredi à 9h.", {}},
        {"Le rendez-vous du jeudi 12 à 14h a été annulé.", {}},
        {"Nous devons nous réunir le 12 à 14h avec la famille.", {}},
    });
}

TEST_CASE("when others can be reached, or will call, is no window of the writer", "[availability]") {
    check({
        {"Le médecin n'était pas joignable le samedi matin.", {}},
        {"Le médecin traitant n'est pas joignable le mercredi, je ne savais pas quoi faire.", {}},
        {"Aucun médecin disponible le samedi dans le secteur.", {}},
        {"L'infirmière coordinatrice vous rappellera lundi matin.", {}},
        {"Je vous rappellerai demain à 14h.", {}},
    });
}

TEST_CASE("opening hours are not hours to call at unless the writer says so", "[availability]") {
    check({
        {"Cabinet ouvert du lundi au vendredi 9h-19h", {}},
        {"La pharmacie est ouverte de 9h à 19h30 du lundi au samedi.", {}},
        {"Bien à vous,\nDr Martin\nCabinet médical des Lilas\n12 rue des Lilas 31250 Revel\nTél : 05 36 49 00 00\n"
         "Ouvert du lundi au vendredi de 8h à 19h",
         {}},
        {"Joignable au cabinet (05 36 49 00 00) du lundi au vendredi, 9h-12h et 14h-18h",
         {"mon,tue,wed,thu,fri 09:00-12:00", "mon,tue,wed,thu,fri 14:00-18:00"}},
    });
}

TEST_CASE("polite words of the day are no window", "[availability]") {
    check({{"Merci, bonne soirée.", {}}, {"Rappelez-moi. Bonne fin de journée et bon week-end.", {}}});
}

TEST_CASE("a request is found in a long story", "[availability]") {
    CHECK(
        windows_in("Bonjour,\nje suis pharmacienne à Revel. Mardi 3 mars vers 10h, un patient s'est présenté avec une "
                   "ordonnance de Lovenox. Le dosage avait été doublé. J'ai appelé le cabinet à 10h30 mais le médecin "
                   "n'était pas disponible avant 14h. Le patient a été traité le soir à 20h.\nJe reste disponible pour "
                   "en discuter le midi au 05 36 49 12 12.") == Windows{"12:00-14:00"});
    CHECK(
        windows_in("Bonjour,\nJe suis infirmière libérale à Revel. Le 3 mars à 8h, une de mes patientes a reçu "
                   "l'insuline d'une autre.\nVous pouvez me joindre au 06 39 98 00 12, de préférence entre 13h et 14h "
                   "ou après 20h.\nCordialement,\nMme Durand") == Windows{"13:00-14:00", "20:00-21:00"});
    CHECK(windows_in("Suite à l'incident qui a eu lieu le 12 mars à 9h merci de me rappeler après 19h") ==
          Windows{"19:00-21:00"});
    CHECK(windows_in("J'ai essayé de vous joindre hier à 14h, rappelez-moi après 18h.") == Windows{"18:00-21:00"});
    CHECK(windows_in("Merci de me rappeler au sujet de l'incident du 12 mars, plutôt en fin de journée.") ==
          Windows{"17:00-19:00"});
}

TEST_CASE("whatever is written, a window ends after it begins and has both ends or none", "[availability]") {
    constexpr std::array<std::string_view, 46> pieces{
        "rappelez-moi", "joignable", "sauf",     "pas",   "le",    "du",    "au",
        "de",           "à",         "entre",    "et",    "ou",    "après", "avant",
        "vers",         "jusqu'à",   "jusqu'au", "lundi", "mardi", "jeudi", "dim.",
        "L-M-V",        "demain",    "0h",       "23h59", "24h",   "12",    "14h",
        "9h30",         "8",         "31",       "00",    "midi",  "soir",  "matin",
        "février",      "29",        "2026",     "/",     "-",     ",",     "\n",
        "prochain",     "absent",    "(",        ")"};
    std::mt19937 random(20260310);
    std::uniform_int_distribution<std::size_t> any(0, pieces.size() - 1);

    std::size_t found = 0;
    for (int round = 0; round < 5000; ++round) {
        std::string text = "Rappelez-moi";
        for (int i = 0; i < 12; ++i) text.append(" ").append(pieces.at(any(random)));
        for (const auto& window : read_availability(text, tuesday_morning)) {
            INFO(text);
            ++found;
            REQUIRE(window.from.has_value() == window.to.has_value());
            if (window.from) REQUIRE((*window.from >= std::chrono::hours(0) && *window.from < *window.to));
            if (window.to) REQUIRE(*window.to <= std::chrono::hours(24));
            if (window.date) REQUIRE(window.date->ok());
            REQUIRE(std::ranges::is_sorted(window.days, {}, [](auto day) { return day.iso_encoding(); }));
            const auto read_back = engine::reading::parse_window(to_text(window));
            REQUIRE(read_back);
            REQUIRE(says_the_same(*read_back, window));
        }
    }
    CHECK(found > 5000);
}

namespace {

/// The seconds of processor time that reading a hostile text takes.
double seconds_for(std::string_view piece, std::size_t bytes) {
    std::string text = "Rappelez-moi ";
    while (text.size() < bytes) text += piece;
    const auto begin = std::clock();
    const auto windows = read_availability(text, tuesday_morning);
    CHECK(windows.size() <= 40);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("a hostile text takes time as its length, not as its square", "[availability]") {
    for (const std::string_view piece :
         {"1234567890", "1 ",        "lundi lundi ",  "de 9h à ",     "12h-",   "sauf ", "L-M-", "(",
          "06 39 ",     "du 12 au ", "mardi, ",       "entre 9h et ", "je ne ", "a ",    "\n",   "'",
          "é",          "le 12/03/", "rappelez-moi ", "+33 "}) {
        INFO(piece);
        CHECK(seconds_for(piece, 200'000) < 5);  // some 0.3; were it quadratic, minutes
    }
}

}  // namespace rexflow::testing
