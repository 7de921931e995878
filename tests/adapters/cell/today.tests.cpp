#include "tests/adapters/cell/case_forms.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// The first page of the day.
namespace rexflow::testing {

namespace {

/// A case of an hour given in the mail: reachable between noon and two.
void mail_with_hours(Office& office) {
    office.mail(
        Mail().text("Bonjour,\r\nMerci de me rappeler au 06 39 98 00 42, entre 12h et 14h.\r\nLéa Exemple\r\n"));
}

}  // namespace

TEST_CASE("a member takes a new request in charge from the first page", "[cell][today]") {
    CellDesk desk;
    desk.office.mail();
    Tab tab(desk);
    tab.log_in(pilot);

    const auto today = tab.get("/");
    CHECK(today.status() == 200);
    CHECK(today.shows("Nouvelles demandes"));
    CHECK(today.shows("REX-2025-0001"));
    const auto taken = fills(tab, "taken_in_charge", {});

    CHECK(taken.status() == 303);
    CHECK(taken.location() == "/dossiers/REX-2025-0001?fait=taken_in_charge");
    CHECK(desk.office.states(first_case).front() == "contacting");
    CHECK(tab.get(taken.location()).shows("Dossier pris en charge"));
    CHECK_FALSE(tab.get("/").shows("Nouvelles demandes"));
}

TEST_CASE("somebody is to be called while the hours they gave are open, with number and one-tap outcomes",
          "[cell][today]") {
    CellDesk desk;
    mail_with_hours(desk.office);
    desk.office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    Tab tab(desk);
    tab.log_in(pilot);

    desk.office.set_clock("2025-03-03 09:30");
    CHECK_FALSE(tab.get("/").shows("À appeler maintenant"));
    CHECK(tab.get("/").shows("À appeler plus tard"));
    desk.office.set_clock("2025-03-03 12:15");
    tab.log_in(pilot);
    const auto noon = tab.get("/");
    CHECK(noon.shows("À appeler maintenant"));
    CHECK(noon.shows("tel:+33639980042"));
    CHECK(noon.shows("06 39 98 00 42"));

    CHECK(section(noon, "id=\"appels\"", "</section>").find("value=\"no_answer\"") != std::string::npos);
    const auto done = tab.post(form_of("call_logged"), {{"csrf", noon.csrf()},
                                                        {"seq", std::to_string(desk.office.row(first_case).last_seq)},
                                                        {"outcome", "no_answer"},
                                                        {"back", "today"}});
    CHECK(done.location() == "/?fait=call_logged&dossier=REX-2025-0001");
    CHECK(tab.get(done.location()).shows("Appel au déclarant"));
    CHECK(desk.office.history(first_case).back() == "call_logged");
}

TEST_CASE("what is late comes before what is due this week, and says by how much", "[cell][today]") {
    CellDesk desk;
    reach_reporter(desk.office);
    orient(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);

    desk.office.set_clock("2025-03-14 10:00");
    tab.log_in(pilot);
    CHECK(tab.get("/").shows("Cette semaine"));
    desk.office.set_clock("2025-03-22 10:00");
    tab.log_in(pilot);
    const auto late = tab.get("/");
    CHECK(section(late, "id=\"retard\"", "</section>").find("Suivi de l’orientation") != std::string::npos);
    CHECK(late.shows("4 jours de retard"));
    CHECK(late.shows("/faire/follow_up_recorded"));
}

}  // namespace rexflow::testing
