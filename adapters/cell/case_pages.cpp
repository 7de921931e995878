#include "adapters/cell/case_pages.hpp"

#include "adapters/cell/admin_pages.hpp"
#include "adapters/cell/case_list.hpp"
#include "adapters/cell/case_page.hpp"
#include "adapters/cell/download.hpp"
#include "adapters/cell/draft_words.hpp"
#include "adapters/cell/form_context.hpp"
#include "adapters/cell/list_query.hpp"
#include "adapters/cell/live_news.hpp"
#include "adapters/cell/looking.hpp"
#include "adapters/cell/timeline.hpp"
#include "adapters/cell/today.hpp"
#include "engine/diagram.hpp"
#include "engine/ports/access_log.hpp"
#include "engine/ports/drafts.hpp"
#include "engine/ports/registers.hpp"

#include <fmt/format.h>

namespace rexflow::cell {

namespace {

using engine::Err;
using engine::Error;
using engine::Result;
using engine::Task;

constexpr std::string_view done_name = "fait";  ///< of a query: the event that was just recorded
constexpr std::string_view done_case_name = "dossier";
constexpr std::string_view back_name = "back";
constexpr std::string_view to_today = "today";

bool may(const engine::Member& member, const CaseFile& file, const engine::EventDescriptor& event) {
    return engine::may_record(member.role, file.row.workflow, event.name, file.row.states);
}

/// Whether a member of this role may record anything at all.
bool may_act(const engine::Member& member) { return member.role != engine::MemberRole::reader; }

enum class Filled { no, by_a_person };

/// A page on which somebody writes is never replaced, only told.
void add_live(engine::PageData& page, const CaseFile& file, Filled filled) {
    page.values["live"] = live_address(file.row);
    page.values["live_case"] = address_of(file.row.number);
    page.values["live_quiet"] = filled == Filled::by_a_person ? "yes" : "";
}

Error no_such_view() { return {Error::Code::not_found, "there is no such view", ""}; }

}  // namespace

std::vector<Route> CasePages::routes() const {
    const auto page = [this](std::string_view method, std::string_view pattern, Task task, auto answer) {
        return Route{method, pattern, Gate::member, task,
                     [this, answer](const Call& call) { return (this->*answer)(call); }};
    };
    return {
        page("GET", "/", Task::see_cases, &CasePages::show_today),
        page("GET", "/dossiers", Task::see_cases, &CasePages::show_list),
        page("POST", "/dossiers/vues", Task::see_cases, &CasePages::keep_view),
        page("POST", "/dossiers/vues/{view}/retirer", Task::see_cases, &CasePages::drop_view),
        page("GET", "/dossiers/{number}", Task::see_cases, &CasePages::show_case),
        page("GET", "/dossiers/{number}/schema", Task::see_cases, &CasePages::show_diagram),
        page("GET", "/dossiers/{number}/schema.svg", Task::see_cases, &CasePages::draw_diagram),
        page("GET", "/dossiers/{number}/faire/{event}", Task::see_cases, &CasePages::show_form),
        page("POST", "/dossiers/{number}/faire/{event}", Task::see_cases, &CasePages::record),
        page("POST", "/dossiers/{number}/identite", Task::see_identity, &CasePages::look_at_names),
        page("GET", "/dossiers/{number}/pieces/{seq}/{key}", Task::see_private_files, &CasePages::send_file),
        page("GET", "/dossiers/{number}/courriels/{message}/{position}", Task::see_private_files,
             &CasePages::send_attachment),
    };
}

web::Response CasePages::show_today(const Call& call) const {
    return look(call, [&](const Viewpoint& view) {
        const auto trouble = mailbox_trouble(parts_.caretaking.mailboxes(view.reader), view.locale);
        auto page = today(view, known_calls_, may_act(view.member), trouble);
        page.values["may_open"] = engine::may(view.member.role, Task::open_case) ? "yes" : "";
        page.values["live"] = live_address_of_lists(view.reader, view.now);
        const auto number = engine::CaseNumber::parse(engine::text_of(call.query, done_case_name));
        if (number)
            for (const auto& workflow : view.context.workflows.all())
                if (const auto* const event = workflow->find_event(engine::text_of(call.query, done_name))) {
                    page.values["recorded"] = view.in(event->label);
                    page.values["recorded_case"] = number->text();
                }
        return printer_.show(200, "today", call.visitor, std::move(page));
    });
}

web::Response CasePages::show_list(const Call& call) const {
    if (const auto number = engine::CaseNumber::parse(engine::text_of(call.query, "cherche")))
        return Printer::go_to(address_of(*number));
    return look(call, [&](const Viewpoint& view) {
        const auto wish = parse_list_wish(view, call.query);
        auto page = case_list(view, call.query, wish);
        page.values["may_open"] = engine::may(view.member.role, Task::open_case) ? "yes" : "";
        page.values["live"] = live_address_of_lists(view.reader, view.now);
        return printer_.show(200, "cases", call.visitor, std::move(page));
    });
}

/// The list as it stands, under a name of the member's own.
web::Response CasePages::keep_view(const Call& call) const {
    constexpr std::size_t longest = 60;
    const auto name = engine::text_of(call.form, "name");
    const auto query = engine::text_of(call.form, "query");
    if (name.empty() || name.size() > longest || query.size() > 10 * longest)
        return printer_.show(400, "not_understood", call.visitor);
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        unit.edit_registers().saved_views->keep({{}, call.visitor.member.id, std::string(name), list_query(query)});
        return {};
    });
    return done ? Printer::go_to("/dossiers?" + list_query(query)) : problem(done.error(), call);
}

