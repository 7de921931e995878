#include "tests/engine/reading/windows_read.hpp"

namespace rexflow::testing {

using engine::reading::AvailabilityHabits;
using engine::reading::read_availability;

TEST_CASE("a range of hours is read however it is written", "[availability]") {
    check({
        {"Vous pouvez me joindre entre 12h et 14h.", {"12:00-14:00"}},
        {"Je suis joignable 12h-14h", {"12:00-14:00"}},
        {"Rappelez-moi 12/14h", {"12:00-14:00"}},
        {"Merci de me rappeler de 12 à 14", {"12:00-14:00"}},
        {"Merci de me rappeler entre 12 et 14 h", {"12:00-14:00"}},
        {"Dispo 12-14h", {"12:00-14:00"}},
        {"Joignable 12h à 14h", {"12:00-14:00"}},
        {"Joignable 19h-20h30", {"19:00-20:30"}},
        {"Joignable 8 h 30 – 12 h 30", {"08:30-12:30"}},
        {"Je suis joignable entre 12\u00A0h et 14\u00A0h", {"12:00-14:00"}},
        {"Je suis joignable entre 12\u202Fh\u202F30 et 14\u202Fh", {"12:30-14:00"}},
        {"JOIGNABLE DE 9H À 11H", {"09:00-11:00"}},
        {"Joignable de 9hrs à 11 heures", {"09:00-11:00"}},
        {"Rappelez-moi 8h à midi", {"08:00-12:00"}},
        {"Joignable entre 13:00 et 14:30", {"13:00-14:30"}},
        {"Joignable entre 13.00 et 14.30", {"13:00-14:30"}},
        {"dispo 12h30 13h30", {"12:30-13:30"}},
        {"Appelez-moi vers 12h-12h30", {"12:00-12:30"}},
        {"Joignable 8h30 - 12 h 30 / 14h–18h", {"08:30-12:30", "14:00-18:00"}},
        {"A joindre de préférence entre 8h30 et 9h ou 13h30 et 14h", {"08:30-09:00", "13:30-14:00"}},
        {"Joignable entre 7h et 8h, puis 12h-13h et après 19h", {"07:00-08:00", "12:00-13:00", "19:00-21:00"}},
    });
}

TEST_CASE("the lunch break is from noon to two", "[availability]") {
    check({
        {"Vous pouvez m'appeler entre midi et deux, merci", {"12:00-14:00"}},
        {"joignable entre midi et 2", {"12:00-14:00"}},
        {"Rappelez-moi entre midi et 14h", {"12:00-14:00"}},
        {"joignable à la pause déj.", {"12:00-14:00"}},
        {"Je suis libre à la pause déjeuner", {"12:00-14:00"}},
        {"Le mieux est de m’appeler mardi midi", {"tue 12:00-14:00"}},
    });
}

TEST_CASE("hours that are open at one end go to where people usually call", "[availability]") {
    check({
        {"Merci de me rappeler après 19h", {"19:00-21:00"}},
        {"Rappelez-moi à partir de 19 h", {"19:00-21:00"}},
        {"Dispo dès 19H", {"19:00-21:00"}},
        {"RAPPEL MOI 0639980012 ap 19h", {"19:00-21:00"}},
        {"rappelez moi svp, pas avant 10h", {"10:00-21:00"}},
        {"Merci de m'appeler à partir de 18", {"18:00-21:00"}},
        {"Merci d'appeler avant 9h", {"08:00-09:00"}},
        {"Je suis disponible jusqu'à 9h", {"08:00-09:00"}},
        {"Appelez-moi avant 7h30", {"06:30-07:30"}},
        {"Rappelez-moi après 22h", {"22:00-23:00"}},
        {"si possible avant 10h ou après 18h, merci de m'appeler", {"08:00-10:00", "18:00-21:00"}},
    });
}

TEST_CASE("what open ends mean is a setting", "[availability]") {
    using namespace std::chrono_literals;
    const AvailabilityHabits habits{.earliest = 7h,
                                    .latest = 20h,
                                    .any_time_until = 19h,
                                    .around_before = 5min,
                                    .around_after = 10min,
                                    .exact = 20min};

    const auto windows = read_availability("Rappelez-moi avant 9h, vers 13h, à 15h ou après 18h, ou n'importe quand.",
                                           tuesday_morning, habits);

    Windows texts;
    for (const auto& window : windows) texts.push_back(to_text(window));
    CHECK(texts == Windows{"07:00-09:00", "12:55-13:10", "15:00-15:20", "18:00-20:00", "07:00-19:00"});
}

TEST_CASE("an hour is exact, or roughly meant", "[availability]") {
    check({
        {"Rappelez-moi vers 13h30", {"13:15-14:00"}},
        {"Rappelez-moi aux alentours de 13h30", {"13:15-14:00"}},
        {"Rappelez-moi à 13h30 environ", {"13:15-14:00"}},
        {"Appelez-moi à 13h", {"13:00-13:15"}},
        {"Appelez-moi à 13 h pile", {"13:00-13:15"}},
        {"Appelez-moi à 13h00", {"13:00-13:15"}},
        {"Appelez-moi à 13:00", {"13:00-13:15"}},
        {"Appelez-moi à 13.00", {"13:00-13:15"}},
        {"Rappelez moi à midi", {"12:00-12:15"}},
        {"Rappelez moi à midi et demi", {"12:30-12:45"}},
        {"Rappelez moi à midi et quart", {"12:15-12:30"}},
        {"Rappelez moi à huit heures et demie", {"08:30-08:45"}},
        {"Rappelez moi à dix-neuf heures", {"19:00-19:15"}},
        {"Rappelez moi à 7h du soir", {"19:00-19:15"}},
        {"Heure de rappel souhaitée : 18h30", {"18:30-18:45"}},
    });
}

TEST_CASE("each part of the day has its hours", "[availability]") {
    check({
        {"Je préfère le matin", {"08:00-12:00"}},
        {"Disponible en fin de matinée", {"11:00-12:30"}},
        {"Disponible en début d'après-midi", {"13:30-15:00"}},
        {"Je suis libre l'après-midi", {"14:00-18:00"}},
        {"appelez moi l'après midi", {"14:00-18:00"}},
        {"Je suis dispo en soirée", {"18:30-21:00"}},
        {"plutôt le soir, tél 06 39 98 00 12", {"19:00-21:00"}},
        {"Appelez-moi quand vous voulez", {"08:00-20:00"}},
        {"Appelez-moi n'importe quand", {"08:00-20:00"}},
        {"Vous pouvez me rappeler toute la journée", {"08:00-20:00"}},
    });
}

TEST_CASE("an hour beside a part of the day makes it exact", "[availability]") {
    check({
        {"Je suis joignable le soir après 19h30", {"19:30-21:00"}},
        {"Je suis joignable tous les soirs à partir de 18h30", {"18:30-21:00"}},
        {"Rappelez-moi le matin à partir de 9h", {"09:00-12:00"}},
        {"Rappelez-moi le soir jusqu'à 20h30", {"19:00-20:30"}},
        {"Vous pouvez me contacter en fin de journée (18h-19h)", {"18:00-19:00"}},
        {"Vous pouvez me joindre le matin de 8h30 à 9h ou le soir de 18h à 19h.", {"08:30-09:00", "18:00-19:00"}},
        {"Rappelez-moi avant 10h le matin", {"08:00-10:00"}},
        {"Vous pouvez me rappeler dès 8h le matin.", {"08:00-12:00"}},
        {"Rappelez-moi le midi entre 12h30 et 13h30.", {"12:30-13:30"}},
    });
}

TEST_CASE("weekdays are named one by one, as a range, or shortened", "[availability]") {
    check({
        {"Rappelez-moi le mercredi uniquement", {"wed"}},
        {"Je suis joignable lundi ou jeudi matin", {"mon,thu 08:00-12:00"}},
        {"Je suis joignable du lundi au vendredi", {"mon,tue,wed,thu,fri"}},
        {"joignable lun-ven 9h-17h", {"mon,tue,wed,thu,fri 09:00-17:00"}},
        {"Dispo le WE", {"sat,sun"}},
        {"Dispo le week-end", {"sat,sun"}},
        {"Vous pouvez me rappeler mar. et jeu. 12h-14h", {"tue,thu 12:00-14:00"}},
        {"Dispo L-M-V", {"mon,wed,fri"}},
        {"Dispo M-J", {"tue,thu"}},
        {"Joignable en semaine", {"working days"}},
        {"Joignable tous les jours de 13h à 14h", {"13:00-14:00"}},
        {"de préférence le mardi, mercredi ou jeudi entre 13 h et 14 h : 06 39 98 00 12", {"tue,wed,thu 13:00-14:00"}},
        {"Je suis libre les lundis et jeudis à partir de 14h30.", {"mon,thu 14:30-21:00"}},
        {"Appelez-moi entre le mardi et le jeudi", {"tue,wed,thu"}},
        {"Dispo lun mar jeu ven de 9h a 10h", {"mon,tue,thu,fri 09:00-10:00"}},
        {"Je suis joignable 7j/7 de 8h à 20h", {"mon,tue,wed,thu,fri,sat,sun 08:00-20:00"}},
    });
}

TEST_CASE("hours belong to the days they are written beside", "[availability]") {
    check({
        {"Je suis joignable le mardi et jeudi entre 12h et 14h, sinon le soir après 19h30 sauf mercredi",
         {"tue,thu 12:00-14:00", "19:30-21:00", "not wed"}},
        {"Dispo du lundi au vendredi 8h30-12h30 / 14h-18h",
         {"mon,tue,wed,thu,fri 08:30-12:30", "mon,tue,wed,thu,fri 14:00-18:00"}},
        {"Je suis dispo mardi entre 9h et 10h et jeudi entre 14h et 15h", {"tue 09:00-10:00", "thu 14:00-15:00"}},
        {"Je suis dispo entre 9h et 10h le mardi et entre 14h et 15h le jeudi", {"tue 09:00-10:00", "thu 14:00-15:00"}},
        {"Mes créneaux : lundi 9h-11h, mardi 14h-16h, vendredi toute la journée.",
         {"mon 09:00-11:00", "tue 14:00-16:00", "fri 08:00-20:00"}},
        {"Disponible 13h-14h du lundi au jeudi, le vendredi après 16h",
         {"mon,tue,wed,thu 13:00-14:00", "fri 16:00-21:00"}},
        {"Je suis au cabinet le lundi et le jeudi, joignable entre 13h et 14h.", {"mon,thu 13:00-14:00"}},
        {"dispo le matin du lundi au mercredi", {"mon,tue,wed 08:00-12:00"}},
        {"Je suis au cabinet de 8h30 à 12h et de 14h à 18h30 le lundi : vous pouvez m'y joindre au 05 36 49 00 00.",
         {"mon 08:30-12:00", "mon 14:00-18:30"}},
        {"Je suis joignable le lundi et mardi entre 13h et 13h45 ou le soir après 20h.",
         {"mon,tue 13:00-13:45", "20:00-21:00"}},
        {"Mes disponibilités cette semaine : jeudi 14h-16h, vendredi matin.", {"thu 14:00-16:00", "fri 08:00-12:00"}},
        {"Disponible demain (mercredi) à partir de 16h ; vendredi jusqu'à midi.",
         {"2026-03-11 16:00-21:00", "fri 08:00-12:00"}},
        {"le 12, 13 ou 16 mars entre 9h et 10h, merci de me rappeler",
         {"2026-03-12 09:00-10:00", "2026-03-13 09:00-10:00", "2026-03-16 09:00-10:00"}},
        {"Jeudi 12/03 entre 14h et 16h ou vendredi 13/03 le matin : appelez-moi.",
         {"2026-03-12 14:00-16:00", "2026-03-13 08:00-12:00"}},
    });
}

TEST_CASE("a list of lines under a heading is read line by line", "[availability]") {
    CHECK(windows_in("Bonjour, pouvez-vous me rappeler ? Mes disponibilités :\n- lundi 12h-14h\n- mardi après 18h\n"
                     "- jeudi matin\nMerci") == Windows{"mon 12:00-14:00", "tue 18:00-21:00", "thu 08:00-12:00"});
}

TEST_CASE("a line of a list may say no", "[availability]") {
    CHECK(windows_in("Voilà mes dispos :\nlundi 16 : 9h-10h\njeudi 19 : pas dispo\nvendredi 20 : toute la journée") ==
          Windows{"2026-03-16 09:00-10:00", "not 2026-03-19", "2026-03-20 08:00-20:00"});
    CHECK(windows_in("Mes disponibilités pour un appel\nLundi matin : oui\nMardi : non\nJeudi après 17h : oui") ==
          Windows{"mon 08:00-12:00", "not tue", "thu 17:00-21:00"});
}

TEST_CASE("hours after a number are hours to call it", "[availability]") {
    check({
        {"06 39 98 00 12\n12h-14h", {"12:00-14:00"}},
        {"06 39 98 00 12 : le matin\n05 36 49 00 00 : l'après-midi", {"08:00-12:00", "14:00-18:00"}},
        {"Cordialement\nDr Martin\nTél : 06 39 98 00 12 (après 19h)", {"19:00-21:00"}},
        {"Bonjour,\nMerci de me rappeler.\nDr Paul Martin\n06 39 98 00 12\nle soir", {"19:00-21:00"}},
        {"bjr souci avec la pharma de garde svp rapeler moi 0639980012 entre 12 et 14h merci", {"12:00-14:00"}},
    });
}

TEST_CASE("a channel goes with the hours of its sentence, or stands alone", "[availability]") {
    check({
        {"Laissez un message si je ne réponds pas.", {"via message"}},
        {"SMS d'abord, merci", {"via sms"}},
        {"Contact par SMS de préférence au 06 39 98 00 12", {"via sms"}},
        {"Merci de passer par le secrétariat", {"via secretary"}},
        {"Merci de passer par mon secrétariat au 05 36 49 00 00 le matin.", {"08:00-12:00 via secretary"}},
        {"Prévenez-moi par SMS avant d'appeler, je suis libre après 17h.", {"17:00-21:00 via sms"}},
        {"Rappelez-moi après 19h, sinon laissez un message.", {"19:00-21:00", "via message"}},
        {"Laissez un message sur mon répondeur, je vous rappellerai.", {"via message"}},
        {"Mon assistante prend les messages au 05 36 49 00 00.", {"via message"}},
        {"Le laboratoire a appelé le cabinet à 12h10 : répondeur.", {}},
        {"Le secrétariat m'a dit que le message avait été laissé.", {}},
    });
}

TEST_CASE("a window says which sentence it came from, and how sure it is", "[availability]") {
    const auto windows = read_availability(
        "Bonjour.\nVous pouvez me joindre entre 12h et 14h au cabinet. Ou bien L-M-V, si cela vous arrange.",
        tuesday_morning);

    REQUIRE(windows.size() == 2);
    CHECK(windows[0].evidence.sentence == "Vous pouvez me joindre entre 12h et 14h au cabinet.");
    CHECK(windows[0].evidence.confidence == Approx(0.9));
    CHECK(windows[1].evidence.confidence < windows[0].evidence.confidence);
}

TEST_CASE("a bracket or a semicolon keeps days apart", "[availability]") {
    check({
        {"Merci de me rappeler le jeudi (journée sans patients) ou le vendredi avant 9 h.", {"thu", "fri 08:00-09:00"}},
        {"Joignable mardi (après-midi) ou jeudi (matin).", {"tue 14:00-18:00", "thu 08:00-12:00"}},
    });
}

TEST_CASE("words that ask for a talk ask for a call", "[availability]") {
    check({
        {"La semaine prochaine j'ai du temps : de 9h30 à 11h tous les jours.", {"09:30-11:00 from 2026-03-16"}},
        {"Je vous rappelle moi-même ou bien vous pouvez essayer le matin au 06 39 98 00 12.", {"08:00-12:00"}},
        {"QUAND VOUS JOINDRE : le vendredi matin", {"fri 08:00-12:00"}},
        {"On peut en parler jeudi vers 13h si vous voulez.", {"thu 12:45-13:30"}},
        {"Le patient est tombé hier à 20h. Rien de grave.\n\nPlutôt le matin.\n\nJ. X\nIDEL\n06 39 98 00 12",
         {"08:00-12:00"}},
        {"Je suis à mon bureau lundi, mardi et vendredi, 9h00-12h30.", {"mon,tue,fri 09:00-12:30"}},
    });
}

TEST_CASE("what is said twice is one window", "[availability]") {
    CHECK(windows_in("Rappelez-moi après 19h.\n\nJe répète : joignable après 19 h.") == Windows{"19:00-21:00"});
}

}  // namespace rexflow::testing
