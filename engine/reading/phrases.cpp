#include "engine/reading/phrases.hpp"

#include <algorithm>

namespace rexflow::engine::reading {

bool stands_alone(std::string_view text, std::size_t begin, std::size_t size) {
    const auto end = begin + size;
    return (begin == 0 || !is_word(text[begin - 1]) || !is_word(text[begin])) &&
           (end == text.size() || !is_word(text[end]) || !is_word(text[end - 1]));
}

std::size_t find_phrase(std::string_view text, std::string_view phrase, std::size_t from) {
    for (auto at = text.find(phrase, from); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
        if (stands_alone(text, at, phrase.size())) return at;
    }
    return std::string_view::npos;
}

std::size_t find_last_phrase(std::string_view text, std::string_view phrase) {
    // The library's rfind compares at every place; few of them have the first letter.
    for (auto end = text.size(); phrase.size() <= text.size();) {
        const auto at = text.substr(0, end).rfind(phrase.front());
        if (at == std::string_view::npos) break;
        if (text.substr(at).starts_with(phrase) && stands_alone(text, at, phrase.size())) return at;
        end = at;
    }
    return std::string_view::npos;
}

bool has_phrase(std::string_view text, std::string_view phrase) {
    return find_phrase(text, phrase) != std::string_view::npos;
}

bool has_any(std::string_view text, std::span<const std::string_view> phrases) {
    return std::ranges::any_of(phrases, [&](std::string_view phrase) { return has_phrase(text, phrase); });
}

std::size_t end_of_last(std::string_view text, std::span<const std::string_view> phrases) {
    auto last = std::string_view::npos;
    for (const auto phrase : phrases) {
        const auto at = find_last_phrase(text, phrase);
        if (at == std::string_view::npos) continue;
        const auto end = at + phrase.size();
        if (last == std::string_view::npos || end > last) last = end;
    }
    return last;
}

std::string_view trim(std::string_view text, std::string_view blanks) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace rexflow::engine::reading
