#include "adapters/api/case_json.hpp"
#include "adapters/api/handlers.hpp"
#include "engine/ports/access_log.hpp"
#include "engine/ports/registers.hpp"
#include "engine/ports/search_index.hpp"

namespace rexflow::api {

namespace {

web::Response found(const cell::Viewpoint& view, const engine::SearchQuery& query) {
    engine::CaseListQuery list;
    list.filter.seen_by = query.seen_by;
    list.filter.among = view.reader.registers().search->find(query);
    list.limit = query.limit;
    const auto words = view.words();
    auto cases = Json::array();
    if (!list.filter.among->empty())
        for (const auto& listed : view.reader.registers().case_lists->page(list, view.now).rows)
            cases.push_back(line_of(view, words, listed));
    return json_answer({{"cases", std::move(cases)}});
}

}  // namespace

/// Words travel in the body: an address is written down in many places on its way.
web::Response search(const ApiParts& parts, const Call& call) {
    const bool for_people = call.body.value("people", false);
    engine::SearchQuery query{call.body.at("words").get<std::string>(),
                              for_people ? engine::SearchReach::texts_and_people : engine::SearchReach::texts,
                              call.bearer.member.id, call.body.value("limit", 50)};
    if (!for_people) return look(parts, call, [&](const cell::Viewpoint& view) { return found(view, query); });
    if (!call.bearer.may(engine::scopes::identity_read) ||
        !engine::may(call.bearer.member.role, engine::Task::see_identity))
        return problem(Trouble::forbidden, "looking for people needs the scope identity.read");
    if (!call.body.contains("reason"))
        return problem(Trouble::bad_request, "looking for people needs a reason, which is recorded");
    web::Response response;
    const auto done = parts.store.write([&](engine::Unit& unit) -> engine::Result<void> {
        unit.edit_registers().access_log->add({.member = call.bearer.member.id,
                                               .looked = engine::Looked::for_people,
                                               .reason = call.body.at("reason").get<std::string>(),
                                               .at = call.now});
        response = found(view_of(parts, call, unit), query);
        return {};
    });
    return done ? response : problem_of(done.error());
}

}  // namespace rexflow::api
