#include "engine/reading/introduction.hpp"

#include "engine/reading/closings.hpp"
#include "engine/reading/folded.hpp"
#include "engine/reading/given_names.hpp"
#include "engine/reading/introduction_parts.hpp"
#include "engine/reading/lines.hpp"
#include "engine/reading/phrases.hpp"
#include "engine/reading/professions.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace rexflow::engine::reading {

namespace {

constexpr double sure = 0.95;
constexpr double likely = 0.85;
constexpr double weak = 0.5;

bool has_digit_or_at(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return is_digit(c) || c == '@'; });
}

/// Behind these in a part of a line stands somebody else: "secrétaire du Dr Petit", "remplaçante de Mme Roux".
constexpr auto before_another = std::to_array<std::string_view>({
    "du dr",       "du docteur", "de mme", "de m",       "des dr",          "des drs",    "des docteurs",
    "du pr",       "le dr",      "p/o",    "pour le dr", "pour le docteur", "du cabinet", "de la docteure",
    "de monsieur", "de madame",  "dr s",   "drs",        "docteurs",        "via",
});

/// A part of a line up to where another person is named.
std::string_view without_another(std::string_view segment) {
    const Folded folded(segment);
    auto end = folded.text().size();
    for (const auto words : before_another) {
        end = std::min(end, find_phrase(folded.text(), words, 1));
    }
    return segment.substr(0, folded.position(end));
}

/// What one part of a line says: a name, a profession, or both.
struct Said {
    std::optional<WrittenName> name;
    std::string_view profession;
    bool is_place = false;
};

/// What may stand between a profession and a name: "INFIRMIERE LIBERALE VIDAL".
constexpr auto adjectives = std::to_array<std::string_view>(
    {"liberal", "liberale", "coordinateur", "coordinatrice", "titulaire", "adjoint", "adjointe", "remplacant",
     "remplacante", "generaliste", "diplome", "diplomee", "de"});

/// The name beside a profession: "Claire Martin infirmière libérale", "IDE Claire MARTIN".
std::optional<WrittenName> name_beside(std::string_view segment, const Folded& folded,
                                       const NamedProfession& profession) {
    const auto before = trim(segment.substr(0, folded.position(profession.begin)));
    if (!before.empty()) {
        auto name = parse_name(before);
        return name ? name : parse_careless_name(before);
    }
    auto behind = segment.substr(folded.position(profession.end));
    const auto words = name_words(behind);
    const auto first = std::ranges::find_if(words, [](const NameWord& word) {
        const bool is_adjective = std::ranges::find(adjectives, word.folded) != adjectives.end();
        return word.letter_case != LetterCase::lower && word.letter_case != LetterCase::none && !is_adjective;
    });
    if (first == words.end()) return std::nullopt;
    const bool follows_directly = first == words.begin() || first->letter_case != LetterCase::initial;
    behind = behind.substr(static_cast<std::size_t>(first->written.data() - behind.data()));
    return follows_directly ? parse_name(behind) : std::nullopt;
}

bool begins_with_given_name(std::string_view segment) {
    const auto words = name_words(segment);
    return !words.empty() && is_given_name(words.front().folded);
}

Said read_segment(std::string_view whole) {
    const auto segment = without_another(whole);
    if (segment.empty()) return {};
    const Folded folded(segment);
    const auto profession = find_profession(folded.text());
    Said said;
    if (profession) {
        said.profession = profession->key;
        said.is_place = profession->is_place;
    }
    if (has_digit_or_at(segment)) return said;
    if (!profession) {
        said.name = parse_name(segment);
        if (!said.name) said.name = parse_careless_name(segment);
    } else if (!profession->is_place) {
        said.name = name_beside(segment, folded, *profession);
    } else if (const auto name = name_in_front(segment); name && begins_with_given_name(segment)) {
        said.name = name;  // "Sophie de la pharmacie"
    }
    return said;
}

/// What a title says of the profession where nothing else does.
std::string_view profession_of_title(std::string_view title) { return title == "Dr" || title == "Pr" ? "doctor" : ""; }

/// How much a name tells: both names before one.
int weight(const WrittenName& name) {
    return (name.family.empty() ? 0 : 2) + (name.given.empty() ? 0 : 1) + (name.title.empty() ? 0 : 1);
}

/// Collects what the lines of a signature, or the parts of a display name, say.
class Collected {
public:
    void add(std::string_view line) {
        std::size_t names_on_line = 0;
        bool is_of_another = false;
        for (const auto segment : segments_of(line)) {
            const auto said = read_segment(segment);
            // A lone word behind a name is a town: "Claire Martin - Albi".
            const bool is_name = said.name && (!name_ || is_whole(said.name) || !said.name->given.empty());
            if (is_name) {
                ++names_on_line;
                is_of_another = !note_name(*said.name, line);
            }
            if (!is_of_another) note_profession(said, line);
        }
        // "Dr Petit - Dr Roux": who works there, not who writes.
        if (names_on_line > 1 && line_ == line && !had_name_before_) name_.reset();
        had_name_before_ = name_.has_value();
    }

    void add(const WrittenName& name, std::string_view line) { note_name(name, line); }

    [[nodiscard]] const std::optional<WrittenName>& name() const { return name_; }

