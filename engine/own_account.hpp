#pragma once

#include "engine/account_links.hpp"

namespace rexflow::engine {

/// How many recovery codes somebody gets.
inline constexpr int recovery_codes = 10;

/// The text a session is known by.
struct SessionToken {
    std::string_view text;
};

/// Who changes their own account: the holder of a session, which goes on under a new token; or a member who came with
/// an access token and has no session.
using Owner = std::variant<SessionToken, MemberId>;

/// Everything went well: the session's new token, where there is one.
struct Renewed {
    std::string token;
    std::vector<std::string> codes = {};  ///< new recovery codes, to be shown this once: "abcd-efgh-ijkl-mnop"
};
using OwnChange = std::variant<Renewed, PasswordTrouble, NotRight, Braked, Gone>;

/// A secret for an app of second factors, which counts once a code of it is given.
struct OfferedSecret {
    std::string bytes;
};
using SecretOffer = std::variant<OfferedSecret, NotRight, Braked, Gone>;

/// Ends a session of a member's own; false where there is none of that number, another member's included.
[[nodiscard]] bool end_session(Unit& unit, MemberId member, SessionId id);

/// What members do with their own account. Where the way in changes, every session of theirs ends but the one it is
/// done in.
class OwnAccount {
public:
    OwnAccount(const Context& context, Passwords& passwords, const Accounts& accounts)
        : context_(context), passwords_(passwords), accounts_(accounts) {}

    [[nodiscard]] Result<OwnChange> accept_charter(Store& store, SessionToken session, Instant now) const;

    /// The password known so far is asked for, and wrong ones are counted as at the login.
    [[nodiscard]] Result<OwnChange> change_password(Store& store, const Owner& owner, std::string_view known,
                                                    std::string_view fresh, Instant now) const;

    /// A secret for an app, which counts once a code of it is given. The one offered before is offered again, so that a
    /// page that is loaded twice shows the same; none where a second factor is set up already.
    [[nodiscard]] Result<std::optional<std::string>> offer_second_factor(Store& store, MemberId member) const;
    /// A fresh one for who came with an access token, who has to give the password: a token alone must not be enough to
    /// learn or to set a second factor.
    [[nodiscard]] Result<SecretOffer> offer_second_factor(Store& store, MemberId member, std::string_view known,
                                                          Instant now) const;
    [[nodiscard]] Result<OwnChange> confirm_second_factor(Store& store, const Owner& owner, std::string_view code,
                                                          Instant now) const;

    /// These ask for the password again. Gone for who has no second factor.
    [[nodiscard]] Result<OwnChange> drop_second_factor(Store& store, const Owner& owner, std::string_view known,
                                                       Instant now) const;
    [[nodiscard]] Result<OwnChange> renew_recovery_codes(Store& store, const Owner& owner, std::string_view known,
                                                         Instant now) const;

private:
    /// False: there is nothing to change.
    using Change = std::function<bool(Unit&, Account&, Renewed&)>;
    using Work = std::function<void(Unit&, Account&)>;
    /// Nothing in the first place: it was the password, and `work` was done if the account is still there and its own.
    using Refusal = std::variant<std::monostate, NotRight, Braked>;
    [[nodiscard]] Result<Refusal> with_proof(Store& store, const Owner& owner, std::string_view known, Instant now,
                                             const Work& work) const;
    [[nodiscard]] Result<OwnChange> with_password(Store& store, const Owner& owner, std::string_view known, Instant now,
                                                  const Change& change) const;
    [[nodiscard]] OwnChange renewed(Unit& unit, const Owner& owner, Renewed result, Instant now) const;
    [[nodiscard]] std::vector<std::string> new_codes(Unit& unit, MemberId member) const;

    const Context& context_;
    Passwords& passwords_;
    const Accounts& accounts_;
};

}  // namespace rexflow::engine
