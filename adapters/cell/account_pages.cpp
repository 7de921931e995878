#include "adapters/cell/account_pages.hpp"

#include "adapters/cell/looking.hpp"
#include "engine/account_care.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rexflow::cell {

namespace {

using engine::Err;
using engine::Error;
using engine::Member;
using engine::PageData;
using engine::Result;
using engine::Task;
using engine::Text;
using engine::text_of;
using engine::account_care::AccountAct;

constexpr std::string_view accounts_path = "/administration/comptes";

constexpr Text inactive{"n’est plus membre", "no member any more"};
constexpr Text not_invited{"pas encore de compte", "no account yet"};
constexpr Text locked{"compte bloqué", "account locked"};
constexpr Text without_password{"mot de passe à choisir", "password to be chosen"};
constexpr Text open{"compte ouvert", "account open"};

Text state_of(const Member& member, const std::optional<engine::Account>& account) {
    if (!member.active) return inactive;
    if (!account) return not_invited;
    if (account->locked_at) return locked;
    return account->password_hash.empty() ? without_password : open;
}

/// What can be done with an account, as the last part of the path says it, and what the page says afterwards.
struct Act {
    std::string_view name;
    AccountAct act;
    Text done;
};
constexpr std::array acts{
    Act{"inviter", AccountAct::invite, {"L’invitation est partie.", "The invitation is on its way."}},
    Act{"role",
        AccountAct::set_role,
        {"Le rôle est changé. La personne se reconnecte.", "The role is changed. They log in again."}},
    Act{"bloquer",
        AccountAct::lock,
        {"Le compte est bloqué, ses sessions sont fermées.", "The account is locked, its sessions ended."}},
    Act{"debloquer", AccountAct::unlock, {"Le compte est débloqué.", "The account is unlocked."}},
    Act{"second-facteur",
        AccountAct::reset_second_factor,
        {"Le second facteur est retiré. La personne se reconnecte.",
         "The second factor is taken away. They log in again."}},
    Act{"mot-de-passe",
        AccountAct::reset_password,
        {"Le mot de passe est retiré, un lien pour en choisir un autre est parti.",
         "The password is taken away, and a link to choose another is on its way."}},
    Act{"sessions", AccountAct::end_sessions, {"Toutes ses sessions sont fermées.", "All their sessions are ended."}},
};

const Act* find_act(std::string_view name) {
    const auto* const found = std::ranges::find(acts, name, &Act::name);
    return found == acts.end() ? nullptr : found;
}

void add_roles(PageData& page, engine::MemberRole chosen, engine::Locale locale) {
    for (const auto& role : engine::member_roles)
        page.add("roles", {{{"role", std::string(role.name)},
                            {"role_label", std::string(role.label.in(locale))},
                            {"is_on", role.role == chosen ? "yes" : ""}},
                           {}});
}

std::optional<Member> member_of(const engine::Reader& reader, const Call& call) {
    return reader.find_member(id_of<engine::MemberId>(call.parts.front()));
}

}  // namespace

std::vector<Route> AccountPages::routes() const {
    const auto page = [this](std::string_view method, std::string_view pattern, auto answer) {
        return Route{method, pattern, Gate::member, Task::manage_accounts,
                     [this, answer](const Call& call) { return (this->*answer)(call); }};
    };
    return {
        page("GET", accounts_path, &AccountPages::list),
        page("POST", accounts_path, &AccountPages::add),
        page("GET", "/administration/comptes/{id}", &AccountPages::show),
        page("POST", "/administration/comptes/{id}/{act}", &AccountPages::act),
    };
}

web::Response AccountPages::list(const Call& call) const { return show_list(200, call, {}); }

/// A new member is invited at once.
web::Response AccountPages::add(const Call& call) const {
    Member member;
    member.address = text_of(call.form, "address");
    member.name = text_of(call.form, "name");
    member.locale = text_of(call.form, "locale") == "en" ? engine::Locale::en : engine::Locale::fr;
    const auto role = engine::parse_member_role(text_of(call.form, "role"));
    member.role = role.value_or(engine::MemberRole::member);
    PageData page;
    page.values = {{"new_address", member.address}, {"new_name", member.name}};
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        if (!role) return Err(Error::Code::invalid_input, "there is no such role");
        const auto added =
            engine::account_care::add_member(unit, parts_.links, member, call.now, call.visitor.member.id);
        if (!added) return Err(added.error());
        member.id = *added;
        return {};
    });
    if (done) return Printer::go_to(fmt::format("{}/{}?fait=inviter", accounts_path, member.id.value));
    const bool is_known = done.error().code == Error::Code::already_there;
    if (!is_known && done.error().code != Error::Code::invalid_input) return problem(printer_, done.error(), call);
    page.values[is_known ? "is_known" : "not_understood"] = "yes";
    return show_list(is_known ? 409 : 422, call, std::move(page));
}

