#include "engine/reading/bare_introduction.hpp"
#include "engine/reading/folded.hpp"
#include "engine/reading/introduction.hpp"
#include "engine/reading/introduction_parts.hpp"
#include "engine/reading/lines.hpp"
#include "engine/reading/phrases.hpp"
#include "engine/reading/professions.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace rexflow::engine::reading {

namespace {

constexpr double sure = 0.95;

/// How a phrase introduces who writes.
enum class Opening {
    plain,      ///< "je m'appelle": whatever name follows
    ambiguous,  ///< "je suis": also "I follow (a patient)"
    pointing,   ///< "c'est": also of others
    role,       ///< "en tant que": a profession follows
};

struct Phrase {
    std::string_view words;
    Opening opening;
};

constexpr auto openings = std::to_array<Phrase>({
    {"je m'appelle", Opening::plain},
    {"mon nom est", Opening::plain},
    {"je me presente", Opening::plain},
    {"je me permets de me presenter", Opening::plain},
    {"je soussigne", Opening::plain},
    {"je soussignee", Opening::plain},
    {"je soussigne(e)", Opening::plain},
    {"moi c'est", Opening::plain},
    {"ici", Opening::ambiguous},
    {"je suis", Opening::ambiguous},
    {"c", Opening::pointing},
    {"c'est", Opening::pointing},
    {"c est", Opening::pointing},
    {"en tant que", Opening::role},
    {"en tant qu'", Opening::role},
    {"en qualite de", Opening::role},
    {"en qualite d'", Opening::role},
    {"exercant comme", Opening::role},
    {"j'exerce comme", Opening::role},
    {"je travaille comme", Opening::role},
});

/// Signs that "je suis Mme Durand" is about a patient.
constexpr auto about_a_patient =
    std::to_array<std::string_view>({"ans", "depuis", "pour", "domicile", "chez", "patiente", "patient", "hospitalisee",
                                     "hospitalise", "suivie", "suivi", "qui", "dans"});

/// Whether "je suis" or "c'est" and a name are about the writer: "je suis Mme Durand depuis 3 ans" is not.
bool is_the_writer(const Introduction& found, std::string_view folded, Opening opening) {
    const auto& person = found.person;
    const bool has_profession = !person.profession.empty();
    const bool is_civil = person.title == "Mme" || person.title == "M." || person.title == "Mlle";
    if (has_phrase(folded, "qui")) return false;
    if (is_civil && !has_profession && (opening == Opening::pointing || has_any(folded, about_a_patient))) return false;
    return found.order == NameOrder::written || has_profession || !person.given.empty();
}

/// "l'infirmière Claire Martin", "l'assistante sociale du CCAS, Mme Poncet".
std::optional<WrittenName> name_behind(std::string_view told, const Folded& folded, const NamedProfession& role) {
    const auto segments = segments_of(told.substr(folded.position(role.end)));
    for (std::size_t i = 0; i < segments.size() && i < 2; ++i) {
        if (const auto name = parse_name(segments[i]); is_whole(name)) return name;
    }
    return std::nullopt;
}

/// What follows one of the phrases, when it is the person who writes.
std::optional<Introduction> behind_phrase(std::string_view sentence, Opening opening) {
    const auto told = without_filling(sentence);
    const Folded folded(told);
    if (const auto role = profession_in_front(folded.text())) {
        return make_introduction(opening == Opening::role ? std::nullopt : name_behind(told, folded, *role), role->key);
    }
    if (opening == Opening::role) return std::nullopt;
    if (auto found = name_at_place(told)) return found;
    auto found = name_and_profession(told);
    if (!found) return std::nullopt;
    return opening == Opening::plain || is_the_writer(*found, folded.text(), opening) ? found : std::nullopt;
}

std::optional<Introduction> by_phrase(std::string_view body, const Folded& folded) {
    constexpr std::size_t most_places = 12;
    std::optional<Introduction> named;
    std::optional<Introduction> role_only;
    for (const auto& phrase : openings) {
        auto at = find_phrase(folded.text(), phrase.words);
        for (std::size_t count = 0; at != std::string_view::npos && count < most_places; ++count) {
            const auto end = at + phrase.words.size();
            const auto told = sentence_from(body, folded.position(end));
            auto found = behind_phrase(told, phrase.opening);
            if (found) {
                const auto until = folded.position(end) + told.size();
                found->person.evidence = {sentence_around(body, folded.position(at), until), sure};
                auto& place = has_name(found) ? named : role_only;
                if (!place) place = std::move(found);
            }
            at = find_phrase(folded.text(), phrase.words, end);
        }
    }
    if (!named) return role_only;
    if (role_only && named->person.profession.empty()) named->person.profession = role_only->person.profession;
    return named;
}

/// "Claire Martin à l'appareil".
std::optional<Introduction> on_the_phone(std::string_view body, const Folded& folded) {
    constexpr std::size_t nearby = 60;
    const auto at = find_phrase(folded.text(), "a l'appareil");
    if (at == std::string_view::npos) return std::nullopt;
    const auto end = folded.position(at);
    const auto segments = segments_of(body.substr(end - std::min(end, nearby), std::min(end, nearby)));
    const auto name = segments.empty() ? std::nullopt : parse_name(segments.back());
    if (!name) return std::nullopt;
    auto made = make_introduction(name, "");
    made.person.evidence = {sentence_around(body, end, end), sure};
    return made;
}

}  // namespace

std::optional<Introduction> introduced_in_body(std::string_view body) {
    const Folded folded(body);
    auto spoken = by_phrase(body, folded);
    if (has_name(spoken)) return spoken;
    const std::array<std::function<std::optional<Introduction>()>, 3> ways{
        [&] { return on_the_phone(body, folded); },
        [&] { return introduced_in_front(body); },
        [&] { return introduced_beside_a_call(body); },
    };
    for (const auto& way : ways) {
        auto other = way();
        if (!has_name(other)) {
            if (!spoken) spoken = std::move(other);
            continue;
        }
        if (spoken && other->person.profession != spoken->person.profession) {
            other->person.profession = spoken->person.profession;
        }
        return other;
    }
    return spoken;
}

}  // namespace rexflow::engine::reading
