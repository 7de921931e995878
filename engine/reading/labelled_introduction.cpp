#include "engine/reading/folded.hpp"
#include "engine/reading/introduction.hpp"
#include "engine/reading/lines.hpp"
#include "engine/reading/phrases.hpp"
#include "engine/reading/professions.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace rexflow::engine::reading {

namespace {

enum class Field { family, given, whole, profession };

struct Label {
    std::string_view folded;
    Field field;
};

constexpr auto labels = std::to_array<Label>({
    {"nom", Field::family},
    {"nom de famille", Field::family},
    {"nom du declarant", Field::family},
    {"prenom", Field::given},
    {"prenom du declarant", Field::given},
    {"nom et prenom", Field::whole},
    {"nom, prenom", Field::whole},
    {"nom / prenom", Field::whole},
    {"nom prenom", Field::whole},
    {"nom - prenom", Field::whole},
    {"prenom et nom", Field::whole},
    {"prenom nom", Field::whole},
    {"nom et prenom du declarant", Field::whole},
    {"declarant", Field::whole},
    {"declarante", Field::whole},
    {"professionnel declarant", Field::whole},
    {"identite", Field::whole},
    {"contact", Field::whole},
    {"profession", Field::profession},
    {"profession du declarant", Field::profession},
    {"fonction", Field::profession},
    {"metier", Field::profession},
    {"qualite", Field::profession},
});

constexpr std::size_t longest_value = 80;

void note_profession(Person& person, std::string_view value) {
    const auto found = find_profession(fold(value));
    if (found && person.profession.empty()) person.profession = found->key;
}

void fill(Introduction& made, Field field, std::string_view value) {
    auto& person = made.person;
    if (field == Field::profession) return note_profession(person, value);
    if (field == Field::whole) {
        const auto segments = segments_of(value);
        const auto name = segments.empty() ? std::nullopt : parse_name(segments.front());
        const bool is_needed = person.family.empty() && person.given.empty();
        if (!name || !is_needed || (name->family.empty() && name->given.empty())) return;
        person.family = name->family;
        person.given = name->given;
        person.title = name->title;
        made.order = name->order;
        return note_profession(person, value);
    }
    auto& part = field == Field::family ? person.family : person.given;
    const auto name = parse_name(value);
    if (!part.empty() || !name) return;
    const auto joint = name->given.empty() || name->family.empty() ? "" : " ";
    part = name->given + joint + name->family;
    if (person.title.empty()) person.title = name->title;
}

}  // namespace

std::optional<Introduction> introduced_by_labels(std::string_view body) {
    constexpr std::size_t most_lines = 200;
    constexpr double confidence = 0.95;
    Introduction made;
    std::size_t count = 0;
    for (const auto& line : lines_of(body)) {
        if (++count > most_lines) break;
        const auto colon = line.written.find(':');
        if (colon == std::string_view::npos || colon > longest_value) continue;
        const auto label = fold(line.written.substr(0, colon));
        // Below "Patient :" are the names of the patient.
        if (has_phrase(label, "patient") || has_phrase(label, "patiente")) break;
        const auto found = std::ranges::find(labels, trim(label, " -*."), &Label::folded);
        if (found == labels.end()) continue;
        const auto value = trim(line.written.substr(colon + 1));
        if (!value.empty() && value.size() <= longest_value) fill(made, found->field, value);
        if (made.person.evidence.sentence.empty()) made.person.evidence = {std::string(line.written), confidence};
    }
    if (made.person.family.empty() && made.person.given.empty()) return std::nullopt;
    if (made.person.profession.empty() && made.person.title == "Dr") made.person.profession = "doctor";
    return made;
}

}  // namespace rexflow::engine::reading