    [[nodiscard]] std::string_view profession() const {
        if (!profession_.empty()) return profession_;
        const bool is_doctor = name_ && !profession_of_title(name_->title).empty();
        // A doctor in a hospital is one; in a dentist's practice, a dentist.
        if (is_doctor && (place_.empty() || place_ == "hospital_team" || place_ == "nurse")) return "doctor";
        return place_;
    }

    [[nodiscard]] std::string_view line() const { return line_; }

private:
    void note_profession(const Said& said, std::string_view line) {
        if (said.profession.empty()) return;
        auto& known = said.is_place ? place_ : profession_;
        if (known.empty()) known = said.profession;
        if (line_.empty()) line_ = line;
    }

    /// Whether the name is of the person who signs.
    bool note_name(const WrittenName& name, std::string_view line) {
        const bool was_weak = name_ && !is_whole(name_) && name_->given.empty();
        if (was_weak && is_whole(name)) name_.reset();
        if (name_ && !is_same_person(name, *name_)) return false;
        if (name_ && weight(name) <= weight(*name_)) return true;
        name_ = name;
        line_ = line;
        return true;
    }

    static bool is_same_person(const WrittenName& full, const WrittenName& part) {
        const auto is_in = [](const std::string& one, const std::string& other) {
            return one.empty() || fold(one) == fold(other);
        };
        return (is_in(part.family, full.family) && is_in(part.given, full.given)) ||
               (is_in(full.family, part.family) && is_in(full.given, part.given));
    }

    std::optional<WrittenName> name_;
    std::string_view profession_;
    std::string_view place_;
    std::string_view line_;
    bool had_name_before_ = false;
};

std::optional<Introduction> introduction(const Collected& collected, double confidence) {
    auto made = make_introduction(collected.name(), "");
    made.person.profession = collected.profession();
    if (!collected.name() && made.person.profession.empty()) return std::nullopt;
    made.person.evidence = {sentence_around(collected.line(), 0, collected.line().size()), confidence};
    return made;
}

/// "Martin, Claire", as directories have it.
std::optional<WrittenName> inverted_name(std::string_view name, const std::vector<std::string_view>& segments) {
    if (segments.size() != 2 || name.find(',') == std::string_view::npos) return std::nullopt;
    if (find_profession(fold(segments[1]))) return std::nullopt;
    const auto family = parse_name(segments[0]);
    const auto given = parse_name(segments[1]);
    const auto is_one_part = [](const WrittenName& part) { return part.family.empty() != part.given.empty(); };
    if (!family || !given || !is_one_part(*family) || !is_one_part(*given)) return std::nullopt;
    return WrittenName{family->family + family->given, given->family + given->given,
                       family->title.empty() ? given->title : family->title, NameOrder::written};
}

bool ends_signature(std::string_view folded_line) {
    const auto tail = tail_of(folded_line);
    return tail == Tail::mobile || tail == Tail::disclaimer;
}

}  // namespace

std::optional<Introduction> introduced_in_signature(std::string_view signature) {
    constexpr std::size_t most_lines = 25;
    constexpr std::size_t longest_line = 200;
    Collected collected;
    std::size_t count = 0;
    for (const auto& line : lines_of(signature.substr(0, most_lines * longest_line))) {
        if (line.written.empty()) continue;
        const auto folded = fold(line.written);
        if (ends_signature(folded) || ++count > most_lines) break;
        const bool is_formula = tail_of(folded) != Tail::none;
        const auto rest = is_formula ? behind_formula(line.written) : line.written;
        if (!rest.empty() && rest.size() <= longest_line && !tells_of_a_patient(folded)) collected.add(rest);
    }
    const bool is_likely = collected.name() && collected.name()->order == NameOrder::written;
    return introduction(collected, is_likely ? sure : likely);
}

std::optional<Introduction> introduced_in_display_name(std::string_view name) {
    constexpr std::size_t longest = 120;
    name = trim(name, " '\"\t");
    if (name.empty() || name.size() > longest || name.find('@') != std::string_view::npos) return std::nullopt;
    const auto segments = segments_of(name);
    Collected collected;
    if (const auto inverted = inverted_name(name, segments)) {
        collected.add(*inverted, name);
    } else {
        for (const auto segment : segments) collected.add(segment);
    }
    return introduction(collected, likely);
}

std::optional<Introduction> introduced_in_address(std::string_view address) {
    const auto local = address.substr(0, address.find('@'));
    if (local.find_first_of("0123456789") != std::string_view::npos) return std::nullopt;
    const auto sign = local.find_first_of("._");
    if (sign == std::string_view::npos || local.find_first_of("._", sign + 1) != std::string_view::npos)
        return std::nullopt;
    const auto first = fold(local.substr(0, sign));
    const auto second = fold(local.substr(sign + 1));
    if (first.size() < 2 || second.size() < 2) return std::nullopt;
    if (first == "dr" || first == "docteur") {
        auto doctor = make_introduction(WrittenName{name_case(second), {}, "Dr", NameOrder::written}, "");
        doctor.person.evidence = {std::string(local), weak};
        return doctor;
    }
    const bool is_given_first = is_given_name(first);
    if (!is_given_first && !is_given_name(second)) return std::nullopt;
    Introduction made;
    made.person.given = name_case(is_given_first ? first : second);
    made.person.family = name_case(is_given_first ? second : first);
    made.person.evidence = {std::string(local), weak};
    // Where both could be given names, addresses have the given one in front.
    made.order = NameOrder::written;
    return made;
}

}  // namespace rexflow::engine::reading
