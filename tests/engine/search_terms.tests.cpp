#include "engine/search_terms.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace rexflow;
using engine::terms_of_query;
using Terms = std::vector<std::string>;

namespace {

Terms terms_of_text(std::string_view text) {
    std::set<std::string> all;
    while (!text.empty())
        for (const auto& term : engine::take_terms(text)) all.insert(term);
    return {all.begin(), all.end()};
}

}  // namespace

TEST_CASE("a text is found by each word and by its beginnings from three letters to seven", "[search]") {
    CHECK(terms_of_text("Prescription") == Terms{"pre", "pres", "presc", "prescr", "prescri"});
    CHECK(terms_of_text("chute") == Terms{"chu", "chut", "chute"});
    CHECK(terms_of_text("nez") == Terms{"nez"});
}

TEST_CASE("accents, capitals, ligatures and apostrophes make no difference", "[search]") {
    CHECK(terms_of_text("L’ÉTÉ") == terms_of_text("l'ete"));
    CHECK(terms_of_text("cœur") == terms_of_text("COEUR"));
    CHECK(terms_of_query("Évè") == Terms{"eve"});
}

TEST_CASE("words of one or two letters and those every text has are left out", "[search]") {
    CHECK(terms_of_text("à la de du un pour dans avec").empty());
    CHECK(terms_of_query("le dossier de la patiente") == Terms{"dossier", "patient"});
}

TEST_CASE("each term stands once", "[search]") {
    CHECK(terms_of_text("chute, chutes, CHUTE") == Terms{"chu", "chut", "chute", "chutes"});
    CHECK(terms_of_query("chute chute") == Terms{"chute"});
}

TEST_CASE("a word of a query is cut where the words of texts are", "[search]") {
    CHECK(terms_of_query("prescrire prescription") == Terms{"prescri"});
    CHECK(terms_of_query("pre") == Terms{"pre"});
}

TEST_CASE("a telephone number is one term however it is written", "[search]") {
    CHECK(terms_of_text("06 12 34 56 78") == Terms{"612345678"});
    CHECK(terms_of_query("0612345678") == Terms{"612345678"});
    CHECK(terms_of_query("+33 6 12 34 56 78") == Terms{"612345678"});
}

TEST_CASE("letters of other scripts are counted as letters, and broken bytes do no harm", "[search]") {
    CHECK(terms_of_text("日本語文") == Terms{"日本語", "日本語文"});
    for (const std::string text : {"\xff\xfe\xfd", "abc\xc3", "\xe2\x82", ""}) {
        static_cast<void>(terms_of_text(text));
        static_cast<void>(terms_of_query(text));
    }
}

TEST_CASE("every word of a long text is a term, wherever the text is cut to be read", "[search]") {
    constexpr int count = 20'000;
    for (const char after : {' ', '\n'}) {
        std::string text;
        for (int i = 0; i < count; ++i) text += std::to_string(100'000 + i) + after;
        const auto terms = terms_of_text(text);
        for (int i = 0; i < count; ++i)
            if (!std::ranges::binary_search(terms, std::to_string(100'000 + i))) FAIL("lost: " << i);
    }
    CHECK(terms_of_text(std::string(100'000, 'a')).size() == 5);
    static_cast<void>(terms_of_text(std::string(40'000, '\x80')));
}
