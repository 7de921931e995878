#include "engine/reading/folded.hpp"
#include "engine/reading/introduction.hpp"
#include "engine/reading/lines.hpp"
#include "engine/reading/phrases.hpp"
#include "engine/reading/professions.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace rexflow::engine::reading {

namespace {

constexpr double sure = 0.95;
constexpr double likely = 0.8;
constexpr double weak = 0.6;

/// How a phrase introduces who writes.
enum class Opening {
    plain,      ///< "je m'appelle": whatever name follows
    ambiguous,  ///< "je suis": also "I follow (a patient)"; "c'est"
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
    {"c'est", Opening::ambiguous},
    {"en tant que", Opening::role},
    {"en tant qu'", Opening::role},
    {"en qualite de", Opening::role},
    {"en qualite d'", Opening::role},
    {"exercant comme", Opening::role},
    {"j'exerce comme", Opening::role},
    {"je travaille comme", Opening::role},
});

/// What may stand between a phrase and a name or profession.
constexpr auto filling = std::to_array<std::string_view>({
    "le",
    "la",
    "un",
    "une",
    "votre",
    "l'",
    "moi-meme",
    "aussi",
    "egalement",
    "donc",
    "bien",
    "jeune",
    "nouvelle",
    "nouveau",
    "d'",
    "ancienne",
    ":",
});

/// Signs that "je suis Mme Durand" is about a patient.
constexpr auto about_a_patient =
    std::to_array<std::string_view>({"ans", "depuis", "pour", "domicile", "chez", "patiente", "patient", "hospitalisee",
                                     "hospitalise", "suivie", "suivi", "qui", "dans"});

