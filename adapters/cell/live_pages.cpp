#include "adapters/cell/live_pages.hpp"

#include "adapters/cell/draft_keeping.hpp"
#include "adapters/cell/live_news.hpp"
#include "engine/ports/case_lists.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>

namespace rexflow::cell {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;
using engine::Task;

/// Of a form: give up what was kept.
constexpr std::string_view forget_name = "oublier";

Error not_there() { return {Error::Code::not_found, "there is no such case or form", ""}; }

}  // namespace

std::vector<Route> LivePages::routes() const {
    const auto page = [this](std::string_view method, std::string_view pattern, auto answer) {
        return Route{method, pattern, Gate::member, Task::see_cases,
                     [this, answer](const Call& call) { return (this->*answer)(call); }};
    };
    return {
        page("GET", "/direct", &LivePages::listen),
        page("POST", "/dossiers/{number}/brouillon/{event}", &LivePages::keep_draft),
    };
}

web::Response LivePages::listen(const Call& call) const {
    web::Subscription subscription{call.visitor.member.id.value, topics::lists, false};
    const auto read = parts_.store.read([&](const engine::Reader& reader) -> Result<void> {
        const auto text = engine::text_of(call.query, "dossier");
        if (text.empty()) {
            subscription.is_behind = engine::text_of(call.query, "dernier") != newest_change(reader, call.now);
            return {};
        }
        const auto number = engine::CaseNumber::parse(text);
        const auto row = number ? reader.find_case(*number) : std::nullopt;
        if (!row || !reader.registers().case_lists->may_see(call.visitor.member.id, row->id)) return Err(not_there());
        subscription.topic = topics::of_case(row->id);
        subscription.is_behind = engine::text_of(call.query, "entree") != std::to_string(row->last_seq);
        return {};
    });
    if (!read && read.error().code == Error::Code::not_found) return printer_.show(404, "not_found", call.visitor);
    if (!read) return printer_.trouble(read.error(), call.visitor);
    web::Response response{200, "text/event-stream", "", {{"X-Accel-Buffering", "no"}}};
    response.subscription = std::move(subscription);
    return response;
}

/// 204, as a script asks; a person who gives a draft up is
/// led back to the form.
web::Response LivePages::keep_draft(const Call& call) const {
    const bool is_given_up = !engine::text_of(call.form, forget_name).empty();
    const auto number = parse_case_part(call.parts.at(0));
    const auto& event = call.parts.at(1);
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        if (!number) return Err(not_there());
        const Viewpoint view{unit,    parts_.context, parts_.dispatcher, call.visitor.member, call.visitor.locale,
                             call.now};
        return is_given_up ? give_up_drafts(unit, view, *number, event)
                           : keep_drafts(unit, view, *number, event, call.form);
    });
    if (done && is_given_up) return Printer::go_to(address_of(*number) + "/faire/" + event);
    if (done) return {204, "text/plain; charset=utf-8", "", {}};
    switch (done.error().code) {
        case Error::Code::not_found:
            return printer_.show(404, "not_found", call.visitor);
        case Error::Code::invalid_input:
            return printer_.show(400, "not_understood", call.visitor);
        case Error::Code::refused:
            return printer_.show(403, "forbidden", call.visitor);
        default:
            return printer_.trouble(done.error(), call.visitor);
    }
}

}  // namespace rexflow::cell
