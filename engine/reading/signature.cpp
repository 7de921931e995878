#include "engine/reading/closings.hpp"
#include "engine/reading/folded.hpp"
#include "engine/reading/given_names.hpp"
#include "engine/reading/introduction_parts.hpp"
#include "engine/reading/lines.hpp"
#include "engine/reading/person.hpp"
#include "engine/reading/person_name.hpp"
#include "engine/reading/phrases.hpp"
#include "engine/reading/professions.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string>
#include <vector>

namespace rexflow::engine::reading {

namespace {

constexpr std::size_t longest_line = 90;  // of a signature

/// Words of sentences: a line with two of them tells something.
constexpr auto telling = std::to_array<std::string_view>({
    "je",      "j'ai",      "j'etais", "vous",        "nous",   "il",       "elle",     "ils",     "est",     "suis",
    "sommes",  "ont",       "ai",      "etait",       "que",    "qui",      "me",       "m'a",     "ne",      "pas",
    "mais",    "avez",      "etes",    "sera",        "serai",  "rappeler", "rappelez", "merci",   "dois",    "peut",
    "pouvez",  "avons",     "a ete",   "c'est",       "cela",   "ce",       "cette",    "son",     "sa",      "ses",
    "lors",    "suite",     "hier",    "aujourd'hui", "puis",   "afin",     "apres",    "avant",   "ete",     "fait",
    "joindre", "joignable", "appeler", "souhaite",    "plutot", "partir",   "signaler", "signale", "bonjour",
});

struct TailLine {
    Tail tail = Tail::none;
    bool is_blank = false;
    bool is_prose = false;
    bool is_name = false;        ///< who somebody is: a name or a profession, and nothing else
    bool is_given_name = false;  ///< one given name, and nothing else
};

bool is_prose(std::string_view folded, std::string_view written) {
    if (written.size() > longest_line || folded.ends_with('?')) return true;
    const auto count = std::ranges::count_if(telling, [&](std::string_view word) { return has_phrase(folded, word); });
    return count >= 2 || (count == 1 && folded.ends_with('.'));
}

/// Whether a line is a name with a title or with both its parts, or a profession, alone or beside a name or a place.
bool tells_who(std::string_view written, std::string_view folded) {
    const auto segments = segments_of(written);
    if (segments.empty() || begins_with_phrase(folded, "bonjour") || begins_with_phrase(folded, "bonsoir"))
        return false;
    const auto front = segments.front();
    if (std::ranges::any_of(front, [](char c) { return is_digit(c) || c == '@'; })) return false;
    // "Patient : M. Durand"
    const auto behind = static_cast<std::size_t>(front.data() + front.size() - written.data());
    if (trim(written.substr(behind)).starts_with(':')) return false;
    if (is_whole(parse_name(front))) return true;
    const auto profession = find_profession(folded);
    if (!profession) return false;
    if (profession->begin == 0 && segments.size() == 2 && is_whole(parse_name(segments[1]))) return true;
    if (profession->is_place) return false;
    if (profession->begin == 0 || name_in_front(front)) return true;
    const Folded line(written);
    return parse_careless_name(written.substr(0, line.position(profession->begin))).has_value();
}

TailLine judge(const Line& line) {
    constexpr std::size_t enough = 400;
    const auto folded = fold(line.written.substr(0, enough));
    TailLine judged;
    judged.is_blank = line.written.empty();
    if (judged.is_blank) return judged;
    judged.tail = tail_of(folded);
    judged.is_prose = is_prose(folded, line.written);
    judged.is_given_name = is_given_name(trim(folded, " .,"));
    judged.is_name = !judged.is_prose && judged.tail == Tail::none && tells_who(line.written, folded);
    return judged;
}

/// "Patient concerné :" and his name on the next line.
void forget_announced_patients(std::span<const Line> lines, std::vector<TailLine>& judged) {
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto before = lines[i - 1].written;
        const bool announces = before.size() <= longest_line && before.ends_with(':');
        if (judged[i].is_name && announces && tells_of_a_patient(fold(before))) judged[i].is_name = false;
    }
}

bool is_closing(const TailLine& line) { return line.tail == Tail::closing || line.tail == Tail::dashes; }

bool is_foot(const TailLine& line) { return line.tail == Tail::mobile || line.tail == Tail::disclaimer; }

/// The first line of the end of a mail in which nothing is told any more; a footer and what is behind it tell nothing.
std::size_t first_of_tail(const std::vector<TailLine>& lines) {
    const auto foot = std::ranges::find_if(lines, is_foot);
    auto first = static_cast<std::size_t>(foot - lines.begin());
    while (first > 0) {
        const auto& line = lines[first - 1];
        if (line.is_prose && line.tail != Tail::closing && line.tail != Tail::farewell) break;
        --first;
    }
    return first;
}

/// "Cordialement" and a name, though something is told below: "PS : ...".
std::size_t closing_above_more(const std::vector<TailLine>& lines, std::size_t end) {
    for (std::size_t i = end; i-- > 0;) {
        if (lines[i].tail == Tail::dashes) continue;
        if (!is_closing(lines[i])) continue;
        auto next = i + 1;
        while (next < lines.size() && lines[next].is_blank) ++next;
        if (next < lines.size() && !lines[next].is_prose) return i;
    }
    return lines.size();
}

/// "Sandrine" as the last line above the footers.
std::size_t last_given_name(const std::vector<TailLine>& lines, std::size_t tail) {
    auto last = static_cast<std::size_t>(std::ranges::find_if(lines, is_foot) - lines.begin());
    while (last > tail && lines[last - 1].is_blank) --last;
    return last > tail && lines[last - 1].is_given_name ? last - 1 : lines.size();
}

/// The name that stands last, with the names and professions right above it.
std::size_t last_block_of_names(const std::vector<TailLine>& lines, std::size_t tail) {
    auto last = lines.size();
    while (last > tail && !lines[last - 1].is_name) --last;
    if (last == tail) return last_given_name(lines, tail);
    auto first = last - 1;
    while (first > tail && lines[first - 1].is_name) --first;
    return first;
}

/// The line a signature begins with.
std::size_t first_of_signature(const std::vector<TailLine>& lines) {
    const auto tail = first_of_tail(lines);
    const auto from = lines.begin() + static_cast<std::ptrdiff_t>(tail);
    const auto find = [&](auto is_wanted) {
        return static_cast<std::size_t>(std::find_if(from, lines.end(), is_wanted) - lines.begin());
    };
    if (const auto closing = find(is_closing); closing < lines.size()) return closing;
    const auto farewell = find([](const TailLine& line) { return line.tail == Tail::farewell; });
    const auto name = last_block_of_names(lines, tail);
    const auto foot = find(is_foot);
    if (farewell < name && farewell < lines.size()) return farewell;
    if (name < lines.size()) return name;
    return std::min(foot, closing_above_more(lines, tail));
}

}  // namespace

std::size_t signature_begin(std::string_view text) {
    constexpr std::size_t most_lines = 200;  // a signature with its disclaimers is shorter
    const auto all = lines_of(text);
    const auto lines = std::span(all).last(std::min(all.size(), most_lines));
    std::vector<TailLine> judged;
    judged.reserve(lines.size());
    std::ranges::transform(lines, std::back_inserter(judged), judge);
    forget_announced_patients(lines, judged);
    const auto first = first_of_signature(judged);
    return first == lines.size() ? text.size() : std::min(lines[first].begin, text.size());
}

}  // namespace rexflow::engine::reading
