#pragma once

#include "engine/text.hpp"

#include <span>
#include <string_view>

/// Blank forms as tables: what is printed, what is filled in, and the other words people use for the same thing.
namespace rexflow::engine::reading {

enum class FieldShape {
    text,       ///< one line
    long_text,  ///< several lines
    choice,     ///< one of `options`; other words are kept as written
    choices,    ///< several of them
    flag,       ///< a box of its own, ticked or not
    day,        ///< a date
    phone,
    address,  ///< a mail address
};

struct Option {
    std::string_view value;
    Text label;
    std::span<const std::string_view> spellings = {};  ///< other words for it, any case and accents
};

/// Whether the form it is copied to is known to ask for it, or somebody should look first.
enum class Certainty { attested, to_confirm };

struct BlankField {
    std::string_view key;  ///< letters, digits and "_"
    FieldShape shape = FieldShape::text;
    Text label;
    Text hint = {};
    std::span<const Option> options = {};
    std::span<const std::string_view> spellings = {};  ///< other labels for it, any case, accents and punctuation
    Certainty certainty = Certainty::attested;
};

struct BlankSection {
    Text title;
    Text guidance;
    std::span<const BlankField> fields;
};

struct BlankForm {
    std::string_view name;  ///< "fiche_rex"; a field is called "fiche_rex.phone" in a document
    Text title;
    Text introduction;
    Text reminder;  ///< what must never be written on it
    Text ending;    ///< what becomes of it; may be empty
    std::span<const BlankSection> sections;
    std::span<const std::string_view> marks;  ///< words that only a document of this form bears
};

}  // namespace rexflow::engine::reading
