#include "adapters/api/handlers.hpp"
#include "adapters/api/idempotency.hpp"
#include "adapters/cell/draft_keeping.hpp"
#include "adapters/cell/list_query.hpp"
#include "adapters/cell/whole_number.hpp"
#include "engine/ports/drafts.hpp"
#include "engine/ports/registers.hpp"

/// What a member keeps for themselves: lists to come back to, texts that are not sent yet.
namespace rexflow::api {

namespace {

using engine::to_text;

Json view_json(const engine::SavedView& view) {
    return {{"id", view.id.value}, {"name", view.name}, {"query", view.query}};
}

}  // namespace

web::Response list_views(const ApiParts& parts, const Call& call) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        auto views = Json::array();
        for (const auto& kept : view.reader.registers().saved_views->of_member(view.member.id))
            views.push_back(view_json(kept));
        return json_answer({{"views", std::move(views)}});
    });
}

web::Response keep_view(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](engine::Unit& unit) {
        engine::SavedView view{{},
                               call.bearer.member.id,
                               call.body.at("name").get<std::string>(),
                               cell::list_query(call.body.at("query").get_ref<const std::string&>())};
        view.id = unit.edit_registers().saved_views->keep(view);
        return json_answer(view_json(view), 201);
    });
}

web::Response remove_view(const ApiParts& parts, const Call& call) {
    return once(parts, call, [&](engine::Unit& unit) {
        auto& views = *unit.edit_registers().saved_views;
        return views.remove(call.bearer.member.id, cell::id_of<engine::SavedViewId>(call.parts.front()))
                   ? json_answer({{"done", true}})
                   : problem(Trouble::not_found, "this member has no view of that number");
    });
}

web::Response list_drafts(const ApiParts& parts, const Call& call) {
    return look_at_case(parts, call, [&](const cell::Viewpoint& view, const cell::CaseFile& file) {
        auto drafts = Json::array();
        for (const auto& draft : view.reader.registers().drafts->of_case(view.member.id, file.row.id))
            drafts.push_back({{"event", draft.event},
                              {"field", draft.field},
                              {"text", draft.text},
                              {"kept_at", to_text(draft.kept_at)}});
        return json_answer({{"drafts", std::move(drafts)}});
    });
}

web::Response keep_draft(const ApiParts& parts, const Call& call) {
    const auto number = cell::parse_case_part(call.parts.front());
    if (!number) return problem(Trouble::not_found, "there is no case of that number");
    engine::Payload typed;
    for (const auto& [key, text] : call.body.at("fields").items()) typed[key] = text.get<std::string>();
    return once(parts, call, [&](engine::Unit& unit) {
        const auto kept = cell::keep_drafts(unit, view_of(parts, call, unit), *number, call.parts.at(1), typed);
        return kept ? json_answer({{"done", true}}) : problem_of(kept.error());
    });
}

}  // namespace rexflow::api
