#include "tests/adapters/cell/cell_desk.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// Deadlines and meetings of a month.
namespace rexflow::testing {

TEST_CASE("the calendar lists the month's deadlines by day, one's own or everybody's", "[cell][calendar]") {
    CellDesk desk;
    desk.office.mail();
    desk.office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    Tab tab(desk);
    tab.log_in(pilot);
    Tab other(desk);
    other.log_in(colleague);

    const auto own = tab.get("/calendrier");
    CHECK(own.status() == 200);
    CHECK(own.shows("Calendrier, mars 2025"));
    CHECK(own.shows("mercredi 5 mars"));
    CHECK(own.shows("Premier appel au déclarant"));
    CHECK(own.shows("REX-2025-0001"));
    CHECK(other.get("/calendrier").shows("Rien de prévu"));
    CHECK(other.get("/calendrier?qui=tous").shows("REX-2025-0001"));
    CHECK(tab.get("/calendrier?mois=2025-04").shows("Calendrier, avril 2025"));
    CHECK_FALSE(tab.get("/calendrier?mois=2025-02").shows("REX-2025-0001"));
}

TEST_CASE("what is late stands first in the present month, and in its own month else", "[cell][calendar]") {
    CellDesk desk;
    desk.office.mail();
    desk.office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    desk.office.set_clock("2025-04-02 10:00");
    Tab tab(desk);
    tab.log_in(coordinator);

    CHECK(tab.get("/calendrier").shows("id=\"retard\""));
    const auto march = tab.get("/calendrier?mois=2025-03");
    CHECK_FALSE(march.shows("id=\"retard\""));
    CHECK(march.shows("REX-2025-0001"));
    CHECK(march.shows("Ce mois-ci"));
}

TEST_CASE("a member who is set aside sees nothing of the case in the calendar", "[cell][calendar]") {
    CellDesk desk;
    desk.office.mail();
    desk.office.does(first_case, "member_set_aside", {{"member", colleague}, {"reason", "Concernée (exemple)."}},
                     coordinator);
    Tab tab(desk);
    tab.log_in(colleague);

    CHECK_FALSE(tab.get("/calendrier?qui=tous").shows("REX-2025-0001"));
}

TEST_CASE("a month nobody can mean is the present one", "[cell][calendar]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(reader_only);
    for (const auto* const odd : {"", "x", "2025-13", "0000-01", "9999-12", "2025-3", "%3Cscript%3E"}) {
        INFO(odd);
        const auto page = tab.get(std::string("/calendrier?mois=") + odd);
        CHECK(page.status() == 200);
        CHECK(page.shows("mars 2025"));
        CHECK_FALSE(page.shows("<script>"));
    }
}

}  // namespace rexflow::testing
