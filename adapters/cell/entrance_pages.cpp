#include "adapters/cell/entrance_pages.hpp"

#include "adapters/cell/paths.hpp"
#include "adapters/web/asker.hpp"

namespace rexflow::cell {

namespace {

using engine::LetterVariables;
using engine::Outstanding;
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
    LetterVariables variables;
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
    LetterVariables variables;
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
    LetterVariables variables;
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

web::Response EntrancePages::charter(const Call& call) const { return form(200, "charter", call, {}); }

web::Response EntrancePages::accept_charter(const Call& call) const {
    if (text_of(call.form, "accepted") != "yes") {
        LetterVariables variables;
        variables.values["please_check"] = "yes";
        return form(422, "charter", call, std::move(variables));
    }
    const auto change = parts_.own_account.accept_charter(parts_.store, call.visitor.token, call.now);
    if (!change) return printer_.trouble(change.error(), call.visitor);
    auto response = Printer::go_to(paths::home);
    if (const auto* const renewed = std::get_if<engine::Renewed>(&*change)) cookie_.set(response, renewed->token);
    return response;
}

web::Response EntrancePages::form(int status, std::string_view page, const Call& call,
                                  LetterVariables variables) const {
    return printer_.show(status, page, call.visitor, std::move(variables));
}

}  // namespace rexflow::cell
