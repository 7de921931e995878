#include "adapters/mustache/plain_text.hpp"

#include <catch2/catch.hpp>

namespace rexflow::testing {

using mustache::one_line;
using mustache::wrapped;

TEST_CASE("a value becomes one line whatever line breaks it holds", "[letters]") {
    CHECK(one_line("a\r\nb\tc") == "a  b c");
    CHECK(one_line("a\u2028b\u2029c\u0085d") == "a b c d");
    CHECK(one_line("élève œuvre 12\u00A0h 😀") == "élève œuvre 12\u00A0h 😀");
}

TEST_CASE("a value loses control characters, direction marks and bytes that are not UTF-8", "[letters]") {
    using namespace std::string_literals;

    CHECK(one_line("a\0b\x1B[31mc\x7F"s) == "ab[31mc");
    CHECK(one_line("a\u202Eb\u2066c\u200Fd\uFEFF") == "abcd");
    CHECK(one_line("a\xE9zb\xC3") == "azb");
    CHECK(one_line("a\xC0\xAF\xED\xA0\x80z") == "az");
}

TEST_CASE("long lines break at a blank before the 79th character", "[letters]") {
    const std::string word(38, 'x');

    CHECK(wrapped(word + " " + word + "é") == word + " " + word + "é\n");
    CHECK(wrapped(word + " " + word + "éé") == word + "\n" + word + "éé\n");
}

TEST_CASE("a line never breaks at a no-break space or inside a word", "[letters]") {
    const std::string address = "https://cellule.cpts.example/" + std::string(80, 'x');
    const std::string word(70, 'x');

    CHECK(wrapped("voir " + address + " ici") == "voir\n" + address + "\nici\n");
    CHECK(wrapped(word + " vraiment\u00A0?") == word + "\nvraiment\u00A0?\n");
}

TEST_CASE("a phone number stays in one piece", "[letters]") {
    const std::string word(65, 'x');

    CHECK(wrapped(word + " au 06 39 98 00 02.") == word + " au\n06 39 98 00 02.\n");
}

TEST_CASE("the rest of an item is set in under its first word", "[letters]") {
    const std::string word(50, 'x');

    CHECK(wrapped("- " + word + " " + word) == "- " + word + "\n  " + word + "\n");
}

TEST_CASE("empty lines never pile up", "[letters]") {
    CHECK(wrapped("\n\na\n\n\n\nb\n\n") == "a\n\nb\n");
    CHECK(wrapped("\n\n").empty());
}

}  // namespace rexflow::testing
