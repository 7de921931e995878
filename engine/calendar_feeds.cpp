#include "engine/calendar_feeds.hpp"

#include "engine/ports/registers.hpp"
#include "engine/utf8.hpp"

#include <algorithm>

namespace rexflow::engine::calendar_feeds {

std::vector<AccessToken> of_member(const Reader& reader, MemberId member) {
    auto tokens = reader.registers().api_access->of_member(member);
    std::erase_if(tokens, [](const AccessToken& token) { return token.revoked_at || !is_feed(token); });
    return tokens;
}

Result<std::string> make(Unit& unit, const Context& context, MemberId member, std::string_view name, Instant now) {
    constexpr std::size_t longest_name = 90;
    if (const auto feeds = of_member(unit, member); feeds.size() >= most)
        static_cast<void>(take_back(unit, member, feeds.front().id, now));
    AccessToken token;
    token.member = member;
    token.name = whole_characters(name, longest_name);
    token.scopes = {std::string(scopes::calendar)};
    token.made_at = now;
    auto text = give_token(unit, context.nonces, std::move(token), member);
    if (!text) return Err(text.error());
    return context.house.public_url + "/calendrier/" + *text + ".ics";
}

bool take_back(Unit& unit, MemberId member, TokenId id, Instant now) {
    const auto feeds = of_member(unit, member);
    if (std::ranges::find(feeds, id, &AccessToken::id) == feeds.end()) return false;
    return revoke_token(unit, member, id, now, member);
}

}  // namespace rexflow::engine::calendar_feeds
