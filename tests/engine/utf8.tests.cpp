#include "engine/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace rexflow::testing {

using namespace std::string_view_literals;

TEST_CASE("a character is well-formed as RFC 3629 has it, or none at all", "[utf8]") {
    for (const auto whole :
         {"a"sv, "\0"sv, "é"sv, "€"sv, "\u0800"sv, "\uD7FF"sv, "\uE000"sv, "😀"sv, "\xF4\x8F\xBF\xBF"sv}) {
        INFO(whole);
        CHECK(engine::character_size(std::string(whole) + "é") == whole.size());
        CHECK(engine::is_utf8(whole));
        if (whole.size() > 1) CHECK(engine::character_size(whole.substr(0, whole.size() - 1)) == 0);
    }
    constexpr std::string_view broken[]{
        "\x80",         "\xC3",         "\xC3("sv,          "\xC0\xAF",         "\xC1\xBF",         "\xE0\x80\xAF",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF",
    };
    for (const auto bytes : broken) {
        CHECK(engine::character_size(bytes) == 0);
        CHECK_FALSE(engine::is_utf8("Un mot " + std::string(bytes)));
    }
    CHECK(engine::is_utf8(""));
}

TEST_CASE("a text is cut between characters, and counted in them", "[utf8]") {
    CHECK(engine::whole_characters("été", 3) == "ét");
    CHECK(engine::whole_characters("été", 4) == "ét");
    CHECK(engine::whole_characters("été", 5) == "été");
    CHECK(engine::whole_characters("é", 1).empty());
    CHECK(engine::count_characters("été à 17 h") == 10);
}

}  // namespace rexflow::testing
