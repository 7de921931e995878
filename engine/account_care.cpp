#include "engine/account_care.hpp"

#include "engine/ports/account_log.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>

namespace rexflow::engine::account_care {

namespace {

Result<Account> account_of(const Unit& unit, const Member& member) {
    auto account = unit.accounts().find_account(member.id);
    if (!account)
        return Err(Error::Code::not_found, "this member has no account yet", "rexflow account invite ADDRESS");
    return std::move(*account);
}

/// Somebody must be left who can let others in.
Result<void> check_not_last(const Unit& unit, const Member& member) {
    if (member.role != MemberRole::administrator) return {};
    const auto members = unit.members();
    const bool is_another = std::ranges::any_of(members, [&](const Member& other) {
        const auto account = unit.accounts().find_account(other.id);
        return other.id != member.id && other.active && other.role == MemberRole::administrator && account &&
               !account->locked_at;
    });
    if (is_another) return {};
    return Err(Error::Code::refused, "this is the only administrator", "name another one first");
}

void note(Unit& unit, const Member& member, AccountEvent event, Instant now, std::optional<MemberId> by) {
    unit.edit_registers().account_log->add({.member = member.id, .by = by, .event = event, .at = now});
}

constexpr std::size_t longest_name = 200;

bool looks_like_a_mailbox(std::string_view text) {
    const auto sign = text.find('@');
    return sign != std::string_view::npos && sign > 0 && sign + 1 < text.size() && text.size() <= longest_name &&
           text.find('@', sign + 1) == std::string_view::npos &&
           text.find_first_of(" ,;<>\"\n") == std::string_view::npos;
}

}  // namespace

Result<MemberId> add_member(Unit& unit, const AccountLinks& links, Member member, Instant now,
                            std::optional<MemberId> by) {
    if (!looks_like_a_mailbox(member.address) || member.name.size() > longest_name)
        return Err(Error::Code::invalid_input, "a member needs a mailbox, and a name of at most 200 bytes");
    if (unit.find_member(member.address)) return Err(Error::Code::already_there, "there is such a member");
    member.id = unit.add_member(member);
    if (auto mailed = links.mail(unit, member, AccountLinkPurpose::invitation, now, by); !mailed)
        return Err(mailed.error());
    return member.id;
}

Result<void> set_role(Unit& unit, const Member& member, MemberRole role, Instant now, std::optional<MemberId> by) {
    if (role == member.role) return {};
    if (auto checked = check_not_last(unit, member); !checked) return checked;
    auto changed = member;
    changed.role = role;
    unit.update_member(changed);
    unit.change_accounts().end_sessions(member.id, {});
    unit.edit_registers().account_log->add({.member = member.id,
                                            .by = by,
                                            .event = AccountEvent::role_changed,
                                            .role_before = member.role,
                                            .role_after = role,
                                            .at = now});
    return {};
}

Result<void> lock(Unit& unit, const Member& member, Instant now, std::optional<MemberId> by) {
    if (auto checked = check_not_last(unit, member); !checked) return checked;
    auto account = account_of(unit, member);
    if (!account) return Err(account.error());
    if (!account->locked_at) account->locked_at = now;
    auto& accounts = unit.change_accounts();
    accounts.set_account(*account);
    accounts.end_sessions(member.id, {});
    accounts.revoke_account_links(member.id);
    note(unit, member, AccountEvent::locked, now, by);
    return {};
}

Result<void> unlock(Unit& unit, const Member& member, Instant now, std::optional<MemberId> by) {
    auto account = account_of(unit, member);
    if (!account) return Err(account.error());
    account->locked_at.reset();
    auto& accounts = unit.change_accounts();
    accounts.set_account(*account);
    accounts.set_login_count(member.address, {0, now});
    note(unit, member, AccountEvent::unlocked, now, by);
    return {};
}

Result<void> reset_second_factor(Unit& unit, const Member& member, Instant now, std::optional<MemberId> by) {
    auto account = account_of(unit, member);
    if (!account) return Err(account.error());
    account->totp_secret.clear();
    account->totp_offered.clear();
    auto& accounts = unit.change_accounts();
    accounts.set_account(*account);
    accounts.set_recovery_codes(member.id, {});
    accounts.end_sessions(member.id, {});
    note(unit, member, AccountEvent::second_factor_taken_away, now, by);
    return {};
}

Result<void> reset_password(Unit& unit, const Member& member, Instant now, std::optional<MemberId> by) {
    auto account = account_of(unit, member);
    if (!account) return Err(account.error());
    account->password_hash.clear();
    auto& accounts = unit.change_accounts();
    accounts.set_account(*account);
    accounts.end_sessions(member.id, {});
    note(unit, member, AccountEvent::password_taken_away, now, by);
    return {};
}

void end_sessions(Unit& unit, const Member& member, Instant now, std::optional<MemberId> by) {
    unit.change_accounts().end_sessions(member.id, {});
    note(unit, member, AccountEvent::sessions_ended, now, by);
}

Result<void> carry_out(AccountAct act, Unit& unit, const AccountLinks& links, const Member& member,
                       std::optional<MemberRole> role, Instant now, std::optional<MemberId> by) {
    switch (act) {
        case AccountAct::invite:
            return links.mail(unit, member, AccountLinkPurpose::invitation, now, by);
        case AccountAct::set_role:
            if (!role) return Err(Error::Code::invalid_input, "there is no such role");
            return set_role(unit, member, *role, now, by);
        case AccountAct::lock:
            return lock(unit, member, now, by);
        case AccountAct::unlock:
            return unlock(unit, member, now, by);
        case AccountAct::reset_second_factor:
            return reset_second_factor(unit, member, now, by);
        case AccountAct::reset_password:
            if (auto taken = reset_password(unit, member, now, by); !taken) return taken;
            return links.mail(unit, member, AccountLinkPurpose::password, now, by);
        case AccountAct::end_sessions:
            end_sessions(unit, member, now, by);
            return {};
    }
    return {};
}

}  // namespace rexflow::engine::account_care
