#include "engine/ports/drafts.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/cell/cell_desk.hpp"
#include "tests/adapters/cell/scraped_form.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

/// Long texts that are being written outlive a lost connection and an expired session.
namespace rexflow::testing {

namespace {

using namespace std::chrono_literals;

const std::string form = "/dossiers/REX-2025-0001/faire/note_added";
const std::string drafts = "/dossiers/REX-2025-0001/brouillon/note_added";
const std::string text = "Première ligne, <b>grave</b>.\n« Seconde » & {{dernière}}.";

class Writing {
public:
    explicit Writing(std::unique_ptr<Archive> archive = in_memory()) : desk("2025-03-03 09:00", std::move(archive)) {
        desk.office.mail(Mail().from("Lea Exemple <lea@idel.example>"));
        tab.log_in(pilot);
    }
    Answer keep(Tab& by, const std::string& what) {
        return by.post(drafts, {{"csrf", by.get("/").csrf()}, {"text", what}});
    }
    int count() {
        return desk.office.sees([](const engine::Reader& reader) {
            const auto row = reader.find_case(*engine::CaseNumber::parse(first_case));
            int all = 0;
            for (const auto& member : reader.members())
                all += static_cast<int>(reader.registers().drafts->of_case(member.id, row->id).size());
            return all;
        });
    }

    CellDesk desk;
    Tab tab{desk};
};

}  // namespace

TEST_CASE("a text that was being written is found again after the session ended, and is gone once sent",
          "[cell][drafts]") {
    Writing all;
    CHECK(all.keep(all.tab, text).status() == 204);
    all.desk.office.clock.pass(13h);
    CHECK(all.tab.post(drafts, {{"csrf", "x"}, {"text", "plus rien"}}).status() == 401);

    all.tab.log_in(pilot);
    const auto again = all.tab.get(form);
    CHECK(again.shows("Brouillon retrouvé"));
    auto typed = scraped_form(again.response.body, form);
    CHECK(engine::text_of(typed, "text") == text);
    CHECK(all.desk.office.history(first_case).back() != "note_added");

    CHECK(all.tab.post(form, {typed.begin(), typed.end()}).status() == 303);
    CHECK(all.desk.office.history(first_case).back() == "note_added");
    CHECK(all.count() == 0);
    CHECK_FALSE(all.tab.get(form).shows("Brouillon retrouvé"));
}

TEST_CASE("a draft is its writer's alone", "[cell][drafts]") {
    Writing all;
    all.keep(all.tab, text);
    Tab other(all.desk);
    other.log_in(colleague);
    const auto page = other.get(form);
    CHECK(page.status() == 200);
    CHECK_FALSE(page.shows("Brouillon retrouvé"));
    CHECK_FALSE(page.shows("Première ligne"));
    CHECK(page.shows("data-writer=\""));
}

TEST_CASE("a draft is kept where the form could be sent, for long texts alone, and can be given up", "[cell][drafts]") {
    Writing all;
    const auto csrf = all.tab.get("/").csrf();
    const auto post = [&](const std::string& path) {
        return all.tab.post(path, {{"csrf", csrf}, {"text", text}, {"nothing", text}, {"happened_at", text}}).status();
    };
    CHECK(post("/dossiers/REX-2025-0001/brouillon/no_such_event") == 404);
    CHECK(post("/dossiers/REX-1999-0001/brouillon/note_added") == 404);
    CHECK(post("/dossiers/x/brouillon/note_added") == 404);
    CHECK(all.keep(all.tab, std::string(128 * 1024 + 1, 'x')).status() == 400);
    CHECK(all.count() == 0);
    Tab reading(all.desk);
    reading.log_in(reader_only);
    CHECK(all.keep(reading, text).status() == 403);
    CHECK(all.count() == 0);

    CHECK(post(drafts) == 204);
    CHECK(all.count() == 1);
    CHECK(all.keep(all.tab, "").status() == 204);  // emptied by hand
    CHECK(all.count() == 0);
    all.keep(all.tab, text);
    const auto given_up = all.tab.post(drafts, {{"csrf", csrf}, {"oublier", "yes"}});
    CHECK(given_up.location() == form);
    CHECK(all.count() == 0);
}

TEST_CASE("what a page asks for on its own account keeps no session alive", "[cell][access]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    const auto begun = desk.office.clock.now();
    for (int quarter = 1; quarter <= 7; ++quarter) {
        desk.office.clock.set(begun + 15min * quarter);
        tab.header["rexflow-live"] = "1";
        CHECK(tab.get("/").status() == 200);
        tab.header = {{"accept", "text/event-stream"}};
        CHECK(tab.get("/direct").status() == 200);
    }
    desk.office.clock.set(begun + 2h);
    CHECK(tab.get("/").status() == 303);
    tab.header.clear();
    CHECK(tab.get("/dossiers").location() == "/connexion?vers=/dossiers");
}

}  // namespace rexflow::testing
