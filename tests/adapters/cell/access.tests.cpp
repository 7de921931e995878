#include "adapters/web/asker.hpp"
#include "tests/adapters/cell/cell_desk.hpp"

#include <catch2/catch.hpp>

/// Who is let through to which page, by walking the table of pages, and what becomes of everybody else.
namespace rexflow::testing {

namespace {

using cell::Gate;
using cell::Route;
using engine::MemberRole;
using namespace std::chrono_literals;

/// A path of the pattern; no page knows these parts, so nothing is changed by them.
std::string example_of(std::string_view pattern) {
    std::string path;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        path += pattern[at] == '{' ? "x" : std::string(1, pattern[at]);
        if (pattern[at] == '{') at = pattern.find('}', at);
    }
    return path;
}

Answer ask(Tab& tab, const Route& route, const std::string& csrf) {
    const auto path = example_of(route.pattern);
    return route.method == "GET" ? tab.get(path) : tab.post(path, {{"csrf", csrf}});
}

struct Someone {
    const char* address;
    MemberRole role;
};
constexpr std::array everybody{
    Someone{reader_only, MemberRole::reader},
    Someone{pilot, MemberRole::member},
    Someone{coordinator, MemberRole::coordinator},
    Someone{administrator, MemberRole::administrator},
};

}  // namespace

TEST_CASE("every page lets exactly those through whom its row names: role x page x method", "[cell][access]") {
    CellDesk table;
    for (const auto& route : table.cell().desk().routes())
        for (const auto& someone : everybody) {
            INFO(route.method << " " << route.pattern << " as " << engine::to_text(someone.role));
            CellDesk desk;
            Tab tab(desk);
            tab.log_in(someone.address);
            const auto csrf = tab.get("/compte").csrf();
            const auto answer = ask(tab, route, csrf);
            const bool is_allowed = !route.task || engine::may(someone.role, *route.task);
            if (is_allowed)
                CHECK(answer.status() != 403);
            else
                CHECK(answer.status() == 403);
            CHECK(answer.status() != 401);
            CHECK(answer.status() < 500);
        }
}

TEST_CASE("without a session no page but the open ones is shown, and no form is taken", "[cell][access]") {
    CellDesk desk;
    for (const auto& route : desk.cell().desk().routes()) {
        INFO(route.method << " " << route.pattern);
        Tab tab(desk);
        const auto answer = ask(tab, route, tab.get("/connexion").csrf());
        if (route.gate == Gate::everyone) {
            CHECK(answer.status() != 401);
        } else if (route.method == "GET") {
            CHECK(answer.location().starts_with(route.pattern == "/" ? "/connexion" : "/connexion?vers=/"));
        } else {
            CHECK(answer.status() == 401);
        }
    }
}

TEST_CASE("no form of any page is taken without the session's own token, or from elsewhere", "[cell][access]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    Tab other(desk);
    other.log_in(colleague);
    const auto own = tab.get("/compte").csrf();
    const auto foreign = other.get("/compte").csrf();
    const auto before = desk.sessions(pilot);

    for (const auto& route : desk.cell().desk().routes()) {
        if (route.method == "GET") continue;
        INFO(route.pattern);
        if (route.gate == Gate::awaiting_code) continue;  // these send a member on before they read the form
        for (const auto& token : {std::string{}, foreign, Tab(desk).get("/connexion").csrf(), own + "x"})
            CHECK(ask(tab, route, token).status() == 403);
        tab.header["sec-fetch-site"] = "same-site";
        CHECK(ask(tab, route, own).status() == 403);
        tab.header.clear();
        tab.header["origin"] = "https://elsewhere.example";
        CHECK(ask(tab, route, own).status() == 403);
        tab.header.clear();
    }
    CHECK(desk.sessions(pilot) == before);
}

