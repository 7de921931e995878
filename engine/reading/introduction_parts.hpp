#pragma once

#include "engine/reading/introduction.hpp"

#include <optional>
#include <string_view>

namespace rexflow::engine::reading {

/// The text from a place on up to the end of its sentence, at most 160 bytes; the points of titles and initials end
/// none.
[[nodiscard]] std::string_view sentence_from(std::string_view text, std::size_t begin);

/// A text without the small words in front that a name or profession may stand behind: "le", "une", "votre".
[[nodiscard]] std::string_view without_filling(std::string_view text);

[[nodiscard]] bool has_name(const std::optional<Introduction>& found);

/// Whether a name has a title, or both its parts: one that stands for a person wherever it is.
[[nodiscard]] bool is_whole(const std::optional<WrittenName>& name);

/// Whether a line tells of a patient: "Mme Durand, née le ...", "Patient : ...".
[[nodiscard]] bool tells_of_a_patient(std::string_view folded_line);

/// An introduction without evidence. Where no profession is told, a title may tell it.
[[nodiscard]] Introduction make_introduction(const std::optional<WrittenName>& name, std::string_view profession);

/// The profession a part of a text begins with; empty when it does not.
[[nodiscard]] std::string_view profession_at_begin(std::string_view text);

/// A name with what follows it, "Claire Martin, IDEL à Saint-Jean", "Claire Martin infirmière".
[[nodiscard]] std::optional<Introduction> name_and_profession(std::string_view sentence);

/// A place and who speaks for it: "la pharmacie du Lac (Mme Aubert)", "Nicolas de la pharmacie du Marché".
[[nodiscard]] std::optional<Introduction> name_at_place(std::string_view sentence);

}  // namespace rexflow::engine::reading
