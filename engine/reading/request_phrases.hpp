#pragma once

#include "engine/reading/phrase_table.hpp"
#include "engine/reading/request.hpp"

#include <optional>

namespace rexflow::engine::reading {

/// How much a phrase says by itself.
enum class Strength {
    none,   ///< takes the meaning from a part of it: "service des urgences"
    word,   ///< a sign among others
    plain,  ///< says it
};

struct Sign {
    Strength strength = Strength::none;
};

template <typename Value>
struct SignOf {
    Value value{};
    Strength strength = Strength::plain;
};

/// Of somebody who would like to be called.
[[nodiscard]] const PhraseTable<Sign>& call_wishes();
[[nodiscard]] const PhraseTable<Sign>& urgent_phrases();
[[nodiscard]] const PhraseTable<Sign>& withdrawal_phrases();
[[nodiscard]] const PhraseTable<Sign>& grave_phrases();
[[nodiscard]] const PhraseTable<SignOf<Scope>>& scope_phrases();
[[nodiscard]] const PhraseTable<SignOf<Kind>>& kind_phrases();

}  // namespace rexflow::engine::reading
