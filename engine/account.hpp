#pragma once

#include "engine/ids.hpp"
#include "engine/member_role.hpp"
#include "engine/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rexflow::engine {

using SessionId = Id<struct SessionTag>;

/// How a member logs in. A member without an account was never invited.
struct Account {
    MemberId member;
    std::string password_hash;  ///< argon2id; empty: no password yet, or it was taken away
    std::optional<Instant> charter_accepted_at;
    std::string charter;               ///< which text that was: CharterText::fingerprint
    std::string totp_secret;           ///< 20 bytes; empty: no second factor
    std::string totp_offered;          ///< a secret shown to its owner and not yet confirmed by a code
    std::int64_t totp_last_step = 0;   ///< a code of this step or an earlier one was used already (RFC 6238, 5.2)
    std::optional<Instant> locked_at;  ///< by an administrator, until unlocked
    bool operator==(const Account&) const = default;
};

/// How far somebody has come who asked to enter.
enum class SessionStage {
    second_factor,  ///< the password was right, the code is missing
    entered,
};

/// A browser somebody entered with. Its token is only in the cookie.
struct AccountSession {
    SessionId id;
    MemberId member;
    SessionStage stage = SessionStage::entered;
    Instant created_at;
    Instant last_seen_at;  ///< to a few minutes
    Instant expires_at;    ///< whatever happens
    std::string network;   ///< client_network() of who entered
    std::string browser;   ///< "Firefox, Linux", for its owner to know it again
    bool operator==(const AccountSession&) const = default;
};

/// What a link mailed to a member is for; both lead to choosing a password.
enum class AccountLinkPurpose { invitation, password };

/// A link that works once. Its token is only in the mail.
struct AccountLink {
    MemberId member;
    AccountLinkPurpose purpose = AccountLinkPurpose::password;
    Instant issued_at;
    Instant expires_at;
    bool operator==(const AccountLink&) const = default;
};

/// Logins that failed in a row, for one identifier or one network.
struct LoginCount {
    int failures = 0;
    Instant last_at;
    bool operator==(const LoginCount&) const = default;
};

}  // namespace rexflow::engine
