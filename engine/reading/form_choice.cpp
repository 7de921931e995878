#include "engine/reading/form_choice.hpp"

#include "engine/reading/folded.hpp"
#include "engine/reading/form_values.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace rexflow::engine::reading {

namespace {

struct BoxMark {
    std::string_view text;
    Box box;
};

constexpr auto box_marks = std::to_array<BoxMark>({
    {"\u2610", Box::empty},      {"\u25A1", Box::empty},       {"\u2751", Box::empty},      {"\u274F", Box::empty},
    {"\u2750", Box::empty},      {"\u2752", Box::empty},       {"\u25FB", Box::empty},      {"\u25CB", Box::empty},
    {"\u25EF", Box::empty},      {"\u2B1C", Box::empty},       {"\u26AA", Box::empty},      {"\U0001F78E", Box::empty},
    {"\u2B58", Box::empty},      {"\u25A2", Box::empty},       {"\u2611", Box::ticked},     {"\u2612", Box::ticked},
    {"\u2713", Box::ticked},     {"\u2714", Box::ticked},      {"\u2717", Box::ticked},     {"\u2718", Box::ticked},
    {"\u2715", Box::ticked},     {"\u2716", Box::ticked},      {"\u2705", Box::ticked},     {"\u274C", Box::ticked},
    {"\u25A0", Box::ticked},     {"\u25CF", Box::ticked},      {"\u25C9", Box::ticked},     {"\u29BF", Box::ticked},
    {"\u2B1B", Box::ticked},     {"\u22A0", Box::ticked},      {"\u25A3", Box::ticked},     {"\u2327", Box::ticked},
    {"\u2B24", Box::ticked},     {"\u26AB", Box::ticked},      {"\u00D7", Box::ticked},     {"\u2A2F", Box::ticked},
    {"\U0001F5F9", Box::ticked}, {"\U0001F5F8", Box::ticked},  {"\U0001F5F5", Box::ticked}, {"\U0001F5F7", Box::ticked},
    {"\U0001F518", Box::ticked}, {"\u2752\uFE0E", Box::empty},
});

/// "[x]", "( )", "|_|": what may stand between the brackets.
constexpr auto ticks = std::to_array<std::string_view>({"x", "X", "v", "V", "*", "+", "\u2713", "\u2714", "\u2717",
                                                        "\u2718", "\u00D7", "\u2715", "\u2716", "o", "O", "OK", "ok"});
constexpr auto gaps = std::to_array<std::string_view>({"", " ", "  ", "   ", "_", "__", "\u00A0", "."});

BoxAt bracketed(std::string_view text) {
    if (text.empty() || (text[0] != '[' && text[0] != '(' && text[0] != '|')) return {};
    const char closing = text[0] == '[' ? ']' : text[0] == '(' ? ')' : '|';
    const auto end = text.find(closing, 1);
    if (end == std::string_view::npos || end > 8) return {};
    const auto inside = text.substr(1, end - 1);
    if (std::ranges::find(gaps, inside) != gaps.end()) return {Box::empty, end + 1};
    if (std::ranges::find(ticks, trimmed(inside)) != ticks.end()) return {Box::ticked, end + 1};
    return {};
}

/// Everything of one character of a text: where an option may begin or end.
bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

struct Found {
    const Option* option;
    std::size_t begin;  ///< in the folded text
    std::size_t end;
};

/// The words of an option, longest first, so that "non urgent" is not taken for "urgent".
struct Spelling {
    std::string text;
    const Option* option;
};

std::vector<Spelling> spellings_of(std::span<const Option> options) {
    std::vector<Spelling> all;
    for (const auto& option : options) {
        for (const auto words : {option.label.fr, option.label.en})
            if (!words.empty()) all.push_back({fold(words), &option});
        for (const auto words : option.spellings) all.push_back({fold(words), &option});
        // "Médecin (généraliste ou spécialiste)": what is in brackets explains.
        if (const auto bracket = option.label.fr.find(" ("); bracket != std::string_view::npos)
            all.push_back({fold(option.label.fr.substr(0, bracket)), &option});
    }
    std::ranges::stable_sort(all, [](const auto& a, const auto& b) { return a.text.size() > b.text.size(); });
    return all;
}

std::vector<Found> find_options(const std::string& folded, std::span<const Option> options) {
    std::vector<Found> found;
    std::vector<bool> taken(folded.size() + 1, false);
    for (const auto& [text, option] : spellings_of(options)) {
        for (auto at = folded.find(text); at != std::string::npos; at = folded.find(text, at + 1)) {
            auto end = at + text.size();
            if (at > 0 && is_word_character(folded[at - 1])) continue;
            while (end < folded.size() && (folded[end] == 's' || folded[end] == 'e')) ++end;  // plural, feminine
            if (end < folded.size() && is_word_character(folded[end])) continue;
            if (taken[at] || taken[end - 1]) continue;
            std::fill(taken.begin() + static_cast<std::ptrdiff_t>(at), taken.begin() + static_cast<std::ptrdiff_t>(end),
                      true);
            found.push_back({option, at, end});
        }
    }
    std::ranges::sort(found, {}, &Found::begin);
    return found;
}

/// A text with what it looks like, byte by byte of its folded form.
class Sample {
public:
    Sample(const Sample&) = delete;
    Sample& operator=(const Sample&) = delete;
    explicit Sample(const RichText& text) : source_(plain(text)), folded_(source_) {
        std::size_t at = 0;
        for (const auto& span : text) {
            if (span.strong) mark(strong_, at, span.text.size());
            if (span.struck) mark(struck_, at, span.text.size());
            at += span.text.size();
        }
    }

