#include "adapters/api/case_json.hpp"
#include "adapters/api/handlers.hpp"
#include "adapters/cell/known_calls.hpp"
#include "adapters/cell/whole_number.hpp"
#include "engine/diagram.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace rexflow::api {

namespace {

using engine::text_of;

constexpr std::array<std::pair<std::string_view, engine::ListOrder>, 4> orders{
    {{"number", engine::ListOrder::number},
     {"opened", engine::ListOrder::opened},
     {"updated", engine::ListOrder::updated},
     {"next_due", engine::ListOrder::next_due}}};

std::optional<engine::Instant> instant_of(const engine::Payload& query, std::string_view name) {
    const auto at = engine::parse_instant(text_of(query, name));
    return at ? std::optional(*at) : std::nullopt;
}

bool is_state(const engine::Workflows& workflows, std::string_view name) {
    for (const auto& workflow : workflows.all())
        for (const auto& region : workflow->regions())
            if (std::ranges::find(region.states, name, &engine::StateDescriptor::name) != region.states.end())
                return true;
    return false;
}

engine::CaseListQuery query_of(const Call& call) {
    const auto& asked = call.query;
    engine::CaseListQuery query;
    auto& filter = query.filter;
    filter.seen_by = call.bearer.member.id;
    filter.workflow = text_of(asked, "workflow");
    filter.state = text_of(asked, "state");
    filter.level = call.number("level", 0);
    if (const auto pilot = text_of(asked, "pilot"); pilot == "none")
        filter.pilot = engine::NoPilot{};
    else if (pilot == "me")
        filter.pilot = call.bearer.member.id;
    if (const auto id = call.number("pilot_id", 0); id > 0) filter.pilot = engine::MemberId{id};
    if (const auto rest = text_of(asked, "rest"); !rest.empty())
        filter.rest = rest == "open" ? engine::Rest::open : engine::Rest::at_rest;
    filter.only_late = !text_of(asked, "late").empty();
    filter.only_asking = !text_of(asked, "asking").empty();
    filter.opened_from = instant_of(asked, "opened_from");
    filter.opened_before = instant_of(asked, "opened_before");
    if (const auto order = text_of(asked, "order"); !order.empty())
        query.order = std::ranges::find(orders, order, [](const auto& row) { return row.first; })->second;
    if (const auto direction = text_of(asked, "direction"); !direction.empty())
        query.direction =
            direction == "ascending" ? engine::ListDirection::ascending : engine::ListDirection::descending;
    query.limit = call.number("limit", query.limit);
    return query;
}

/// Where a deadline stands among all, for a cursor.
struct Position {
    engine::Instant at = {};
    std::int64_t id = 0;
    std::string obligation = {};
    auto operator<=>(const Position&) const = default;
};

Position position_of(const engine::DueCase& due) {
    return {due.obligation.due_at, due.obligation.case_id.value, due.obligation.obligation};
}

/// "2025-03-03T09:00:00Z.17.first_contact"
std::string to_text(const Position& position) {
    return fmt::format("{}.{}.{}", engine::to_text(position.at), position.id, position.obligation);
}

/// Reads such a text; the beginning for an empty one, none for any other.
std::optional<Position> deadline_cursor(std::string_view text) {
    if (text.empty()) return Position{};
    const auto dot = text.find('.');
    const auto second = text.find('.', std::min(dot, text.size() - 1) + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto at = engine::parse_instant(text.substr(0, dot));
    const auto id = cell::number_of<std::int64_t>(text.substr(dot + 1, second - dot - 1));
    if (!at || !id) return std::nullopt;
    return Position{*at, *id, std::string(text.substr(second + 1))};
}

/// Those after a position, in order, and at least one more than `limit` where there are so many.
std::vector<engine::DueCase> due_after(const engine::CaseLists& lists, engine::DueQuery query, const Position& after,
                                       std::size_t limit, engine::Instant now) {
    for (query.limit = static_cast<int>(2 * limit);; query.limit *= 2) {
        auto rows = lists.due(query, now);
        const bool is_all = rows.size() < static_cast<std::size_t>(query.limit);
        // Where the list was cut, some of the last moment are missing.
        if (!is_all)
            std::erase_if(rows, [last = rows.back().obligation.due_at](const auto& row) {
                return row.obligation.due_at == last;
            });
        std::erase_if(rows, [&](const auto& row) { return position_of(row) <= after; });
        std::ranges::sort(rows, {}, position_of);
        if (is_all || rows.size() > limit) return rows;
    }
}

}  // namespace

web::Response list_cases(const ApiParts& parts, const Call& call) {
    auto query = query_of(call);
    if (!query.filter.state.empty() && !is_state(parts.context.workflows, query.filter.state))
        return problem(Trouble::bad_request, "no workflow has a state of that name", "GET /workflows lists them");
    if (const auto after = text_of(call.query, "after"); !after.empty()) {
        const auto cursor = engine::parse_list_cursor(after);
        if (!cursor)
            return problem(Trouble::bad_request, "the parameter after is no cursor of ours",
                           "use `next` as it was given");
        query.after = *cursor;
    }
    return look(parts, call, [&](const cell::Viewpoint& view) {
        const auto page = view.reader.registers().case_lists->page(query, call.now);
        const auto words = view.words();
        auto cases = Json::array();
        for (const auto& listed : page.rows) cases.push_back(line_of(view, words, listed));
        return json_answer(
            {{"cases", std::move(cases)}, {"next", page.next ? Json(engine::to_text(*page.next)) : Json()}});
    });
}

/// The most overdue first. A page goes on after the deadline its cursor names, wherever that is now.
web::Response list_deadlines(const ApiParts& parts, const Call& call) {
    const auto after = deadline_cursor(text_of(call.query, "after"));
    if (!after)
        return problem(Trouble::bad_request, "the parameter after is no cursor of ours", "use `next` as it was given");
    engine::DueQuery query;
    query.seen_by = call.bearer.member.id;
    query.from = std::max(instant_of(call.query, "from").value_or(engine::Instant{}), after->at);
    query.until = instant_of(call.query, "until").value_or(call.now + std::chrono::years(100));
    if (text_of(call.query, "pilot") == "me") query.pilot = call.bearer.member.id;
    if (const auto key = text_of(call.query, "obligation"); !key.empty()) query.obligations = {std::string(key)};
    return look(parts, call, [&](const cell::Viewpoint& view) {
        const auto limit = page_of(call).limit;
        auto rows = due_after(*view.reader.registers().case_lists, query, *after, limit, call.now);
        const bool goes_on = rows.size() > limit;
        if (goes_on) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(limit), rows.end());
        const auto words = view.words();
        auto deadlines = Json::array();
        for (const auto& row : rows) deadlines.push_back(due_of(view, words, row));
        return json_answer({{"deadlines", std::move(deadlines)},
                            {"next", goes_on ? Json(to_text(position_of(rows.back()))) : Json()}});
    });
}

