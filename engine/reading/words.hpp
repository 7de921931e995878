#pragma once

#include "engine/reading/folded.hpp"

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

enum class WordKind {
    word,
    number,    ///< at most four digits; more of them are `code`
    phone,     ///< a whole telephone number, however it is grouped
    code,      ///< digits that are no hour, day or year: a postal code, an RPPS number
    mark,      ///< one character of punctuation
    line_end,  ///< of a line that the sentence may go on after
    paragraph  ///< an empty line
};

struct Word {
    WordKind kind = WordKind::word;
    std::size_t begin = 0;  ///< in Words::folded().text()
    std::size_t end = 0;
    std::string_view text;
    std::size_t hash = hash_of(text);

    /// Counted once a word: many tables are asked about each.
    [[nodiscard]] static std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }
};

/// A text cut into words, folded for comparing. Blanks are gone; is_close tells whether there were any.
class Words {
public:
    /// @param text UTF-8; must outlive this
    explicit Words(std::string_view text);
    Words(const Words&) = delete;
    Words& operator=(const Words&) = delete;

    [[nodiscard]] const Folded& folded() const { return folded_; }
    [[nodiscard]] std::size_t size() const { return words_.size(); }
    [[nodiscard]] const Word& operator[](std::size_t i) const { return words_[i]; }

    /// What follows the last word is an empty mark: reading ahead needs no check.
    [[nodiscard]] const Word& at(std::size_t i) const { return i < words_.size() ? words_[i] : nothing_; }
    [[nodiscard]] std::string_view text(std::size_t i) const { return at(i).text; }
    [[nodiscard]] bool is(std::size_t i, std::string_view text) const { return at(i).text == text; }
    [[nodiscard]] bool is_number(std::size_t i) const { return at(i).kind == WordKind::number; }
    /// The value of a number; @pre is_number(i)
    [[nodiscard]] int value(std::size_t i) const;
    /// Whether nothing, not even a blank, stands between a word and the next.
    [[nodiscard]] bool is_close(std::size_t i) const { return i + 1 < size() && words_[i].end == words_[i + 1].begin; }

    /// The word as it was written.
    [[nodiscard]] std::string_view original(std::size_t i) const;
    [[nodiscard]] bool is_capitalised(std::size_t i) const;

    /// The sentence around words [begin, end), as sentence_around has it.
    [[nodiscard]] std::string sentence(std::size_t begin, std::size_t end) const;

private:
    Folded folded_;
    std::vector<Word> words_;
    Word nothing_{WordKind::mark, 0, 0, {}};
};

/// Where each sentence begins, and that of the end: at a full stop, an empty line, or the end of a line that was not
/// broken only because it was full.
[[nodiscard]] std::vector<std::size_t> sentence_bounds(const Words& words);

}  // namespace rexflow::engine::reading
