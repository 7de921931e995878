#pragma once

#include "engine/account.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// What can be asked about accounts. Tokens, recovery codes and identifiers are given in clear; the store keeps keyed
/// hashes of them, and seals the rest of what names or helps to enter.
class AccountReader {
public:
    virtual ~AccountReader() = default;
    [[nodiscard]] virtual std::optional<Account> find_account(MemberId member) const = 0;

    /// Whatever its stage, and also when it is over: Accounts says whether it still counts.
    [[nodiscard]] virtual std::optional<AccountSession> find_session(std::string_view token) const = 0;
    /// The newest first.
    [[nodiscard]] virtual std::vector<AccountSession> sessions_of(MemberId member) const = 0;

    /// Unused ones only.
    [[nodiscard]] virtual std::optional<AccountLink> find_account_link(std::string_view token) const = 0;

    /// `subject` is an identifier as typed, or a network; whether anybody has it is not asked.
    [[nodiscard]] virtual LoginCount login_count(std::string_view subject) const = 0;

    [[nodiscard]] virtual int recovery_codes_left(MemberId member) const = 0;
};

/// The writing half. Part of the transaction of the unit it was taken from.
class AccountUnit : public AccountReader {
public:
    /// Adds the account, or takes the place of the one that is there.
    virtual void set_account(const Account& account) = 0;

    /// `session.id` is given here. Error::Code::already_there (EnvironmentFailure) for a token that is there.
    virtual SessionId add_session(std::string_view token, const AccountSession& session) = 0;
    virtual void touch_session(SessionId id, Instant at) = 0;
    virtual void end_session(SessionId id) = 0;
    /// All of a member's but one; SessionId{} spares none.
    virtual void end_sessions(MemberId member, SessionId spared) = 0;
    /// Forgets sessions and links that expired before `at`, and failures from before `failures_at`.
    virtual void forget_expired(Instant at, Instant failures_at) = 0;

    virtual void add_account_link(std::string_view token, const AccountLink& link) = 0;
    /// Whether there was one to use: of two at once, one gets true.
    [[nodiscard]] virtual bool use_account_link(std::string_view token) = 0;
    /// Every unused link of a member.
    virtual void revoke_account_links(MemberId member) = 0;

    virtual void set_login_count(std::string_view subject, const LoginCount& count) = 0;

    /// In the place of those there are.
    virtual void set_recovery_codes(MemberId member, std::span<const std::string> codes) = 0;
    /// Whether it was one of the member's; it is none afterwards.
    [[nodiscard]] virtual bool use_recovery_code(MemberId member, std::string_view code) = 0;
};

}  // namespace rexflow::engine