/// As the page Aujourd'hui has them: who can be reached now first, then by the moment they can.
web::Response list_calls(const ApiParts& parts, const Call& call) {
    constexpr std::chrono::days ahead{7};
    engine::DueQuery query;
    query.seen_by = call.bearer.member.id;
    query.obligations = {std::string(cell::first_contact), std::string(cell::next_call)};
    query.until = call.now + ahead;
    query.limit = call.number("limit", query.limit);
    if (text_of(call.query, "pilot") == "me") query.pilot = call.bearer.member.id;
    return look(parts, call, [&](const cell::Viewpoint& view) {
        const auto words = view.words();
        std::vector<std::pair<engine::Instant, Json>> calls;
        for (const auto& due : view.reader.registers().case_lists->due(query, call.now)) {
            const auto history = view.reader.history(due.of.row.id);
            if (!history) continue;
            const auto facts = cell::call_facts(*history);
            const auto at = cell::callable_at(due, facts, call.now, view.context.calendar);
            auto json = due_of(view, words, due);
            json["callable_at"] = engine::to_text(at);
            json["callable_now"] = at == call.now;
            json["hours"] = cell::hours_in_words(facts.windows, call.locale);
            json["tries"] = facts.tries;
            calls.emplace_back(at, std::move(json));
        }
        std::ranges::stable_sort(calls, {}, [](const auto& one) { return one.first; });
        auto list = Json::array();
        for (auto& [at, json] : calls) list.push_back(std::move(json));
        return json_answer({{"calls", std::move(list)}});
    });
}

web::Response show_diagram(const ApiParts& parts, const Call& call) {
    return look_at_case(parts, call, [&](const cell::Viewpoint& view, const cell::CaseFile& file) {
        return json_answer({{"svg", engine::svg(*file.workflow, file.situation, view.locale)}});
    });
}

web::Response show_case(const ApiParts& parts, const Call& call) {
    return look_at_case(parts, call, [&](const cell::Viewpoint& view, const cell::CaseFile& file) {
        return json_answer(sheet_of(view, file, shows_names(call, file)));
    });
}

web::Response show_history(const ApiParts& parts, const Call& call) {
    return look_at_case(parts, call, [&](const cell::Viewpoint& view, const cell::CaseFile& file) {
        const Sight sight{call.bearer.may(engine::scopes::texts_read), shows_names(call, file)};
        return paged(
            call, "entries", file.history, [](const engine::HistoryEvent& entry) { return entry.seq; },
            [&](const engine::HistoryEvent& entry) { return entry_of(view, file, entry, sight); });
    });
}

web::Response show_actions(const ApiParts& parts, const Call& call) {
    return look_at_case(parts, call, [&](const cell::Viewpoint& view, const cell::CaseFile& file) {
        auto actions = Json::array();
        for (const auto& offer : file.workflow->allowed(file.history)) {
            auto reasons = Json::array();
            for (const auto& reason : offer.reasons) reasons.push_back(view.in(reason));
            actions.push_back({{"event", offer.event->name},
                               {"kind", to_text(offer.event->kind)},
                               {"label", view.in(offer.event->label)},
                               {"possible", offer.possible},
                               {"allowed", engine::may_record(view.member.role, file.row.workflow, offer.event->name,
                                                              file.row.states)},
                               {"reasons", std::move(reasons)}});
        }
        return json_answer({{"last_seq", file.row.last_seq}, {"actions", std::move(actions)}});
    });
}

}  // namespace rexflow::api
