#include "engine/reading/bare_introduction.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/introduction_parts.hpp"
#include "engine/reading/lines.hpp"
#include "engine/reading/phrases.hpp"
#include "engine/reading/professions.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace rexflow::engine::reading {

namespace {

constexpr double sure = 0.95;
constexpr double likely = 0.8;
constexpr double weak = 0.6;

using Words = std::string_view;

constexpr auto greetings = std::to_array<Words>({"bonjour", "bonsoir", "bjr", "bsr", "slt", "ia ora na", "cher",
                                                 "chere", "chers", "cheres", "madame", "monsieur", "hello", "salut",
                                                 "docteur", "mesdames", "messieurs", "coucou", "tout le monde"});

/// Signs that the writer speaks of what they did themselves.
constexpr auto speaking =
    std::to_array<Words>({"je", "j'ai", "j'etais", "j'interviens", "nous", "me", "j'aimerais", "j'exerce"});

constexpr auto asking_for_a_call =
    std::to_array<Words>({"rappeler", "rappelez", "rappelle", "rappel", "joindre", "joignable", "appeler", "appelez",
                          "contacter", "contactez", "tel", "me", "mon", "dispo", "disponible", "rappele", "rappelee"});

/// Behind these words at the end of a part, the name is somebody else's.
constexpr auto leading_to_another = std::to_array<Words>({
    "confrere", "consoeur",   "collegue",     "traitant", "patient", "patiente",  "fille",
    "fils",     "epouse",     "mari",         "medecin",  "docteur", "residente", "resident",
    "monsieur", "madame",     "avec",         "par",      "cc",      "chez",      "infirmiere",
    "kine",     "pharmacien", "pharmacienne", "a",        "de",      "du",        "prevenir",
});

bool is_greeting(std::string_view folded) {
    return std::ranges::any_of(greetings, [&](Words word) { return begins_with_phrase(folded, word); });
}

/// "bjr dentiste a lanta": what stands behind the greeting, when it is a profession.
std::string_view behind_greeting(std::string_view segment) {
    const Folded folded(segment);
    for (const auto word : greetings) {
        if (!begins_with_phrase(folded.text(), word)) continue;
        const auto rest = trim(segment.substr(folded.position(word.size())), " ,.");
        if (profession_in_front(fold(rest))) return rest;
    }
    return segment;
}

/// "Bonjour", "Chère collègue"; not "bjr dentiste a lanta".
bool is_greeting_alone(std::string_view segment) {
    return is_greeting(fold(segment)) && behind_greeting(segment).size() == segment.size();
}

/// "Le Dr Tehei m'a conseillé de vous contacter"
bool tells_of_another(std::string_view folded) {
    constexpr auto doing =
        std::to_array<Words>({"m'a", "m'avait", "m'ont", "nous a", "nous avait", "nous ont", "vous a"});
    return has_any(folded, doing);
}

Introduction from(Introduction made, std::string_view text, std::string_view part, double confidence) {
    const auto at = static_cast<std::size_t>(part.data() - text.data());
    made.person.evidence = {sentence_around(text, at, at + part.size()), confidence};
    return made;
}

/// "kinésithérapeute au Lamentin.", "psychologue en libéral.": nothing but who writes, and where.
bool is_role_alone(std::string_view sentence, const Folded& folded, const NamedProfession& role) {
    constexpr auto going_on = std::to_array<Words>(
        {"a",           "au",          "aux",          "en",       "de",        "du",         "d'",
         "sur",         "dans",        "liberal",      "liberale", "lib",       "medical",    "scolaire",
         "clinicien",   "clinicienne", "et",           "puis",     "titulaire", "remplacant", "remplacante",
         "generaliste", "hospitalier", "hospitaliere", "adjoint",  "adjointe"});
    constexpr auto predicates =
        std::to_array<Words>({"est", "sont", "ont", "ete", "n'a", "n'ont", "absent", "absente"});
    constexpr std::ptrdiff_t most_blanks = 7;
    const auto until = std::min(sentence.find(','), sentence.size());
    const auto said = fold(sentence.substr(0, until));
    const auto behind = trim(std::string_view(said).substr(std::min(role.end, said.size())), " .,:-");
    const bool goes_on =
        behind.empty() || std::ranges::any_of(going_on, [&](Words word) { return begins_with_phrase(behind, word); });
    return goes_on && std::ranges::count(behind, ' ') < most_blanks && !has_any(behind, predicates) &&
           !tells_of_a_patient(folded.text());
}

/// "Infirmière libérale à Castres, j'ai constaté ...", "Pharmacienne, Claire Martin, je ...".
std::optional<Introduction> role_in_front(std::string_view sentence, const Folded& folded,
                                          const NamedProfession& role) {
    if (names_another(folded.text())) return std::nullopt;
    if (!has_any(folded.text(), speaking) && !is_role_alone(sentence, folded, role)) return std::nullopt;
    const auto behind = segments_of(sentence.substr(folded.position(role.end)));
    const auto name = behind.empty() ? std::nullopt : parse_name(behind[0]);
    const bool is_full = name && !name->family.empty() && !name->given.empty();
    return make_introduction(is_full ? name : std::nullopt, role.key);
}

/// "Claire Martin, IDEL à Albi, ..."; a name alone greets somebody.
std::optional<Introduction> name_and_role_in_front(std::string_view sentence, std::string_view first_segment) {
    const bool is_name = parse_name(first_segment) || find_profession(fold(first_segment));
    auto made = is_name ? name_and_profession(sentence) : std::nullopt;
    if (!made || made->person.profession.empty() || made->order == NameOrder::single) return std::nullopt;
    const auto segments = segments_of(sentence);
    const bool is_told = find_profession(fold(first_segment)).has_value() ||
                         (segments.size() > 1 && !profession_at_begin(segments[1]).empty());
    const bool is_person = !made->person.title.empty() || !made->person.given.empty();
    return is_told && is_person ? made : std::nullopt;
}

std::optional<Introduction> introduced_in_sentence(std::string_view sentence, std::string_view first_segment) {
    const Folded folded(sentence);
    if (const auto role = profession_in_front(folded.text())) return role_in_front(sentence, folded, *role);
    if (tells_of_another(folded.text())) return std::nullopt;
    if (auto made = name_at_place(sentence)) return made;
    return name_and_role_in_front(sentence, first_segment);
}

/// The parts of a line without its numbers: "06 39 98 00 12 Dr Martin" has the part "Dr Martin".
std::vector<std::string_view> parts_of(std::string_view line) {
    constexpr Words digits = "0123456789+";
    std::vector<std::string_view> parts;
    for (const auto segment : segments_of(line)) {
        for (std::size_t begin = 0; begin < segment.size();) {
            const auto digit = std::min(segment.find_first_of(digits, begin), segment.size());
            for (auto rest = segment.substr(begin, digit - begin); !rest.empty();) {
                const auto sentence = sentence_from(rest, 0);
                if (const auto part = trim(sentence, " .-"); !part.empty()) parts.push_back(part);
                rest.remove_prefix(std::min(sentence.size() + 1, rest.size()));
            }
            begin = std::min(segment.find_first_not_of(digits, digit), segment.size());
        }
    }
    return parts;
}

bool leads_to_another(std::string_view folded) {
    const auto blank = folded.rfind(' ');
    const auto last = blank == std::string_view::npos ? folded : folded.substr(blank + 1);
    return std::ranges::find(leading_to_another, last) != leading_to_another.end();
}

/// Whether a part is of somebody the mail is about or is written to, by what stands around it.
bool is_of_another(const std::vector<std::string_view>& parts, std::size_t i, bool begins_text) {
    const auto own = fold(parts[i]);
    const auto next = i + 1 < parts.size() ? fold(parts[i + 1]) : std::string();
    const bool is_doctor = begins_with_phrase(own, "docteur");
    if (tells_of_another(own)) return true;
    if (i > 0 && leads_to_another(fold(parts[i - 1]))) return true;
    if (begins_with_phrase(next, "ans") || has_phrase(next, "patiente") || has_phrase(next, "patient")) return true;
    return is_doctor ? begins_text && i == 0 && !next.empty() : is_greeting(own);
}

/// "Pouvez-vous rappeler Lucie": who is to be called, where the rest says it is a professional.
std::string_view behind_call(std::string_view part) {
    constexpr auto verbs = std::to_array<Words>({"rappeler", "contacter", "joindre", "appeler", "rappelez"});
    const Folded folded(part);
    const auto end = end_of_last(folded.text(), verbs);
    return end == std::string_view::npos ? part : without_filling(part.substr(folded.position(end)));
}

/// "Le Dr Marty souhaite être rappelée".
std::optional<WrittenName> who_wants_a_call(std::string_view part) {
    constexpr auto wishes = std::to_array<Words>(
        {"souhaite", "souhaiterait", "demande", "aimerait", "voudrait", "veut", "desire", "attend"});
    constexpr auto calls = std::to_array<Words>({"rappele", "rappelee", "rappeler", "rappeliez", "rappel", "appel",
                                                 "recontacte", "recontactee", "contacte", "contactee"});
    const auto folded = fold(part);
    if (!has_any(folded, wishes) || !has_any(folded, calls)) return std::nullopt;
    return name_in_front(part);
}

/// "IDE Claire Martin" begins with the profession: what is behind it is a name, or a place.
std::optional<WrittenName> name_with_profession(std::string_view part, const NamedProfession& profession) {
    if (profession.begin > 0) return name_in_front(part);
    const Folded folded(part);
    auto name = name_in_front(trim(part.substr(folded.position(profession.end))));
    return is_whole(name) ? name : std::nullopt;
}

/// A part that is a name with a doctor's title, a name beside a profession, or given and family name.
std::optional<Introduction> name_in_part(std::string_view part, std::string_view next) {
    part = behind_call(part);
    const auto beside = find_profession(fold(part));
    const bool has_profession = beside && !beside->is_place;
    auto name = has_profession ? name_with_profession(part, *beside) : parse_name(part);
    if (!name) name = who_wants_a_call(part);
    if (!name) return std::nullopt;
    const auto profession = has_profession ? beside->key : profession_at_begin(next);
    const bool is_doctor = name->title == "Dr" || name->title == "Pr";
    const bool is_full = !name->family.empty() && !name->given.empty() && name->order == NameOrder::written;
    const bool tells_itself = is_doctor || (name->title.empty() && is_full);
    return tells_itself || !profession.empty() ? std::optional(make_introduction(name, profession)) : std::nullopt;
}

/// "Pouvez-vous m'appeler ? Orthophoniste à Labège, 06 ..."
std::optional<Introduction> role_in_part(std::string_view part) {
    const Folded folded(part);
    const auto role = profession_in_front(folded.text());
    // "(AES)" and no place behind it may be anything.
    const bool is_bare = role && role->end == folded.text().size();
    if (!role || is_bare || names_another(folded.text()) || !is_role_alone(part, folded, *role)) return std::nullopt;
    return make_introduction(std::nullopt, role->key);
}

/// The digits of the longest number, however it is grouped: hours and days of a story are no telephone number.
std::size_t longest_number(std::string_view line) {
    std::size_t longest = 0;
    std::size_t count = 0;
    for (const char c : fold(line)) {
        const bool groups = c == ' ' || c == '.' || c == '-' || c == '/' || c == '(' || c == ')';
        if (is_digit(c))
            longest = std::max(longest, ++count);
        else if (!groups)
            count = 0;
    }
    return longest;
}

}  // namespace

