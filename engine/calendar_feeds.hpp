#pragma once

#include "engine/access_scopes.hpp"
#include "engine/context.hpp"

#include <string>
#include <string_view>
#include <vector>

/// A member's private calendar: addresses from which calendar programs fetch it, for one device each.
namespace rexflow::engine::calendar_feeds {

/// Enough for every device somebody has; the oldest makes way for a new one.
inline constexpr std::size_t most = 10;

/// Those of a member that still count, the oldest first.
[[nodiscard]] std::vector<AccessToken> of_member(const Reader& reader, MemberId member);

/// Whole address of a new one, shown once and kept nowhere.
/// @param name what its owner calls it; cut where it is longer than a line
[[nodiscard]] Result<std::string> make(Unit& unit, const Context& context, MemberId member, std::string_view name,
                                       Instant now);

/// False where the member has none of that number.
[[nodiscard]] bool take_back(Unit& unit, MemberId member, TokenId id, Instant now);

}  // namespace rexflow::engine::calendar_feeds
