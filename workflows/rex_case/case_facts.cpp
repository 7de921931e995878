#include "workflows/rex_case/case_facts.hpp"

#include <algorithm>
#include <charconv>

namespace rexflow::rex_case {

void CaseFacts::add_attempt(engine::Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    if (std::ranges::find(attempt_days, day) == attempt_days.end()) attempt_days.push_back(day);
}

std::ptrdiff_t CaseFacts::count(ItemKind kind) const { return std::ranges::count(items, kind, &Item::kind); }

const Item* CaseFacts::find_item(int seq) const {
    const auto found = std::ranges::find(items, seq, &Item::seq);
    return found == items.end() ? nullptr : &*found;
}

bool CaseFacts::every_gap_has_a_factor() const {
    const auto has_factor = [this](const Item& gap) {
        return std::ranges::any_of(
            items, [&](const Item& item) { return item.kind == ItemKind::factor && item.belongs_to == gap.seq; });
    };
    return std::ranges::all_of(items, [&](const Item& item) { return item.kind != ItemKind::gap || has_factor(item); });
}

bool CaseFacts::is_set_aside(std::optional<engine::MemberId> member) const {
    return member && std::ranges::find(set_aside, *member) != set_aside.end();
}

int seq_of(std::string_view reference) {
    int seq = 0;
    std::from_chars(reference.data(), reference.data() + reference.size(), seq);
    return seq;
}

}  // namespace rexflow::rex_case
