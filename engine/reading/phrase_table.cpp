#include "engine/reading/phrase_table.hpp"

#include <algorithm>

namespace rexflow::engine::reading {

namespace {

bool is_word(std::string_view text, std::string_view pattern) {
    if (pattern.back() != '*') return text == pattern;
    return text.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool joins_words(const Word& word) {
    return word.kind == WordKind::line_end || word.text == "'" || word.text == "-" || word.text == "/";
}

std::vector<std::string_view> split(std::string_view text, std::string_view parting) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(parting), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + parting.size(), text.size()));
    }
    return parts;
}

}  // namespace

std::size_t end_of_phrase(const Words& words, std::size_t at, const std::vector<std::string_view>& phrase) {
    auto next = at;
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        if (i > 0 && joins_words(words.at(next))) ++next;
        if (words.text(next).empty() || !is_word(words.text(next), phrase[i])) return at;
        ++next;
    }
    return next;
}

std::vector<std::string_view> words_of_phrase(std::string_view phrase) { return split(phrase, " "); }

std::vector<std::string_view> split_phrases(std::string_view phrases) { return split(phrases, ", "); }

}  // namespace rexflow::engine::reading
