#include "adapters/app/commands.hpp"
#include "engine/account_care.hpp"
#include "engine/roles.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace rexflow::app::commands {

namespace {

using engine::Err;
using engine::Error;
using engine::Member;
using engine::Reader;
using engine::Unit;
using engine::account_care::AccountAct;
using nlohmann::ordered_json;

Result<Member> member_at(const Reader& reader, const std::string& address) {
    auto member = reader.find_member(address);
    if (!member)
        return Err(Error::Code::not_found, "there is no member with this address",
                   "rexflow member list shows them, rexflow member add adds one");
    return std::move(*member);
}

/// Does something with one member's account in a transaction, and says that it is done.
Result<void> act_on(Session& session, const std::string& address, AccountAct act, const std::string& said,
                    std::optional<engine::MemberRole> role = {}) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto now = (*installation)->clock().now();
    const auto done = (*installation)->store().write([&](Unit& unit) -> Result<void> {
        const auto member = member_at(unit, address);
        if (!member) return Err(member.error());
        return engine::account_care::carry_out(act, unit, (*installation)->account_links(), *member, role, now,
                                               by_command_line);
    });
    if (done) session.print({{"done", true}}, said);
    return done;
}

std::string_view state_of(const Member& member, const std::optional<engine::Account>& account) {
    if (!member.active) return "inactive";
    if (!account) return "not invited or not opened";
    if (account->locked_at) return "locked";
    return account->password_hash.empty() ? "password to be chosen" : "open";
}

}  // namespace

Result<void> account_list(Session& session) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const Reader& reader) -> Result<void> {
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        for (const auto& member : reader.members()) {
            const auto account = reader.accounts().find_account(member.id);
            const auto sessions = reader.accounts().sessions_of(member.id).size();
            const bool has_second_factor = account && !account->totp_secret.empty();
            const auto charter =
                account && account->charter_accepted_at ? engine::to_text(*account->charter_accepted_at) : "";
            json.push_back({{"address", member.address},
                            {"role", engine::to_text(member.role)},
                            {"state", state_of(member, account)},
                            {"second_factor", has_second_factor},
                            {"charter_accepted_at", charter},
                            {"charter_text", account ? account->charter : ""},
                            {"sessions", sessions}});
            rows.push_back({member.address, std::string(engine::to_text(member.role)),
                            std::string(state_of(member, account)), has_second_factor ? "yes" : "", charter,
                            std::to_string(sessions)});
        }
        session.print(json, to_table({"ADDRESS", "ROLE", "STATE", "SECOND FACTOR", "CHARTER", "SESSIONS"}, rows));
        return {};
    });
}

Result<void> account_invite(Session& session, const Invitation& invitation) {
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    const auto& links = (*installation)->account_links();
    const auto now = (*installation)->clock().now();
    std::string address;
    const auto done = (*installation)->store().write([&](Unit& unit) -> Result<void> {
        const auto member = member_at(unit, invitation.address);
        if (!member) return Err(member.error());
        if (!invitation.print)
            return links.mail(unit, *member, engine::AccountLinkPurpose::invitation, now, by_command_line);
        auto made = links.make(unit, *member, engine::AccountLinkPurpose::invitation, now, by_command_line);
        if (!made) return Err(made.error());
        address = std::move(*made);
        return {};
    });
    if (!done) return done;
    session.print({{"link", address}}, invitation.print ? address : "the invitation is in the outbox");
    return {};
}

Result<void> account_role(Session& session, const std::string& address, const std::string& role) {
    const auto wanted = engine::parse_member_role(role);
    if (!wanted) return Err(Error::Code::invalid_input, "there is no such role", "rexflow account roles");
    return act_on(session, address, AccountAct::set_role, "the role is changed", wanted);
}

Result<void> account_lock(Session& session, const std::string& address) {
    return act_on(session, address, AccountAct::lock, "the account is locked");
}

Result<void> account_unlock(Session& session, const std::string& address) {
    return act_on(session, address, AccountAct::unlock, "the account is unlocked");
}

Result<void> account_reset(Session& session, const std::string& address, Reset reset) {
    if (reset == Reset::second_factor)
        return act_on(session, address, AccountAct::reset_second_factor, "the second factor is taken away");
    return act_on(session, address, AccountAct::reset_password,
                  "the password is taken away, and a link to choose another is in the outbox");
}

Result<void> account_sessions(Session& session, const std::string& address, Sessions what) {
    if (what == Sessions::end) return act_on(session, address, AccountAct::end_sessions, "every session is ended");
    auto installation = session.installation();
    if (!installation) return Err(installation.error());
    return (*installation)->store().read([&](const Reader& reader) -> Result<void> {
        const auto member = member_at(reader, address);
        if (!member) return Err(member.error());
        auto json = ordered_json::array();
        std::vector<std::vector<std::string>> rows;
        for (const auto& one : reader.accounts().sessions_of(member->id)) {
            json.push_back({{"id", one.id.value},
                            {"created_at", engine::to_text(one.created_at)},
                            {"last_seen_at", engine::to_text(one.last_seen_at)},
                            {"expires_at", engine::to_text(one.expires_at)},
                            {"browser", one.browser},
                            {"network", one.network}});
            rows.push_back({std::to_string(one.id.value), engine::to_text(one.created_at),
                            engine::to_text(one.last_seen_at), engine::to_text(one.expires_at), one.browser,
                            one.network});
        }
        session.print(json, to_table({"ID", "CREATED", "SEEN", "EXPIRES", "BROWSER", "NETWORK"}, rows));
        return {};
    });
}

Result<void> account_roles(Session& session) {
    auto json = ordered_json::array();
    std::vector<std::vector<std::string>> rows;
    const auto add = [&](std::string_view workflow, std::string_view what, std::string_view state,
                         std::optional<engine::MemberRole> least) {
        const std::string role(least ? engine::to_text(*least) : "nobody");
        json.push_back({{"workflow", workflow}, {"what", what}, {"state", state}, {"least_role", role}});
        rows.push_back({std::string(workflow), std::string(what), std::string(state), role});
    };
    for (const auto& rule : engine::task_rules()) add("", rule.name, "", rule.least);
    for (const auto& rule : engine::event_rules()) add(rule.workflow, rule.event, rule.state, rule.least);
    session.print(json, to_table({"WORKFLOW", "TASK OR EVENT", "IN STATE", "LEAST ROLE"}, rows));
    return {};
}

}  // namespace rexflow::app::commands
