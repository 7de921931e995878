#include "tests/adapters/web/cell_site.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <thread>

/// The pages behind signed links, asked over HTTP.
namespace rexflow::testing {

namespace {

std::ptrdiff_t count(Office& office, const std::string& event) {
    const auto history = office.history(first_case);
    return std::ranges::count(history, event);
}

/// Opens the page and sends its form, as a person does.
Page answer(const CellSite& cell, const std::string& path, const std::string& fields) {
    const auto form = cell.browser().get(path).form_token();
    return cell.browser().post(CellSite::question_of(path), "form=" + form + "&" + fields);
}

}  // namespace

TEST_CASE("a link shows a page, and its form records the answer", "[web][links]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto path = cell.path("follow_up_asked", "link_unresolved");

    const auto page = cell.browser().get(path);
    CHECK(page.status == 200);
    CHECK(page.shows("La difficulté est-elle résolue\u00A0?"));
    CHECK(page.shows("CPTS des Collines (exemple)"));
    CHECK(page.shows("REX-2025-0001"));
    CHECK(page.shows("value=\"resolved\" class=\"quiet\""));
    CHECK_FALSE(page.shows("value=\"unresolved\" class=\"quiet\""));
    CHECK_FALSE(page.shows("Lea"));
    CHECK_FALSE(page.shows(lea));
    CHECK(count(cell.office, "follow_up_answered") == 0);

    const auto done = answer(cell, path, "answer=unresolved&note=" + escaped("Toujours rien, merci."));
    CHECK(done.status == 200);
    CHECK(done.shows("Merci, votre réponse est enregistrée"));
    CHECK(done.shows("<b>ce n’est pas résolu.</b>"));
    CHECK(done.shows("au plus tard le mardi 18 mars 2025"));
    CHECK(count(cell.office, "follow_up_answered") == 1);
    CHECK(cell.office.letters(first_case).back() == "answer_received to pilote@cpts.example");
    const auto recorded = cell.office.sees([&](const engine::Reader& reader) {
        const auto row = *reader.find_case(*engine::CaseNumber::parse(first_case));
        auto event = reader.history(row.id)->back().event;
        event.payload["note"] = reader.unseal(row.id, event.payload["note"]).value_or("");
        return event;
    });
    CHECK(recorded.actor == engine::Actor::reporter());
    CHECK(recorded.payload == engine::Payload{{"answer", "unresolved"}, {"note", "Toujours rien, merci."}});
    CHECK(cell.office.troubles().empty());
}

TEST_CASE("looking changes nothing, however often and by whatever method", "[web][links]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto before = cell.office.history(first_case);
    for (const auto* const variable : {"link_resolved", "link_unresolved"}) {
        const auto path = cell.path("follow_up_asked", variable);
        const auto question = CellSite::question_of(path);
        for (int round = 0; round < 5; ++round) {
            CHECK(cell.browser().get(path).status == 200);
            const auto head = cell.browser().head(path);
            CHECK(head.status == 200);
            CHECK(head.body.empty());
            // Scanners that send forms by GET, with everything a page holds.
            const auto form = cell.browser().get(path).form_token();
            CHECK(cell.browser().get(question + "?answer=resolved&form=" + form).status == 200);
        }
        for (const auto* const method : {"PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"}) {
            const auto other = cell.browser().request(method, path, {}, {});
            CHECK(other.status == 405);
            CHECK(other.fields.at("allow") == "GET, HEAD, POST");
        }
    }

    CHECK(cell.office.history(first_case) == before);
    CHECK(cell.browser().get(cell.path("follow_up_asked", "link_resolved")).shows("est-elle résolue"));
}

TEST_CASE("a form that was not handed out by the page records nothing", "[web][links]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto path = CellSite::question_of(cell.path("follow_up_asked", "link_resolved"));
    const auto form = cell.browser().get(path).form_token();
    REQUIRE_FALSE(form.empty());

    for (const auto& body :
         {std::string("answer=resolved"), std::string("answer=resolved&form="), "answer=resolved&form=1" + form,
          "answer=resolved&form=" + form.substr(0, form.size() - 1), std::string("answer=resolved&form=.")}) {
        const auto page = cell.browser().post(path, body);
        CHECK(page.status == 403);
        CHECK(page.shows("Merci de confirmer encore une fois"));
        CHECK(page.shows("href=\"" + path + "\""));
    }
    cell.office.set_clock("2025-03-14 18:01");  // the page stayed open for more than a day
    CHECK(cell.browser().post(path, "answer=resolved&form=" + form).status == 403);
    CHECK(count(cell.office, "follow_up_answered") == 0);
}

TEST_CASE("broken, doubled, huge and hostile input behind a link is refused kindly and changes nothing",
          "[web][links]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto path = CellSite::question_of(cell.path("follow_up_asked", "link_resolved"));
    const auto good = "answer=resolved&form=" + cell.browser().get(path).form_token();
    const auto before = cell.office.history(first_case);

    for (const auto& body : {good + "&answer=unresolved", good + "&note=%FF%FE", good + "&note=a%00b", good + "&%zz=1",
                             std::string(), std::string("{\"answer\":\"resolved\"}")}) {
        INFO(body.substr(0, 100));
        const auto page = cell.browser().post(path, body);
        CHECK(page.status / 100 == 4);
        CHECK(page.shows("href=\"" + path + "\""));
    }
    CHECK(cell.browser().post(path, good + "&note=" + std::string(20'000, 'a')).status == 413);
    for (const auto* const query : {"?answer=resolved", "?a=%FF", "?a=1&a=2", "?form=<script>alert(1)</script>"}) {
        const auto page = cell.browser().get(path + query);
        CHECK(page.status < 500);
        CHECK_FALSE(page.shows("<script>alert"));
    }
    CHECK(cell.office.history(first_case) == before);
    CHECK(cell.browser().post(path, good).status == 200);
}

TEST_CASE("a form sent from elsewhere records nothing", "[web][links]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto path = CellSite::question_of(cell.path("follow_up_asked", "link_resolved"));
    const auto body = "answer=resolved&form=" + cell.browser().get(path).form_token();

    for (const auto& fields :
         {Browser::Fields{{"Sec-Fetch-Site", "cross-site"}}, Browser::Fields{{"Sec-Fetch-Site", "same-site"}},
          Browser::Fields{{"Origin", "https://elsewhere.example"}},
          Browser::Fields{{"Origin", "http://rex.cpts.example"}},
          Browser::Fields{{"Sec-Fetch-Site", "cross-site"}, {"Origin", CellSite::public_url}}})
        CHECK(cell.browser().post(path, body, fields).status == 403);
    CHECK(count(cell.office, "follow_up_answered") == 0);

    // What Chromium says from a page under "no-referrer".
    CHECK(cell.browser().post(path, body, {{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}).status == 200);
    CHECK(count(cell.office, "follow_up_answered") == 1);
}

TEST_CASE("a link answers once: afterwards every link of the letter says so", "[web][links]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto path = cell.path("follow_up_asked", "link_resolved");
    const auto form = cell.browser().get(path).form_token();
    CHECK(cell.browser().post(CellSite::question_of(path), "answer=resolved&form=" + form).status == 200);

    const auto again = cell.browser().post(CellSite::question_of(path), "answer=unresolved&form=" + form);
    CHECK(again.status == 200);
    CHECK(again.shows("Vous avez déjà répondu"));
    CHECK(again.shows("jeudi 13 mars 2025 à 18\u00A0h"));
    CHECK(cell.browser().get(cell.path("follow_up_asked", "link_unresolved")).shows("Vous avez déjà répondu"));
    CHECK(count(cell.office, "follow_up_answered") == 1);
}

TEST_CASE("forged, cut and guessed links are unknown, and say what to do", "[web][links]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto path = CellSite::question_of(cell.path("follow_up_asked", "link_resolved"));
    auto forged = path;
    forged.back() = forged.back() == 'a' ? 'b' : 'a';
    auto other_id = path;
    other_id[3] = other_id[3] == 'a' ? 'b' : 'a';
    const engine::LinkTokens ours(cell.office.context().signer);

    for (const auto& wrong :
         {forged, other_id, path.substr(0, path.size() - 1), path + "a", path + "/resolved/more", std::string("/l/"),
          std::string("/l/../../etc/passwd"), std::string("/l/%00"), "/l/" + ours.token("zzzzzzzzzzzzzzzz")}) {
        INFO(wrong);
        const auto page = cell.browser().get(wrong);
        CHECK(page.status == 404);
        CHECK(page.shows("Nous ne reconnaissons pas cette adresse"));
        CHECK(page.shows("qualite@cpts.example"));
        CHECK(page.shows("href=\"tel:0639980001\""));
    }
    CHECK(cell.browser().post(forged, "answer=resolved&form=x").status == 404);
    CHECK(count(cell.office, "follow_up_answered") == 0);
    CHECK(cell.browser().get(path).status == 200);
}

TEST_CASE("a link that is over says why, and what to do", "[web][links]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto path = CellSite::question_of(cell.path("follow_up_asked", "link_resolved"));
    const auto form = cell.browser().get(path).form_token();

    SECTION("after sixty days") {
        cell.office.set_clock("2025-05-13 09:00");
        const auto page = cell.browser().get(path);
        CHECK(page.status == 410);
        CHECK(page.shows("Ce lien n’est plus ouvert"));
        CHECK(page.shows("lundi 12 mai 2025"));
    }
    SECTION("when the cell has settled the question") {
        cell.office.does(first_case, "follow_up_recorded", {{"outcome", "resolved"}});
        const auto page = cell.browser().get(path);
        CHECK(page.status == 410);
        CHECK(page.shows("Cette question n’attend plus de réponse"));
    }
    SECTION("when another professional was asked") {
        cell.office.does(first_case, "follow_up_recorded", {{"outcome", "unresolved"}});
        orient(cell.office);
        CHECK(cell.browser().get(path).status == 410);
    }
    SECTION("when the person was erased") {
        cell.office.does(first_case, "identity_erased");
        CHECK(cell.browser().get(path).status == 410);
    }
    SECTION("when the reporter has another address") {
        cell.office.does(first_case, "reporter_details_corrected",
                         {{"name", "Lea Exemple"}, {"address", "lea@nouveau.example"}});
        CHECK(cell.browser().get(path).status == 410);
    }
    const auto events = cell.office.history(first_case);
    CHECK(cell.browser().post(path, "answer=resolved&form=" + form).status == 410);
    CHECK(cell.office.history(first_case) == events);
    CHECK(cell.office.troubles().empty());
}

TEST_CASE("an answer that cannot be recorded says so, and the link stays open", "[web][links]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto path = cell.path("follow_up_asked", "link_resolved");
    const auto form = cell.browser().get(path).form_token();
    const auto sound = cell.office.situation(first_case);
    cell.office.damage(first_case);

    const auto page = cell.browser().post(CellSite::question_of(path), "answer=resolved&form=" + form);

    CHECK(page.status == 503);
    CHECK(page.shows("votre réponse n’est pas enregistrée"));
    cell.office.writes([&](engine::Unit& unit) -> engine::Result<void> {  // repaired
        const auto row = *unit.find_case(*engine::CaseNumber::parse(first_case));
        unit.update_case(row.id, sound, row.last_seq, row.updated_at);
        return {};
    });
    CHECK(answer(cell, path, "answer=resolved").status == 200);
}

TEST_CASE("an answer the case does not take any more is refused kindly and changes nothing", "[web][links]") {
    CellSite cell;
    cell.office.mail();
    cell.office.does(first_case, "case_dismissed", {{"reason", "out_of_scope"}});
    const std::string token_id = "abcdefghijklmnop";
    cell.office.writes([&](engine::Unit& unit) -> engine::Result<void> {
        engine::Link link;
        link.case_id = unit.find_case(*engine::CaseNumber::parse(first_case))->id;
        link.question = "follow_up";
        link.address = lea;
        link.issued_at = cell.office.clock.now();
        link.expires_at = link.issued_at + std::chrono::hours(1);
        unit.add_link(token_id, link);
        return {};
    });
    const auto path = "/l/" + engine::LinkTokens(cell.office.context().signer).token(token_id);
    const auto before = cell.office.history(first_case);

    const auto page = answer(cell, path, "answer=resolved");

    CHECK(page.status == 409);
    CHECK(page.shows("Votre réponse n’a pas pu être enregistrée"));
    CHECK(page.shows("Rien n’a été modifié"));
    CHECK(cell.office.history(first_case) == before);
    CHECK(cell.browser().get(path).status == 200);  // not used up by an answer that was not taken
}

TEST_CASE("an answer that is missing or not one of the question's is asked for again", "[web][links]") {
    CellSite cell;
    cell.ask_follow_up();
    const auto path = cell.path("follow_up_asked", "link_resolved");
    for (const auto* const fields :
         {"note=Merci", "answer=&note=Merci", "answer=present&note=Merci", "answer=form&note=Merci"}) {
        const auto page = answer(cell, path, fields);
        CHECK(page.status == 422);
        CHECK(page.shows("Rien n’est encore enregistré"));
        CHECK(page.shows(">Merci</textarea>"));
    }
    CHECK(answer(cell, path, "answer=resolved&address=x&answer2=1&case=REX").status == 200);
    CHECK(count(cell.office, "follow_up_answered") == 1);
}

TEST_CASE("two answers sent at the same moment: one is recorded, on either store", "[web][links]") {
    for (auto* const archive : {&in_memory, &on_sqlite}) {
        CellSite cell(archive());
        cell.ask_follow_up();
        const auto path = CellSite::question_of(cell.path("follow_up_asked", "link_resolved"));
        const auto form = cell.browser().get(path).form_token();
        std::atomic<int> recorded = 0;
        std::atomic<int> already = 0;
        std::vector<std::jthread> people;
        for (int i = 0; i < 8; ++i)
            people.emplace_back([&, i] {
                const auto* const choice = i % 2 == 0 ? "answer=resolved&form=" : "answer=unresolved&form=";
                const auto page = cell.browser().post(path, choice + form);
                if (page.shows("Merci, votre réponse est enregistrée")) ++recorded;
                if (page.shows("Vous avez déjà répondu")) ++already;
            });
        people.clear();

        CHECK(recorded == 1);
        CHECK(already == 7);
        CHECK(count(cell.office, "follow_up_answered") == 1);
    }
}

TEST_CASE("whoever guesses is braked, and the pages of others stay open", "[web][links]") {
    CellSite cell;
    web::ServerSettings behind_a_proxy;
    behind_a_proxy.trusted_proxies = {"127.0.0.1"};
    cell.serve(behind_a_proxy);
    cell.ask_follow_up();
    const auto path = cell.path("follow_up_asked", "link_resolved");
    const Browser::Fields guesser{{"X-Forwarded-For", "192.0.2.66"}};
    for (int i = 0; i < 30; ++i) CHECK(cell.browser().get("/l/guess", guesser).status == 404);

    const auto braked = cell.browser().get("/l/guess", guesser);

    CHECK(braked.status == 429);
    CHECK(braked.fields.at("retry-after") == "600");
    CHECK(cell.browser().get(path, guesser).status == 429);
    CHECK(cell.browser().get(path, {{"X-Forwarded-For", "192.0.2.67"}}).status == 200);
}

TEST_CASE("pages that know nobody speak the language of the browser", "[web][links]") {
    CellSite cell;
    CHECK(cell.browser().get("/l/x", {{"Accept-Language", "en-GB,en;q=0.9"}}).shows("We do not recognise this"));
    CHECK(cell.browser().get("/l/x", {{"Accept-Language", "de"}}).shows("Nous ne reconnaissons pas"));
}

TEST_CASE("markup in a name or in a note stays words", "[web][links]") {
    CellSite cell;
    cell.office.house.name = "<script>alert('x')</script> {{form}} \"CPTS\" & co";
    cell.ask_follow_up();
    const auto path = cell.path("follow_up_asked", "link_resolved");

    const auto page = answer(cell, path, "note=" + escaped("</textarea><script>alert(1)</script>{{cpts}}"));

    CHECK(page.status == 422);
    CHECK_FALSE(page.shows("<script"));
    CHECK(page.shows("&lt;script&gt;alert(&apos;x&apos;)&lt;/script&gt; {{form}} &quot;CPTS&quot; &amp; co"));
    CHECK(page.shows("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{cpts}}"));
}

}  // namespace rexflow::testing
