#pragma once

#include "engine/text.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace rexflow::engine {

/// What can happen to an account.
enum class AccountEvent {
    invited,  ///< a link that opens an account was made for its member
    role_changed,
    locked,
    unlocked,
    second_factor_set_up,
    second_factor_taken_away,
    recovery_codes_renewed,
    password_chosen,  ///< behind a link that was mailed
    password_changed,
    password_taken_away,
    sessions_ended,  ///< all of them, by somebody else
    charter_accepted,
    login_delayed,  ///< somebody had to wait, after too many failures in a row
    token_given,
    token_revoked,
    feed_given,  ///< a calendar feed: a token that opens nothing else
    feed_revoked,
};

struct AccountEventDescriptor {
    AccountEvent event;
    std::string_view name;  ///< as the database spells it
    Text label;
};

/// In the order of the enumeration.
inline constexpr auto account_events = std::to_array<AccountEventDescriptor>({
    {AccountEvent::invited, "invited", {"invitation", "invited"}},
    {AccountEvent::role_changed, "role_changed", {"rôle changé", "role changed"}},
    {AccountEvent::locked, "locked", {"compte bloqué", "account locked"}},
    {AccountEvent::unlocked, "unlocked", {"compte débloqué", "account unlocked"}},
    {AccountEvent::second_factor_set_up,
     "second_factor_set_up",
     {"second facteur mis en place", "second factor set up"}},
    {AccountEvent::second_factor_taken_away,
     "second_factor_taken_away",
     {"second facteur retiré", "second factor taken away"}},
    {AccountEvent::recovery_codes_renewed,
     "recovery_codes_renewed",
     {"codes de secours renouvelés", "recovery codes renewed"}},
    {AccountEvent::password_chosen,
     "password_chosen",
     {"mot de passe choisi par un lien reçu", "password chosen behind a mailed link"}},
    {AccountEvent::password_changed, "password_changed", {"mot de passe changé", "password changed"}},
    {AccountEvent::password_taken_away, "password_taken_away", {"mot de passe retiré", "password taken away"}},
    {AccountEvent::sessions_ended, "sessions_ended", {"toutes les sessions fermées", "every session ended"}},
    {AccountEvent::charter_accepted, "charter_accepted", {"charte acceptée", "charter accepted"}},
    {AccountEvent::login_delayed,
     "login_delayed",
     {"connexion retardée, après trop d’échecs", "login delayed, after too many failures"}},
    {AccountEvent::token_given, "token_given", {"jeton d’accès donné", "token given"}},
    {AccountEvent::token_revoked, "token_revoked", {"jeton d’accès retiré", "token revoked"}},
    {AccountEvent::feed_given, "feed_given", {"adresse d’agenda créée", "calendar feed given"}},
    {AccountEvent::feed_revoked, "feed_revoked", {"adresse d’agenda retirée", "calendar feed revoked"}},
});
static_assert([] {
    for (std::size_t at = 0; at < account_events.size(); ++at)
        if (account_events.at(at).event != static_cast<AccountEvent>(at)) return false;
    return true;
}());

[[nodiscard]] constexpr const AccountEventDescriptor& descriptor_of(AccountEvent event) {
    return account_events.at(static_cast<std::size_t>(event));
}

[[nodiscard]] constexpr std::optional<AccountEvent> parse_account_event(std::string_view text) {
    for (const auto& known : account_events)
        if (known.name == text) return known.event;
    return std::nullopt;
}

}  // namespace rexflow::engine
