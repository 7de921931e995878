#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"
#include "tests/contracts/stores.hpp"

#include <catch2/catch.hpp>

using namespace rexflow;
using namespace rexflow::testing;
using engine::CaseFilter;
using engine::CaseId;
using engine::CaseListQuery;
using engine::CasePage;
using engine::DueQuery;
using engine::ListDirection;
using engine::ListOrder;
using engine::MemberId;
using engine::Reader;
using engine::Rest;
using engine::Unit;

namespace {

using Numbers = std::vector<std::string>;

/// What a list is told of a case.
struct Told {
    std::vector<std::string> states = {"received", "not_assessed", "unshared"};
    unsigned levels = 1;
    std::optional<MemberId> pilot = {};
    std::vector<MemberId> set_aside = {};
    std::map<std::string, engine::Instant> due = {};
    std::vector<engine::Question> questions = {};
    bool at_rest = false;
    engine::Instant opened_at = monday;
    engine::Instant updated_at = monday;
};

engine::Situation situation_of(const Told& told) {
    engine::Situation situation;
    situation.states = told.states;
    situation.levels = told.levels;
    situation.pilot = told.pilot;
    situation.set_aside = told.set_aside;
    situation.questions = told.questions;
    situation.at_rest = told.at_rest;
    for (const auto& [key, at] : told.due) situation.obligations[key] = {key, key, monday, at};
    return situation;
}

void tell(Unit& unit, const engine::CaseRow& row, const Told& told, int seq = 1) {
    unit.append(row.id, event(seq, "note_added"));
    const auto situation = situation_of(told);
    unit.update_case(row.id, situation, seq, told.updated_at);
    for (const auto& [key, set] : situation.obligations)
        unit.set_obligation({row.id, key, set.rule, monday, set.due_at, monday, std::nullopt});
}

engine::CaseRow add(engine::Store& store, const Told& told) {
    std::optional<engine::CaseRow> row;
    write(store, [&](Unit& unit) {
        row = unit.add_case("rex_case", 1, 2025, told.opened_at);
        tell(unit, *row, told);
    });
    return *row;
}

CasePage page(engine::Store& store, const CaseListQuery& query, engine::Instant now = monday) {
    return ask(store, [&](const Reader& reader) { return reader.registers().case_lists->page(query, now); });
}

/// The counters of the cases, "1 2 3".
std::string counters(const std::vector<engine::ListedCase>& rows) {
    std::string text;
    for (const auto& listed : rows) text += (text.empty() ? "" : " ") + std::to_string(listed.row.id.value);
    return text;
}

std::string listed(engine::Store& store, const CaseFilter& filter, engine::Instant now = monday) {
    CaseListQuery query;
    query.filter = filter;
    query.direction = ListDirection::ascending;
    const auto rows = page(store, query, now).rows;
    const auto counted =
        ask(store, [&](const Reader& reader) { return reader.registers().case_lists->count(filter, now, 1000); });
    CHECK(counted == static_cast<int>(rows.size()));
    return counters(rows);
}

std::string in_order(engine::Store& store, ListOrder order, ListDirection direction, int at_once = 50) {
    CaseListQuery query;
    query.order = order;
    query.direction = direction;
    query.limit = at_once;
    std::string all;
    for (;;) {
        const auto found = page(store, query);
        all += (all.empty() ? "" : " ") + counters(found.rows);
        if (!found.next) return all;
        query.after = engine::parse_list_cursor(to_text(*found.next)).value();
    }
}

std::string due(engine::Store& store, const DueQuery& query) {
    std::string text;
    for (const auto& row :
         ask(store, [&](const Reader& reader) { return reader.registers().case_lists->due(query, monday); })) {
        CHECK(row.obligation.case_id == row.of.row.id);
        text +=
            (text.empty() ? "" : " ") + row.obligation.obligation + ":" + std::to_string(row.obligation.case_id.value);
    }
    return text;
}

constexpr engine::Question reply_waits() { return {"reply_waits", {"Réponse", "Reply"}, "12"}; }

}  // namespace

