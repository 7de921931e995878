#include "engine/reading/introduction_parts.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/lines.hpp"
#include "engine/reading/phrases.hpp"
#include "engine/reading/professions.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

/// What may stand between a phrase and a name or profession.
constexpr auto filling = std::to_array<std::string_view>({
    "le",   "la",    "un",       "une",     "votre", "l'",       "moi-meme", "aussi", "egalement", "donc",
    "bien", "jeune", "nouvelle", "nouveau", "d'",    "ancienne", "son",      "sa",    "leur",      ":",
});

/// "julie l'" of "julie l'infirmière".
std::string_view without_article(std::string_view text) {
    text = trim(text, " ,");
    for (const std::string_view article : {" l'", " l’", " la", " le", " une", " un"}) {
        if (text.ends_with(article)) return trim(text.substr(0, text.size() - article.size()), " ,");
    }
    return text;
}

}  // namespace

std::string_view sentence_from(std::string_view text, std::size_t begin) {
    constexpr std::size_t longest = 160;
    const auto part = text.substr(begin, longest);
    for (std::size_t i = 0; i < part.size(); ++i) {
        const char c = part[i];
        if (c == '\n' || c == '!' || c == '?' || c == ';') return part.substr(0, i);
        if (c != '.') continue;
        auto word = i;
        while (word > 0 && part[word - 1] != ' ' && part[word - 1] != '.') --word;
        const auto letters = i - word;
        const bool is_abbreviation = letters > 0 && letters <= 3;  // "Dr.", "M.", "Mme."; a stop behind a blank is none
        if (!is_abbreviation) return part.substr(0, i);
    }
    return part;
}

std::string_view without_filling(std::string_view text) {
    for (bool again = true; again;) {
        again = false;
        text = trim(text, " ,:");
        for (const auto word : filling) {
            const Folded folded(text.substr(0, 20));
            const bool begins = begins_with_phrase(folded.text(), word) && folded.text().size() > word.size();
            if (!begins) continue;
            text = text.substr(folded.position(word.size()));
            again = true;
        }
    }
    return text;
}

bool has_name(const std::optional<Introduction>& found) {
    return found && (!found->person.family.empty() || !found->person.given.empty());
}

bool is_whole(const std::optional<WrittenName>& name) {
    return name && (!name->title.empty() || (!name->family.empty() && !name->given.empty()));
}

bool tells_of_a_patient(std::string_view folded_line) {
    constexpr auto signs = std::to_array<std::string_view>(
        {"patient", "patiente", "patient(e)", "ne le", "nee le", "ne(e) le", "resident", "residente", "ans", "ddn"});
    return has_any(folded_line, signs);
}

Introduction make_introduction(const std::optional<WrittenName>& name, std::string_view profession) {
    Introduction made;
    if (name) {
        made.person.family = name->family;
        made.person.given = name->given;
        made.person.title = name->title;
        made.order = name->order;
        if (profession.empty() && (name->title == "Dr" || name->title == "Pr")) profession = "doctor";
    }
    made.person.profession = profession;
    return made;
}

std::string_view profession_at_begin(std::string_view text) {
    const auto found = profession_in_front(fold(without_filling(text.substr(0, 80))));
    return found ? found->key : std::string_view();
}

std::optional<Introduction> name_and_profession(std::string_view sentence) {
    const auto segments = segments_of(sentence);
    if (segments.empty()) return std::nullopt;
    const Folded folded(segments[0]);
    const auto beside = find_profession(folded.text());
    const bool is_beside = beside && !beside->is_place && beside->begin > 0;
    auto name = name_in_front(segments[0]);
    if (!name && is_beside) name = parse_careless_name(without_article(folded.original(0, beside->begin)));
    if (!name) return std::nullopt;
    std::string_view profession = is_beside ? beside->key : std::string_view();
    for (std::size_t i = 1; profession.empty() && i < segments.size() && i <= 2; ++i) {
        profession = profession_at_begin(segments[i]);
    }
    return make_introduction(name, profession);
}

std::optional<Introduction> name_at_place(std::string_view sentence) {
    const auto segments = segments_of(sentence);
    if (segments.empty()) return std::nullopt;
    const auto place = find_profession(fold(segments[0]));
    if (!place || !place->is_place) return std::nullopt;
    if (const auto name = name_in_front(segments[0]); name && place->begin > 0) {
        const bool is_likely = name->order == NameOrder::written || !name->given.empty();
        return is_likely ? std::optional(make_introduction(name, place->key)) : std::nullopt;
    }
    const auto name = segments.size() > 1 && place->begin < 4 ? parse_name(segments[1]) : std::nullopt;
    return is_whole(name) ? std::optional(make_introduction(name, place->key)) : std::nullopt;
}

}  // namespace rexflow::engine::reading
