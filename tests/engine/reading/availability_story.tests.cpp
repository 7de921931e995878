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

TEST_CASE("a wish to be called makes no window of the hours of the story", "[availability]") {
    check({
        {"Mon patient de 78 ans, sous Eliquis 5 mg matin et soir, a reçu par erreur une double dose le lundi soir. "
         "Merci de me rappeler au 06 39 98 00 12.",
         {}},
        {"La patiente est suivie le mardi et le jeudi par le centre. Merci de me rappeler au 06 39 98 00 12.", {}},
        {"Les transmissions se font le matin à 7h et le soir à 19h, et celles du mercredi n'ont pas été lues. Vous "
         "pouvez me joindre au 06 39 98 00 12.",
         {}},
        {"L'infirmière de l'HAD passe à 9h, celle du SSIAD à 11h. Je souhaite être rappelée.", {}},
        {"Le pharmacien livre le vendredi après-midi. Il manque toujours le pilulier du week-end. Rappelez-moi svp.",
         {}},
        {"Incident du 4 mars 2026, 14h30 : chute. Merci de me rappeler.", {}},
        {"Date : 04/03/2026 - 14h30. Lieu : domicile. Merci de me rappeler au 06 39 98 00 12.", {}},
        {"La consultation est prévue demain à 10h chez le cardiologue, je suis inquiète. Rappelez-moi au 0639980012.",
         {}},
        {"Je revois le patient jeudi matin. Merci de me rappeler d'ici là.", {}},
        {"J'ai vu la patiente ce matin à 9h. Pouvez-vous me rappeler ?", {}},
        {"Il est hospitalisé depuis lundi, sortie prévue vendredi après-midi. Appelez-moi svp au 0639980012.", {}},
        {"Le SSIAD n'intervient pas le week-end. Merci de me rappeler.", {}},
        {"Le cabinet est fermé le jeudi après-midi. Merci de me rappeler.", {}},
        {"Je ne savais pas qui appeler le samedi soir après 20h. Merci de me rappeler.", {}},
        {"Impossible d'avoir un médecin le dimanche. Merci de me rappeler.", {}},
        {"On m'a demandé de rappeler lundi à 8h, personne n'a répondu. Merci de me rappeler au 06 39 98 00 12.", {}},
        {"La secrétaire m'a dit de rappeler après 14h. J'attends votre appel.", {}},
        {"Le laboratoire devait m'appeler avant 18h. Rappelez-moi.", {}},
        {"Le traitement doit être pris entre 8h et 9h. Rappelez-moi au plus vite.", {}},
        {"Prochaine injection prévue mercredi 11 à 18h, il est important de se parler avant.", {}},
        {"Une réunion de concertation est possible mardi 17 à 13h si vous le souhaitez. Rappelez-moi.", {}},
        {"L'ordonnance du 3 mars mentionne 2 comprimés matin, midi et soir. Je suis joignable au 0639980012.", {}},
        {"Elle vit seule, sa fille passe le soir, l'aide à domicile le matin. Je suis joignable au 0639980012.", {}},
        {"Glycémie à 0,45 g/L à 7h30, resucrage, contrôle à 8h : 1,2. Merci de me rappeler.", {}},
        {"J'ai laissé un message au secrétariat lundi à 9h. Merci de me rappeler.", {}},
        {"Nous avons 12 à 14 patients par jour. Merci de me rappeler.", {}},
        {"Le patient habite au 12 rue du 8 mai. Merci de me rappeler.", {}},
        {"Je m'absente parfois. Rappelez-moi.", {}},
        {"C'était un samedi, vers 11h, en pleine tournée. Rappelez-moi.", {}},
        {"En tant que médecin de garde le 28 février de 20h à minuit, j'ai été confronté à... Merci de me rappeler.",
         {}},
        {"Je remplace le Dr Petit du 9 au 20 mars. Merci de me rappeler au cabinet.", {}},
        {"Délai de livraison : 48h. Rappelez-moi.", {}},
        {"Ils sont venus à 3 reprises, les 2, 3 et 4 mars. Merci de me contacter.", {}},
        {"Le résultat n'est arrivé que le jeudi soir. Merci de me contacter.", {}},
        {"Le service ne répond jamais le vendredi après 16h. Merci de me contacter.", {}},
        {"Depuis le 1er mars, la pharmacie ferme à 18h30 au lieu de 19h30. Merci de me contacter.", {}},
    });
}

TEST_CASE("when others can be reached, or will call, is no window of the writer", "[availability]") {
    check({
        {"La famille souhaite être rappelée le soir.", {}},
        {"L'infirmière n'a pas pu me joindre à 14h.", {}},
        {"Elle m'a dit « rappelez après 17h ».", {}},
        {"J'ai essayé d'appeler le cabinet de 8h à 9h sans succès.", {}},
        {"L'aide-soignante passe entre 8h et 9h, appelez-la.", {}},
        {"Mon collègue est absent jusqu'au 15 mars.", {}},
        {"Secrétariat commun 05 36 49 00 00 (8h-19h)", {}},
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
        {"Merci de me rappeler.\nCordialement,\nPharmacie du Lac\nTél. 05 36 49 00 00\nDu lundi au samedi 8h30-19h30",
         {}},
        {"Cordialement,\nMarie Durand\nPharmacie du Lac\n06 39 98 00 12 (après 19h)", {"19:00-21:00"}},
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
double seconds_for(std::string_view piece, std::size_t bytes, std::string text) {
    while (text.size() < bytes) text += piece;
    const auto begin = std::clock();
    const auto windows = read_availability(text, tuesday_morning);
    CHECK(windows.size() <= 40);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("a hostile text takes time as its length, not as its square", "[availability]") {
    for (const std::string_view piece : {"1234567890",
                                         "1 ",
                                         "lundi lundi ",
                                         "de 9h à ",
                                         "12h-",
                                         "sauf ",
                                         "L-M-",
                                         "(",
                                         "06 39 ",
                                         "du 12 au ",
                                         "mardi, ",
                                         "entre 9h et ",
                                         "je ne ",
                                         "a ",
                                         "\n",
                                         "'",
                                         "é",
                                         "le 12/03/",
                                         "rappelez-moi ",
                                         "+33 ",
                                         "lundi, ",
                                         "je consulte, sauf ",
                                         "12h, ",
                                         "sms, "}) {
        INFO(piece);
        CHECK(seconds_for(piece, 100'000, "Rappelez-moi ") < 3);  // were it quadratic, a minute
    }
    for (const std::string_view piece : {"12h, ", "sms, ", "lundi 9h ", "mardi, je consulte, "}) {
        INFO(piece);
        CHECK(seconds_for(piece, 100'000, "") < 3);
    }
}

}  // namespace rexflow::testing
