#include "adapters/mustache/embedded.hpp"
#include "adapters/mustache/page_renderer.hpp"
#include "tests/support/office.hpp"
#include "tests/support/sqlite_data.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

/// The templates of the pages, without a server.
namespace rexflow::testing {

namespace {

using mustache::embedded_file;
using Names = std::set<std::string>;

Names pages_in(const std::string& locale) {
    Names names;
    for (const auto& [path, content] : mustache::embedded_files())
        if (path.starts_with(locale + "/pages/")) names.emplace(path.substr(locale.size() + 7));
    return names;
}

std::string source(const std::string& locale, const std::string& page) {
    return std::string(embedded_file(locale + "/pages/" + page));
}

/// What stands between `open` and `close`, each time.
std::multiset<std::string> between(std::string_view text, std::string_view open, std::string_view close) {
    std::multiset<std::string> found;
    for (auto at = text.find(open); at != std::string_view::npos; at = text.find(open, at + 1)) {
        const auto begin = at + open.size();
        found.emplace(text.substr(begin, text.find(close, begin) - begin));
    }
    return found;
}

/// The words of a template, without tags of HTML and of the template.
std::string words(std::string text) {
    for (const auto& [open, close] : {std::pair("<", ">"), std::pair("{{", "}}")})
        for (auto at = text.find(open); at != std::string::npos; at = text.find(open))
            text.erase(at, text.find(close, at) + std::string_view(close).size() - at);
    return text;
}

}  // namespace

TEST_CASE("both languages have the same pages with the same fields, buttons and variables", "[web][pages]") {
    CHECK(pages_in("fr") == pages_in("en"));
    CHECK(pages_in("fr").size() == 15);
    for (const auto& page : pages_in("fr")) {
        INFO(page);
        for (const auto& [open, close] :
             {std::pair("{{", "}}"), std::pair(" name=\"", "\""), std::pair(" value=\"", "\"")})
            CHECK(between(source("fr", page), open, close) == between(source("en", page), open, close));
    }
}

TEST_CASE("the pages of the cell's members say the same in both languages, with the same forms", "[web][pages]") {
    Names french;
    for (const auto& [path, content] : mustache::embedded_files())
        if (path.starts_with("fr/cell/")) french.emplace(path.substr(3));
    CHECK(french.size() >= 17);
    for (const auto& page : french) {
        INFO(page);
        const auto english = std::string(embedded_file("en/" + page));
        CHECK_FALSE(english.empty());
        for (const auto& [open, close] : {std::pair("{{", "}}"), std::pair(" name=\"", "\""), std::pair(" id=\"", "\""),
                                          std::pair(" action=\"", "\"")})
            CHECK(between(embedded_file("fr/" + page), open, close) == between(english, open, close));
    }
}

TEST_CASE("every question of every workflow has its page, with its answers and their fields", "[web][pages]") {
    const auto workflows = every_workflow();
    for (const auto& workflow : workflows.all())
        for (const auto& question : workflow->questions()) {
            INFO(question.name);
            if (question.answers.empty()) {
                CHECK(source("fr", "tell_" + std::string(question.name) + ".html").find("{{#told}}") !=
                      std::string::npos);
                continue;
            }
            const auto page = source("fr", "ask_" + std::string(question.name) + ".html");
            const auto names = between(page, " name=\"", "\"");
            const auto thanks = source("fr", "recorded.html");
            for (const auto& answer : question.answers) {
                INFO(answer.name);
                CHECK(page.find("name=\"answer\" value=\"" + std::string(answer.name) + "\"") != std::string::npos);
                CHECK(thanks.find("{{#" + std::string(answer.name) + "}}") != std::string::npos);
                const auto* const event = workflow->find_event(answer.event);
                REQUIRE(event != nullptr);
                for (const auto key : answer.fields) {
                    const auto* const field = event->find_field(key);
                    REQUIRE(field != nullptr);
                    const bool is_mark = field->kind == engine::FieldKind::choice && names.contains("{{key}}");
                    CHECK((is_mark || names.contains(std::string(key))));
                }
                for (const auto& preset : answer.presets) CHECK(event->find_field(preset.key) != nullptr);
            }
            for (const auto letter : question.letters) CHECK_FALSE(letter.empty());
        }
}

TEST_CASE("an obligation named by a question is one of its workflow's", "[web][pages]") {
    const auto workflows = every_workflow();
    for (const auto& workflow : workflows.all())
        for (const auto& question : workflow->questions())
            CHECK(std::ranges::count(workflow->obligations(), question.obligation, &engine::ObligationRule::key) ==
                  (question.obligation.empty() ? 0 : 1));
}

TEST_CASE("French pages keep French typography, and no page blames", "[web][pages]") {
    for (const auto& page : pages_in("fr")) {
        const auto text = words(source("fr", page));
        INFO(page << '\n' << text);
        for (const auto* const wrong :
             {" :", " ;", " ?", " !", " »", "« ", "'", "...", "\"", "vous devez", "obligatoire"})
            CHECK(text.find(wrong) == std::string::npos);
    }
}

TEST_CASE("the cell's pages say the same in both languages, with the same fields, buttons and variables",
          "[web][pages][cell]") {
    int pages = 0;
    for (const auto& [path, content] : mustache::embedded_files()) {
        if (!path.starts_with("fr/cell")) continue;
        INFO(path);
        ++pages;
        const auto english = embedded_file("en" + std::string(path.substr(2)));
        for (const auto& [open, close] :
             {std::pair("{{", "}}"), std::pair(" name=\"", "\""), std::pair(" href=\"", "\""),
              std::pair(" action=\"", "\""), std::pair(" class=\"", "\"")})
            CHECK(between(content, open, close) == between(english, open, close));
    }
    CHECK(pages > 15);
}

TEST_CASE("the cell's French pages keep French typography, and no page blames", "[web][pages][cell]") {
    for (const auto& [path, content] : mustache::embedded_files()) {
        if (!path.starts_with("fr/cell")) continue;
        const auto text = words(std::string(content));
        INFO(path << '\n' << text);
        for (const auto* const wrong : {" :", " ;", " ?", " !", " »", "« ", "'", "...", "vous devez", "obligatoire"})
            CHECK(text.find(wrong) == std::string::npos);
    }
}

TEST_CASE("a page is one document with its heading as title, and holds no script and nothing from elsewhere",
          "[web][pages]") {
    const auto renderer = value_of(mustache::make_page_renderer());
    for (const auto locale : {engine::Locale::fr, engine::Locale::en})
        for (const auto& file : pages_in("fr")) {
            INFO(file);
            const auto page = value_of(renderer->render(file.substr(0, file.size() - 5), locale,
                                                        {{{"cpts", "CPTS"}, {"contact_address", "a@b.example"}}, {}}));
            CHECK(page.starts_with("<!DOCTYPE html>"));
            CHECK(between(page, "<h1>", "</h1>").size() == 1);
            CHECK(page.find("<title>" + *between(page, "<h1>", "</h1>").begin() + " — CPTS</title>") !=
                  std::string::npos);
            for (const auto* const foreign : {"<script", "<img", "<iframe", "<svg", " style=", "http", "{{"}) {
                CHECK(page.find(foreign) == std::string::npos);
            }
        }
}

TEST_CASE("a page without a heading or a frame without its places is found when it is put together", "[web][pages]") {
    CHECK_FALSE(mustache::framed_page("<p>no heading</p>\n", "{{> title}}{{> page}}\n"));
    CHECK_FALSE(mustache::framed_page("<h1>a</h1>\n", "{{> page}}\n"));
    CHECK_FALSE(mustache::framed_page("<h1>a</h1>\n", "{{> title}}\n"));
    CHECK(*mustache::framed_page("<h1>a</h1>\n", "{{> title}}: {{> page}}\n") == "a: <h1>a</h1>\n");
    CHECK(value_of(mustache::make_page_renderer())->render("no_page", engine::Locale::fr, {}).error().code ==
          engine::Error::Code::configuration);
}

TEST_CASE("the style sheet loads nothing, follows the system's theme and prints", "[web][pages]") {
    const auto style = mustache::style_sheet();
    for (const auto* const foreign : {"url(", "@import", "http", "expression"})
        CHECK(style.find(foreign) == std::string_view::npos);
    for (const auto* const wanted : {"prefers-color-scheme: dark", "@media print", ":focus-visible"})
        CHECK(style.find(wanted) != std::string_view::npos);
    CHECK(style.size() < 16 * 1024);
}

}  // namespace rexflow::testing