    [[nodiscard]] const std::string& source() const { return source_; }
    [[nodiscard]] const std::string& folded() const { return folded_.text(); }
    [[nodiscard]] std::string_view original(const Found& found) const {
        return folded_.original(found.begin, found.end);
    }
    [[nodiscard]] std::size_t position(std::size_t folded) const { return folded_.position(folded); }

    [[nodiscard]] bool is_struck(const Found& found) const { return most(struck_, found); }
    [[nodiscard]] bool is_strong(const Found& found) const { return most(strong_, found); }
    [[nodiscard]] bool is_in_capitals(const Found& found) const {
        const auto word = original(found);
        const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
        if (std::ranges::none_of(found.option->label.fr, small)) return false;  // printed so
        const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
        return std::ranges::count_if(word, capital) >= 2 && std::ranges::none_of(word, small);
    }

private:
    void mark(std::vector<bool>& marks, std::size_t at, std::size_t size) const {
        marks.resize(source_.size(), false);
        std::fill_n(marks.begin() + static_cast<std::ptrdiff_t>(at), size, true);
    }

    [[nodiscard]] bool most(const std::vector<bool>& marks, const Found& found) const {
        if (marks.empty()) return false;
        const auto begin = folded_.position(found.begin);
        const auto end = folded_.position(found.end);
        const auto count = std::count(marks.begin() + static_cast<std::ptrdiff_t>(begin),
                                      marks.begin() + static_cast<std::ptrdiff_t>(end), true);
        return static_cast<std::size_t>(count) * 2 > end - begin;
    }

    std::string source_;
    Folded folded_;
    std::vector<bool> strong_;
    std::vector<bool> struck_;
};

struct Mark {
    Box box;
    std::size_t at;  ///< in the source
    std::size_t end;
};

std::vector<Mark> boxes_in(std::string_view text) {
    std::vector<Mark> marks;
    for (std::size_t at = 0; at < text.size();) {
        const auto found = box_at(text.substr(at));
        if (found.box != Box::none) marks.push_back({found.box, at, at + found.size});
        at += std::max<std::size_t>(found.size, 1);
    }
    return marks;
}

/// An X that stands alone.
std::vector<Mark> crosses_in(std::string_view text) {
    std::vector<Mark> marks;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto is_blank = [&](std::size_t i) {
            return i >= text.size() || std::string_view(" \t\n/|,;:\xC2\xE2").find(text[i]) != std::string_view::npos;
        };
        if ((text[at] == 'x' || text[at] == 'X') && is_blank(at + 1) &&
            (at == 0 || is_blank(at - 1) || text[at - 1] == '\xA0'))
            marks.push_back({Box::ticked, at, at + 1});
    }
    return marks;
}

