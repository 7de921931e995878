#include "engine/ports/access_log.hpp"
#include "engine/ports/directory.hpp"
#include "engine/ports/drafts.hpp"
#include "engine/ports/registers.hpp"
#include "tests/adapters/cell/cell_desk.hpp"
#include "tests/scenarios/stories.hpp"

#include <catch2/catch.hpp>

#include <array>

/// Wrong, missing, huge, duplicate and hostile input on every row of the table of pages: an answer that helps, and
/// nothing changed.
namespace rexflow::testing {

namespace {

const std::string markup = "<script>alert(1)</script>{{x}}{{{y}}}'\"&";
const std::string encoded_markup = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%7B%7Bx%7D%7D%7B%7B%7By%7D%7D%7D%27%22%26";

/// A path of a pattern with these instead of its parts: the first, then the second for all others.
std::string path_of(std::string_view pattern, const std::string& first, const std::string& others) {
    std::string path;
    int parts = 0;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        path += pattern[at] != '{' ? std::string(1, pattern[at]) : parts++ == 0 ? first : others;
        if (pattern[at] == '{') at = pattern.find('}', at);
    }
    return path;
}

/// Paths whose parts are wrong in one way each, and one that begins well.
std::vector<std::string> paths_of(std::string_view pattern) {
    std::vector<std::string> paths;
    for (const auto& part :
         {std::string("x"), encoded_markup, std::string("%00"), std::string("..%2F.."), std::string("%FF%FE"),
          std::string("-1"), std::string("99999999999999999999"), std::string("1%27%20OR%201=1--"),
          std::string(2000, 'a'), std::string("REX-2025-99999999999999999999"), std::string("REX-1999-0001")})
        paths.push_back(path_of(pattern, part, part));
    if (pattern.find('{') != pattern.rfind('{')) paths.push_back(path_of(pattern, "REX-2025-0001", encoded_markup));
    return paths;
}

/// Everything a page could change, as one text.
std::string all_that_is_kept(CellDesk& desk) {
    return desk.office.sees([&](const engine::Reader& reader) {
        std::string text;
        const auto add = [&](auto value) { text += std::to_string(value) + ' '; };
        for (const auto& row : reader.cases({}, 100)) {
            add(row.last_seq);
            add(row.updated_at.time_since_epoch().count());
            for (const auto& participant : reader.participants(row.id)) text += participant.name + participant.address;
            add(reader.links_of(row.id).size());
            add(reader.registers().access_log->of_case(row.id, 100).size());
            for (const auto& member : reader.members())
                for (const auto& draft : reader.registers().drafts->of_case(member.id, row.id)) text += draft.text;
        }
        for (const auto& member : reader.members()) {
            text += member.address + member.name + std::to_string(static_cast<int>(member.role)) +
                    (member.active ? "+" : "-");
            const auto account = reader.accounts().find_account(member.id);
            if (account) text += account->password_hash + account->totp_secret;
            add(reader.accounts().sessions_of(member.id).size());
            add(reader.registers().saved_views->of_member(member.id).size());
        }
        add(reader.count_letters(engine::OutboxState::queued));
        add(reader.count_reviews());
        return text;
    });
}

/// A form with something wrong with it as a whole, whatever it is about.
struct BadForm {
    const char* what;
    std::string type;
    std::string body;
};

std::vector<BadForm> bad_forms(const std::string& csrf) {
    const std::string plain = "application/x-www-form-urlencoded";
    const auto good = "csrf=" + csrf;
    std::string many = good;
    for (int i = 0; i < 100; ++i) many += "&f" + std::to_string(i) + "=1";
    return {
        {"a field twice", plain, good + "&name=a&name=b"},
        {"the token twice", plain, good + "&" + good},
        {"bytes that are no text", plain, good + "&name=%FF%FE%C0%80"},
        {"a NUL", plain, good + "&name=a%00b"},
        {"control characters", plain, good + "&name=a%1B%5B31m"},
        {"too many fields", plain, many},
        {"no token", plain, "name=a"},
        {"another token", plain, "csrf=" + std::string(64, '0')},
        {"an empty form", plain, ""},
        {"JSON", "application/json", "{\"csrf\":\"" + csrf + "\"}"},
        {"no type", "", good},
        {"markup for a token", plain, "csrf=" + encoded_markup},
        {"an endless multipart", "multipart/form-data; boundary=x",
         "--x\r\nContent-Disposition: form-data; name=\"csrf\""},
        {"a multipart without boundary", "multipart/form-data", good},
    };
}

bool helps(const Answer& answer) { return answer.shows("<h1>") || answer.shows("Possible here"); }

class Attack {
public:
    Attack() {
        desk.office.mail(Mail().from("Lea Exemple <lea@idel.example>"));
        reach_reporter(desk.office);
        tab.log_in(administrator);
        pilot_tab.log_in(pilot);
    }
    Answer send(Tab& by, const std::string& path, const std::string& type, const std::string& body) {
        web::Request request{"POST", path};
        request.body = body;
        if (!type.empty()) request.fields["content-type"] = type;
        return by.ask(std::move(request));
    }

    CellDesk desk;
    Tab tab{desk};
    Tab pilot_tab{desk};
};

}  // namespace

TEST_CASE("a path with nonsense in it is a page that does not exist, on every route", "[cell][bad]") {
    Attack attack;
    const auto before = all_that_is_kept(attack.desk);
    for (const auto& route : attack.desk.cell().desk().routes())
        for (const auto& path : paths_of(route.pattern)) {
            if (route.method != "GET" || route.pattern.find('{') == std::string_view::npos) continue;
            INFO(path.substr(0, 200));
            const auto answer = attack.tab.get(path);
            CHECK((answer.status() == 303 || answer.status() / 100 == 4));
            CHECK_FALSE(answer.shows(markup));
            CHECK((answer.status() == 303 || helps(answer)));
        }
    CHECK(all_that_is_kept(attack.desk) == before);
}

