#include "tests/adapters/mustache/letters.hpp"

#include <catch2/catch.hpp>

#include <regex>

namespace rexflow::testing {

namespace {

std::string one_blank_between(const std::string& text) { return replaced(replaced(text, "[ \n]+", " "), "^ | $", ""); }

}  // namespace

std::vector<std::string> matches(const std::string& text, const char* pattern, Letters letters) {
    const auto flags =
        letters == Letters::either_case ? std::regex::ECMAScript | std::regex::icase : std::regex::ECMAScript;
    const std::regex regex(pattern, flags);
    std::vector<std::string> result;
    for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) result.push_back(it->str());
    return result;
}

std::string replaced(const std::string& text, const char* pattern, const char* by) {
    return std::regex_replace(text, std::regex(pattern), by);
}

std::string_view to_text(engine::Locale locale) { return locale == engine::Locale::fr ? "fr" : "en"; }

std::string_view source(engine::Locale locale, const std::string& letter, std::string_view part) {
    return mustache::embedded_file(std::string(to_text(locale)) + "/letters/" + letter + "." + std::string(part));
}

std::string_view frame(engine::Locale locale, std::string_view part) {
    return mustache::embedded_file(std::string(to_text(locale)) + "/frame." + std::string(part));
}

std::vector<std::string> tags(std::string_view source) {
    static const std::regex tag(R"(\{\{([^}]*)\}\})");
    const std::string text(source);
    std::vector<std::string> result;
    for (std::sregex_iterator it(text.begin(), text.end(), tag), end; it != end; ++it) result.push_back((*it)[1]);
    return result;
}

std::set<std::string> names(std::string_view source) {
    std::set<std::string> result;
    for (const auto& tag : tags(source)) {
        if (tag != "> letter") result.insert(tag.substr(std::min(tag.find_first_not_of("#/^"), tag.size())));
    }
    return result;
}

const engine::LetterRenderer& renderer() {
    static const auto embedded = mustache::make_renderer();
    return *embedded;
}

engine::RenderedLetter rendered(const std::string& letter, engine::Locale locale,
                                const engine::LetterVariables& variables) {
    const auto result = renderer().render(letter, locale, variables);
    INFO((result ? "rendered" : result.error().message));
    REQUIRE(result.has_value());
    return *result;
}

std::string words_of_html(std::string_view html) {
    auto text = std::string(html.substr(std::min(html.find("<body"), html.size())));
    text = replaced(replaced(text, "</?span[^>]*>", ""), "<[^>]*>", " ");
    for (const auto& [entity, character] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}})
        text = replaced(text, entity, character);
    return one_blank_between(replaced(text, "&amp;", "&"));
}

std::string words_of_text(std::string_view text) {
    auto words = replaced(std::string(text), "(\u00A0)?:\nhttps?://[^ \n]+\n", "\n");
    words = replaced(words, "\n-{3,}\n", "\n");
    return one_blank_between(replaced(words, "\n- ", "\n"));
}

}  // namespace rexflow::testing
