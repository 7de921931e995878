#include "tests/engine/reading/windows_read.hpp"

namespace rexflow::testing {

using engine::LocalTime;
using namespace std::chrono_literals;

TEST_CASE("days are counted from the date of the mail", "[availability]") {
    check({
        {"Rappelez-moi demain", {"2026-03-11"}},
        {"merci de m'appeler auj apres 15h", {"2026-03-10 15:00-21:00"}},
        {"Rappelez-moi ce matin vers 8h ou demain", {"2026-03-11"}},
        {"Appelez-moi mercredi prochain, le 18 mars, à midi et quart", {"2026-03-18 12:15-12:30"}},
        {"Rappelez-moi après-demain matin", {"2026-03-12 08:00-12:00"}},
        {"Rappelez-moi ce soir", {"2026-03-10 19:00-21:00"}},
        {"Rappelez-moi demain matin avant 10h", {"2026-03-11 08:00-10:00"}},
        {"Rappelez-moi lundi prochain vers 13h30", {"2026-03-16 13:15-14:00"}},
        {"disponible ce jeudi après 17h", {"2026-03-12 17:00-21:00"}},
        {"Rappelez-moi mercredi de la semaine prochaine", {"2026-03-18"}},
        {"Je peux être jointe le jeudi 12 à 14h ou le vendredi 13 entre 9h et 10h",
         {"2026-03-12 14:00-14:15", "2026-03-13 09:00-10:00"}},
        {"Appelez moi lundi 16 ou mardi 17 mars entre 13h et 14h",
         {"2026-03-16 13:00-14:00", "2026-03-17 13:00-14:00"}},
        {"Disponible le 12/03/2026 à 14h30", {"2026-03-12 14:30-14:45"}},
        {"Pouvez-vous me rappeler svp demain ou jeudi matin", {"2026-03-11 08:00-12:00", "thu 08:00-12:00"}},
        {"On peut se parler demain vers 18h ?", {"2026-03-11 17:45-18:30"}},
    });
}

TEST_CASE("tomorrow of a mail written before midnight is the next day", "[availability]") {
    const LocalTime late{2026y / std::chrono::March / 10, 23h + 50min};
    const LocalTime new_year{2026y / std::chrono::December / 31, 23h + 59min};

    CHECK(windows_in("Rappelez-moi demain à 9h", late) == Windows{"2026-03-11 09:00-09:15"});
    CHECK(windows_in("Rappelez-moi demain à 9h", new_year) == Windows{"2027-01-01 09:00-09:15"});
    CHECK(windows_in("Rappelez-moi le 4 janvier", new_year) == Windows{"2027-01-04"});
}

TEST_CASE("a weekday alone is every such day", "[availability]") {
    CHECK(windows_in("Rappelez-moi lundi entre 13h et 14h") == Windows{"mon 13:00-14:00"});
}

TEST_CASE("\"lundi 12 à 14h\" is a date where that day is a Monday, else hours", "[availability]") {
    const LocalTime october{2026y / std::chrono::October / 6, 9h};  // 12 October 2026 is a Monday

    CHECK(windows_in("Rappelez-moi lundi 12 à 14h", october) == Windows{"2026-10-12 14:00-14:15"});
    CHECK(windows_in("Rappelez-moi lundi 12 à 14h") == Windows{"mon 12:00-14:00"});
}

TEST_CASE("nobody is called before they are there", "[availability]") {
    check({
        {"Rappelez-moi la semaine prochaine", {"from 2026-03-16"}},
        {"Je suis joignable la semaine prochaine, mardi ou jeudi après-midi", {"tue,thu 14:00-18:00 from 2026-03-16"}},
        {"Joignable à partir du 12", {"from 2026-03-12"}},
        {"Je suis disponible à partir du 12 mars", {"from 2026-03-12"}},
        {"Rappelez-moi à partir de lundi prochain, entre 9h et 11h", {"09:00-11:00 from 2026-03-16"}},
        {"Rappelez-moi dès demain", {"from 2026-03-11"}},
        {"De retour le 24, rappelez-moi.", {"from 2026-03-24"}},
        {"Je suis en vacances jusqu'au 23", {"from 2026-03-24"}},
        {"Je suis en congés jusqu'au 20 mars inclus.", {"from 2026-03-21"}},
        {"Je suis absent cette semaine.", {"from 2026-03-16"}},
        {"Je suis absente du 9 au 13 mars.", {"from 2026-03-14"}},
        {"Je suis en congé du 11 au 18 mars.", {"from 2026-03-19"}},
        {"Je suis absent du 3 au 10 avril", {"not from 2026-04-03 until 2026-04-10"}},
        {"Je suis joignable jusqu'au 20 mars, l'après-midi.", {"14:00-18:00 until 2026-03-20"}},
        {"Merci de me rappeler avant vendredi.", {}},
    });
}

TEST_CASE("an absence is that of the writer, and ends when they are back", "[availability]") {
    check({
        {"Le médecin traitant étant en congés jusqu'au 15 mars, merci de me rappeler.", {}},
        {"Étant en congés jusqu'au 15 mars, merci de me rappeler ensuite.", {"from 2026-03-16"}},
        {"Je pars en vacances demain et reviens le 24 mars, merci de me rappeler à mon retour.", {"from 2026-03-24"}},
        {"Je suis absent à partir du 16, de retour le 24. Rappelez-moi.", {"not from 2026-03-16 until 2026-03-23"}},
        {"Je suis en vacances la semaine du 16 mars, sinon dispo tous les jours à 13h",
         {"not from 2026-03-16 until 2026-03-22", "13:00-13:15"}},
        {"Je ne serai pas disponible avant le 16 mars.", {"from 2026-03-16"}},
        {"Je suis en arrêt jusqu'à la fin du mois.", {"from 2026-04-01"}},
        {"En congés du 9 au 22 mars, je serai joignable à partir du 23.", {"from 2026-03-23"}},
        {"Merci de me rappeler dans les 24h", {}},
    });
}

TEST_CASE("a day that is excepted is not one to call on", "[availability]") {
    check({
        {"Vous pouvez me joindre tous les jours sauf mercredi", {"working days", "not wed"}},
        {"Je suis disponible, mais pas le jeudi", {"not thu"}},
        {"Joignable hors vendredi après-midi", {"not fri 14:00-18:00"}},
        {"Évitez le mercredi", {"not wed"}},
        {"Joignable tous les jours entre 12h et 14h, hormis le mercredi.", {"12:00-14:00", "not wed"}},
        {"Joignable tous les jours sauf le mercredi entre 12h et 14h", {"not wed", "12:00-14:00"}},
        {"On peut me joindre en journée sauf entre 12h et 14h.", {"08:00-20:00", "not 12:00-14:00"}},
        {"Pas le lundi ni le mercredi, sinon quand vous voulez.", {"not mon,wed", "08:00-20:00"}},
        {"Disponibilités : tous les matins sauf mardi, et le vendredi après-midi",
         {"08:00-12:00", "not tue", "fri 14:00-18:00"}},
        {"Je suis joignable le matin (sauf mercredi) et le soir", {"08:00-12:00", "not wed", "19:00-21:00"}},
        {"Joignable tous les jours entre 7h30 et 8h, week-end compris.", {"mon,tue,wed,thu,fri,sat,sun 07:30-08:00"}},
        {"Je ne suis joignable ni le mercredi ni le week-end.", {"not wed", "not sat,sun"}},
        {"Mercredi exclu. Sinon joignable de 12h à 14h.", {"not wed", "12:00-14:00"}},
        {"Merci de m'appeler pas avant 9h30 et pas après 19h.", {"09:30-19:00"}},
    });
}

TEST_CASE("a time the writer cannot take calls is never read as one they can", "[availability]") {
    check({
        {"Je suis joignable mais pas pendant mes consultations (9h-12h)", {"not 09:00-12:00"}},
        {"Je consulte de 9h à 12h.", {"not 09:00-12:00"}},
        {"De 9h à 12h je consulte.", {"not 09:00-12:00"}},
        {"Je suis en tournée de 7h à 12h, appelez moi l'après midi", {"not 07:00-12:00", "14:00-18:00"}},
        {"Je ne suis pas disponible le jeudi", {"not thu"}},
        {"Le jeudi je ne peux pas.", {"not thu"}},
        {"Je suis indisponible jusqu'à 18h", {"not 08:00-18:00"}},
        {"Ne m'appelez pas avant 10h", {"not 08:00-10:00"}},
        {"Merci de ne pas appeler entre 12h et 14h.", {"not 12:00-14:00"}},
        {"Je ne réponds pas au téléphone en consultation", {}},
        {"NB : je ne suis pas joignable pendant les consultations, soit de 8h30 à 12h et de 14h à 18h.",
         {"not 08:30-12:00", "not 14:00-18:00"}},
        {"Je ne suis plus joignable après 20h", {"not 20:00-21:00"}},
        {"Joignable entre 13 h et 14 h ; pas de rappel le mercredi s'il vous plaît.", {"13:00-14:00", "not wed"}},
        {"Je consulte tous les matins sauf le mercredi.", {"not 08:00-12:00"}},
        {"Je ne peux pas répondre le matin, merci de privilégier l'après-midi après 15h",
         {"not 08:00-12:00", "15:00-18:00"}},
        {"Je serai en déplacement demain, appelez-moi plutôt vendredi après-midi.",
         {"not 2026-03-11", "fri 14:00-18:00"}},
        {"Mes horaires de consultation sont 8h-12h et 14h-19h, merci d'appeler en dehors.",
         {"not 08:00-12:00", "not 14:00-19:00"}},
        {"Joignable en dehors de mes consultations (lundi et mardi 9h-12h)", {"not mon,tue 09:00-12:00"}},
    });
}

TEST_CASE("there are many ways to say when not to call", "[availability]") {
    check({
        {"Inutile de m'appeler le mercredi.", {"not wed"}},
        {"Le mercredi est mon jour de repos, merci de ne pas m'appeler ce jour-là.", {"not wed"}},
        {"Pas à l'heure des repas. 06 39 98 00 12", {"not 12:00-14:00"}},
        {"Ne m'appelez surtout pas le matin.", {"not 08:00-12:00"}},
        {"Je n'aurai pas de réseau entre 10h et 11h. 06 39 98 00 12", {"not 10:00-11:00"}},
        {"Mon téléphone est éteint le matin.", {"not 08:00-12:00"}},
        {"Le mercredi est à éviter. Mon numéro : 06 39 98 00 12", {"not wed"}},
        {"Appelez-moi entre 12h et 14h, lundi excepté.", {"12:00-14:00", "not mon"}},
        {"Rien avant 10h. Tél. 06 39 98 00 12", {"not 08:00-10:00"}},
        {"Appelez le matin, jamais à l'heure du déjeuner.", {"08:00-12:00", "not 12:00-14:00"}},
        {"Pas de rappel avant 9h ni après 19h.", {"not 08:00-09:00", "not 19:00-21:00"}},
        {"Merci d'éviter le créneau 12h-14h.", {"not 12:00-14:00"}},
        {"Je suis au fauteuil de 9h à 13h, rappelez-moi ensuite.", {"not 09:00-13:00"}},
        {"Je dors le matin, appelez l'après-midi.", {"not 08:00-12:00", "14:00-18:00"}},
        {"Aujourd'hui impossible de me joindre, demain non plus avant 18h.",
         {"not 2026-03-10", "not 2026-03-11 08:00-18:00"}},
        {"Pas le jeudi ; le vendredi, pas l'après-midi. 06 39 98 00 12", {"not thu", "not fri 14:00-18:00"}},
        {"Je consulte de 9h à 12h et de 14h à 18h30 : appelez en dehors.", {"not 09:00-12:00", "not 14:00-18:30"}},
    });
}

TEST_CASE("\"only\" and work that is over are no negation", "[availability]") {
    check({
        {"je ne suis joignable qu'après 19h", {"19:00-21:00"}},
        {"je ne suis dispo que le mardi", {"tue"}},
        {"Je ne réponds qu'entre 12h et 13h.", {"12:00-13:00"}},
        {"Je travaille mardi et jeudi : appelez-moi ces jours-là entre 12h et 13h.", {"tue,thu 12:00-13:00"}},
        {"Je finis à 19h30. Appelez-moi entre 19h45 et 20h30.", {"19:45-20:30"}},
        {"Je suis en consultation le matin ; l'après-midi, passez par la secrétaire.",
         {"not 08:00-12:00", "14:00-18:00 via secretary"}},
        {"Je ne peux être joint que le soir après 20h", {"20:00-21:00"}},
        {"Je suis joignable après mes consultations soit vers 19h", {"18:45-19:30"}},
        {"Vous pouvez me rappeler entre deux patients vers 10h", {"09:45-10:30"}},
        {"Je termine mes consultations vers 19h, vous pouvez m'appeler ensuite.", {"19:00-21:00"}},
        {"N'hésitez pas à me rappeler le matin.", {"08:00-12:00"}},
        {"Je suis plus facilement joignable le matin tôt, avant 8h30", {"08:00-08:30"}},
        {"Joignable en dehors de mes soins, soit de 12h à 16h.", {"12:00-16:00"}},
        {"Je suis en consultation toute la journée sauf entre 12h et 14h.", {"12:00-14:00"}},
        {"merci de rappeler Mme Durand au 0639980012 apres sa tournee vers 13h", {"12:45-13:30"}},
    });
}

}  // namespace rexflow::testing
