#pragma once

#include "engine/account.hpp"
#include "engine/charter.hpp"
#include "engine/context.hpp"
#include "engine/ports/accounts.hpp"
#include "engine/ports/passwords.hpp"
#include "engine/ports/store.hpp"

#include <chrono>
#include <variant>
#include <vector>

namespace rexflow::engine {

/// What the CPTS's settings say about accounts.
struct AccountRules {
    std::vector<MemberRole> second_factor_for;  ///< these cannot do without one
    std::chrono::minutes idle{120};             ///< a session nobody used for so long is over
    std::chrono::hours longest{12};             ///< and any session after so long
    std::chrono::hours invitation_lasts{7 * 24};
    std::chrono::minutes password_link_lasts{60};
    CharterText charter;  ///< who accepted another text is asked again
};

/// Where somebody enters from, for the list of their sessions.
struct Whence {
    std::string network;
    std::string browser;
};

/// What is left to do before the pages of cases open.
enum class Outstanding { nothing, code, charter, second_factor };

/// A member with a session that counts.
struct Present {
    Member member;
    AccountSession session;
    Outstanding outstanding = Outstanding::nothing;
};

/// Somebody got one step further: the cookie's new token, and what is left.
struct Entered {
    std::string token;
    Outstanding outstanding = Outstanding::nothing;
};
/// Identifier, password or code is wrong, or the account is locked: nobody learns which.
struct NotRight {};
/// Too many failures, of this identifier or this network.
struct Braked {
    Instant until;
};
/// The session the code belongs to is over.
struct Gone {};
using Login = std::variant<Entered, NotRight, Braked, Gone>;

/// Who asks for a page: somebody who sits there, or the page itself, which keeps no session from ending.
enum class Asks { person, script };

/// How members enter and leave. Passwords are hashed outside of any transaction. Safe from several threads.
class Accounts {
public:
    Accounts(const Context& context, Passwords& passwords, const AccountRules& rules)
        : context_(context), passwords_(passwords), rules_(rules) {}

    /// One password is hashed whoever asks, known or not; none while the brake holds. The attempt is counted before the
    /// password is looked at, so that many at once are not free. Errors: busy, and those of the store.
    [[nodiscard]] Result<Login> log_in(Store& store, std::string_view identifier, std::string_view password,
                                       const Whence& whence, Instant now) const;

    /// The second factor, for a session that waits for it: a code of the app, or a recovery code. Each counts once.
    [[nodiscard]] Result<Login> give_code(Store& store, std::string_view token, std::string_view code,
                                          Instant now) const;

    /// Who has this token; none when the session is over, or its member may not enter (any more). Notes every few
    /// minutes that a person was seen.
    [[nodiscard]] Result<std::optional<Present>> find(Store& store, std::string_view token, Instant now,
                                                      Asks asks = Asks::person) const;

    [[nodiscard]] Result<void> log_out(Store& store, SessionId id) const;

    /// A session for a member whose password is known to be right, part of the caller's transaction: it waits for the
    /// second factor where there is one. Failures of the identifier are forgotten where nothing is left to be guessed.
    [[nodiscard]] Entered enter_with_password(Unit& unit, const Member& member, const Account& account,
                                              const Whence& whence, Instant now) const;

    /// The same session under a new token, as whoever has it may do something else now. None when it is gone.
    [[nodiscard]] std::optional<Entered> renew(Unit& unit, std::string_view token, Instant now) const;

    /// For whoever asks for a member's password again: counts the attempt, or says until when none is possible.
    [[nodiscard]] std::optional<Instant> count_attempt_of(Unit& unit, MemberId member, Instant now) const;
    void forget_attempts_of(Unit& unit, MemberId member, Instant now) const;

    /// What every form of a page carries: bound to one session.
    [[nodiscard]] std::string form_token(std::string_view session_token) const;

    /// Whether its member has yet to accept the charter as it is now.
    [[nodiscard]] bool asks_charter(const Account& account) const;
    /// Puts into `account`, which the caller keeps, that its member accepts the charter now.
    void accept_charter(Unit& unit, Account& account, Instant now) const;

    [[nodiscard]] Outstanding outstanding(const Member& member, const Account& account) const;
    [[nodiscard]] const AccountRules& rules() const { return rules_; }

private:
    struct Attempt;

    [[nodiscard]] std::string new_token() const;
    [[nodiscard]] Entered enter(Unit& unit, const Member& member, const Account& account, const Whence& whence,
                                Instant now) const;
    [[nodiscard]] Entered add_session(Unit& unit, MemberId member, SessionStage stage, const Whence& whence,
                                      Instant expires_at, Instant now) const;
    [[nodiscard]] bool is_over(const AccountSession& session, Instant now) const;

    const Context& context_;
    Passwords& passwords_;
    const AccountRules& rules_;
};

}  // namespace rexflow::engine