/// The text from a place on up to the end of its sentence; the points of titles and initials end none.
std::string_view sentence_from(std::string_view text, std::size_t begin) {
    constexpr std::size_t longest = 160;
    const auto part = text.substr(begin, longest);
    for (std::size_t i = 0; i < part.size(); ++i) {
        const char c = part[i];
        if (c == '\n' || c == '!' || c == '?' || c == ';') return part.substr(0, i);
        if (c != '.') continue;
        auto word = i;
        while (word > 0 && part[word - 1] != ' ' && part[word - 1] != '.') --word;
        const bool is_abbreviation = i - word <= 3;  // "Dr.", "M.", "Mme."
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

Introduction make(const std::optional<WrittenName>& name, std::string_view profession) {
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

/// Where in a part of a text behind a name a profession stands, if it is the first thing there.
std::string_view profession_behind(std::string_view text) {
    const auto found = profession_in_front(fold(without_filling(text.substr(0, 80))));
    return found ? found->key : std::string_view();
}

/// A name with what follows it, "Claire Martin, IDEL à Saint-Jean" or "Claire Martin infirmière".
std::optional<Introduction> name_and_profession(std::string_view sentence) {
    const auto segments = segments_of(sentence);
    if (segments.empty()) return std::nullopt;
    const auto folded = fold(segments[0]);
    const auto beside = find_profession(folded);
    const bool is_beside = beside && !beside->is_place && beside->begin > 0;
    const auto name = name_in_front(segments[0]);
    if (!name) return std::nullopt;
    std::string_view profession = is_beside ? beside->key : std::string_view();
    for (std::size_t i = 1; profession.empty() && i < segments.size() && i <= 2; ++i) {
        profession = profession_behind(segments[i]);
    }
    return make(name, profession);
}

/// What follows one of the phrases, when it is the person who writes.
std::optional<Introduction> behind_phrase(std::string_view sentence, Opening opening) {
    const auto told = without_filling(sentence);
    const Folded folded(told);
    if (const auto role = profession_in_front(folded.text())) {
        const auto rest = told.substr(folded.position(role->end));
        const auto segments = segments_of(rest);
        const bool is_apposed = !segments.empty() && opening != Opening::role;
        const auto name = is_apposed ? parse_name(segments[0]) : std::nullopt;
        const bool is_full = name && (!name->title.empty() || (!name->given.empty() && !name->family.empty()));
        return make(is_full ? name : std::nullopt, role->key);
    }
    if (opening == Opening::role) return std::nullopt;
    auto found = name_and_profession(told);
    if (!found) return std::nullopt;
    const auto& person = found->person;
    const bool is_civil = person.title == "Mme" || person.title == "M." || person.title == "Mlle";
    const bool has_profession = !person.profession.empty();
    if (opening == Opening::ambiguous) {
        if (is_civil && !has_profession && has_any(folded.text(), about_a_patient)) return std::nullopt;
        const bool is_known = found->order == NameOrder::written || has_profession;
        if (!is_known && person.given.empty()) return std::nullopt;
        if (has_phrase(folded.text(), "qui")) return std::nullopt;
    }
    return found;
}

std::optional<Introduction> by_phrase(std::string_view body, const Folded& folded) {
    constexpr std::size_t most_places = 12;
    std::optional<Introduction> role_only;
    for (const auto& phrase : openings) {
        auto at = find_phrase(folded.text(), phrase.words);
        for (std::size_t count = 0; at != std::string_view::npos && count < most_places; ++count) {
            const auto end = at + phrase.words.size();
            auto found = behind_phrase(sentence_from(body, folded.position(end)), phrase.opening);
            if (found) {
                found->person.evidence = {sentence_around(body, folded.position(at), folded.position(end)), sure};
                if (!found->person.family.empty() || !found->person.given.empty()) return found;
                if (!role_only) role_only = std::move(found);
            }
            at = find_phrase(folded.text(), phrase.words, end);
        }
    }
    return role_only;
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
    auto made = make(name, "");
    made.person.evidence = {sentence_around(body, end, end), sure};
    return made;
}

bool is_greeting(std::string_view folded) {
    constexpr auto words = std::to_array<std::string_view>({"bonjour", "bonsoir", "cher", "chere", "chers", "cheres",
                                                            "madame", "monsieur", "hello", "salut", "docteur",
                                                            "mesdames", "messieurs", "coucou", "tout le monde"});
    return std::ranges::any_of(words, [&](std::string_view word) { return begins_with_phrase(folded, word); });
}

/// The first thing said behind the greeting is who writes: "Claire Martin, IDEL à ..., je vous signale".
std::optional<Introduction> in_front(std::string_view body) {
    for (const auto& line : lines_of(body.substr(0, 600))) {
        const auto segments = segments_of(line.written.substr(0, 200));
        std::size_t first = 0;
        while (first < segments.size() && is_greeting(fold(segments[first]))) ++first;
        if (first == segments.size()) continue;
        const auto from = static_cast<std::size_t>(segments[first].data() - line.written.data());
        const auto sentence = sentence_from(line.written, from);
        const Folded folded(sentence);
        if (const auto role = profession_in_front(folded.text())) {
            constexpr auto speaking = std::to_array<std::string_view>(
                {"je", "j'ai", "j'etais", "j'interviens", "nous", "me", "j'aimerais", "j'exerce"});
            if (!has_any(folded.text(), speaking)) return std::nullopt;
            const auto comma = segments_of(sentence.substr(folded.position(role->end)));
            const auto name = comma.empty() ? std::nullopt : parse_name(comma[0]);
            const bool is_full = name && !name->family.empty() && !name->given.empty();
            auto made = make(is_full ? name : std::nullopt, role->key);
            made.person.evidence = {sentence_around(line.written, from, from), likely};
            return made;
        }
        const bool has_name =
            parse_name(segments[first]).has_value() || find_profession(fold(segments[first])).has_value();
        auto made = has_name ? name_and_profession(sentence) : std::nullopt;
        if (!made || made->person.profession.empty() || made->order == NameOrder::single) return std::nullopt;
        const auto next = first + 1 < segments.size() ? fold(segments[first + 1]) : std::string();
        if (made->person.title.empty() && made->person.given.empty()) return std::nullopt;
        if (!profession_behind(next).empty() || find_profession(fold(segments[first]))) {
            made->person.evidence = {sentence_around(line.written, from, from), sure};
            return made;
        }
        return std::nullopt;
    }
    return std::nullopt;
}

/// The parts of a line without its numbers: "06 39 98 00 12 Dr Martin" has the part "Dr Martin".
std::vector<std::string_view> parts_of(std::string_view line) {
    std::vector<std::string_view> parts;
    for (const auto segment : segments_of(line)) {
        std::size_t begin = 0;
        while (begin < segment.size()) {
            const auto digit = std::min(segment.find_first_of("0123456789+", begin), segment.size());
            const auto part = trim(segment.substr(begin, digit - begin), " .-");
            if (!part.empty()) parts.push_back(part);
            begin = segment.find_first_not_of("0123456789+", digit);
            if (begin == std::string_view::npos) break;
        }
    }
    return parts;
}

bool leads_to_another(std::string_view folded) {
    constexpr auto words = std::to_array<std::string_view>({
        "confrere", "consoeur",   "collegue",     "traitant", "patient", "patiente",  "fille",
        "fils",     "epouse",     "mari",         "medecin",  "docteur", "residente", "resident",
        "monsieur", "madame",     "avec",         "par",      "cc",      "chez",      "infirmiere",
        "kine",     "pharmacien", "pharmacienne", "a",        "de",      "du",        "prevenir",
    });
    return std::ranges::any_of(words, [&](std::string_view word) { return folded.ends_with(word); });
}

/// "Merci de me rappeler au 06 ..., Dr Martin, plutôt après 19h": a name that stands for itself in a line that asks for
/// a call.
std::optional<Introduction> beside_a_call(std::string_view body) {
    constexpr std::size_t most = 40;
    constexpr auto calls = std::to_array<std::string_view>({"rappeler", "rappelez", "rappel", "joindre", "joignable",
                                                            "appeler", "appelez", "contacter", "contactez", "tel", "me",
                                                            "mon", "rappelle", "dispo", "disponible"});
    std::size_t count = 0;
    for (const auto& line : lines_of(body)) {
        if (line.written.empty()) continue;
        if (++count > most) break;
        const auto written = line.written.substr(0, 400);
        const auto folded = fold(written);
        const auto digits = std::ranges::count_if(written, is_digit);
        if (!has_any(folded, calls) && digits < 10) continue;
        const auto parts = parts_of(written);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i > 0 && leads_to_another(fold(parts[i - 1]))) continue;
            const auto next = i + 1 < parts.size() ? parts[i + 1] : std::string_view();
            if (begins_with_phrase(fold(next), "ans") || has_phrase(fold(next), "patiente")) continue;
            if (is_greeting(fold(parts[i])) && !begins_with_phrase(fold(parts[i]), "docteur")) continue;
            if (i == 0 && line.begin == 0 && !next.empty() && begins_with_phrase(fold(parts[i]), "docteur")) continue;
            const auto said = find_profession(fold(parts[i]));
            const auto name = said && !said->is_place ? name_in_front(parts[i]) : parse_name(parts[i]);
            if (!name) continue;
            const auto profession = said && !said->is_place ? said->key : profession_behind(next);
            const bool is_doctor = name->title == "Dr" || name->title == "Pr";
            const bool is_full = !name->family.empty() && !name->given.empty() && name->order == NameOrder::written;
            const bool is_civil = !name->title.empty() && !is_doctor;
            if (profession.empty() && (is_civil || (!is_doctor && !is_full))) continue;
            auto made = make(name, profession);
            made.person.evidence = {sentence_around(line.written, 0, 0), weak};
            return made;
        }
    }
    return std::nullopt;
}

bool has_name(const std::optional<Introduction>& found) {
    return found && (!found->person.family.empty() || !found->person.given.empty());
}

}  // namespace

std::optional<Introduction> introduced_in_body(std::string_view body) {
    const Folded folded(body);
    auto spoken = by_phrase(body, folded);
    if (has_name(spoken)) return spoken;
    for (auto other : {on_the_phone(body, folded), in_front(body), beside_a_call(body)}) {
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
