#include "engine/ports/directory.hpp"

#include "engine/reading/folded.hpp"

#include <algorithm>
#include <tuple>

namespace rexflow::engine {

namespace {

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : reading::fold(text)) {
        const bool parts = c == ' ' || c == '-' || c == '\'' || c == ',' || c == '.' || c == '\n';
        if (!parts)
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

bool is_same(std::string_view asked, std::string_view there) {
    return asked.empty() || reading::fold(asked) == reading::fold(there);
}

bool has_words(const Professional& professional, const std::vector<std::string>& asked) {
    if (asked.empty()) return true;
    const auto there = words_of(professional.name + ' ' + professional.profession + ' ' + professional.place + ' ' +
                                professional.note);
    return std::ranges::all_of(asked, [&](const auto& word) {
        return std::ranges::any_of(there, [&](const auto& other) { return other.starts_with(word); });
    });
}

}  // namespace

std::string identity_of(const Professional& professional) {
    return reading::fold(professional.name) + '\n' + reading::fold(professional.profession) + '\n' +
           reading::fold(professional.place);
}

std::vector<Professional> chosen(std::vector<Professional> all, const DirectoryFilter& filter) {
    const auto asked = words_of(filter.words);
    std::erase_if(all, [&](const Professional& professional) {
        return !is_same(filter.profession, professional.profession) || !is_same(filter.place, professional.place) ||
               !has_words(professional, asked);
    });
    std::ranges::sort(all, {}, [](const Professional& professional) {
        return std::tuple(reading::fold(professional.profession), reading::fold(professional.place),
                          reading::fold(professional.name), professional.id);
    });
    return all;
}

}  // namespace rexflow::engine
