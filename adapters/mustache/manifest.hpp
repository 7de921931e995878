#pragma once

#include "engine/letter.hpp"
#include "engine/result.hpp"
#include "engine/text.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::mustache {

/// Whose name a value may hold. Anything but `none` is allowed in few letters, and a test names them.
enum class Privacy {
    none,                       ///< names nobody
    own_name,                   ///< the addressee's own, as the cell recorded it
    third_person_with_consent,  ///< somebody else's, with recorded consent
};

/// What a letter does with a value.
enum class Kind {
    text,  ///< shows it
    link,  ///< leads to it; http or https only
    mark,  ///< switches a part on; the value itself is never shown
    list,  ///< shows one line an item
};

enum class Need { required, optional };

/// Names of variables, or of the fields of a list's items.
using Needs = std::map<std::string, Need, std::less<>>;

/// Words in both languages, from the manifest.
struct Words {
    std::string fr;
    std::string en;
    [[nodiscard]] const std::string& in(engine::Locale locale) const { return locale == engine::Locale::fr ? fr : en; }
};

/// A value letters may carry. A name means the same in every letter.
struct Variable {
    Kind kind = Kind::text;
    std::string means;  ///< in English, for developers
    Privacy privacy = Privacy::none;
    Needs fields;                                                         ///< of a list's items
    Words sample;                                                         ///< invented
    std::vector<std::map<std::string, Words, std::less<>>> sample_items;  ///< of a list; invented
};

struct LetterDescription {
    std::string name;  ///< "intake_acknowledged"
    engine::Audience audience = engine::Audience::outside;
    Words label;      ///< for a timeline: "accusé de réception"
    Needs variables;  ///< with those every letter has
    /// Variables that every letter is given and that this one must not show: the acknowledgement greets without a name.
    std::vector<std::string> withheld;
};

enum class Sample { full, minimal };

/// templates/manifest.json: every letter and what it may carry.
struct Manifest {
    std::vector<LetterDescription> letters;
    std::map<std::string, Variable, std::less<>> variables;

    [[nodiscard]] const LetterDescription* find(std::string_view letter) const;

    /// Values to show a letter with: every variable it declares, or only the required ones. All invented.
    [[nodiscard]] engine::LetterVariables sample(const LetterDescription& letter, engine::Locale locale,
                                                 Sample size) const;
};

/// Reads a manifest; `configuration` says what is wrong with it.
[[nodiscard]] engine::Result<Manifest> parse_manifest(std::string_view json);

/// The one built into the program.
[[nodiscard]] const Manifest& manifest();

}  // namespace rexflow::mustache
