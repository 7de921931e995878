#include "engine/access_scopes.hpp"

#include "engine/ports/account_log.hpp"
#include "engine/ports/accounts.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>

namespace rexflow::engine {

Result<std::string> give_token(Unit& unit, Nonces& nonces, AccessToken token, std::optional<MemberId> by) {
    constexpr std::size_t longest_name = 100;
    const auto is_known = [](const std::string& scope) {
        return std::ranges::find(access_scopes, scope, &AccessScope::name) != access_scopes.end();
    };
    if (token.scopes.empty() || !std::ranges::all_of(token.scopes, is_known)) {
        std::string known;
        for (const auto& scope : access_scopes) known += (known.empty() ? "" : ", ") + std::string(scope.name);
        return Err(Error::Code::invalid_input, "a token needs scopes that are known", known);
    }
    if (token.name.size() > longest_name) return Err(Error::Code::invalid_input, "the name of the token is too long");
    auto text = nonces.next() + nonces.next();
    auto& registers = unit.edit_registers();
    const auto id = registers.api_access->add(text, token);
    registers.account_log->add({.member = token.member,
                                .by = by,
                                .event = is_feed(token) ? AccountEvent::feed_given : AccountEvent::token_given,
                                .token = id,
                                .at = token.made_at});
    return text;
}

bool revoke_token(Unit& unit, MemberId member, TokenId id, Instant now, std::optional<MemberId> by) {
    auto& registers = unit.edit_registers();
    const auto tokens = registers.api_access->of_member(member);
    const auto token = std::ranges::find(tokens, id, &AccessToken::id);
    if (token == tokens.end() || !registers.api_access->revoke(member, id, now)) return false;
    registers.account_log->add({.member = member,
                                .by = by,
                                .event = is_feed(*token) ? AccountEvent::feed_revoked : AccountEvent::token_revoked,
                                .token = id,
                                .at = now});
    return true;
}

bool is_feed(const AccessToken& token) { return token.scopes == std::vector{std::string(scopes::calendar)}; }

bool TokenBearer::may(std::string_view scope) const {
    return std::ranges::find(token.scopes, scope) != token.scopes.end();
}

std::optional<TokenBearer> find_bearer(const Reader& reader, std::string_view text) {
    constexpr std::size_t shortest = 32;
    constexpr std::size_t longest = 64;
    if (text.size() < shortest || text.size() > longest) return std::nullopt;
    auto token = reader.registers().api_access->find(text);
    if (!token || token->revoked_at) return std::nullopt;
    auto member = reader.find_member(token->member);
    if (!member || !member->active) return std::nullopt;
    if (const auto account = reader.accounts().find_account(member->id); account && account->locked_at)
        return std::nullopt;
    return TokenBearer{std::move(*token), std::move(*member)};
}

bool is_use_to_be_noted(const AccessToken& token, Instant now) {
    constexpr std::chrono::minutes often_enough{5};
    return !token.last_used_at || *token.last_used_at + often_enough <= now;
}

}  // namespace rexflow::engine