using Options = std::vector<const Found*>;

/// How far a mark is from an option; something between them that separates counts more than blanks.
std::size_t distance(std::string_view between) {
    constexpr std::size_t wall = 100;
    std::size_t sum = between.size();
    if (between.find("  ") != std::string_view::npos) sum += wall / 2;
    for (const char c : between)
        if (std::string_view("/|,;\t\n").find(c) != std::string_view::npos) sum += wall;
    return sum;
}

/// Marks without empty ones beside them belong to whatever is nearest.
Options nearest(const Sample& sample, const std::vector<Found>& found, const std::vector<Mark>& marks) {
    Options chosen;
    const std::string_view text = sample.source();
    const bool before = marks.front().at < sample.position(found.front().begin);
    for (const auto& mark : marks) {
        const Found* best = nullptr;
        std::size_t shortest = text.size() * 101;
        for (const auto& one : found) {
            const auto begin = sample.position(one.begin);
            const auto end = sample.position(one.end);
            const auto far = begin > mark.at ? distance(text.substr(mark.end, begin - std::min(begin, mark.end)))
                                             : distance(text.substr(end, mark.at - std::min(end, mark.at)));
            if (far > shortest || (far == shortest && !before)) continue;
            shortest = far;
            best = &one;
        }
        if (best != nullptr) chosen.push_back(best);
    }
    return chosen;
}

/// Each mark belongs to the option after it, or to the one before it, as the first of the row shows.
Options marked(const Sample& sample, const std::vector<Found>& found, const std::vector<Mark>& marks) {
    Options chosen;
    if (marks.empty() || found.empty()) return chosen;
    if (std::ranges::find(marks, Box::empty, &Mark::box) == marks.end()) return nearest(sample, found, marks);
    const bool before = marks.front().at < sample.position(found.front().begin);
    for (const auto& mark : marks) {
        if (mark.box != Box::ticked) continue;
        const Found* its = nullptr;
        for (const auto& one : found) {
            const auto at = sample.position(one.begin);
            if (before && at > mark.at && its == nullptr) its = &one;
            if (!before && at < mark.at) its = &one;
        }
        if (its != nullptr) chosen.push_back(its);
    }
    return chosen;
}

Options not_struck(const Sample& sample, const std::vector<Found>& found) {
    Options chosen;
    for (const auto& one : found)
        if (!sample.is_struck(one)) chosen.push_back(&one);
    return chosen.size() == found.size() ? Options{} : chosen;
}

Options ringed(const Sample& sample, const std::vector<Found>& found) {
    Options chosen;
    const auto& text = sample.folded();
    for (const auto& one : found) {
        auto begin = one.begin;
        auto end = one.end;
        while (begin > 0 && text[begin - 1] == ' ') --begin;
        while (end < text.size() && text[end] == ' ') ++end;
        if (begin == 0 || end == text.size()) continue;
        constexpr std::string_view opening = "([{<>*_\"";
        constexpr std::string_view closing = ")]}><*_\"";
        const auto kind = opening.find(text[begin - 1]);
        if (kind != std::string_view::npos && text[end] == closing[kind]) chosen.push_back(&one);
    }
    return chosen.size() == found.size() ? Options{} : chosen;
}

template <typename Property>
Options standing_out(const std::vector<Found>& found, Property property) {
    Options chosen;
    for (const auto& one : found)
        if (property(one)) chosen.push_back(&one);
    return chosen.size() == found.size() ? Options{} : chosen;
}

std::size_t distinct(const std::vector<Found>& found) {
    std::vector<const Option*> options;
    for (const auto& one : found)
        if (std::ranges::find(options, one.option) == options.end()) options.push_back(one.option);
    return options.size();
}

