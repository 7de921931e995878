#include "engine/access_scopes.hpp"

#include "engine/ports/accounts.hpp"
#include "engine/ports/registers.hpp"

#include <algorithm>

namespace rexflow::engine {

Result<std::string> give_token(Unit& unit, Nonces& nonces, AccessToken token) {
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
    unit.edit_registers().api_access->add(text, token);
    return text;
}

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
