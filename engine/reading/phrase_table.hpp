#pragma once

#include "engine/reading/words.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// Words of a phrase in a text. Apostrophes, hyphens and slashes between them do not count, nor does one line end:
/// "rappelez moi" is also found in "rappelez-moi". A word may end in "*": any word that begins so.
///
/// @return the index after the phrase; `at` when it is not there
[[nodiscard]] std::size_t end_of_phrase(const Words& words, std::size_t at,
                                        const std::vector<std::string_view>& phrase);

[[nodiscard]] std::vector<std::string_view> words_of_phrase(std::string_view phrase);
[[nodiscard]] std::vector<std::string_view> split_phrases(std::string_view phrases);

/// What phrases mean: the longest that begins at a word is the one meant.
template <typename Meaning>
class PhraseTable {
public:
    struct Row {
        std::string_view phrase;  ///< folded, words separated by one blank: "n importe quand"; or several phrases
        Meaning meaning;
    };

    PhraseTable() = default;
    PhraseTable(std::initializer_list<Row> rows) {
        for (const auto& row : rows) add(row.phrase, row.meaning);
    }

    /// @param phrases one or more, separated by ", "; must outlive this
    void add(std::string_view phrases, Meaning meaning) {
        for (const auto phrase : split_phrases(phrases)) {
            const auto first = static_cast<unsigned char>(phrase.front());
            by_first_letter_.at(first).push_back({words_of_phrase(phrase), meaning});
        }
    }

    struct Match {
        const Meaning* meaning = nullptr;
        std::size_t end = 0;
        explicit operator bool() const { return meaning != nullptr; }
    };

    [[nodiscard]] Match longest_at(const Words& words, std::size_t at) const {
        Match longest{nullptr, at};
        if (words.text(at).empty()) return longest;
        for (const auto& row : by_first_letter_.at(static_cast<unsigned char>(words.text(at).front()))) {
            const auto end = end_of_phrase(words, at, row.words);
            if (end > longest.end) longest = {&row.meaning, end};
        }
        return longest;
    }

private:
    struct Split {
        std::vector<std::string_view> words;
        Meaning meaning;
    };
    std::array<std::vector<Split>, 256> by_first_letter_;
};

}  // namespace rexflow::engine::reading
