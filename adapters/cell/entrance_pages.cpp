#include "adapters/cell/entrance_pages.hpp"

#include "adapters/cell/charter.hpp"
#include "adapters/cell/paths.hpp"
#include "adapters/web/asker.hpp"

namespace rexflow::cell {

namespace {

using engine::Outstanding;
using engine::PageData;
using engine::text_of;

/// Where to go once a step of the login is done.
std::string next_after(Outstanding outstanding, const std::string& wanted) {
    switch (outstanding) {
        case Outstanding::code:
            return paths::leading_to(paths::login_code, wanted);
        case Outstanding::charter:
            return paths::charter;
        case Outstanding::second_factor:
            return paths::second_factor;
        case Outstanding::nothing:
            break;
    }
    return wanted;
}

}  // namespace

std::vector<Route> EntrancePages::routes() const {
    const auto page = [this](auto handler) {
        return [this, handler](const Call& call) { return (this->*handler)(call); };
    };
    return {
        {"GET", paths::login, Gate::everyone, {}, page(&EntrancePages::ask_password)},
        {"POST", paths::login, Gate::everyone, {}, page(&EntrancePages::log_in)},
        {"GET", paths::login_code, Gate::awaiting_code, {}, page(&EntrancePages::ask_code)},
        {"POST", paths::login_code, Gate::awaiting_code, {}, page(&EntrancePages::give_code)},
        {"POST", paths::logout, Gate::everyone, {}, page(&EntrancePages::log_out)},
        {"GET", paths::charter, Gate::entering, {}, page(&EntrancePages::charter)},
        {"POST", paths::charter, Gate::entering, {}, page(&EntrancePages::accept_charter)},
    };
}

web::Response EntrancePages::ask_password(const Call& call) const {
    if (!call.visitor.is_stranger())
        return Printer::go_to(next_after(call.visitor.outstanding, paths::wanted_after_login(call.query)));
    PageData variables;
    variables.values["vers"] = paths::wanted_after_login(call.query);
    return form(200, "login", call, std::move(variables));
}

web::Response EntrancePages::log_in(const Call& call) const {
    const auto login =
        parts_.accounts.log_in(parts_.store, text_of(call.form, "identifier"), text_of(call.form, "password"),
                               {call.request.client, web::browser_of(call.request)}, call.now);
    if (!login) return printer_.trouble(login.error(), call.visitor);
    if (std::holds_alternative<engine::Entered>(*login) && !call.visitor.is_stranger())
        if (const auto left = parts_.accounts.log_out(parts_.store, call.visitor.session); !left)
            return printer_.trouble(left.error(), call.visitor);
    return answer_login(*login, "login", call);
}

web::Response EntrancePages::ask_code(const Call& call) const {
    PageData variables;
    variables.values["vers"] = paths::wanted_after_login(call.query);
    return form(200, "login_code", call, std::move(variables));
}

web::Response EntrancePages::give_code(const Call& call) const {
    const auto login =
        parts_.accounts.give_code(parts_.store, call.visitor.token, text_of(call.form, "code"), call.now);
    if (!login) return printer_.trouble(login.error(), call.visitor);
    return answer_login(*login, "login_code", call);
}

web::Response EntrancePages::answer_login(const engine::Login& login, std::string_view page, const Call& call) const {
    const auto wanted = paths::wanted_after_login(call.form);
    if (const auto* const entered = std::get_if<engine::Entered>(&login)) {
        auto response = Printer::go_to(next_after(entered->outstanding, wanted));
        cookie_.set(response, entered->token);
        return response;
    }
    if (std::holds_alternative<engine::Gone>(login)) return Printer::go_to(paths::login);
    PageData variables;
    variables.values["vers"] = wanted;
    variables.values["identifier"] = text_of(call.form, "identifier");
    if (const auto* const braked = std::get_if<engine::Braked>(&login)) {
        variables.values["again_at"] = printer_.moment(braked->until, call.visitor);
        auto response = form(429, page, call, std::move(variables));
        response.fields.emplace_back("Retry-After", std::to_string((braked->until - call.now).count()));
        return response;
    }
    variables.values["not_right"] = "yes";
    return form(422, page, call, std::move(variables));
}

web::Response EntrancePages::log_out(const Call& call) const {
    if (!call.visitor.is_stranger())
        if (const auto done = parts_.accounts.log_out(parts_.store, call.visitor.session); !done)
            return printer_.trouble(done.error(), call.visitor);
    auto response = Printer::go_to(paths::login);
    cookie_.clear(response);
    return response;
}

/// Whoever accepted another text is told so.
web::Response EntrancePages::charter(const Call& call) const {
    PageData variables;
    const auto read = parts_.store.read([&](const engine::Reader& reader) -> engine::Result<void> {
        const auto account = reader.accounts().find_account(call.visitor.member.id);
        if (account && account->charter_accepted_at && parts_.accounts.asks_charter(*account))
            variables.values["accepted_before"] = printer_.moment(*account->charter_accepted_at, call.visitor);
        return {};
    });
    if (!read) return printer_.trouble(read.error(), call.visitor);
    return charter_form(200, call, std::move(variables));
}

web::Response EntrancePages::accept_charter(const Call& call) const {
    if (const auto given = charter_in(parts_, call.form); given != CharterForm::accepted) {
        PageData variables;
        variables.values[given == CharterForm::not_accepted ? "please_check" : "has_just_changed"] = "yes";
        return charter_form(422, call, std::move(variables));
    }
    const auto change =
        parts_.own_account.accept_charter(parts_.store, engine::SessionToken{call.visitor.token}, call.now);
    if (!change) return printer_.trouble(change.error(), call.visitor);
    auto response = Printer::go_to(paths::home);
    if (const auto* const renewed = std::get_if<engine::Renewed>(&*change)) cookie_.set(response, renewed->token);
    return response;
}

web::Response EntrancePages::charter_form(int status, const Call& call, PageData variables) const {
    add_charter(parts_, variables);
    return form(status, "charter", call, std::move(variables));
}

web::Response EntrancePages::form(int status, std::string_view page, const Call& call, PageData variables) const {
    return printer_.show(status, page, call.visitor, std::move(variables));
}

}  // namespace rexflow::cell
