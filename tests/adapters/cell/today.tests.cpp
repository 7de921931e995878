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

/// The next case, of somebody who gave no hours, at a moment.
void mail_at(Office& office, const std::string& now, const std::string& from = lea) {
    office.set_clock(now);
    office.mail(Mail().from(from));
}

/// The same with hours, in the notation of reading::to_text.
void mail_at(Office& office, const std::string& now, const std::string& from, const std::string& number,
             const std::string& hours) {
    mail_at(office, now, from);
    office.does(number, "reporter_details_corrected", {{"windows", hours}});
}

/// The new requests as a member sees them at a moment.
std::string new_requests(Tab& tab, Office& office, const std::string& now, const std::string& member = pilot) {
    office.set_clock(now);
    tab.cookie.clear();
    tab.log_in(member);
    return section(tab.get("/"), "id=\"nouveau\"", "</section>");
}

bool has(const std::string& part, const std::string& text) { return part.find(text) != std::string::npos; }

/// The numbers of the cases in the order of a list.
Names order_of(const std::string& part) {
    const std::string mark = "<p class=\"what\"><a href=\"/dossiers/";
    Names numbers;
    for (auto at = part.find(mark); at != std::string::npos; at = part.find(mark, at + 1)) {
        const auto begin = at + mark.size();
        numbers.push_back(part.substr(begin, part.find('"', begin) - begin));
    }
    return numbers;
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

TEST_CASE("a new request shows the hours its reporter gave, and while they are open that the person can be reached",
          "[cell][today]") {
    CellDesk desk;
    mail_with_hours(desk.office);
    Tab tab(desk);

    const auto before = new_requests(tab, desk.office, "2025-03-03 11:59");
    CHECK(has(before, "Joignable en semaine, entre 12\u00A0h et 14\u00A0h"));
    CHECK_FALSE(has(before, "Joignable maintenant"));
    CHECK(has(new_requests(tab, desk.office, "2025-03-03 12:00"), "Joignable maintenant"));
    CHECK(has(new_requests(tab, desk.office, "2025-03-03 13:59"), "Joignable maintenant"));
    const auto after = new_requests(tab, desk.office, "2025-03-03 14:00");
    CHECK(has(after, "Joignable en semaine"));
    CHECK_FALSE(has(after, "Joignable maintenant"));
}

TEST_CASE("hours that are still to come make no new request reachable", "[cell][today]") {
    CellDesk desk;
    mail_at(desk.office, "2025-03-03 09:00", lea, first_case, "2025-03-05 09:00-12:00");
    Tab tab(desk);

    const auto waits = new_requests(tab, desk.office, "2025-03-03 10:00");
    CHECK(has(waits, "Joignable mercredi 5 mars, entre 9\u00A0h et 12\u00A0h"));
    CHECK_FALSE(has(waits, "Joignable maintenant"));
    CHECK(has(new_requests(tab, desk.office, "2025-03-05 10:00"), "Joignable maintenant"));
}

TEST_CASE("the hours of a new request are those that were given last", "[cell][today]") {
    CellDesk desk;
    mail_with_hours(desk.office);
    desk.office.does(first_case, "reporter_details_corrected", {{"windows", "mon 16:00-18:00"}});
    Tab tab(desk);

    const auto noon = new_requests(tab, desk.office, "2025-03-03 12:15");
    CHECK(has(noon, "Joignable lundi, entre 16\u00A0h et 18\u00A0h"));
    CHECK_FALSE(has(noon, "entre 12\u00A0h et 14\u00A0h"));
    CHECK_FALSE(has(noon, "Joignable maintenant"));
}

TEST_CASE("a new request without hours says so, and not that the person can be reached", "[cell][today]") {
    CellDesk desk;
    desk.office.mail();
    Tab tab(desk);

    const auto waits = new_requests(tab, desk.office, "2025-03-03 10:00");
    CHECK(has(waits, "Aucune heure n’a été donnée"));
    CHECK_FALSE(has(waits, "Joignable"));
}

TEST_CASE("new requests stand in the order in which they came, those who can be reached now before the others",
          "[cell][today]") {
    CellDesk desk("2025-03-03 08:00");
    auto& office = desk.office;
    mail_at(office, "2025-03-03 08:00", "Lea Exemple <lea@idel.example>");
    mail_at(office, "2025-03-03 08:10", "Nora Essai <nora@kine.example>", "REX-2025-0002", "mon 12:00-14:00");
    mail_at(office, "2025-03-03 08:20", "Eva Essai <eva@sage.example>", "REX-2025-0003", "mon 09:00-11:00");
    mail_at(office, "2025-03-03 08:30", "Paul Modele <paul@officine.example>", "REX-2025-0004", "mon 09:00-13:00");
    Tab tab(desk);

    CHECK(order_of(new_requests(tab, office, "2025-03-03 10:00")) ==
          Names{"REX-2025-0003", "REX-2025-0004", "REX-2025-0001", "REX-2025-0002"});
    CHECK(order_of(new_requests(tab, office, "2025-03-03 12:15")) ==
          Names{"REX-2025-0002", "REX-2025-0004", "REX-2025-0001", "REX-2025-0003"});
    CHECK(order_of(new_requests(tab, office, "2025-03-03 15:00")) ==
          Names{"REX-2025-0001", "REX-2025-0002", "REX-2025-0003", "REX-2025-0004"});
}

TEST_CASE("a new request that can be reached names nobody and shows no number", "[cell][today][privacy]") {
    CellDesk desk;
    mail_with_hours(desk.office);
    Tab tab(desk);

    const auto noon = new_requests(tab, desk.office, "2025-03-03 12:15");
    REQUIRE(has(noon, "Joignable maintenant"));
    for (const auto* const secret : {"tel:", "06", "Exemple", "idel.example"}) {
        INFO(secret);
        CHECK_FALSE(has(noon, secret));
    }
}

TEST_CASE("whoever only reads sees the hours of new requests as well, and no button", "[cell][today]") {
    CellDesk desk;
    mail_with_hours(desk.office);
    Tab tab(desk);

    const auto noon = new_requests(tab, desk.office, "2025-03-03 12:15", reader_only);
    CHECK(has(noon, "Joignable maintenant"));
    CHECK_FALSE(has(noon, "Prendre en charge"));
}

TEST_CASE("a call for later says when no hours were given", "[cell][today]") {
    CellDesk desk;
    desk.office.mail();
    desk.office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    Tab tab(desk);
    desk.office.set_clock("2025-03-03 20:00");
    tab.log_in(pilot);

    const auto later = section(tab.get("/"), "id=\"plustard\"", "</section>");
    CHECK(has(later, "Aucune heure n’a été donnée"));
    CHECK_FALSE(has(later, "Joignable"));
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