std::optional<Introduction> introduced_in_front(std::string_view body) {
    constexpr std::size_t opening = 600;
    constexpr std::size_t longest_line = 200;
    for (const auto& line : lines_of(body.substr(0, opening))) {
        const auto segments = segments_of(line.written.substr(0, longest_line));
        const auto first = std::ranges::find_if(segments, [](Words segment) { return !is_greeting_alone(segment); });
        if (first == segments.end()) continue;
        const auto sentence =
            behind_greeting(sentence_from(line.written, static_cast<std::size_t>(first->data() - line.written.data())));
        auto made = introduced_in_sentence(sentence, *first);
        if (!made) return std::nullopt;
        return from(std::move(*made), body, sentence, has_name(made) ? sure : likely);
    }
    return std::nullopt;
}

std::optional<Introduction> introduced_beside_a_call(std::string_view body) {
    constexpr std::size_t most_lines = 40;
    constexpr std::size_t longest_line = 400;
    constexpr std::size_t digits_of_a_number = 10;
    std::size_t count = 0;
    std::optional<Introduction> role;
    for (const auto& line : lines_of(body)) {
        if (line.written.empty()) continue;
        if (++count > most_lines) break;
        const auto written = line.written.substr(0, longest_line);
        const bool has_number = longest_number(written) >= digits_of_a_number;
        if (!has_number && !has_any(fold(written), asking_for_a_call)) continue;
        const auto parts = parts_of(written);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (is_of_another(parts, i, line.begin == 0)) continue;
            const auto next = i + 1 < parts.size() ? parts[i + 1] : std::string_view();
            if (auto made = name_in_part(parts[i], next)) return from(std::move(*made), body, parts[i], weak);
            if (auto alone = role_in_part(parts[i]); alone && !role)
                role = from(std::move(*alone), body, parts[i], weak);
        }
    }
    return role;
}

}  // namespace rexflow::engine::reading
