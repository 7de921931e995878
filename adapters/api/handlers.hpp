#pragma once

#include "adapters/api/json_body.hpp"
#include "adapters/api/problem.hpp"
#include "adapters/api/route.hpp"
#include "adapters/cell/case_file.hpp"
#include "engine/ports/store.hpp"

#include <functional>

/// What the rows of the table point at, and what several of them share.
namespace rexflow::api {

web::Response show_myself(const ApiParts& parts, const Call& call);
web::Response list_views(const ApiParts& parts, const Call& call);
web::Response keep_view(const ApiParts& parts, const Call& call);
web::Response remove_view(const ApiParts& parts, const Call& call);
web::Response list_cases(const ApiParts& parts, const Call& call);
web::Response open_case(const ApiParts& parts, const Call& call);
web::Response show_case(const ApiParts& parts, const Call& call);
web::Response show_history(const ApiParts& parts, const Call& call);
web::Response show_actions(const ApiParts& parts, const Call& call);
web::Response show_diagram(const ApiParts& parts, const Call& call);
web::Response record_event(const ApiParts& parts, const Call& call);
web::Response letters_ahead(const ApiParts& parts, const Call& call);
web::Response list_drafts(const ApiParts& parts, const Call& call);
web::Response keep_draft(const ApiParts& parts, const Call& call);
web::Response list_calls(const ApiParts& parts, const Call& call);
web::Response list_deadlines(const ApiParts& parts, const Call& call);
web::Response search(const ApiParts& parts, const Call& call);
web::Response messages_of_case(const ApiParts& parts, const Call& call);
web::Response show_message(const ApiParts& parts, const Call& call);
web::Response give_attachment(const ApiParts& parts, const Call& call);
web::Response letters_of_case(const ApiParts& parts, const Call& call);
web::Response show_letter(const ApiParts& parts, const Call& call);
web::Response give_file(const ApiParts& parts, const Call& call);
web::Response list_messages(const ApiParts& parts, const Call& call);
web::Response list_quarantine(const ApiParts& parts, const Call& call);
web::Response list_reviews(const ApiParts& parts, const Call& call);
web::Response list_outbox(const ApiParts& parts, const Call& call);
web::Response retry_message(const ApiParts& parts, const Call& call);
web::Response open_held(const ApiParts& parts, const Call& call);
web::Response give_original(const ApiParts& parts, const Call& call);
web::Response end_review(const ApiParts& parts, const Call& call);
web::Response retry_letter(const ApiParts& parts, const Call& call);
web::Response give_up_letter(const ApiParts& parts, const Call& call);
web::Response list_mailboxes(const ApiParts& parts, const Call& call);
web::Response list_directory(const ApiParts& parts, const Call& call);
web::Response put_professional(const ApiParts& parts, const Call& call);
web::Response change_professional(const ApiParts& parts, const Call& call);
web::Response remove_professional(const ApiParts& parts, const Call& call);
web::Response import_directory(const ApiParts& parts, const Call& call);
web::Response list_members(const ApiParts& parts, const Call& call);
web::Response show_policy(const ApiParts& parts, const Call& call);
web::Response preview_policy(const ApiParts& parts, const Call& call);
web::Response list_samples(const ApiParts& parts, const Call& call);
web::Response show_sample(const ApiParts& parts, const Call& call);
web::Response list_workflows(const ApiParts& parts, const Call& call);
web::Response show_forms(const ApiParts& parts, const Call& call);
web::Response show_health(const ApiParts& parts, const Call& call);
web::Response list_accounts(const ApiParts& parts, const Call& call);
web::Response show_account(const ApiParts& parts, const Call& call);
web::Response add_account(const ApiParts& parts, const Call& call);
web::Response act_on_account(const ApiParts& parts, const Call& call);
web::Response list_account_events(const ApiParts& parts, const Call& call);
web::Response list_accesses(const ApiParts& parts, const Call& call);
web::Response verify(const ApiParts& parts, const Call& call);
web::Response list_own_sessions(const ApiParts& parts, const Call& call);
web::Response end_own_session(const ApiParts& parts, const Call& call);
web::Response end_own_sessions(const ApiParts& parts, const Call& call);
web::Response list_feeds(const ApiParts& parts, const Call& call);
web::Response make_feed(const ApiParts& parts, const Call& call);
web::Response take_feed_back(const ApiParts& parts, const Call& call);
web::Response change_password(const ApiParts& parts, const Call& call);
web::Response offer_second_factor(const ApiParts& parts, const Call& call);
web::Response confirm_second_factor(const ApiParts& parts, const Call& call);
web::Response drop_second_factor(const ApiParts& parts, const Call& call);
web::Response renew_recovery_codes(const ApiParts& parts, const Call& call);
web::Response give_report_form(const ApiParts& parts, const Call& call);
web::Response take_report(const ApiParts& parts, const Call& call);
web::Response follow_receipt(const ApiParts& parts, const Call& call);
web::Response reply_to_cell(const ApiParts& parts, const Call& call);

[[nodiscard]] inline cell::Viewpoint view_of(const ApiParts& parts, const Call& call, const engine::Reader& reader) {
    return {reader, parts.context, parts.dispatcher, call.bearer.member, call.locale, call.now};
}

/// Answers with the texts of a body as the pages take them (see texts_of); others are refused.
template <typename Answer>
[[nodiscard]] web::Response with_texts(const Call& call, const Answer& answer) {
    const auto texts = texts_of(call.body);
    return texts ? answer(*texts) : problem(Trouble::invalid_fields, "a text holds a character that no keyboard sends");
}

/// Answers out of one consistent view.
template <typename Look>
[[nodiscard]] web::Response look(const ApiParts& parts, const Call& call, const Look& look_at) {
    web::Response response;
    const auto done = parts.store.read([&](const engine::Reader& reader) -> engine::Result<void> {
        response = look_at(view_of(parts, call, reader));
        return {};
    });
    return done ? response : problem_of(done.error());
}

/// The same with the case of the path; one the member may not see is not there.
template <typename Look>
[[nodiscard]] web::Response look_at_case(const ApiParts& parts, const Call& call, const Look& look_at) {
    return look(parts, call, [&](const cell::Viewpoint& view) {
        const auto number = cell::parse_case_part(call.parts.front());
        if (!number) return problem(Trouble::not_found, "there is no case of that number");
        const auto file = cell::open_case(view, *number);
        return file ? look_at(view, *file) : problem_of(file.error());
    });
}

/// The part of some rows, in the order of their ids, that `after` and `limit` of the query mean.
template <typename Row, typename IdOf, typename Write>
[[nodiscard]] web::Response paged(const Call& call, const char* name, const std::vector<Row>& rows, const IdOf& id_of,
                                  const Write& write) {
    const auto [after, limit] = page_of(call);
    auto list = Json::array();
    Json next;
    std::int64_t last = 0;
    for (const auto& row : rows) {
        if (id_of(row) <= after) continue;
        if (list.size() == limit) {
            next = last;
            break;
        }
        list.push_back(write(row));
        last = id_of(row);
    }
    return json_answer({{name, std::move(list)}, {"next", std::move(next)}});
}

/// Whether the token and the recorded act let names be seen in this case.
[[nodiscard]] inline bool shows_names(const Call& call, const cell::CaseFile& file) {
    return call.bearer.may(engine::scopes::identity_read) &&
           engine::may(call.bearer.member.role, engine::Task::see_identity) && file.shows_names();
}

}  // namespace rexflow::api
