#pragma once

#include "engine/account_links.hpp"

/// What an administrator does with the accounts of others, in the browser and on the command line. Each is part of the
/// caller's transaction, with its line in the account log: `by` is the member who does it, none the command line.
namespace rexflow::engine::account_care {

/// A new member, invited at once; `member.id` is the store's to say. Error::Code::invalid_input for an address that is
/// no mailbox, or a name or address longer than 200 bytes; `already_there` for an address somebody has.
[[nodiscard]] Result<MemberId> add_member(Unit& unit, const AccountLinks& links, Member member, Instant now,
                                          std::optional<MemberId> by);

/// Whoever is logged in has to log in again; nothing happens where it is their role already. Error::Code::refused when
/// the last administrator who can log in would be none any more.
[[nodiscard]] Result<void> set_role(Unit& unit, const Member& member, MemberRole role, Instant now,
                                    std::optional<MemberId> by);

/// Every session ends and nobody enters with this account. Error::Code::refused for the last administrator.
[[nodiscard]] Result<void> lock(Unit& unit, const Member& member, Instant now, std::optional<MemberId> by);
/// Failures are forgotten as well. Error::Code::not_found when the member was never invited.
[[nodiscard]] Result<void> unlock(Unit& unit, const Member& member, Instant now, std::optional<MemberId> by);

/// Takes the second factor away, for somebody who lost it; ends every session.
[[nodiscard]] Result<void> reset_second_factor(Unit& unit, const Member& member, Instant now,
                                               std::optional<MemberId> by);
/// Takes the password away: only a link leads in again. Ends every session.
[[nodiscard]] Result<void> reset_password(Unit& unit, const Member& member, Instant now, std::optional<MemberId> by);

/// Whoever is logged in has to log in again.
void end_sessions(Unit& unit, const Member& member, Instant now, std::optional<MemberId> by);

enum class AccountAct { invite, set_role, lock, unlock, reset_second_factor, reset_password, end_sessions };

/// Does one of these, chosen while the program runs. An invitation is mailed, and so is a link after a password was
/// taken away. `role` is for set_role: Error::Code::invalid_input where it is none then.
[[nodiscard]] Result<void> carry_out(AccountAct act, Unit& unit, const AccountLinks& links, const Member& member,
                                     std::optional<MemberRole> role, Instant now, std::optional<MemberId> by);

}  // namespace rexflow::engine::account_care
