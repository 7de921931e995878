#include "engine/charter.hpp"

#include <catch2/catch.hpp>

using rexflow::engine::paragraphs_of;
using Paragraphs = std::vector<std::string>;

TEST_CASE("the paragraphs of a charter stand between blank lines, and keep their line ends", "[charter]") {
    CHECK(paragraphs_of("Un.\n\nDeux,\nsuite.\n\n\n  \n- Trois\n") == Paragraphs{"Un.", "Deux,\nsuite.", "- Trois"});
    CHECK(paragraphs_of("Sans fin de ligne") == Paragraphs{"Sans fin de ligne"});
}

TEST_CASE("it does not matter which program wrote a charter", "[charter]") {
    CHECK(paragraphs_of("\xEF\xBB\xBFUn.\r\n\r\n\tDeux, \r\nsuite.\r\n") == Paragraphs{"Un.", "Deux,\nsuite."});
}

TEST_CASE("a charter of blanks has no paragraph", "[charter]") {
    for (const auto* const text : {"", "\n", " \t\r\n\n \n", "\xEF\xBB\xBF"}) CHECK(paragraphs_of(text).empty());
}
