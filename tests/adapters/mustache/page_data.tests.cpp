#include "adapters/mustache/page_renderer.hpp"
#include "adapters/mustache/template.hpp"

#include <catch2/catch.hpp>

/// How page data fills a template.
namespace rexflow::testing {

namespace {

using engine::Error;
using engine::PageData;
using mustache::Escape;
using mustache::Template;

std::string filled(const std::string& source, const PageData& data) {
    auto parsed = Template::parse(source, Escape::html);
    REQUIRE(parsed);
    return parsed->fill(data);
}

PageData item(const std::string& name, const std::string& value) { return {{{name, value}}, {}}; }

}  // namespace

TEST_CASE("lists hold lists, and an item sees what surrounds it", "[pages]") {
    PageData page{{{"title", "T"}}, {}};
    auto& first = page.add("groups", item("group", "A"));
    first.add("acts", item("act", "1"));
    first.add("acts", item("act", "2"));
    page.add("groups", item("group", "B"));

    CHECK(filled("{{#groups}}{{title}}{{group}}:{{#acts}}{{act}},{{/acts}}{{^acts}}none{{/acts}};{{/groups}}", page) ==
          "TA:1,2,;TB:none;");
}

TEST_CASE("an empty value switches its section off, whatever stands further out", "[pages]") {
    PageData page = item("note", "outer");
    page.add("rows", item("note", ""));
    page.add("rows", item("note", "inner"));
    CHECK(filled("{{#rows}}[{{#note}}{{note}}{{/note}}{{^note}}-{{/note}}{{note}}]{{/rows}}", page) ==
          "[-][innerinner]");
}

TEST_CASE("a list that is not empty says so by its name", "[pages]") {
    PageData page;
    page.add("rows", item("row", "1"));
    page.lists["others"];
    CHECK(filled("{{#has_rows}}yes{{/has_rows}}{{#has_others}}no{{/has_others}}{{#has_none}}no{{/has_none}}", page) ==
          "yes");
}

TEST_CASE("a value is text: never markup, never template", "[pages][hostile]") {
    PageData page = item("value", "<b>{{other}}</b>{{{other}}}&\"'");
    page.values["other"] = "leaked";
    const auto html = filled("{{value}}", page);
    CHECK(html.find("leaked") == std::string::npos);
    CHECK(html.find('<') == std::string::npos);
    CHECK(html.find("&lt;b&gt;{{other}}&lt;/b&gt;") == 0);
}

TEST_CASE("parts of pages are put in where they are named; a missing one is found", "[pages]") {
    const auto with = mustache::with_parts("a{{> cell/parts/described}}b", "fr");
    REQUIRE(with);
    CHECK(with->starts_with("a{{#needed}}"));
    CHECK(with->ends_with("b"));
    CHECK(mustache::with_parts("{{> cell/parts/nothing}}", "fr").error().code == Error::Code::configuration);
    CHECK(mustache::with_parts("{{> cell/parts/described", "fr").error().code == Error::Code::configuration);
    CHECK(mustache::with_parts("{{> cell/parts/described}}", "xx").error().code == Error::Code::configuration);
}

TEST_CASE("a template with an open section is refused before it meets a user", "[pages]") {
    for (const auto* const broken : {"{{#a}}", "{{#a}}{{/b}}", "{{a", "{{/a}}"}) {
        INFO(broken);
        CHECK(Template::parse(broken, Escape::html).error().code == Error::Code::configuration);
    }
}

}  // namespace rexflow::testing
