#include "adapters/api/case_json.hpp"
#include "adapters/api/handlers.hpp"
#include "engine/ports/registers.hpp"

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
        auto cases = Json::array();
        for (const auto& listed : page.rows) cases.push_back(line_of(view, listed));
        return json_answer(
            {{"cases", std::move(cases)}, {"next", page.next ? Json(engine::to_text(*page.next)) : Json()}});
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