TEST_CASE("a session ends by time, by its owner, and is never another's", "[cell][access]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    desk.office.clock.pass(119min);
    CHECK(tab.get("/compte").status() == 200);  // seen, so it goes on
    desk.office.clock.pass(119min);
    CHECK(tab.get("/compte").status() == 200);
    desk.office.clock.pass(2h);
    CHECK(tab.get("/compte").location() == "/connexion?vers=/compte");

    tab.log_in(pilot);
    for (int hour = 0; hour < 12; ++hour) {
        CHECK(tab.get("/compte").status() == 200);
        desk.office.clock.pass(1h);
    }
    CHECK(tab.get("/compte").status() == 303);  // twelve hours, whatever happens

    tab.log_in(pilot);
    const auto replayed = tab.cookie;
    tab.post("/deconnexion", {{"csrf", tab.get("/compte").csrf()}});
    tab.cookie = replayed;
    CHECK(tab.get("/compte").status() == 303);
    for (const auto* const forged : {"__Host-rexflow=", "__Host-rexflow=x", "__Host-rexflow", "rexflow=x", "="}) {
        tab.cookie = forged;
        CHECK(tab.get("/compte").status() == 303);
    }
    tab.cookie = "__Host-rexflow=" + std::string(10'000, 'a');
    CHECK(tab.get("/compte").status() == 303);
}

TEST_CASE("a login makes a new session, whatever cookie came along", "[cell][access]") {
    CellDesk desk;
    Tab attacker(desk);
    attacker.log_in(colleague);
    Tab victim(desk);
    victim.cookie = attacker.cookie;
    const auto answer = victim.post(
        "/connexion", {{"csrf", victim.get("/compte").csrf()}, {"identifier", pilot}, {"password", password}});

    CHECK(answer.status() == 303);
    CHECK(victim.cookie != attacker.cookie);
    CHECK(attacker.get("/compte").status() == 303);
    CHECK(victim.get("/compte").shows("Basile Exemple"));
}

TEST_CASE("a login leads back to pages of ours only", "[cell][access]") {
    for (const auto* const inside : {"/", "/compte", "/dossiers/REX-2026-0001?page=2", "/a//b"})
        CHECK(web::is_local_path(inside));
    for (const auto* const outside : {"", "//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example",
                                      "elsewhere.example", "javascript:alert(1)", "/a\\b", "/a b", "/a\nb", "/\t/b"})
        CHECK_FALSE(web::is_local_path(outside));
    CHECK_FALSE(web::is_local_path("/" + std::string(600, 'a')));

    CellDesk desk;
    for (const auto* const outside :
         {"//elsewhere.example/x", "https://elsewhere.example", "/\\elsewhere.example", "/connexion", "/deconnexion"}) {
        Tab tab(desk);
        CHECK(
            tab.fill_in("/connexion", {{"identifier", pilot}, {"password", password}, {"vers", outside}}).location() ==
            "/");
        CHECK(tab.get(std::string("/connexion?vers=") + outside).location() == "/");
    }
    Tab tab(desk);
    CHECK_FALSE(tab.get("/connexion?vers=%2F%2Felsewhere.example").shows("elsewhere"));
}

TEST_CASE("too many wrong passwords brake the identifier, known or not, and say until when", "[cell][login]") {
    for (const std::string address : {pilot, "nobody@cpts.example"}) {
        CellDesk desk;
        Tab tab(desk);
        for (int wrong = 0; wrong < 5; ++wrong) CHECK(tab.log_in(address, "ce n’est pas cela").status() == 422);
        const auto before = desk.passwords.calls();
        const auto braked = tab.log_in(address);
        CHECK(braked.status() == 429);
        CHECK(braked.field("Retry-After") == "30");
        CHECK(braked.shows("lundi 3 mars 2025 à 9\u00A0h"));
        CHECK(desk.passwords.calls() == before);
        CHECK(Tab(desk, "198.51.100.9").log_in(address).status() == 429);
        CHECK(Tab(desk).log_in(colleague).status() == 303);
        desk.office.clock.pass(30s);
        CHECK(tab.log_in(address).status() == (address == pilot ? 303 : 422));
    }
}

TEST_CASE("one network that tries many identifiers is braked, and others are not", "[cell][login]") {
    CellDesk desk;
    Tab tab(desk);
    for (int wrong = 0; wrong < 30; ++wrong)
        CHECK(tab.log_in("nobody" + std::to_string(wrong) + "@cpts.example").status() == 422);

    CHECK(tab.log_in(pilot).status() == 429);
    CHECK(Tab(desk, "198.51.100.9").log_in(pilot).status() == 303);
}

TEST_CASE("while too many passwords are being checked a kind page asks for patience", "[cell][login]") {
    CellDesk desk;
    desk.passwords.be_busy(true);
    Tab tab(desk);
    const auto busy = tab.log_in(pilot);
    CHECK(busy.status() == 503);
    CHECK(busy.field("Retry-After") == "10");
    CHECK(busy.shows("Un instant, s’il vous plaît"));
    desk.passwords.be_busy(false);
    CHECK(tab.log_in(pilot).status() == 303);
}

TEST_CASE("a session that ends while somebody writes loses no text, and no password comes back", "[cell][access]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    const auto csrf = tab.get("/compte").csrf();
    desk.office.clock.pass(3h);

    const auto over = tab.post("/compte/mot-de-passe",
                               {{"csrf", csrf}, {"note", "Un <b>long</b> texte"}, {"known_password", password}});
    CHECK(over.status() == 401);
    CHECK(over.shows("Votre session est terminée"));
    CHECK(
        over.shows("name=\"note\" rows=\"4\" readonly aria-label=\"Ce que vous avez écrit\">\n"
                   "Un &lt;b&gt;long&lt;/b&gt; texte</textarea>"));
    CHECK_FALSE(over.shows(password));
    tab.log_in(pilot);
    const auto again = tab.post("/compte/mot-de-passe", {{"csrf", over.csrf()}, {"note", "Un <b>long</b> texte"}});
    CHECK(again.status() == 403);
    CHECK(again.shows("Un &lt;b&gt;long&lt;/b&gt; texte"));
    CHECK(again.csrf() == tab.get("/compte").csrf());
}

TEST_CASE("a session that ends while somebody writes beside a file loses no text either", "[cell][access]") {
    CellDesk desk;
    Tab tab(desk);
    web::Request request{"POST", "/dossiers/REX-2025-0001/faire/source_added"};
    request.fields["content-type"] = "multipart/form-data; boundary=b";
    request.body =
        "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nDeux lignes\r\nécrites (exemple)\r\n"
        "--b\r\nContent-Disposition: form-data; name=\"which\"\r\n\r\nwhy\r\n"
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nsecret\r\n--b--\r\n";

    const auto over = tab.ask(std::move(request));

    CHECK(over.status() == 401);
    CHECK(over.shows("écrites (exemple)</textarea>"));
    CHECK(over.shows("<input type=\"hidden\" name=\"which\" value=\"why\">"));
    CHECK(over.shows("Le fichier est à choisir de nouveau"));
    CHECK_FALSE(over.shows("secret"));
}

TEST_CASE("what is not a form, too many fields or a broken one changes nothing", "[cell][access]") {
    CellDesk desk;
    Tab tab(desk);
    tab.log_in(pilot);
    const auto csrf = tab.get("/compte").csrf();
    const auto send = [&](const std::string& type, const std::string& body) {
        web::Request request{"POST", "/deconnexion"};
        request.fields["content-type"] = type;
        request.body = body;
        return tab.ask(std::move(request)).status();
    };
    const std::string form = "application/x-www-form-urlencoded";
    std::string many = "csrf=" + csrf;
    for (int field = 0; field < 100; ++field) many += "&f" + std::to_string(field) + "=1";

    CHECK(send("application/json", "{\"csrf\": \"" + csrf + "\"}") == 400);
    CHECK(send("text/plain", "csrf=" + csrf) == 400);
    CHECK(send(form, many) == 400);
    CHECK(send(form, "csrf=" + csrf + "&csrf=" + csrf) == 400);
    CHECK(send(form, "csrf=%zz") == 400);
    CHECK(tab.get("/compte").status() == 200);
    CHECK(tab.ask({"PUT", "/deconnexion"}).field("Allow") == "POST");
    CHECK(tab.ask({"DELETE", "/compte"}).field("Allow") == "GET, HEAD");
    CHECK(tab.get("/nulle-part").status() == 404);
}

}  // namespace rexflow::testing
