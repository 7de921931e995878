#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine::reading {

/// A text as words are compared in it: lower case, without accents, cedillas or ligatures; every blank (NBSP, narrow
/// NBSP, tab) is " ", every apostrophe "'", every dash "-", every quotation mark '"'; soft hyphens and zero-width
/// characters are gone. Line ends stay. What is not Latin stays as it is. Knows where each byte came from.
class Folded {
public:
    /// @param text UTF-8; must outlive this
    explicit Folded(std::string_view text);

    [[nodiscard]] const std::string& text() const { return folded_; }
    [[nodiscard]] std::string_view source() const { return source_; }

    /// Where a byte of text() begins in source(); text().size() gives source().size().
    [[nodiscard]] std::size_t position(std::size_t folded) const { return positions_[folded]; }

    /// What stands in source() for a part of text().
    [[nodiscard]] std::string_view original(std::size_t begin, std::size_t end) const {
        return source_.substr(position(begin), position(end) - position(begin));
    }

private:
    std::string_view source_;
    std::string folded_;
    std::vector<std::uint32_t> positions_;
};

/// The same for a short text whose origin does not matter.
[[nodiscard]] std::string fold(std::string_view text);

/// The sentence around a part of a text: to the next ".", "!", "?" before a blank, an empty line or, for what is
/// written in short lines, the line end. On one line, at most some 300 bytes, ended at whole characters.
[[nodiscard]] std::string sentence_around(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace rexflow::engine::reading