web::Response CasePages::drop_view(const Call& call) const {
    const auto id = number_of<std::int64_t>(call.parts.at(0));
    bool is_dropped = false;
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        auto& views = unit.edit_registers().saved_views;
        is_dropped = id && views->remove(call.visitor.member.id, engine::SavedViewId{*id});
        return {};
    });
    if (!done || !is_dropped) return problem(done ? no_such_view() : done.error(), call);
    return Printer::go_to("/dossiers");
}

web::Response CasePages::show_case(const Call& call) const {
    return look_at_case(call, [&](const Viewpoint& view, const CaseFile& file) {
        const Permission permission = may;
        const CasePageParts parts{parts_.message_reader, parts_.letter_renderer, permission};
        auto page = case_page(view, file, parts, engine::text_of(call.query, done_name));
        add_live(page, file, Filled::no);
        page.values["may_act"] = may_act(view.member) ? "yes" : "";
        if (engine::may(view.member.role, Task::see_oversight)) add_looks(page, view, file);
        page.values["may_look"] = engine::may(view.member.role, Task::see_identity) ? "yes" : "";
        return printer_.show(200, "case", call.visitor, std::move(page));
    });
}

web::Response CasePages::show_diagram(const Call& call) const {
    return look_at_case(call, [&](const Viewpoint& view, const CaseFile& file) {
        engine::PageData page;
        page.values = {{"number", file.row.number.text()},
                       {"case_address", address_of(file.row.number)},
                       {"state", view.words().state(file.row, 0)}};
        for (std::size_t region = 0; region < file.row.states.size(); ++region)
            page.add("states", {{{"region_state", view.words().state(file.row, region)}}, {}});
        return printer_.show(200, "diagram", call.visitor, std::move(page));
    });
}

web::Response CasePages::draw_diagram(const Call& call) const {
    return look_at_case(call, [&](const Viewpoint& view, const CaseFile& file) {
        return web::Response{200,
                             "image/svg+xml",
                             engine::svg(*file.workflow, file.situation, view.locale),
                             {{"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"}}};
    });
}

web::Response CasePages::show_form(const Call& call) const {
    return look_at_case(call, [&](const Viewpoint& view, const CaseFile& file) {
        const auto* const event = file.workflow->find_event(call.parts.at(1));
        if (event == nullptr) return printer_.show(404, "not_found", call.visitor);
        if (!may(view.member, file, *event)) return printer_.show(403, "forbidden", call.visitor);
        FormNews news;
        for (const auto& offer : file.workflow->allowed(file.history))
            if (offer.event == event && !offer.possible)
                for (const auto& reason : offer.reasons) news.reasons.push_back(view.in(reason));
        auto known = known_beforehand(view, file, *event, call.query);
        for (auto& [key, text] : chosen_professional(view, *event, call.query)) known[key] = std::move(text);
        const auto draft_kept_at = lay_over_drafts(known, view, file, *event);
        auto page = event_form(view, file, *event, known, news);
        add_context(page, view, file, *event, call.query);
        add_drafts(page, view, file, *event, draft_kept_at);
        add_live(page, file, Filled::by_a_person);
        return printer_.show(200, "form", call.visitor, std::move(page));
    });
}

