#pragma once

#include "engine/ports/accounts.hpp"
#include "engine/ports/store.hpp"

/// What an administrator does with the accounts of others, here and on the command line. Each is part of the caller's
/// transaction.
namespace rexflow::engine::account_care {

/// Whoever is logged in has to log in again. Error::Code::refused when the last administrator who can log in would
/// be none any more.
[[nodiscard]] Result<void> set_role(Unit& unit, const Member& member, MemberRole role);

/// Every session ends and nobody enters with this account. Error::Code::refused for the last administrator.
[[nodiscard]] Result<void> lock(Unit& unit, const Member& member, Instant now);
/// Failures are forgotten as well. Error::Code::not_found when the member was never invited.
[[nodiscard]] Result<void> unlock(Unit& unit, const Member& member, Instant now);

/// Takes the second factor away, for somebody who lost it; ends every session.
[[nodiscard]] Result<void> reset_second_factor(Unit& unit, const Member& member);
/// Takes the password away: only a link leads in again. Ends every session.
[[nodiscard]] Result<void> reset_password(Unit& unit, const Member& member);

}  // namespace rexflow::engine::account_care
