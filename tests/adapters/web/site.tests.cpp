#include "tests/adapters/web/cell_site.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace rexflow::testing {

TEST_CASE("every answer keeps scripts, frames, referrers and caches out, and sets no cookie", "[web]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto path = cell.path("follow_up_asked", "link_resolved");

    for (const auto& page :
         {cell.browser().get(path), cell.browser().head(path), cell.browser().get("/l/x"),
          cell.browser().get("/robots.txt"), cell.browser().get("/healthz"),
          cell.browser().post(CellSite::question_of(path), "x=y"), cell.browser().request("PUT", "/healthz", {}, {})}) {
        INFO(page.status << page.body);
        CHECK(page.fields.at("content-security-policy") ==
              "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; "
              "base-uri 'none'");
        CHECK(page.fields.at("referrer-policy") == "no-referrer");
        CHECK(page.fields.at("x-content-type-options") == "nosniff");
        CHECK(page.fields.at("x-robots-tag") == "noindex, nofollow");
        CHECK(page.fields.at("cache-control") == "no-store");
        CHECK(page.fields.count("set-cookie") == 0);
        CHECK(page.fields.count("server") == 0);
    }
}

TEST_CASE("health, style sheet and robots.txt are there to look at only", "[web]") {
    const CellSite cell;

    const auto health = cell.browser().get("/healthz");
    CHECK(health.status == 200);
    CHECK(health.fields.at("content-type") == "application/json");
    CHECK(health.body == "{\"healthy\": true}\n");
    const auto style = cell.browser().get("/style.css");
    CHECK(style.fields.at("content-type") == "text/css; charset=utf-8");
    CHECK(style.fields.at("cache-control") == "public, max-age=3600");
    CHECK(style.shows("prefers-color-scheme: dark"));
    CHECK(cell.browser().get("/robots.txt").shows("Disallow: /"));
    CHECK(cell.browser().post("/healthz", "").status == 405);
}

TEST_CASE("a participant says whether they come, by a link of their own", "[web][links]") {
    CellSite cell;
    reach_reporter(cell.office);
    analyse_until_n4(cell.office);
    cell.office.does(first_case, "meeting_planned",
                     {{"date", "2025-03-20T11:30:00Z"}, {"addresses", "lea@idel.example,paul@officine.example"}});
    const auto path = cell.path("meeting_invited", "link_absent");  // Paul's, who was invited last

    const auto page = cell.browser().get(path);
    CHECK(page.shows("jeudi 20 mars 2025 à 12\u00A0h\u00A030"));
    const auto done = cell.browser().post(CellSite::question_of(path), "answer=absent&form=" + page.form_token());

    CHECK(done.shows("je ne pourrai pas venir"));
    CHECK(cell.office.history(first_case).back() == "attendance_announced");
    CHECK(cell.office.letters(first_case).back() == "answer_received to pilote@cpts.example");
    const auto links = cell.office.sees([](const engine::Reader& reader) {
        return reader.links_of(reader.find_case(*engine::CaseNumber::parse(first_case))->id);
    });
    REQUIRE(links.size() == 2);
    CHECK(links[0].address == lea);
    CHECK_FALSE(links[0].used_at);
    CHECK(links[1].used_at);

    cell.office.does(first_case, "meeting_planned", {{"date", "2025-04-10T16:00:00Z"}});
    CHECK(cell.browser().get(path).shows("Vous avez déjà répondu"));
}

TEST_CASE("a survey is answered mark by mark, and its reminder spares who has answered", "[web][links]") {
    CellSite cell;
    reach_reporter(cell.office);
    analyse_until_n4(cell.office);
    cell.office.does(first_case, "meeting_planned",
                     {{"date", "2025-03-20T11:30:00Z"}, {"addresses", "lea@idel.example,paul@officine.example"}});
    cell.office.set_clock("2025-03-20 14:00");
    cell.office.does(first_case, "meeting_held", {{"attendance", "Deux personnes : 60"}});
    cell.office.does(first_case, "minutes_recorded", {{"text", "Compte rendu (exemple)."}});
    cell.office.does(first_case, "no_action_justified", {{"text", "Rien à changer (exemple)."}});
    cell.office.does(first_case, "step_completed");
    cell.office.does(first_case, "survey_sent");
    const auto path = cell.path("survey_invited", "link");

    const auto page = cell.browser().get(path);
    for (const auto* const mark : {"listening", "delay", "usefulness", "practice", "actions", "recommended", "solved"})
        CHECK(page.shows("<input type=\"radio\" name=\"" + std::string(mark) + "\" value=\"5\">"));
    CHECK(cell.browser().post(path, "answer=given&listening=6&form=" + page.form_token()).status == 422);
    const auto done = cell.browser().post(
        path, "answer=given&listening=5&delay=2&text=" + escaped("Très utile.") + "&form=" + page.form_token());
    CHECK(done.shows("après le jeudi 3 avril 2025"));

    cell.office.pass_until("2025-03-28 12:00");
    const auto letters = cell.office.letters(first_case);
    CHECK(std::ranges::count(letters, "survey_reminded to lea@idel.example") == 1);
    CHECK(std::ranges::count(letters, "survey_reminded to paul@officine.example") == 0);
    CHECK(cell.office.troubles().empty());
}

TEST_CASE("the owner of an action says that it is done, or asks for time", "[web][links]") {
    CellSite cell;
    reach_reporter(cell.office);
    cell.office.does(first_case, "action_linked",
                     {{"title", "Fiche de liaison (exemple)"},
                      {"owner", "Dominique Modèle"},
                      {"owner_address", "dominique@idel.example"},
                      {"due", "2025-04-15"}});
    const std::string action = "REX-2025-0001/A1";
    cell.office.does(action, "action_approved", {}, colleague);
    const auto assigned = cell.path("action_assigned", "link_delay");

    const auto page = cell.browser().get(assigned);
    CHECK(page.shows("mardi 15 avril 2025"));
    CHECK(cell.browser()
              .post(CellSite::question_of(assigned), "answer=delay&due=demain&form=" + page.form_token())
              .status == 422);
    CHECK(cell.browser()
              .post(CellSite::question_of(assigned), "answer=delay&due=2025-05-15&form=" + page.form_token())
              .shows("j’ai besoin d’un délai"));
    CHECK(cell.office.history(action).back() == "delay_asked");
    CHECK(cell.office.due(action, "implementation") == "2025-04-15 23:59:59");  // the cell decides

    cell.office.pass_until("2025-04-08 18:00");  // reminded seven days before
    const auto reminded = cell.path("action_reminded", "link_done");
    cell.office.does(action, "action_postponed", {{"due", "2025-05-15"}, {"reason", "Attente (exemple)."}}, colleague);
    const auto done = cell.browser().post(CellSite::question_of(reminded),
                                          "answer=done&form=" + cell.browser().get(reminded).form_token());
    CHECK(done.shows("c’est fait"));
    CHECK(cell.office.states(action) == Names{"done"});
    CHECK(cell.office.letters(action).back() == "answer_received to pilote@cpts.example");
    CHECK(cell.office.troubles().empty());
}

}  // namespace rexflow::testing