TEMPLATE_TEST_CASE("a line of a list says what it takes to choose a case", "[store][lists]", OnMemory, OnSqlite) {
    TestType on;
    MemberId pilot;
    write(on.store, [&](Unit& unit) { pilot = unit.add_member({{}, "ana@cpts.example", "Ana Ruiz"}); });
    Told told;
    told.pilot = pilot;
    told.levels = 0b101;
    told.due = {{"step", monday + 48h}, {"meeting", monday - 1h}, {"inactivity", monday + 96h}};
    told.questions = {reply_waits()};
    const auto row = add(on.store, told);

    const auto rows = page(on.store, {}).rows;

    REQUIRE(rows.size() == 1);
    CHECK(rows[0].row.number.text() == "REX-2025-0001");
    CHECK(rows[0].row.states == told.states);
    CHECK(rows[0].row.levels == 0b101);
    CHECK(rows[0].row.pilot == pilot);
    CHECK(rows[0].next_due == engine::NextDue{"meeting", monday - 1h});
    CHECK(rows[0].late);
    CHECK(rows[0].questions == std::vector<engine::QuestionKey>{{"reply_waits", "12"}});
    CHECK(rows[0].row.last_seq == 1);
}

TEMPLATE_TEST_CASE("a case without an obligation is due never, and not late", "[store][lists]", OnMemory, OnSqlite) {
    TestType on;
    add(on.store, {});

    const auto rows = page(on.store, {}, monday + 24h * 4000).rows;

    REQUIRE(rows.size() == 1);
    CHECK_FALSE(rows[0].next_due);
    CHECK_FALSE(rows[0].late);
}

TEMPLATE_TEST_CASE("each condition of a filter takes its cases", "[store][lists]", OnMemory, OnSqlite) {
    TestType on;
    add(on.store, {.due = {{"first_contact", monday - 1h}}});
    add(on.store, {.states = {"collecting", "part1_due", "unshared"}, .levels = 0b1001, .pilot = MemberId{7}});
    add(on.store, {.states = {"closed", "not_required", "published"},
                   .levels = 0b111,
                   .pilot = MemberId{8},
                   .at_rest = true,
                   .opened_at = monday + 24h});
    add(on.store, {.pilot = MemberId{7}, .questions = {reply_waits()}, .opened_at = monday + 48h});

    CHECK(listed(on.store, {}) == "1 2 3 4");
    CHECK(listed(on.store, {.workflow = "rex_case"}) == "1 2 3 4");
    CHECK(listed(on.store, {.workflow = "corrective_action"}).empty());
    CHECK(listed(on.store, {.state = "received"}) == "1 4");
    CHECK(listed(on.store, {.state = "part1_due"}) == "2");
    CHECK(listed(on.store, {.state = "published"}) == "3");
    CHECK(listed(on.store, {.level = 4}) == "2");
    CHECK(listed(on.store, {.level = 2}) == "3");
    CHECK(listed(on.store, {.pilot = MemberId{7}}) == "2 4");
    CHECK(listed(on.store, {.pilot = engine::NoPilot{}}) == "1");
    CHECK(listed(on.store, {.rest = Rest::open}) == "1 2 4");
    CHECK(listed(on.store, {.rest = Rest::at_rest}) == "3");
    CHECK(listed(on.store, {.only_late = true}) == "1");
    CHECK(listed(on.store, {.only_asking = true}) == "4");
    CHECK(listed(on.store, {.opened_from = monday + 24h}) == "3 4");
    CHECK(listed(on.store, {.opened_before = monday + 48h}) == "1 2 3");
    CHECK(listed(on.store, {.opened_from = monday + 24h, .opened_before = monday + 48h}) == "3");
    CHECK(listed(on.store, {.among = std::vector{CaseId{2}, CaseId{4}, CaseId{9}}}) == "2 4");
    CHECK(listed(on.store, {.among = std::vector<CaseId>{}}).empty());
    CHECK(listed(on.store, {.state = "received", .pilot = MemberId{7}}) == "4");
    CHECK(listed(on.store, {.level = 1, .rest = Rest::open, .only_late = true}) == "1");
}

