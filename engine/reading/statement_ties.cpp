#include "engine/reading/statement_ties.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rexflow::engine::reading {

Tie tie_between(const Words& words, std::size_t from, std::size_t to) {
    constexpr auto joints = std::to_array<std::string_view>({"et", "ou", "/", "&", "+", "puis", "ni", "-"});
    constexpr auto choices =
        std::to_array<std::string_view>({"sinon", "autrement", "defaut", "eventuellement", "alors", "second"});
    auto tie = Tie::close;
    for (auto at = from; at < to; ++at) {
        const auto& word = words[at];
        if (std::ranges::find(choices, word.text) != choices.end()) return Tie::apart;
        const bool is_comma =
            word.text == "," || word.text == ";" || word.text == "(" || word.kind == WordKind::line_end;
        if (is_comma) tie = Tie::comma;
        if (tie == Tie::close && std::ranges::find(joints, word.text) != joints.end())
            tie = word.text == "ou" ? Tie::either : Tie::joined;
    }
    return tie;
}

bool has_strong_break(const Words& words, std::size_t from, std::size_t to) {
    for (auto at = from; at < to; ++at) {
        if (words.is(at, ";") || (words.is(at, ")") && at + 1 < to)) return true;
    }
    return false;
}

}  // namespace rexflow::engine::reading
