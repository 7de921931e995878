#pragma once

#include "adapters/sqlite/database.hpp"

#include <algorithm>
#include <array>

namespace rexflow::sqlite {

/// A part of SQL text that several statements share.
template <std::size_t size>
struct Piece {
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is what it stands for
    consteval Piece(const char (&literal)[size]) { std::copy_n(literal, size, text); }

    char text[size]{};
    static constexpr std::size_t length = size - 1;
};

template <Piece... pieces>
inline constexpr auto joined_text = [] {
    std::array<char, (pieces.length + ... + 1)> all{};
    auto* end = all.data();
    ((end = std::copy_n(pieces.text, pieces.length, end)), ...);
    return all;
}();

/// Statements made of shared pieces, joined while compiling: each is a text of its own with an address of its own, as
/// the cache of prepared statements wants it.
template <Piece... pieces>
consteval Sql joined() {
    return Sql(joined_text<pieces...>.data());
}

}  // namespace rexflow::sqlite