TEMPLATE_TEST_CASE("a list is sorted by what is asked, both ways, page by page", "[store][lists]", OnMemory, OnSqlite) {
    TestType on;
    add(on.store, {.due = {{"step", monday + 3h}}, .opened_at = monday + 2h, .updated_at = monday + 5h});
    add(on.store, {.at_rest = true, .opened_at = monday + 1h, .updated_at = monday + 9h});
    add(on.store, {.due = {{"step", monday + 1h}}, .opened_at = monday + 3h, .updated_at = monday + 7h});
    add(on.store, {.due = {{"step", monday + 1h}}, .at_rest = true, .opened_at = monday, .updated_at = monday + 7h});
    add(on.store, {.opened_at = monday + 3h, .updated_at = monday + 6h});

    for (const int at_once : {1, 2, 3, 5, 50}) {
        const auto up = [&](ListOrder order) { return in_order(on.store, order, ListDirection::ascending, at_once); };
        const auto down = [&](ListOrder order) {
            return in_order(on.store, order, ListDirection::descending, at_once);
        };
        CHECK(up(ListOrder::number) == "1 2 3 4 5");
        CHECK(down(ListOrder::number) == "5 4 3 2 1");
        CHECK(up(ListOrder::opened) == "4 2 1 3 5");
        CHECK(down(ListOrder::opened) == "5 3 1 2 4");
        CHECK(up(ListOrder::updated) == "1 5 3 4 2");
        CHECK(down(ListOrder::updated) == "2 4 3 5 1");
        CHECK(up(ListOrder::next_due) == "3 4 1 2 5");
        CHECK(down(ListOrder::next_due) == "5 2 1 4 3");
    }
}

TEMPLATE_TEST_CASE("a filtered list is sorted and paged as well", "[store][lists]", OnMemory, OnSqlite) {
    TestType on;
    for (int hours = 9; hours > 0; --hours)
        add(on.store, {.pilot = MemberId{hours % 2 == 0 ? 7 : 8}, .updated_at = monday + std::chrono::hours(hours)});

    CaseListQuery query;
    query.filter.pilot = MemberId{7};
    query.order = ListOrder::updated;
    query.limit = 3;
    const auto first = page(on.store, query);
    query.after = first.next;
    const auto second = page(on.store, query);

    CHECK(counters(first.rows) == "2 4 6");
    CHECK(counters(second.rows) == "8");
    CHECK_FALSE(second.next);
}

TEMPLATE_TEST_CASE("cases that come in while somebody pages are neither seen twice nor push one out", "[store][lists]",
                   OnMemory, OnSqlite) {
    TestType on;
    for (int n = 0; n < 4; ++n) add(on.store, {});
    CaseListQuery query;
    query.limit = 2;
    const auto first = page(on.store, query);

    add(on.store, {});
    query.after = first.next;

    CHECK(counters(first.rows) == "4 3");
    CHECK(counters(page(on.store, query).rows) == "2 1");
}

TEMPLATE_TEST_CASE("a count goes no further than asked", "[store][lists]", OnMemory, OnSqlite) {
    TestType on;
    for (int n = 0; n < 6; ++n) add(on.store, {.at_rest = n % 2 == 0});

    const auto count = [&](int bound) {
        return ask(on.store,
                   [&](const Reader& reader) { return reader.registers().case_lists->count({}, monday, bound); });
    };
    CHECK(count(5) == 5);
    CHECK(count(6) == 6);
    CHECK(count(100) == 6);
}

TEMPLATE_TEST_CASE("a member who is set aside finds nothing of the case and of its actions", "[store][lists]", OnMemory,
                   OnSqlite) {
    TestType on;
    const auto kept = add(on.store, {.due = {{"step", monday}}});
    const auto hidden = add(on.store, {.set_aside = {MemberId{7}}, .due = {{"step", monday}}});
    write(on.store, [&](Unit& unit) {
        const auto action = unit.add_child(hidden, "corrective_action", 1, monday);
        tell(unit, action, {.states = {"decided"}, .due = {{"action", monday}}});
    });
    const auto may_see = [&](MemberId member, int id) {
        return ask(on.store,
                   [&](const Reader& reader) { return reader.registers().case_lists->may_see(member, CaseId{id}); });
    };

    CHECK(listed(on.store, {.seen_by = MemberId{7}}) == "1");
    CHECK(listed(on.store, {.seen_by = MemberId{7}, .state = "received"}) == "1");
    CHECK(listed(on.store, {.seen_by = MemberId{7}, .among = std::vector{CaseId{2}, CaseId{3}}}).empty());
    CHECK(due(on.store, {.seen_by = MemberId{7}, .until = monday}) == "step:1");
    CHECK(listed(on.store, {.seen_by = MemberId{8}}) == "1 2 3");
    CHECK(listed(on.store, {}) == "1 2 3");
    CHECK(due(on.store, {.until = monday}) == "step:1 step:2 action:3");
    CHECK(may_see(MemberId{7}, 1));
    CHECK_FALSE(may_see(MemberId{7}, 2));
    CHECK_FALSE(may_see(MemberId{7}, 3));
    CHECK(may_see(MemberId{8}, 3));
}