web::Response CasePages::record(const Call& call) const {
    const auto number = parse_case_part(call.parts.at(0));
    if (!number) return problem(number.error(), call);
    const Order order{call.visitor.member, call.visitor.locale, *number, call.parts.at(1), call.form};
    const auto acted = act(acting(), parts_.letter_renderer, order, may, call.now);
    if (!acted) return problem(acted.error(), call);
    if (!acted->done) return form_again(call, order, acted->news);
    if (engine::text_of(call.form, back_name) == to_today)
        return Printer::go_to(fmt::format("/?{}={}&{}={}", done_name, order.event, done_case_name, number->text()));
    return Printer::go_to(fmt::format("{}?{}={}", address_of(*number), done_name, order.event));
}

/// With everything that was typed; nothing of it is recorded.
web::Response CasePages::form_again(const Call& call, const Order& order, const FormNews& news) const {
    const bool is_refused = news.has_changed || !news.reasons.empty();
    const int status = news.letters ? 200 : is_refused ? 409 : 422;
    return look_at_case(call, [&](const Viewpoint& view, const CaseFile& file) {
        const auto* const event = file.workflow->find_event(order.event);
        if (event == nullptr) return printer_.show(404, "not_found", call.visitor);
        auto page = event_form(view, file, *event, order.typed, news);
        add_context(page, view, file, *event, {});
        add_drafts(page, view, file, *event);
        add_live(page, file, Filled::by_a_person);
        return printer_.show(status, "form", call.visitor, std::move(page));
    });
}

/// Looking at names is an event of the case, with its reason; then the page shows them for a while.
web::Response CasePages::look_at_names(const Call& call) const {
    std::optional<engine::CaseNumber> back;
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        const auto number = parse_case_part(call.parts.at(0));
        if (!number) return Err(number.error());
        const Viewpoint view{unit,    parts_.context, parts_.dispatcher, call.visitor.member, call.visitor.locale,
                             call.now};
        const auto file = open_case(view, *number);
        if (!file) return Err(file.error());
        back = *number;
        const auto row = identity_case(view, file->row);
        const engine::Event seen{std::string(identity_seen),
                                 {{"reason", std::string(engine::text_of(call.form, "reason"))}},
                                 call.now,
                                 engine::Actor::member(call.visitor.member.id)};
        const auto handled = parts_.dispatcher.handle(unit, row, seen, {call.now, {}});
        if (!handled) return Err(handled.error());
        unit.edit_registers().access_log->add({.member = call.visitor.member.id,
                                               .case_id = file->row.id,
                                               .looked = engine::Looked::at_identity,
                                               .reason = std::string(engine::text_of(call.form, "reason")),
                                               .at = call.now});
        return {};
    });
    if (!done && (!back || done.error().retryable())) return problem(done.error(), call);
    return Printer::go_to(address_of(*back) + "#identite");
}

web::Response CasePages::send_file(const Call& call) const {
    return send(call, [&](const Viewpoint& view, const CaseFile& file) {
        return file_of(view, file, call.parts.at(1), call.parts.at(2));
    });
}

web::Response CasePages::send_attachment(const Call& call) const {
    return send(call, [&](const Viewpoint& view, const CaseFile& file) {
        return attachment_of(view, file, parts_.message_reader, call.parts.at(1), call.parts.at(2));
    });
}

/// Noted in the access log, or not given out.
web::Response CasePages::send(const Call& call, const FindDocument& find) const {
    std::optional<Document> found;
    auto otherwise = look_at_case(call, [&](const Viewpoint& view, const CaseFile& file) {
        if (!file.shows_names()) return Printer::go_to(address_of(file.row.number) + "#identite");
        auto document = find(view, file);
        if (!document) return problem(document.error(), call);
        found = std::move(*document);
        return web::Response{};
    });
    if (!found) return otherwise;
    const auto noted = note(parts_.store, found->look);
    return noted ? download(found->name, std::move(found->bytes)) : problem(noted.error(), call);
}

web::Response CasePages::look(const Call& call, const Look& look) const {
    return cell::look(parts_, printer_, call, look);
}

web::Response CasePages::look_at_case(const Call& call, const LookAtCase& look_at) const {
    return look(call, [&](const Viewpoint& view) {
        const auto number = parse_case_part(call.parts.at(0));
        if (!number) return printer_.show(404, "not_found", call.visitor);
        const auto file = open_case(view, *number);
        return file ? look_at(view, *file) : problem(file.error(), call);
    });
}

web::Response CasePages::problem(const Error& error, const Call& call) const {
    return cell::problem(printer_, error, call);
}

ActingParts CasePages::acting() const {
    return {parts_.store, parts_.context, parts_.dispatcher, parts_.intake, parts_.message_reader};
}

}  // namespace rexflow::cell
