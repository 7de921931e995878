#pragma once

#include "engine/account_event.hpp"
#include "engine/member_role.hpp"
#include "engine/ports/api_access.hpp"

#include <optional>
#include <vector>

namespace rexflow::engine {

using AccountEntryId = Id<struct AccountEntryTag>;

/// Something that happened to an account. Whom it is about stands here by number alone: names are the members' own.
struct AccountEntry {
    AccountEntryId id = {};
    MemberId member = {};             ///< whose account
    std::optional<MemberId> by = {};  ///< who did it; none: the command line, or, for login_delayed, nobody known
    AccountEvent event = AccountEvent::invited;
    std::optional<MemberRole> role_before = {};  ///< role_changed
    std::optional<MemberRole> role_after = {};   ///< role_changed
    std::optional<TokenId> token = {};           ///< of a token or a calendar feed
    std::string charter = {};                    ///< charter_accepted: CharterText::fingerprint
    Instant at = {};
    bool operator==(const AccountEntry&) const = default;
};

/// What happened to accounts, and who did it. Lines are added, and never changed or deleted.
class AccountLog {
public:
    virtual ~AccountLog() = default;

    /// The newest first; `before` goes on after an earlier answer.
    [[nodiscard]] virtual std::vector<AccountEntry> all(std::optional<AccountEntryId> before, int limit) const = 0;

    /// `entry.id` is the log's to say.
    virtual AccountEntryId add(const AccountEntry& entry) = 0;
};

}  // namespace rexflow::engine
