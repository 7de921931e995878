#include "engine/reading/lines.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::testing {

namespace {

std::vector<std::string_view> pieces(std::string_view text, std::size_t most) {
    std::vector<std::string_view> all;
    while (!text.empty()) all.push_back(engine::reading::take_piece(text, most));
    return all;
}

using Pieces = std::vector<std::string_view>;

}  // namespace

TEST_CASE("a long text is taken in pieces that end with a line, else with a word, else with a character", "[lines]") {
    CHECK(pieces("une ligne\nune autre\n", 12) == Pieces{"une ligne\n", "une autre\n"});
    CHECK(pieces("quelques mots de plus", 9) == Pieces{"quelques ", "mots de ", "plus"});
    CHECK(pieces("ééé", 3) == Pieces{"é", "é", "é"});
    CHECK(pieces("court", 100) == Pieces{"court"});
    CHECK(pieces("", 3).empty());
    CHECK(pieces("\x80\x80\x80\x80\x80", 2) == Pieces{"\x80\x80", "\x80\x80", "\x80"});
    CHECK(pieces("\xF0\x9F\x98\x80", 2) == Pieces{"\xF0\x9F", "\x98\x80"});
}

TEST_CASE("a line is taken off without its end", "[lines]") {
    std::string_view text = "une\r\ndeux\n\ntrois";
    for (const auto* const line : {"une", "deux", "", "trois"}) CHECK(engine::reading::take_line(text) == line);
    CHECK(text.empty());
}

}  // namespace rexflow::testing