/// What is left of the text beside its options and marks, in letters.
std::size_t letters_beside(const Sample& sample, const std::vector<Found>& found) {
    std::size_t letters = 0;
    const auto& text = sample.folded();
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool inside =
            std::ranges::any_of(found, [at](const Found& one) { return at >= one.begin && at < one.end; });
        if (!inside && text[at] >= 'a' && text[at] <= 'z') ++letters;
    }
    return letters;
}

Chosen chosen_of(const Options& options, double confidence, const Sample& sample, const BlankField& field) {
    Chosen chosen;
    for (const auto* one : options)
        if (std::ranges::find(chosen.values, one->option->value) == chosen.values.end())
            chosen.values.emplace_back(one->option->value);
    chosen.confidence = confidence;
    if (field.shape == FieldShape::choice && chosen.values.size() > 1) {
        chosen = {};
        chosen.other = without_leaders(sample.source());
        chosen.confidence = 0.4;
    }
    return chosen;
}

/// Nothing marks one option against the others: the words themselves.
Chosen by_words(const Sample& sample, const std::vector<Found>& found, const BlankField& field) {
    const auto other = without_leaders(sample.source());
    if (found.empty()) return {{}, 0.6, other};
    const auto named = distinct(found);
    if (named == field.options.size() && named > 1) return {};  // as printed
    Options all;
    for (const auto& one : found) all.push_back(&one);
    const auto beside = letters_beside(sample, found);
    if (named == 1) {
        constexpr std::size_t few = 15;
        if (beside <= few) return chosen_of(all, beside == 0 ? 0.95 : 0.8, sample, field);
        return {{}, 0.6, other};
    }
    if (field.shape == FieldShape::choices) return chosen_of(all, 0.8, sample, field);
    return {{}, 0.4, other};
}

}  // namespace

BoxAt box_at(std::string_view text) {
    for (const auto& mark : box_marks)
        if (text.starts_with(mark.text)) return {mark.box, mark.text.size()};
    return bracketed(text);
}

bool has_box(std::string_view text) { return !boxes_in(text).empty(); }

std::size_t count_options(std::string_view text, std::span<const Option> options) {
    return distinct(find_options(fold(text), options));
}

const Option* find_option(std::string_view text, std::span<const Option> options) {
    const auto folded = fold(trimmed(text));
    for (const auto& option : options)
        if (folded == option.value) return &option;
    const auto all = spellings_of(options);
    const auto found = std::ranges::find(all, folded, &Spelling::text);
    return found == all.end() ? nullptr : found->option;
}

Chosen read_choice(const RichText& text, const BlankField& field) {
    const Sample sample(text);
    if (without_leaders(sample.source()).empty()) return {};
    constexpr std::size_t longest = 4'000;  // options and marks; what is longer is a story
    if (sample.source().size() > longest) return {{}, 0.4, without_leaders(sample.source())};
    const auto found = find_options(sample.folded(), field.options);
    const auto boxes = boxes_in(sample.source());
    if (const auto options = marked(sample, found, boxes); !options.empty())
        return chosen_of(options, 0.95, sample, field);
    if (found.size() > 1) {
        if (const auto options = not_struck(sample, found); !options.empty())
            return chosen_of(options, 0.9, sample, field);
        if (const auto options = marked(sample, found, crosses_in(sample.source())); !options.empty())
            return chosen_of(options, 0.75, sample, field);
        if (boxes.empty())
            if (const auto options = ringed(sample, found); !options.empty())
                return chosen_of(options, 0.85, sample, field);
        const auto strong = [&](const Found& one) { return sample.is_strong(one); };
        if (const auto options = standing_out(found, strong); !options.empty())
            return chosen_of(options, 0.85, sample, field);
        const auto capitals = [&](const Found& one) { return sample.is_in_capitals(one); };
        if (const auto options = standing_out(found, capitals); !options.empty())
            return chosen_of(options, 0.75, sample, field);
    }
    if (!boxes.empty() && !found.empty()) return {};  // boxes, and none ticked
    return by_words(sample, found, field);
}

}  // namespace rexflow::engine::reading
