#include "engine/event.hpp"

#include <algorithm>
#include <charconv>

namespace rexflow::engine {

std::string_view text_of(const Payload& payload, std::string_view key) {
    const auto found = payload.find(key);
    return found == payload.end() ? std::string_view{} : std::string_view{found->second};
}

std::vector<std::string_view> items_of(std::string_view list) {
    std::vector<std::string_view> items;
    while (!list.empty()) {
        const auto comma = list.find(',');
        items.push_back(list.substr(0, comma));
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    }
    return items;
}

void fold(LiveObligations& obligations, const Effects& effects) {
    for (const auto& key : effects.cleared) obligations.erase(key);
    for (const auto& set : effects.set) obligations.insert_or_assign(set.obligation, set);
}

const FieldDescriptor* EventDescriptor::find_field(std::string_view key) const {
    const auto found = std::ranges::find(fields, key, &FieldDescriptor::key);
    return found == fields.end() ? nullptr : &*found;
}

std::optional<MemberId> Actor::member() const {
    constexpr std::string_view prefix = "member:";
    if (!text.starts_with(prefix)) return std::nullopt;
    MemberId id;
    const auto* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + prefix.size(), end, id.value);
    if (error != std::errc{} || rest != end || id.value <= 0) return std::nullopt;
    return id;
}

}  // namespace rexflow::engine