TEST_CASE("a query that is broken is refused, and one that is nonsense does no harm, on every page", "[cell][bad]") {
    Attack attack;
    const auto before = all_that_is_kept(attack.desk);
    constexpr std::array broken{"a=1&a=2", "a=%FF%FE", "a=%00", "a=%1B", "a=%C0%AF"};
    constexpr std::array names{"vue",    "etat",    "niveau",  "pilote",      "sorte", "retard",       "tri",
                               "sens",   "apres",   "cherche", "fait",        "vers",  "dossier",      "annuaire",
                               "entree", "dernier", "member",  "happened_at", "avant", "comptes_avant"};
    for (const auto& route : attack.desk.cell().desk().routes()) {
        if (route.method != "GET" || route.pattern.find('{') != std::string_view::npos) continue;
        const std::string path(route.pattern);
        for (const auto* const query : broken) {
            INFO(path << '?' << query);
            const auto answer = attack.tab.get(path + "?" + query);
            CHECK((answer.status() == 400 || answer.status() == 303));
        }
        for (const auto* const name : names)
            for (const auto& value : {encoded_markup, std::string(5000, 'a'), std::string("-1"),
                                      std::string("99999999999999999999"), std::string("%27%20OR%201=1--"),
                                      std::string("//elsewhere.example"), std::string("https://elsewhere.example")}) {
                INFO(path << '?' << name << '=' << value.substr(0, 100));
                const auto answer = attack.tab.get(path + "?" + name + "=" + value);
                CHECK(answer.status() < 500);
                CHECK_FALSE(answer.shows("<script>alert"));
                CHECK_FALSE(answer.shows("{{x}}{{{y}}}'"));
                CHECK(answer.location().find("elsewhere") == std::string::npos);
            }
    }
    CHECK(all_that_is_kept(attack.desk) == before);
}

TEST_CASE("a form that is broken as a whole is refused by every route, with a page, and changes nothing",
          "[cell][bad]") {
    Attack attack;
    const auto csrf = attack.tab.get("/compte").csrf();
    const auto before = all_that_is_kept(attack.desk);
    for (const auto& route : attack.desk.cell().desk().routes()) {
        if (route.method != "POST" || route.gate == cell::Gate::awaiting_code) continue;
        const auto path = path_of(route.pattern, "REX-2025-0001", "note_added");
        for (const auto& form : bad_forms(csrf)) {
            INFO(path << ": " << form.what);
            const auto answer = attack.send(attack.tab, path, form.type, form.body);
            CHECK(answer.status() / 100 == 4);
            CHECK(helps(answer));
            CHECK_FALSE(answer.shows("<script>alert"));
        }
    }
    CHECK(all_that_is_kept(attack.desk) == before);
}

TEST_CASE("a form for something that is not there is refused by every route that names something", "[cell][bad]") {
    Attack attack;
    const auto csrf = attack.tab.get("/compte").csrf();
    const auto before = all_that_is_kept(attack.desk);
    for (const auto& route : attack.desk.cell().desk().routes()) {
        if (route.method != "POST" || route.pattern.find('{') == std::string_view::npos) continue;
        for (const auto& path : paths_of(route.pattern)) {
            INFO(path.substr(0, 200));
            const auto answer = attack.send(attack.tab, path, "application/x-www-form-urlencoded",
                                            "csrf=" + csrf + "&name=" + encoded_markup + "&text=x&reason=y");
            CHECK(answer.status() / 100 == 4);
            CHECK(helps(answer));
        }
    }
    CHECK(all_that_is_kept(attack.desk) == before);
}

TEST_CASE("no event of any workflow is recorded from values nobody can mean, and each form comes back with its text",
          "[cell][bad]") {
    Attack attack;
    const auto csrf = attack.pilot_tab.get("/").csrf();
    const auto history = attack.desk.office.history(first_case);
    for (const auto& workflow : attack.desk.office.context().workflows.all())
        for (const auto& event : workflow->events()) {
            if (event.fields.empty()) continue;
            Tab::Fields fields{{"csrf", csrf}, {"seq", "99999999999999999999"}, {"happened_at", "yesterday"}};
            for (const auto& field : event.fields)
                if (field.kind != engine::FieldKind::file) fields[std::string(field.key)] = markup;
            const auto path = std::string("/dossiers/REX-2025-0001/faire/") + std::string(event.name);
            INFO(path);
            const auto answer = attack.pilot_tab.post(path, fields);
            CHECK(answer.status() / 100 == 4);
            CHECK(helps(answer));
            CHECK_FALSE(answer.shows("<script>alert"));
            CHECK_FALSE(answer.shows("{{x}}{{{y}}}'"));
        }
    CHECK(attack.desk.office.history(first_case) == history);
}

TEST_CASE("unknown methods and paths are told what is possible", "[cell][bad]") {
    Attack attack;
    for (const auto* const method : {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "x"})
        CHECK(attack.tab.ask({method, "/dossiers"}).status() == 405);
    for (const auto* const path :
         {"//", "/..", "/%2e%2e/", "/dossiers/", "/dossiers//", "/.git/config", "/wp-login.php"}) {
        INFO(path);
        CHECK(attack.tab.get(path).status() == 404);
    }
}

}  // namespace rexflow::testing
