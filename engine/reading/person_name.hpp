#pragma once

#include "engine/reading/name_words.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rexflow::engine::reading {

/// How sure it is which part of a name is which.
enum class NameOrder {
    written,  ///< capitals, a particle, a title or a common given name tell
    assumed,  ///< two words and nothing to tell them apart: the given name is taken for the first
    single,   ///< one word without a title: its part is a guess
};

/// A name with its title, as written by the person: "Dr Claire MARTIN", "M. Le Goff", "J. Dupont".
struct WrittenName {
    std::string family;
    std::string given;
    std::string title;  ///< "Dr", "Pr", "Mme", "M.", "Mlle", "Me"
    NameOrder order = NameOrder::written;
};

/// The title a folded word stands for; empty when it is none.
[[nodiscard]] std::string_view title_of(const NameWord& word);

/// A name when all words of a text are part of one, title included; nothing when other words are among them, or when
/// it is a place, a day, a greeting.
[[nodiscard]] std::optional<WrittenName> parse_name(std::string_view text);

/// A name without any capital, "dr dupont", "claire martin": only where a name is what is expected.
[[nodiscard]] std::optional<WrittenName> parse_careless_name(std::string_view text);

/// The name that the words from the first on are, up to one that is none: "Claire Martin de la pharmacie".
[[nodiscard]] std::optional<WrittenName> name_in_front(std::string_view text);

}  // namespace rexflow::engine::reading
