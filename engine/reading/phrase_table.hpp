#pragma once

#include "engine/reading/words.hpp"

#include <bitset>
#include <initializer_list>
#include <string_view>
#include <unordered_map>
#include <utility>
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
            auto words = words_of_phrase(phrase);
            const auto first = words.front();
            if (first.ends_with('*')) {
                letters_.set(letter(first));
                by_first_letter_[first.front()].push_back({std::move(words), meaning});
            } else {
                hashes_.set(Word::hash_of(first) % hashes_.size());
                by_first_word_[first].push_back({std::move(words), meaning});
            }
        }
    }

    struct Match {
        const Meaning* meaning = nullptr;
        std::size_t end = 0;
        explicit operator bool() const { return meaning != nullptr; }
    };

    [[nodiscard]] Match longest_at(const Words& words, std::size_t at) const {
        Match longest{nullptr, at};
        const auto word = words.text(at);
        if (word.empty()) return longest;
        const auto look_in = [&](const auto& buckets, const auto& key) {
            const auto bucket = buckets.find(key);
            if (bucket == buckets.end()) return;
            for (const auto& row : bucket->second) {
                const auto end = end_of_phrase(words, at, row.words);
                if (end > longest.end) longest = {&row.meaning, end};
            }
        };
        if (hashes_.test(words.at(at).hash % hashes_.size())) look_in(by_first_word_, word);
        if (letters_.test(letter(word))) look_in(by_first_letter_, word.front());
        return longest;
    }

private:
    [[nodiscard]] static std::size_t letter(std::string_view word) { return static_cast<unsigned char>(word.front()); }

    struct Split {
        std::vector<std::string_view> words;
        Meaning meaning;
    };
    std::unordered_map<std::string_view, std::vector<Split>> by_first_word_;
    std::unordered_map<char, std::vector<Split>> by_first_letter_;  ///< of phrases whose first word may end in any way
    /// What the maps may have: most words begin no phrase of a table, and one look here tells.
    std::bitset<4096> hashes_;
    std::bitset<256> letters_;
};

}  // namespace rexflow::engine::reading
