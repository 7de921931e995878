#include "tests/adapters/cell/cell_desk.hpp"
#include "tests/adapters/cell/scraped_form.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// A case opened by hand, for a call or a letter.
namespace rexflow::testing {

namespace {

constexpr const char* new_case = "/dossiers/nouveau";

const Tab::Fields a_call{{"channel", "phone"},
                         {"name", "Nora Essai"},
                         {"phone", "06 39 98 00 77"},
                         {"windows", "après 17h"},
                         {"text", "Deux traitements confondus."}};

}  // namespace

TEST_CASE("a member opens a case for a call with one form, and becomes its pilot by a tick", "[cell][opening]") {
    CellDesk desk("2025-03-03 09:00", GENERATE(false, true) ? on_sqlite() : in_memory());
    Tab tab(desk);
    tab.log_in(pilot);
    CHECK(tab.get("/").shows("href=\"/dossiers/nouveau\""));
    CHECK(tab.get("/dossiers").shows("href=\"/dossiers/nouveau\""));
    auto fields = filled(tab, new_case, a_call);
    fields["pilot"] = "yes";

    const auto done = tab.post(new_case, fields);

    CHECK(done.status() == 303);
    CHECK(done.location() == "/dossiers/REX-2025-0001?fait=report_received");
    CHECK(desk.office.history(first_case) == std::vector<std::string>{"report_received", "taken_in_charge"});
    CHECK(desk.office.states(first_case).front() == "contacting");
    CHECK(desk.office.due(first_case, "first_contact") != "not alive");
    CHECK(tab.get(done.location()).status() == 200);
    CHECK(desk.office.troubles().empty());
}

TEST_CASE("without the tick the new case waits for a pilot, and a letter may come from days ago", "[cell][opening]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    const auto done = tab.post(
        new_case,
        filled(tab, new_case, {{"channel", "letter"}, {"text", "Une lettre."}, {"happened_at", "2025-02-28T10:00"}}));
    CHECK(done.status() == 303);
    CHECK(desk.office.states(first_case).front() == "received");
    const auto at = desk.office.sees([](const engine::Reader& reader) {
        return reader.history(reader.find_case(*engine::CaseNumber::parse(first_case))->id)->front().event.occurred_at;
    });
    CHECK(engine::to_text(at) == "2025-02-28T09:00:00Z");
}

TEST_CASE("a second click opens no second case; the same form with other words asks first", "[cell][opening]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    auto fields = filled(tab, new_case, a_call);
    CHECK(tab.post(new_case, fields).location() == "/dossiers/REX-2025-0001?fait=report_received");
    CHECK(tab.post(new_case, fields).location() == "/dossiers/REX-2025-0001?fait=report_received");
    CHECK(desk.office.count_cases() == 1);

    fields["text"] = "Une autre affaire.";
    const auto asked = tab.post(new_case, fields);
    CHECK(asked.status() == 409);
    CHECK(asked.shows("Une autre affaire."));
    CHECK(asked.shows("a déjà ouvert le dossier <a href=\"/dossiers/REX-2025-0001\">"));
    CHECK(tab.post(new_case, scraped_form(asked.response.body, new_case)).status() == 303);
    CHECK(desk.office.count_cases() == 2);
}

TEST_CASE("what is badly written opens nothing and stays in the form", "[cell][opening][hostile]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    const auto refused = [&](Tab::Fields answers) {
        answers["text"] = "<b>Un mot</b> à ne pas perdre {{csrf}}";
        const auto answer = tab.post(new_case, filled(tab, new_case, answers));
        CHECK(answer.status() == 422);
        CHECK(answer.shows("&lt;b&gt;Un mot&lt;/b&gt; à ne pas perdre {{csrf}}"));
    };
    refused({{"channel", ""}});
    refused({{"channel", "mail"}});
    refused({{"channel", "web"}});
    refused({{"address", "pas une adresse"}});
    refused({{"happened_at", "2025-03-04T10:00"}});
    refused({{"happened_at", "hier"}});
    CHECK(desk.office.count_cases() == 0);
    CHECK(tab.post(new_case, {{"channel", "phone"}}).status() == 403);
}

TEST_CASE("a reader opens no case, and is not offered to", "[cell][opening]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(reader_only);
    CHECK(tab.get(new_case).status() == 403);
    CHECK_FALSE(tab.get("/").shows("/dossiers/nouveau"));
    CHECK(tab.post(new_case, {{"csrf", tab.get("/compte").csrf()}, {"channel", "phone"}}).status() == 403);
    CHECK(desk.office.count_cases() == 0);
}

TEST_CASE("the form to open a case speaks both languages", "[cell][opening]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    const auto page = tab.get(new_case);
    CHECK(page.status() == 200);
    for (const auto* const words : {"Nouveau dossier", "Arrivé par", "De vive voix", "j’en deviens pilote"})
        CHECK(page.shows(words));
    for (const auto* const other : {"value=\"mail\"", "value=\"web\""}) CHECK_FALSE(page.shows(other));
}

}  // namespace rexflow::testing
