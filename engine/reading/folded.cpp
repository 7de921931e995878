#include "engine/reading/folded.hpp"

#include "engine/utf8.hpp"

#include <algorithm>
#include <array>

namespace rexflow::engine::reading {

namespace {

/// One character of UTF-8 and how many bytes it took; a byte that starts none stands for itself.
struct Character {
    char32_t value;
    std::size_t size;
};

Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto lead = byte(at);
    const std::size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (size == 1 || at + size > text.size()) return {lead, 1};
    char32_t value = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U) return {lead, 1};
        value = (value << 6U) | (byte(at + i) & 0x3FU);
    }
    return {value, size};
}

/// U+00C0 to U+017F without their marks; " " where there is nothing to fold to.
constexpr std::string_view latin =
    "aaaaaa ceeeeiiii"
    "dnooooo ouuuuy  "
    "aaaaaa ceeeeiiii"
    "dnooooo ouuuuy y"
    "aaaaaaccccccccdd"
    "ddeeeeeeeeeegggg"
    "gggghhhhiiiiiiii"
    "ii  jjkkklllllll"
    "lllnnnnnnn  oooo"
    "oo  rrrrrrssssss"
    "ssttttttuuuuuuuu"
    "uuuuwwyyyzzzzzzs";
static_assert(latin.size() == 0x180 - 0xC0);

struct Folding {
    char32_t from;
    std::string_view to;
};

/// Sorted; everything that does not become one plain letter.
constexpr auto foldings = std::to_array<Folding>({
    {0x00A0, " "},   {0x00AB, "\""}, {0x00AD, ""},   {0x00B0, "o"},   {0x00B4, "'"},  {0x00BA, "o"},  {0x00BB, "\""},
    {0x00C6, "ae"},  {0x00DF, "ss"}, {0x00E6, "ae"}, {0x0132, "ij"},  {0x0133, "ij"}, {0x0152, "oe"}, {0x0153, "oe"},
    {0x02BC, "'"},   {0x2002, " "},  {0x2003, " "},  {0x2007, " "},   {0x2008, " "},  {0x2009, " "},  {0x200A, " "},
    {0x200B, ""},    {0x200C, ""},   {0x200D, ""},   {0x200E, ""},    {0x200F, ""},   {0x2010, "-"},  {0x2011, "-"},
    {0x2012, "-"},   {0x2013, "-"},  {0x2014, "-"},  {0x2015, "-"},   {0x2018, "'"},  {0x2019, "'"},  {0x201B, "'"},
    {0x201C, "\""},  {0x201D, "\""}, {0x201E, "\""}, {0x2026, "..."}, {0x202F, " "},  {0x2032, "'"},  {0x2033, "\""},
    {0x2060, ""},    {0x2192, "-"},  {0x2212, "-"},  {0xFB00, "ff"},  {0xFB01, "fi"}, {0xFB02, "fl"}, {0xFB03, "ffi"},
    {0xFB04, "ffl"}, {0xFEFF, ""},
});
static_assert(std::ranges::is_sorted(foldings, {}, &Folding::from));

bool is_combining_mark(char32_t value) { return value >= 0x300 && value <= 0x36F; }

bool is_end_of_sentence(char c) { return c == '.' || c == '!' || c == '?'; }

/// Whether a sentence ends with the character at `i`: punctuation before a blank, or the end of a line.
bool ends_at(std::string_view text, std::size_t i) {
    if (text[i] == '\n') return true;
    if (!is_end_of_sentence(text[i])) return false;
    return i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n';
}

constexpr std::size_t longest_sentence = 300;

/// What each character of ASCII becomes.
constexpr auto ascii = [] {
    std::array<char, 0x80> folded{};
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const char c = static_cast<char>(i);
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        folded[i] = c == '\t' || c == '\r' ? ' ' : c == '`' ? '\'' : lower;
    }
    return folded;
}();

/// Gives every piece of the folded text to `put`, with the byte of `text` it stands for.
template <typename Put>
void fold_into(std::string_view text, const Put& put) {
    for (std::size_t at = 0; at < text.size();) {
        if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
            put(std::string_view(&ascii[byte], 1), at++);
            continue;
        }
        const auto [value, size] = character_at(text, at);
        const auto found = std::ranges::lower_bound(foldings, value, {}, &Folding::from);
        if (found != foldings.end() && found->from == value)
            put(found->to, at);
        else if (value >= 0xC0 && value < 0x180 && latin[value - 0xC0] != ' ')
            put(latin.substr(value - 0xC0, 1), at);
        else if (!is_combining_mark(value))
            put(text.substr(at, size), at);
        at += size;
    }
}

}  // namespace

Folded::Folded(std::string_view text) : source_(text) {
    folded_.reserve(text.size());
    positions_.reserve(text.size() + 1);
    fold_into(text, [this](std::string_view piece, std::size_t at) {
        for (const char c : piece) {
            folded_.push_back(c);
            positions_.push_back(static_cast<std::uint32_t>(at));
        }
    });
    positions_.push_back(static_cast<std::uint32_t>(text.size()));
}

std::string fold(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    fold_into(text, [&folded](std::string_view piece, std::size_t /*at*/) { folded += piece; });
    return folded;
}

std::string sentence_around(std::string_view text, std::size_t begin, std::size_t end) {
    end = std::min(end, text.size());
    begin = std::min(begin, end);
    const auto room = longest_sentence - std::min(longest_sentence, end - begin);
    const auto first = begin - std::min(begin, room / 2);
    const auto last = std::min(text.size(), end + room / 2);
    auto from = begin;
    while (from > first && !ends_at(text, from - 1)) --from;
    auto until = end;
    while (until < last && !ends_at(text, until)) ++until;
    if (until < text.size() && is_end_of_sentence(text[until])) ++until;
    const auto inside = [&](std::size_t i) { return i > 0 && i < text.size() && continues_character(text[i]); };
    while (inside(from)) ++from;
    while (inside(until)) --until;
    std::string sentence(text.substr(from, until > from ? until - from : 0));
    std::ranges::replace_if(
        sentence, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    sentence.erase(0, std::min(sentence.find_first_not_of(' '), sentence.size()));
    sentence.erase(sentence.find_last_not_of(' ') + 1);
    return sentence;
}

}  // namespace rexflow::engine::reading
