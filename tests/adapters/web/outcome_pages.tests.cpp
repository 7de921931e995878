#include "tests/adapters/web/cell_site.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// What the cell tells behind a signed link: the outcome and the report, read as often as wanted.
namespace rexflow::testing {

TEST_CASE("the outcome is read behind its link as often as wanted; nothing acts and nothing is posted",
          "[web][links][outcome]") {
    CellSite cell(GENERATE(false, true) ? on_sqlite() : in_memory());
    auto& office = cell.office;
    reach_reporter(office);
    find_solution(office);
    office.does(first_case, "feedback_given", {{"by", "page"}, {"text", "Une <b>fiche</b> de liaison est en place."}});
    const auto path = cell.path("outcome_told", "link");
    const auto before = office.history(first_case);

    for (int round = 0; round < 3; ++round) {
        const auto page = cell.browser().get(path);
        CHECK(page.status == 200);
        CHECK(page.shows("Ce que votre signalement a permis"));
        CHECK(page.shows("Une &lt;b&gt;fiche&lt;/b&gt; de liaison est en place."));
        CHECK(page.shows("REX-2025-0001"));
        CHECK_FALSE(page.shows(lea));
    }
    CHECK(cell.browser().head(path).status == 200);
    CHECK(cell.browser().post(path, "answer=given").status == 405);
    CHECK(cell.browser().get(path.substr(0, path.size() - 1) + "x").status == 404);
    CHECK(office.history(first_case) == before);

    office.does(first_case, "feedback_given", {{"by", "page"}, {"text", "Et la pharmacie en a le modèle."}});
    CHECK(cell.browser().get(path).shows("Et la pharmacie en a le modèle."));
    CHECK(cell.browser().get(cell.path("outcome_told", "link")).shows("Et la pharmacie en a le modèle."));
    office.does(first_case, "identity_erased", {}, coordinator);
    CHECK(cell.browser().get(path).status == 410);
}

TEST_CASE("a link to the outcome ends after its days, and an outcome without words asks for a call",
          "[web][links][outcome]") {
    CellSite cell;
    auto& office = cell.office;
    reach_reporter(office);
    find_solution(office);
    office.does(first_case, "feedback_given", {{"by", "page"}});
    const auto path = cell.path("outcome_told", "link");
    CHECK(cell.browser().get(path).shows("La cellule préfère vous en parler de vive voix."));
    office.set_clock("2025-05-20 09:00");
    CHECK(cell.browser().get(path).status == 410);
}

TEST_CASE("the report is read behind its link once it is approved", "[web][links][outcome]") {
    CellSite cell;
    auto& office = cell.office;
    reach_reporter(office);
    find_solution(office);
    office.does(first_case, "report_drafted", {{"text", "Un premier jet."}});
    office.does(first_case, "report_drafted", {{"text", "Le rapport, relu."}});
    office.does(first_case, "report_approved", {}, colleague);
    const auto page = cell.browser().get(cell.path("report_told", "link"));
    CHECK(page.status == 200);
    CHECK(page.shows("Le rapport, relu."));
    CHECK_FALSE(page.shows("Un premier jet."));
}

}  // namespace rexflow::testing