TEMPLATE_TEST_CASE("a list follows what becomes of a case", "[store][lists]", OnMemory, OnSqlite) {
    TestType on;
    const auto row =
        add(on.store, {.set_aside = {MemberId{7}}, .due = {{"step", monday}}, .questions = {reply_waits()}});

    write(on.store, [&](Unit& unit) {
        tell(unit, row, {.states = {"closed", "not_required", "unshared"}, .levels = 0b11, .at_rest = true}, 2);
    });

    CHECK(listed(on.store, {.state = "received"}).empty());
    CHECK(listed(on.store, {.state = "closed"}) == "1");
    CHECK(listed(on.store, {.level = 2}) == "1");
    CHECK(listed(on.store, {.rest = Rest::open}).empty());
    CHECK(listed(on.store, {.only_asking = true}).empty());
    CHECK(listed(on.store, {.only_late = true}, monday + 1h).empty());
    CHECK(listed(on.store, {.seen_by = MemberId{7}}) == "1");
}

TEMPLATE_TEST_CASE("obligations come most overdue first, all or of some kinds", "[store][lists]", OnMemory, OnSqlite) {
    TestType on;
    add(on.store, {.due = {{"next_call", monday - 1h}, {"inactivity", monday + 48h}}});
    add(on.store, {.due = {{"step", monday - 2h}, {"meeting", monday - 1h}}});
    add(on.store, {.due = {{"first_contact", monday - 3h}}});

    CHECK(due(on.store, {.until = monday}) == "first_contact:3 step:2 next_call:1 meeting:2");
    CHECK(due(on.store, {.until = monday, .limit = 2}) == "first_contact:3 step:2");
    CHECK(due(on.store, {.obligations = {"next_call", "first_contact"}, .until = monday}) ==
          "first_contact:3 next_call:1");
    CHECK(due(on.store, {.until = monday - 3h}) == "first_contact:3");
    CHECK(due(on.store, {.obligations = {"unknown"}, .until = monday}).empty());
    CHECK(due(on.store, {.from = monday - 3h + 1s, .until = monday, .limit = 1}) == "step:2");
    CHECK(due(on.store, {.until = monday, .pilot = MemberId{99}}).empty());
}

TEMPLATE_TEST_CASE("a case nobody listed yet is told apart", "[store][lists]", OnMemory, OnSqlite) {
    TestType on;
    add(on.store, {});
    const auto row = add_case(on.store);
    const auto unlisted = [&](int after) {
        return ask(on.store,
                   [&](const Reader& reader) { return reader.registers().case_lists->unlisted(CaseId{after}, 10); });
    };
    CHECK(unlisted(0).empty());

    write(on.store, [&](Unit& unit) { unit.append(row.id, event(1, "report_received")); });

    REQUIRE(unlisted(0).size() == 1);
    CHECK(unlisted(0)[0].number == row.number);
    CHECK(unlisted(2).empty());
    CHECK(listed(on.store, {}) == "1");
}

TEST_CASE("a place in a list travels as text", "[lists]") {
    for (const engine::ListCursor& cursor :
         {engine::ListCursor{"", CaseId{7}}, engine::ListCursor{"2025-03-03T09:00:00Z", CaseId{123456}}})
        CHECK(engine::parse_list_cursor(to_text(cursor)).value() == cursor);

    for (const std::string text : {"", ".", ".0", ".-3", ".7x", "7", "2025-03-03.7", "2025-03-03T09:00:00Z",
                                   "2025-03-03T09:00:00Z.", "x.7", "~.7", ".99999999999999999999"})
        CHECK(engine::parse_list_cursor(text).error().code == engine::Error::Code::invalid_input);
}
