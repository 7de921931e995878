#include "tests/adapters/cell/case_forms.hpp"
#include "tests/adapters/cell/scraped_form.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// The list and the page of a case, asked as a browser asks them.
namespace rexflow::testing {

namespace {

/// A case of an hour given in the mail: reachable between noon and two.
void mail_with_hours(Office& office) {
    office.mail(
        Mail().text("Bonjour,\r\nMerci de me rappeler au 06 39 98 00 42, entre 12h et 14h.\r\nLéa Exemple\r\n"));
}

}  // namespace

TEST_CASE("names and texts are shown after the act of looking, with its reason, for eight hours", "[cell][identity]") {
    CellDesk desk;
    mail_with_hours(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);

    const auto closed = tab.get(case_page);
    CHECK(closed.shows("identité protégée"));
    CHECK_FALSE(closed.shows(lea));
    CHECK_FALSE(closed.shows("entre 12h et 14h"));
    const auto looked =
        tab.post(std::string(case_page) + "/identite", {{"csrf", closed.csrf()}, {"reason", "Appel de suivi"}});
    CHECK(looked.location() == std::string(case_page) + "#identite");
    CHECK(desk.office.history(first_case).back() == "identity_seen");

    const auto open = tab.get(case_page);
    CHECK(open.shows(lea));
    CHECK(open.shows("entre 12h et 14h"));
    CHECK_FALSE(open.shows("Consultations des identités"));
    Tab overseer(desk);
    overseer.log_in(coordinator);
    CHECK(overseer.get(case_page).shows("Consultations des identités"));
    CHECK(overseer.get(case_page).shows("Appel de suivi"));
    Tab other(desk);
    other.log_in(colleague);
    CHECK_FALSE(other.get(case_page).shows(lea));
    desk.office.set_clock("2025-03-03 17:00");
    tab.log_in(pilot);
    CHECK_FALSE(tab.get(case_page).shows(lea));
}

TEST_CASE("looking without a reason shows nothing", "[cell][identity]") {
    CellDesk desk;
    desk.office.mail();
    Tab tab(desk);
    tab.log_in(pilot);
    tab.post(std::string(case_page) + "/identite", {{"csrf", tab.get(case_page).csrf()}, {"reason", " "}});
    CHECK(desk.office.history(first_case).back() == "report_received");
    CHECK_FALSE(tab.get(case_page).shows(lea));
}

TEST_CASE("a member set aside finds no trace of the case", "[cell][set_aside]") {
    CellDesk desk;
    reach_reporter(desk.office);
    desk.office.does(first_case, "member_set_aside", {{"member", colleague}});
    Tab tab(desk);
    tab.log_in(colleague);
    const auto nowhere = tab.get("/dossiers/REX-2025-0099");

    for (const auto* const path :
         {"", "/schema", "/schema.svg", "/faire/note_added", "/pieces/1/text", "/courriels/1/0"}) {
        INFO(path);
        const auto answer = tab.get(case_page + std::string(path));
        CHECK(answer.status() == 404);
        CHECK(answer.response.body == nowhere.response.body);
    }
    CHECK(tab.post(form_of("note_added"), {{"csrf", tab.get("/").csrf()}, {"seq", "4"}, {"text", "Non"}}).status() ==
          404);
    CHECK_FALSE(tab.get("/").shows(first_case));
    CHECK_FALSE(tab.get("/dossiers?vue=tous").shows(first_case));
}

TEST_CASE("a reader sees the case and no act", "[cell][roles]") {
    CellDesk desk;
    reach_reporter(desk.office);
    Tab tab(desk);
    tab.log_in(reader_only);

    const auto page = tab.get(case_page);
    CHECK(page.status() == 200);
    CHECK_FALSE(page.shows("/faire/"));
    CHECK(tab.get(form_of("note_added")).status() == 403);
    CHECK(tab.post(form_of("note_added"), {{"csrf", page.csrf()}, {"seq", "3"}, {"text", "Non"}}).status() == 403);
}

TEST_CASE("the list is filtered, sorted and opened by number", "[cell][list]") {
    CellDesk desk;
    reach_reporter(desk.office);
    desk.office.mail(Mail().subject("Une autre demande").text("Merci de rappeler le 06 39 98 00 77.\r\n"));
    Tab tab(desk);
    tab.log_in(pilot);

    CHECK(tab.get("/dossiers").shows("2 dossiers"));
    CHECK(tab.get("/dossiers?vue=les-miens").shows("1 dossier"));
    CHECK_FALSE(tab.get("/dossiers?vue=les-miens").shows("REX-2025-0002"));
    CHECK(tab.get("/dossiers?etat=received").shows("REX-2025-0002"));
    CHECK_FALSE(tab.get("/dossiers?etat=received").shows(">REX-2025-0001<"));
    CHECK(tab.get("/dossiers?niveau=4").shows("Aucun dossier"));
    CHECK(tab.get("/dossiers?tri=numero&sens=montant").shows("aria-sort=\"ascending\""));
    CHECK(tab.get("/dossiers?niveau=9&etat=x&tri=y&apres=z&pilote=q&vue=w").shows("n’a pas été compris"));
    CHECK(tab.get("/dossiers?cherche=rex-2025-0002").location() == "/dossiers/REX-2025-0002");
}

TEST_CASE("a member keeps a list under a name of their own, and finds cases by words", "[cell][list]") {
    CellDesk desk;
    reach_reporter(desk.office);
    find_solution(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);
    const auto csrf = tab.get("/dossiers").csrf();

    tab.post("/dossiers/vues", {{"csrf", csrf}, {"name", "Mes <b>suivis"}, {"query", "etat=concluding&x=1&tri=\"<b>"}});
    CHECK(tab.get("/dossiers").shows("href=\"/dossiers?etat=concluding\">Mes &lt;b&gt;suivis"));
    Tab other(desk);
    other.log_in(colleague);
    CHECK_FALSE(other.get("/dossiers").shows("suivis"));
    CHECK(other.post("/dossiers/vues/1/retirer", {{"csrf", other.get("/").csrf()}}).status() == 404);
    tab.post("/dossiers/vues/1/retirer", {{"csrf", csrf}});
    CHECK_FALSE(tab.get("/dossiers").shows("suivis"));

    CHECK(tab.get("/dossiers?cherche=planning").shows(">REX-2025-0001<"));
    CHECK(tab.get("/dossiers?cherche=introuvable").shows("Aucun dossier"));
}

TEST_CASE("files are only ever saved, under a harmless name, and only where names may be read", "[cell][files]") {
    CellDesk desk;
    reach_reporter(desk.office);
    desk.office.does(first_case, "attachment_added", {{"file", "file:reçu <1>.html\n<script>1</script>"}});
    Tab tab(desk);
    tab.log_in(pilot);
    const auto path = std::string(case_page) + "/pieces/" + desk.office.entry(first_case, "attachment_added") + "/file";

    CHECK(tab.get(path).location() == std::string(case_page) + "#identite");
    tab.post(std::string(case_page) + "/identite", {{"csrf", tab.get(case_page).csrf()}, {"reason", "Lecture"}});
    const auto file = tab.get(path);
    CHECK(file.status() == 200);
    CHECK(file.response.body == "<script>1</script>");
    CHECK(file.response.content_type == "application/octet-stream");
    CHECK(file.field("Content-Disposition").starts_with("attachment; filename=\"re__u__1_.html\""));
    for (const auto* const wrong : {"/pieces/0/file", "/pieces/99/file", "/pieces/x/file", "/pieces/1/text",
                                    "/pieces/1/nothing", "/courriels/9/0", "/courriels/1/5", "/courriels/x/y"})
        CHECK(tab.get(case_page + std::string(wrong)).status() == 404);
}

TEST_CASE("markup and template syntax from a mail and from members never become markup", "[cell][hostile]") {
    constexpr const char* hostile = "<b>{{x}}</b>{{{csrf}}}<script>";
    CellDesk desk;
    desk.office.mail(Mail().subject(hostile).text(std::string(hostile) + "\r\n06 39 98 00 42 entre 12h et 14h\r\n"));
    desk.office.does(first_case, "taken_in_charge", {{"pilot", pilot}});
    desk.office.does(first_case, "call_logged", {{"outcome", "reached"}, {"note", hostile}});
    desk.office.does(first_case, "reporter_details_corrected", {{"name", hostile}, {"phone", hostile}});
    desk.office.does(first_case, "question_answered", {{"which", "why"}, {"text", hostile}});
    desk.office.does(first_case, "case_classified", {{"themes", hostile}});
    desk.office.does(first_case, "attachment_added", {{"file", std::string("file:") + hostile + "\nx"}});
    desk.office.does(first_case, "meeting_called");
    desk.office.does(first_case, "source_added", {{"text", hostile}});
    desk.office.deliver();
    Tab tab(desk);
    tab.log_in(pilot);
    tab.post(std::string(case_page) + "/identite", {{"csrf", tab.get(case_page).csrf()}, {"reason", hostile}});

    for (const auto& path :
         {std::string("/"), std::string("/dossiers"), std::string("/dossiers?cherche=%3Cb%3E%7B%7Bx%7D%7D"),
          std::string(case_page), form_of("item_withdrawn"), form_of("reporter_details_corrected"),
          std::string("/?fait=%3Cb%3E&dossier=%3Cb%3E"), std::string(case_page) + "?fait=%3Cb%3E"}) {
        INFO(path);
        const auto answer = tab.get(path);
        CHECK(answer.status() == 200);
        CHECK_FALSE(answer.shows("<b>{{x}}"));
        CHECK_FALSE(answer.shows("<script>"));
        CHECK_FALSE(answer.shows("<b>\""));
    }
    CHECK(tab.get(case_page).shows("&lt;b&gt;{{x}}&lt;/b&gt;{{{csrf}}}"));
}

TEST_CASE("an action has its page and its forms", "[cell][acting]") {
    CellDesk desk;
    reach_reporter(desk.office);
    analyse_until_n4(desk.office);
    desk.office.does(first_case, "action_linked",
                     {{"title", "Fiche de liaison (exemple)"}, {"owner", "Paul Modèle"}, {"due", "2025-05-05"}});
    Tab tab(desk);
    tab.log_in(coordinator);

    CHECK(tab.get(case_page).shows("/dossiers/REX-2025-0001.A1"));
    const std::string action = "/dossiers/REX-2025-0001.A1";
    CHECK(tab.get(action).shows("Fiche de liaison (exemple)"));
    auto form =
        scraped_form(tab.get(action + "/faire/action_approved").response.body, action + "/faire/action_approved");
    CHECK(tab.post(action + "/faire/action_approved", form).location() == action + "?fait=action_approved");
    CHECK(tab.get("/dossiers?vue=actions").shows(action));
}

TEST_CASE("the process is drawn with the case's place in it", "[cell][diagram]") {
    CellDesk desk;
    reach_reporter(desk.office);
    Tab tab(desk);
    tab.log_in(pilot);
    CHECK(tab.get(std::string(case_page) + "/schema").shows("schema.svg"));
    const auto svg = tab.get(std::string(case_page) + "/schema.svg");
    CHECK(svg.response.content_type == "image/svg+xml");
    CHECK(svg.shows("class=\"state here\"><title>collecting"));
}

}  // namespace rexflow::testing
