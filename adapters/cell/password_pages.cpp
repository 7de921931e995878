#include "adapters/cell/password_pages.hpp"

#include "adapters/cell/charter.hpp"
#include "adapters/cell/own_pages.hpp"
#include "adapters/cell/paths.hpp"
#include "adapters/web/asker.hpp"

namespace rexflow::cell {

namespace {

using engine::PageData;
using engine::text_of;

constexpr const char* behind_link = "/mot-de-passe/{token}";

}  // namespace

std::vector<Route> PasswordPages::routes() const {
    const auto page = [this](auto handler) {
        return [this, handler](const Call& call) { return (this->*handler)(call); };
    };
    return {
        {"GET", paths::password, Gate::everyone, {}, page(&PasswordPages::ask_address)},
        {"POST", paths::password, Gate::everyone, {}, page(&PasswordPages::send_link)},
        {"GET", behind_link, Gate::everyone, {}, page(&PasswordPages::ask_password)},
        {"POST", behind_link, Gate::everyone, {}, page(&PasswordPages::set_password)},
    };
}

web::Response PasswordPages::ask_address(const Call& call) const {
    return printer_.show(200, "forgotten_password", call.visitor);
}

/// The same page whoever asked.
web::Response PasswordPages::send_link(const Call& call) const {
    const auto asked =
        parts_.links.forgot(parts_.store, text_of(call.form, "identifier"), call.request.client, call.now);
    if (!asked) return printer_.trouble(asked.error(), call.visitor);
    return printer_.show(200, "forgotten_sent", call.visitor);
}

web::Response PasswordPages::ask_password(const Call& call) const {
    const auto link = parts_.links.look(parts_.store, call.parts.front(), call.now);
    if (!link) return printer_.trouble(link.error(), call.visitor);
    return *link ? form(200, **link, call, {}) : printer_.show(410, "link_over", call.visitor);
}

web::Response PasswordPages::set_password(const Call& call) const {
    const auto& token = call.parts.front();
    const auto link = parts_.links.look(parts_.store, token, call.now);
    if (!link) return printer_.trouble(link.error(), call.visitor);
    if (!*link) return printer_.show(410, "link_over", call.visitor);
    PageData variables;
    const auto password = text_of(call.form, "password");
    if (password != text_of(call.form, "password_again")) {
        variables.values["differ"] = "yes";
        return form(422, **link, call, std::move(variables));
    }
    using Charter = engine::AccountLinks::Charter;
    const auto charter =
        charter_in(parts_, call.form) == CharterForm::accepted ? Charter::accepted : Charter::not_accepted;
    const auto chosen = parts_.links.choose(parts_.store, token, password, charter,
                                            {call.request.client, web::browser_of(call.request)}, call.now);
    if (!chosen) return printer_.trouble(chosen.error(), call.visitor);
    if (std::holds_alternative<engine::Gone>(*chosen)) return printer_.show(410, "link_over", call.visitor);
    if (const auto* const entered = std::get_if<engine::Entered>(&*chosen)) {
        auto response =
            Printer::go_to(entered->outstanding == engine::Outstanding::code ? paths::login_code : paths::home);
        cookie_.set(response, entered->token);
        return response;
    }
    if (const auto* const trouble = std::get_if<engine::PasswordTrouble>(&*chosen)) add_trouble(*trouble, variables);
    if (std::holds_alternative<engine::CharterMissing>(*chosen)) variables.values["charter_missing"] = "yes";
    return form(422, **link, call, std::move(variables));
}

/// In the member's own language: they came by a mail of theirs.
web::Response PasswordPages::form(int status, const engine::OpenLink& link, const Call& call,
                                  PageData variables) const {
    auto visitor = call.visitor;
    visitor.locale = link.member.locale;
    variables.values["action"] = call.request.path;
    variables.values["address"] = link.member.address;
    if (link.asks_charter) {
        variables.values["asks_charter"] = "yes";
        add_charter(parts_, variables);
    }
    if (link.purpose == engine::AccountLinkPurpose::invitation) variables.values["is_invitation"] = "yes";
    return printer_.show(status, "choose_password", visitor, std::move(variables));
}

}  // namespace rexflow::cell
