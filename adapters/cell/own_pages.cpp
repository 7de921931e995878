#include "adapters/cell/own_pages.hpp"

#include "adapters/cell/paths.hpp"
#include "adapters/cell/whole_number.hpp"
#include "engine/totp.hpp"

namespace rexflow::cell {

namespace {

using engine::Account;
using engine::OwnChange;
using engine::PageData;
using engine::Reader;
using engine::Result;
using engine::text_of;
using engine::Unit;

/// A secret in groups of four, as it is typed into an app.
std::string in_groups(std::string_view text) {
    std::string groups;
    for (std::size_t at = 0; at < text.size(); at += 4) {
        if (at > 0) groups += ' ';
        groups += text.substr(at, 4);
    }
    return groups;
}

}  // namespace

void add_trouble(engine::PasswordTrouble trouble, PageData& variables) {
    switch (trouble) {
        case engine::PasswordTrouble::none:
            return;
        case engine::PasswordTrouble::too_short:
            variables.values["too_short"] = "yes";
            return;
        case engine::PasswordTrouble::too_long:
            variables.values["too_long"] = "yes";
            return;
    }
}

std::vector<Route> OwnPages::routes() const {
    const auto page = [this](auto handler) {
        return [this, handler](const Call& call) { return (this->*handler)(call); };
    };
    constexpr auto gate = Gate::entering;
    return {
        {"GET", paths::account, Gate::member, {}, page(&OwnPages::overview)},
        {"POST", "/compte/mot-de-passe", Gate::member, {}, page(&OwnPages::change_password)},
        {"POST", "/compte/sessions/{id}/fermer", Gate::member, {}, page(&OwnPages::end_session)},
        {"POST", "/compte/autres-sessions/fermer", Gate::member, {}, page(&OwnPages::end_other_sessions)},
        {"GET", paths::second_factor, gate, {}, page(&OwnPages::second_factor)},
        {"POST", "/compte/second-facteur/commencer", gate, {}, page(&OwnPages::begin_second_factor)},
        {"GET", "/compte/second-facteur/code.svg", gate, {}, page(&OwnPages::qr_code)},
        {"POST", paths::second_factor, gate, {}, page(&OwnPages::confirm_second_factor)},
        {"POST", "/compte/second-facteur/retirer", Gate::member, {}, page(&OwnPages::drop_second_factor)},
        {"POST", "/compte/second-facteur/codes", Gate::member, {}, page(&OwnPages::renew_codes)},
    };
}

web::Response OwnPages::overview(const Call& call) const {
    PageData variables;
    if (const auto done = text_of(call.query, "fait");
        done == "mot-de-passe" || done == "second-facteur" || done == "sessions")
        variables.values[done == "mot-de-passe" ? "password_changed"
                         : done == "sessions"   ? "sessions_ended"
                                                : "second_factor_dropped"] = "yes";
    return show_overview(200, call, std::move(variables));
}

web::Response OwnPages::change_password(const Call& call) const {
    PageData variables;
    const auto fresh = text_of(call.form, "password");
    if (fresh != text_of(call.form, "password_again")) {
        variables.values["differ"] = "yes";
        return show_overview(422, call, std::move(variables));
    }
    const auto change = parts_.own_account.change_password(parts_.store, engine::SessionToken{call.visitor.token},
                                                           text_of(call.form, "known_password"), fresh, call.now);
    return after(change, call, paths::account, "/compte?fait=mot-de-passe");
}

web::Response OwnPages::end_session(const Call& call) const {
    const auto id = id_of<engine::SessionId>(call.parts.front());
    if (id.value < 1) return printer_.show(404, "not_found", call.visitor);
    const auto done = parts_.store.write([&](Unit& unit) -> Result<void> {
        static_cast<void>(engine::end_session(unit, call.visitor.member.id, id));  // gone already is as good
        return {};
    });
    if (!done) return printer_.trouble(done.error(), call.visitor);
    const bool is_this_one = id == call.visitor.session;
    auto response = Printer::go_to(is_this_one ? paths::login : "/compte?fait=sessions");
    if (is_this_one) cookie_.clear(response);
    return response;
}

web::Response OwnPages::end_other_sessions(const Call& call) const {
    const auto done = parts_.store.write([&](Unit& unit) -> Result<void> {
        unit.change_accounts().end_sessions(call.visitor.member.id, call.visitor.session);
        return {};
    });
    return done ? Printer::go_to("/compte?fait=sessions") : printer_.trouble(done.error(), call.visitor);
}

web::Response OwnPages::second_factor(const Call& call) const { return show_second_factor(200, call, {}); }

web::Response OwnPages::begin_second_factor(const Call& call) const {
    const auto offered = parts_.own_account.offer_second_factor(parts_.store, call.visitor.member.id);
    return offered ? Printer::go_to(paths::second_factor) : printer_.trouble(offered.error(), call.visitor);
}

web::Response OwnPages::qr_code(const Call& call) const {
    const auto account = account_of(call);
    if (!account) return printer_.trouble(account.error(), call.visitor);
    if (!*account || (*account)->totp_offered.empty()) return printer_.show(404, "not_found", call.visitor);
    auto image = parts_.qr_writer.svg(
        engine::totp_uri((*account)->totp_offered, parts_.context.house.name, call.visitor.member.address));
    if (!image) return printer_.trouble(image.error(), call.visitor);
    return {200, "image/svg+xml", std::move(*image), {}};
}

web::Response OwnPages::confirm_second_factor(const Call& call) const {
    const auto change = parts_.own_account.confirm_second_factor(parts_.store, engine::SessionToken{call.visitor.token},
                                                                 text_of(call.form, "code"), call.now);
    return after(change, call, paths::second_factor, paths::account);
}

web::Response OwnPages::drop_second_factor(const Call& call) const {
    const auto change = parts_.own_account.drop_second_factor(parts_.store, engine::SessionToken{call.visitor.token},
                                                              text_of(call.form, "known_password"), call.now);
    return after(change, call, paths::second_factor, "/compte?fait=second-facteur");
}

web::Response OwnPages::renew_codes(const Call& call) const {
    const auto change = parts_.own_account.renew_recovery_codes(parts_.store, engine::SessionToken{call.visitor.token},
                                                                text_of(call.form, "known_password"), call.now);
    return after(change, call, paths::second_factor, paths::second_factor);
}

web::Response OwnPages::after(const Result<OwnChange>& change, const Call& call, std::string_view back,
                              std::string_view done) const {
    if (!change) return printer_.trouble(change.error(), call.visitor);
    if (std::holds_alternative<engine::Gone>(*change)) return Printer::go_to(back);
    PageData variables;
    if (const auto* const renewed = std::get_if<engine::Renewed>(&*change)) {
        auto visitor = call.visitor;
        visitor.csrf = parts_.accounts.form_token(renewed->token);
        for (const auto& code : renewed->codes) variables.add("codes", {{{"code", code}}, {}});
        auto response = renewed->codes.empty() ? Printer::go_to(done)
                                               : printer_.show(200, "recovery_codes", visitor, std::move(variables));
        cookie_.set(response, renewed->token);
        return response;
    }
    int status = 422;
    if (const auto* const braked = std::get_if<engine::Braked>(&*change)) {
        variables.values["again_at"] = printer_.moment(braked->until, call.visitor);
        status = 429;
    } else if (const auto* const trouble = std::get_if<engine::PasswordTrouble>(&*change)) {
        add_trouble(*trouble, variables);
    } else {
        variables.values["not_right"] = "yes";
    }
    return back == paths::account ? show_overview(status, call, std::move(variables))
                                  : show_second_factor(status, call, std::move(variables));
}

web::Response OwnPages::show_overview(int status, const Call& call, PageData variables) const {
    std::vector<engine::AccountSession> sessions;
    std::optional<Account> account;
    const auto read = parts_.store.read([&](const Reader& reader) -> Result<void> {
        sessions = reader.accounts().sessions_of(call.visitor.member.id);
        account = reader.accounts().find_account(call.visitor.member.id);
        return {};
    });
    if (!read) return printer_.trouble(read.error(), call.visitor);
    const auto& member = call.visitor.member;
    variables.values["role"] =
        engine::member_roles.at(static_cast<std::size_t>(member.role)).label.in(call.visitor.locale);
    if (account && account->charter_accepted_at)
        variables.values["charter_accepted_at"] = printer_.moment(*account->charter_accepted_at, call.visitor);
    if (account && !account->totp_secret.empty()) variables.values["has_second_factor"] = "yes";
    add_sessions(sessions, call, variables);
    return printer_.show(status, "account", call.visitor, std::move(variables));
}

void OwnPages::add_sessions(const std::vector<engine::AccountSession>& sessions, const Call& call,
                            PageData& variables) const {
    for (const auto& session : sessions)
        variables.add("sessions", {{{"id", std::to_string(session.id.value)},
                                    {"browser", session.browser},
                                    {"network", session.network},
                                    {"since", printer_.moment(session.created_at, call.visitor)},
                                    {"seen", printer_.moment(session.last_seen_at, call.visitor)},
                                    {"is_this", session.id == call.visitor.session ? "yes" : ""}},
                                   {}});
    if (sessions.size() > 1) variables.values["has_others"] = "yes";
}

web::Response OwnPages::show_second_factor(int status, const Call& call, PageData variables) const {
    std::optional<Account> account;
    int codes_left = 0;
    const auto read = parts_.store.read([&](const Reader& reader) -> Result<void> {
        account = reader.accounts().find_account(call.visitor.member.id);
        codes_left = reader.accounts().recovery_codes_left(call.visitor.member.id);
        return {};
    });
    if (!read) return printer_.trouble(read.error(), call.visitor);
    if (call.visitor.outstanding == engine::Outstanding::second_factor) variables.values["is_required"] = "yes";
    if (account && !account->totp_secret.empty()) {
        variables.values["has_second_factor"] = "yes";
        variables.values["codes_left"] = std::to_string(codes_left);
    } else if (account && !account->totp_offered.empty()) {
        variables.values["secret"] = in_groups(engine::base32_of(account->totp_offered));
    }
    return printer_.show(status, "second_factor", call.visitor, std::move(variables));
}

Result<std::optional<Account>> OwnPages::account_of(const Call& call) const {
    std::optional<Account> account;
    const auto read = parts_.store.read([&](const Reader& reader) -> Result<void> {
        account = reader.accounts().find_account(call.visitor.member.id);
        return {};
    });
    if (!read) return engine::Err(read.error());
    return account;
}

}  // namespace rexflow::cell
