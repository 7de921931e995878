#include "adapters/cell/desk.hpp"

#include "adapters/cell/paths.hpp"
#include "adapters/web/asker.hpp"
#include "adapters/web/form.hpp"
#include "adapters/web/multipart.hpp"

#include <utility>

namespace rexflow::cell {

namespace {

using engine::Err;
using engine::Outstanding;
using engine::Payload;
using engine::Result;

/// What the forms of strangers are signed for: they have no session.
constexpr std::string_view stranger = "stranger";

constexpr std::string_view form_field = "csrf";

/// How the value of an uploaded file begins.
constexpr std::string_view uploaded = "file:";

bool only_looks(const web::Request& request) { return request.method == "GET" || request.method == "HEAD"; }

/// Fields of this name hold secrets: they are never written into a page again.
bool is_secret(std::string_view key) {
    return key == form_field || key.find("password") != std::string_view::npos || key == "code";
}

/// What a page asks for on its own account: nobody needs to be sitting there, so it keeps no session alive.
bool is_asked_by_script(const web::Request& request) {
    return only_looks(request) &&
           (request.field("accept") == "text/event-stream" || !request.field("rexflow-live").empty());
}

/// The fields of a form, however it was sent; an error for anything else.
Result<Payload> fields_of(const web::Request& request) {
    const auto type = request.field("content-type");
    if (web::is_multipart(type)) return web::parse_multipart(type, request.body);
    if (web::is_form(request)) return web::parse_form(request.body);
    return Err(engine::Error::Code::invalid_input, "this is not a form");
}

/// Whether a person would want to see it again: words, rather than a choice or a number.
bool is_prose(std::string_view value) {
    constexpr std::size_t short_word = 24;
    return value.size() > short_word || value.find_first_of(" \n") != std::string_view::npos;
}

web::Response not_allowed(const std::string& allowed) {
    return {405, "text/plain; charset=utf-8", "Possible here: " + allowed + ".\n", {{"Allow", allowed}}};
}

}  // namespace

Desk::Desk(const DeskParts& parts, std::vector<Route> routes)
    : parts_(parts),
      routes_(std::move(routes)),
      printer_(parts.context, parts.renderer),
      stranger_forms_(parts.context.signer) {}

web::Response Desk::answer(const web::Request& request) const {
    const auto now = parts_.clock.now();
    const auto visitor = receive(request, now);
    if (!visitor) {
        Visitor nobody;
        nobody.locale = web::language_of(request, parts_.context.house.locale);
        return printer_.trouble(visitor.error(), nobody);
    }
    auto found = find_route(routes_, request.method, request.path);
    if (found.route == nullptr)
        return found.allowed.empty() ? printer_.show(404, "not_found", *visitor) : not_allowed(found.allowed);
    Call call{request, *visitor, std::move(found.parts), {}, {}, now};
    auto query = web::parse_form(request.query);
    if (query) call.query = std::move(*query);
    if (auto instead = stopped(*found.route, call)) return std::move(*instead);
    if (!query) return printer_.show(400, "not_understood", *visitor);
    if (!only_looks(request))
        if (auto instead = read_form(call)) return std::move(*instead);
    return found.route->answer(call);
}

Result<Visitor> Desk::receive(const web::Request& request, engine::Instant now) const {
    Visitor visitor;
    visitor.member.active = false;
    visitor.locale = web::language_of(request, parts_.context.house.locale);
    visitor.csrf = stranger_forms_.form_token(stranger, now);
    const auto token = SessionCookie(parts_.context.house.public_url).token_of(request);
    if (token.empty()) return visitor;
    const auto present = parts_.accounts.find(
        parts_.store, token, now, is_asked_by_script(request) ? engine::Asks::script : engine::Asks::person);
    if (!present) return Err(present.error());
    if (!*present) return visitor;
    visitor.member = (*present)->member;
    visitor.locale = visitor.member.locale;
    visitor.session = (*present)->session.id;
    visitor.token = token;
    visitor.csrf = parts_.accounts.form_token(token);
    visitor.outstanding = (*present)->outstanding;
    return visitor;
}

/// What is answered instead of the page, to whom it is not for.
std::optional<web::Response> Desk::stopped(const Route& route, const Call& call) const {
    const auto& visitor = call.visitor;
    if (route.gate == Gate::everyone) return std::nullopt;
    if (visitor.is_stranger()) return without_session(call);
    const bool awaits_code = visitor.outstanding == Outstanding::code;
    if (route.gate == Gate::awaiting_code)
        return awaits_code ? std::nullopt : std::optional(Printer::go_to(paths::home));
    const bool is_ready = visitor.outstanding == Outstanding::nothing;
    if (!is_ready && (awaits_code || route.gate == Gate::member)) return with_something_left(call);
    if (route.task && !engine::may(visitor.member.role, *route.task)) return printer_.show(403, "forbidden", visitor);
    return std::nullopt;
}

/// The way in, and back to the page; nothing that was typed is lost.
web::Response Desk::without_session(const Call& call) const {
    if (only_looks(call.request)) return Printer::go_to(paths::login_for(call.request));
    return keep(401, "session_over", call, fields_of(call.request).value_or(Payload{}));
}

web::Response Desk::with_something_left(const Call& call) const {
    switch (call.visitor.outstanding) {
        case Outstanding::code:
            return Printer::go_to(paths::login_code);
        case Outstanding::charter:
            return Printer::go_to(paths::charter);
        case Outstanding::second_factor:
            return Printer::go_to(paths::second_factor);
        case Outstanding::nothing:
            break;
    }
    return Printer::go_to(paths::home);
}

/// Fills call.form, or says why this is none of our forms.
std::optional<web::Response> Desk::read_form(Call& call) const {
    auto form = fields_of(call.request);
    if (!form) return printer_.show(400, "not_understood", call.visitor);
    call.form = std::move(*form);
    if (!web::is_from_our_page(call.request, parts_.context.house.public_url))
        return printer_.show(403, "not_understood", call.visitor);
    if (!is_form_of_ours(call)) return keep(403, "again", call, call.form);
    call.form.erase(std::string(form_field));
    return std::nullopt;
}

bool Desk::is_form_of_ours(const Call& call) const {
    const auto given = engine::text_of(call.form, form_field);
    if (call.visitor.is_stranger()) return stranger_forms_.is_form_token(given, stranger, call.now);
    return engine::is_same_secret(given, call.visitor.csrf);
}

/// A page that shows what was typed in a form that can be sent again.
web::Response Desk::keep(int status, std::string_view page, const Call& call, const Payload& form) const {
    engine::PageData variables;
    variables.values["action"] = call.request.path;
    variables.values["login"] = paths::login;
    for (const auto& [key, value] : form) {
        if (is_secret(key) || value.empty()) continue;
        if (value.starts_with(uploaded))
            variables.values["file_again"] = "yes";
        else
            variables.add("fields", {{{"key", key}, {"value", value}, {"is_prose", is_prose(value) ? "yes" : ""}}, {}});
    }
    return printer_.show(status, page, call.visitor, std::move(variables));
}

}  // namespace rexflow::cell
