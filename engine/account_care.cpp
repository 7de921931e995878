#include "engine/account_care.hpp"

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

}  // namespace

Result<void> set_role(Unit& unit, const Member& member, MemberRole role) {
    if (role == member.role) return {};
    if (auto checked = check_not_last(unit, member); !checked) return checked;
    auto changed = member;
    changed.role = role;
    unit.update_member(changed);
    unit.change_accounts().end_sessions(member.id, {});
    return {};
}

Result<void> lock(Unit& unit, const Member& member, Instant now) {
    if (auto checked = check_not_last(unit, member); !checked) return checked;
    auto account = account_of(unit, member);
    if (!account) return Err(account.error());
    if (!account->locked_at) account->locked_at = now;
    auto& accounts = unit.change_accounts();
    accounts.set_account(*account);
    accounts.end_sessions(member.id, {});
    accounts.revoke_account_links(member.id);
    return {};
}

Result<void> unlock(Unit& unit, const Member& member, Instant now) {
    auto account = account_of(unit, member);
    if (!account) return Err(account.error());
    account->locked_at.reset();
    auto& accounts = unit.change_accounts();
    accounts.set_account(*account);
    accounts.set_login_count(member.address, {0, now});
    return {};
}

Result<void> reset_second_factor(Unit& unit, const Member& member) {
    auto account = account_of(unit, member);
    if (!account) return Err(account.error());
    account->totp_secret.clear();
    account->totp_offered.clear();
    auto& accounts = unit.change_accounts();
    accounts.set_account(*account);
    accounts.set_recovery_codes(member.id, {});
    accounts.end_sessions(member.id, {});
    return {};
}

Result<void> reset_password(Unit& unit, const Member& member) {
    auto account = account_of(unit, member);
    if (!account) return Err(account.error());
    account->password_hash.clear();
    auto& accounts = unit.change_accounts();
    accounts.set_account(*account);
    accounts.end_sessions(member.id, {});
    return {};
}

}  // namespace rexflow::engine::account_care