web::Response AccountPages::show(const Call& call) const {
    PageData page;
    if (const auto* const done = find_act(text_of(call.query, "fait")))
        page.values["done"] = done->done.in(call.visitor.locale);
    return show_account(200, call, std::move(page));
}

web::Response AccountPages::act(const Call& call) const {
    const auto* const wanted = find_act(call.parts.at(1));
    if (wanted == nullptr) return printer_.show(404, "not_found", call.visitor);
    const auto done = parts_.store.write([&](engine::Unit& unit) -> Result<void> {
        const auto member = member_of(unit, call);
        if (!member) return Err(Error::Code::not_found, "there is no such member");
        return engine::account_care::carry_out(wanted->act, unit, parts_.links, *member,
                                               engine::parse_member_role(text_of(call.form, "role")), call.now,
                                               call.visitor.member.id);
    });
    if (done) return Printer::go_to(fmt::format("{}/{}?fait={}", accounts_path, call.parts.front(), wanted->name));
    if (done.error().code != Error::Code::refused) return problem(printer_, done.error(), call);
    PageData page;
    page.values["is_last"] = "yes";
    return show_account(409, call, std::move(page));
}

web::Response AccountPages::show_list(int status, const Call& call, PageData page) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        for (const auto& member : view.reader.members()) {
            const auto account = view.reader.accounts().find_account(member.id);
            const auto& role = engine::member_roles.at(static_cast<std::size_t>(member.role));
            page.add("members", {{{"account_address", fmt::format("{}/{}", accounts_path, member.id.value)},
                                  {"name", member.name.empty() ? member.address : member.name},
                                  {"address", member.address},
                                  {"role_label", view.in(role.label)},
                                  {"state", view.in(state_of(member, account))},
                                  {"is_locked", account && account->locked_at ? "yes" : ""},
                                  {"has_second_factor", account && !account->totp_secret.empty() ? "yes" : ""}},
                                 {}});
        }
        add_roles(page, engine::MemberRole::member, view.locale);
        return printer_.show(status, "admin_accounts", call.visitor, std::move(page));
    });
}

web::Response AccountPages::show_account(int status, const Call& call, PageData page) const {
    return look(parts_, printer_, call, [&](const Viewpoint& view) {
        const auto member = member_of(view.reader, call);
        if (!member) return printer_.show(404, "not_found", call.visitor);
        const auto account = view.reader.accounts().find_account(member->id);
        page.values["name"] = member->name.empty() ? member->address : member->name;
        page.values["address"] = member->address;
        page.values["state"] = view.in(state_of(*member, account));
        page.values["here"] = fmt::format("{}/{}", accounts_path, member->id.value);
        page.values["has_account"] = account ? "yes" : "";
        page.values["is_locked"] = account && account->locked_at ? "yes" : "";
        page.values["has_second_factor"] = account && !account->totp_secret.empty() ? "yes" : "";
        page.values["charter_accepted_at"] = account && account->charter_accepted_at
                                                 ? printer_.moment(*account->charter_accepted_at, call.visitor)
                                                 : std::string{};
        page.values["accepted_older_charter"] = account && parts_.accounts.asks_charter(*account) ? "yes" : "";
        add_roles(page, member->role, view.locale);
        for (const auto& session : view.reader.accounts().sessions_of(member->id))
            page.add("sessions", {{{"browser", session.browser},
                                   {"network", session.network},
                                   {"since", printer_.moment(session.created_at, call.visitor)},
                                   {"seen", printer_.moment(session.last_seen_at, call.visitor)}},
                                  {}});
        return printer_.show(status, "admin_account", call.visitor, std::move(page));
    });
}

}  // namespace rexflow::cell
