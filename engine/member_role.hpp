#pragma once

#include "engine/text.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace rexflow::engine {

/// What a member of the cell may do, from least to most: each may do what those before it may (see roles.hpp).
/// Not to be confused with Role, the people a letter is for.
enum class MemberRole { reader, member, coordinator, administrator };

struct MemberRoleDescriptor {
    MemberRole role;
    std::string_view name;  ///< as the database and the command line spell it
    Text label;
};

/// In the order of the enumeration.
inline constexpr std::array member_roles{
    MemberRoleDescriptor{MemberRole::reader, "reader", {"lecture", "reader"}},
    MemberRoleDescriptor{MemberRole::member, "member", {"membre", "member"}},
    MemberRoleDescriptor{MemberRole::coordinator, "coordinator", {"coordination", "coordinator"}},
    MemberRoleDescriptor{MemberRole::administrator, "administrator", {"administration", "administrator"}},
};

[[nodiscard]] constexpr std::string_view to_text(MemberRole role) {
    return member_roles.at(static_cast<std::size_t>(role)).name;
}

[[nodiscard]] constexpr std::optional<MemberRole> parse_member_role(std::string_view text) {
    for (const auto& known : member_roles)
        if (known.name == text) return known.role;
    return std::nullopt;
}

}  // namespace rexflow::engine
