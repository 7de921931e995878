#pragma once

#include "engine/accounts.hpp"
#include "engine/correspondence.hpp"
#include "engine/links.hpp"

namespace rexflow::engine {

/// The one rule about passwords: length, in characters. No composition, no expiry.
inline constexpr std::size_t shortest_password = 12;
inline constexpr std::size_t longest_password = 200;
enum class PasswordTrouble { none, too_short, too_long };
[[nodiscard]] PasswordTrouble trouble_with(std::string_view password);

/// A link that was opened.
struct OpenLink {
    Member member;
    AccountLinkPurpose purpose = AccountLinkPurpose::password;
    Instant expires_at;
    bool asks_charter = false;  ///< its member has not accepted the charter yet, or another text
};

/// What became of choosing a password: in at once, or what is wrong.
struct CharterMissing {};
using Choosing = std::variant<Entered, PasswordTrouble, CharterMissing, Gone>;

/// Links mailed to members: the invitation that makes an account, and the way back in without a password.
class AccountLinks {
public:
    AccountLinks(const Context& context, Passwords& passwords, const Accounts& accounts)
        : context_(context),
          passwords_(passwords),
          accounts_(accounts),
          correspondence_(context),
          tokens_(context.signer) {}

    /// Whole address of a new link; the member's older ones answer nothing any more. An invitation is a line of the
    /// account log: `by` is the member who invites, none the command line. Error::Code::configuration where the
    /// installation has no public address.
    [[nodiscard]] Result<std::string> make(Unit& unit, const Member& member, AccountLinkPurpose purpose, Instant now,
                                           std::optional<MemberId> by) const;
    /// The same as a letter in the outbox.
    [[nodiscard]] Result<void> mail(Unit& unit, const Member& member, AccountLinkPurpose purpose, Instant now,
                                    std::optional<MemberId> by) const;

    /// Mails a link to whoever has this identifier and an account. Says nothing about it, and is braked like logins.
    [[nodiscard]] Result<void> forgot(Store& store, std::string_view identifier, std::string_view network,
                                      Instant now) const;

    /// None for a link that was used, revoked, expired, guessed or forged, or whose member may not enter.
    [[nodiscard]] Result<std::optional<OpenLink>> look(Store& store, std::string_view token, Instant now) const;

    /// Sets the password, once. Every session of the member ends, and a new one begins; a second factor is still asked
    /// for. `charter` says whether it was accepted in the form.
    enum class Charter { accepted, not_accepted };
    [[nodiscard]] Result<Choosing> choose(Store& store, std::string_view token, std::string_view password,
                                          Charter charter, const Whence& whence, Instant now) const;

private:
    [[nodiscard]] std::optional<OpenLink> find(const Reader& reader, std::string_view token, Instant now) const;

    const Context& context_;
    Passwords& passwords_;
    const Accounts& accounts_;
    Correspondence correspondence_;
    LinkTokens tokens_;
};

}  // namespace rexflow::engine
