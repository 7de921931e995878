#include "engine/other_matter.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/quoted_lines.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine {

namespace {

/// In front of a subject, before ":".
constexpr auto prefixes = std::to_array<std::string_view>({
    "re",
    "ref",
    "rep",
    "reponse",
    "tr",
    "fw",
    "fwd",
    "aw",
    "wg",
    "sv",
    "antw",
    "rv",
    "i",
    "r",
});

/// Folded words by which people say so themselves.
constexpr auto other_words = std::to_array<std::string_view>({
    "autre patient",        "autre sujet",        "autre situation",    "autre evenement",  "autre signalement",
    "autre incident",       "autre cas ",         "autre affaire",      "autre probleme",   "nouveau signalement",
    "nouvel evenement",     "nouvel incident",    "nouvelle situation", "nouveau probleme", "nouveau cas",
    "deuxieme signalement", "second signalement", "deuxieme evenement", "rien a voir",      "sans rapport avec",
    "pas le meme patient",  "another patient",    "another matter",     "another incident", "new incident",
    "new report",           "unrelated",
});

constexpr int signs_asked_for = 3;
constexpr std::size_t words_of_a_story = 20;

std::string_view without_prefix(std::string_view text) {
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        return end == std::string_view::npos ? text : text.substr(end + 1);
    }
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return text;
    const auto name = reading::quoted::trimmed(text.substr(0, colon));
    return std::ranges::find(prefixes, name) == prefixes.end() ? text : text.substr(colon + 1);
}

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank && !inside) ++words;
        inside = !blank;
    }
    return words;
}

/// Neither a reply's subject, nor that of the report, nor one of our letters'.
bool is_new_subject(const ThreadMail& mail) {
    const auto matter = matter_of(mail.subject);
    if (matter.empty()) return false;
    const auto number = reading::fold(mail.case_number);
    if (reading::fold(mail.subject).find(number) != std::string::npos) return false;
    const auto first = matter_of(mail.first_subject);
    return first.empty() ? matter == reading::fold(reading::quoted::trimmed(mail.subject)) : matter != first;
}

}  // namespace

std::string matter_of(std::string_view subject) {
    const auto folded = reading::fold(subject);
    auto text = reading::quoted::trimmed(folded);
    while (true) {
        const auto shorter = reading::quoted::trimmed(without_prefix(text));
        if (shorter.size() == text.size()) return std::string(text);
        text = shorter;
    }
}

bool seems_another_matter(const ThreadMail& mail) {
    const auto folded = reading::fold(mail.text.new_text);
    const bool says_so = std::ranges::any_of(
        other_words, [&](std::string_view words) { return folded.find(words) != std::string::npos; });
    const bool quotes_nothing = mail.text.quoted_text.empty();
    const bool tells_a_story = count_words(mail.text.new_text) >= words_of_a_story;
    const int signs = (is_new_subject(mail) ? 2 : 0) + (says_so ? 2 : 0) + (quotes_nothing && tells_a_story ? 1 : 0);
    return signs >= signs_asked_for;
}

}  // namespace rexflow::engine
