#pragma once

#include "engine/ports/api_access.hpp"
#include "engine/ports/secrets.hpp"
#include "engine/ports/store.hpp"

#include <array>
#include <string>
#include <string_view>

namespace rexflow::engine {

/// What a token may be allowed. It never allows more than the role of the member it belongs to.
struct AccessScope {
    std::string_view name;
    Text label;
};

namespace scopes {
inline constexpr std::string_view cases_read = "cases.read";
inline constexpr std::string_view texts_read = "texts.read";
inline constexpr std::string_view identity_read = "identity.read";
inline constexpr std::string_view files_read = "files.read";
inline constexpr std::string_view cases_write = "cases.write";
inline constexpr std::string_view mail_read = "mail.read";
inline constexpr std::string_view mail_write = "mail.write";
inline constexpr std::string_view house_read = "house.read";
inline constexpr std::string_view house_write = "house.write";
inline constexpr std::string_view oversight_read = "oversight.read";
inline constexpr std::string_view accounts_write = "accounts.write";
inline constexpr std::string_view account_own = "account.own";
inline constexpr std::string_view reports_write = "reports.write";
inline constexpr std::string_view metrics_read = "metrics.read";
inline constexpr std::string_view calendar = "calendar";
}  // namespace scopes

inline constexpr std::array access_scopes{
    AccessScope{scopes::cases_read, {"dossiers : états, échéances, historique", "cases: states, deadlines, history"}},
    AccessScope{scopes::texts_read, {"textes des dossiers", "the texts of cases"}},
    AccessScope{scopes::identity_read,
                {"identités, après l’acte de les consulter", "identities, once the act of looking was recorded"}},
    AccessScope{scopes::files_read,
                {"courriels et pièces jointes tels qu’ils sont arrivés, consultation notée",
                 "mails and files as they came, each look recorded"}},
    AccessScope{scopes::cases_write, {"enregistrer des événements", "record events"}},
    AccessScope{scopes::mail_read, {"courriels et lettres, sans contenu", "messages and letters, without content"}},
    AccessScope{scopes::mail_write, {"relancer courriels et lettres", "take messages and letters up again"}},
    AccessScope{scopes::house_read,
                {"annuaire, membres, règles, état du service", "directory, members, policy, health"}},
    AccessScope{scopes::house_write, {"compléter l’annuaire", "change the directory"}},
    AccessScope{scopes::oversight_read,
                {"qui a consulté quoi, suivi des comptes, vérification",
                 "who looked at what, what happened to accounts, verification"}},
    AccessScope{scopes::accounts_write, {"gérer les comptes", "manage accounts"}},
    AccessScope{scopes::account_own,
                {"son propre compte : mot de passe, second facteur, sessions, agendas",
                 "one's own account: password, second factor, sessions, feeds"}},
    AccessScope{scopes::reports_write,
                {"déposer un signalement et suivre son récépissé, comme sur la page publique",
                 "hand in a report and follow its receipt, as on the public page"}},
    AccessScope{scopes::metrics_read, {"compteurs de /metrics", "the counters of /metrics"}},
    AccessScope{scopes::calendar, {"agenda privé", "the private calendar feed"}},
};

/// Makes a token for `token.member` and returns its text, which is kept nowhere: 32 base32 characters. A line of the
/// account log: `by` is the member who gives it, none the command line.
/// Error::Code::invalid_input for no scope, an unknown one, or a name longer than 100 bytes.
[[nodiscard]] Result<std::string> give_token(Unit& unit, Nonces& nonces, AccessToken token, std::optional<MemberId> by);

/// False when it was revoked already, or is not `member`'s. Else a line of the account log.
[[nodiscard]] bool revoke_token(Unit& unit, MemberId member, TokenId id, Instant now, std::optional<MemberId> by);

/// Whether it opens the calendar feed and nothing else.
[[nodiscard]] bool is_feed(const AccessToken& token);

/// The token of this text that may be used now, with its member: not revoked, the member active and not locked out.
struct TokenBearer {
    AccessToken token;
    Member member;

    [[nodiscard]] bool may(std::string_view scope) const;
};
[[nodiscard]] std::optional<TokenBearer> find_bearer(const Reader& reader, std::string_view text);

/// Whether its last use is long enough ago to be noted again.
[[nodiscard]] bool is_use_to_be_noted(const AccessToken& token, Instant now);

}  // namespace rexflow::engine
