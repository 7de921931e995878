#include "adapters/mustache/renderer.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace rexflow::testing {

namespace {

using engine::Error;
using engine::LetterVariables;
using engine::Locale;

/// A letter of its own, so that each thing that can be wrong with a template can be tried.
class Letters {
public:
    std::map<std::string, std::string, std::less<>> files{{"fr/letters/note.subject", "Note {{number}}\n"},
                                                          {"fr/letters/note.text", "Bonjour {{name}}\n"},
                                                          {"fr/letters/note.html", "<p>Bonjour {{name}}</p>\n"}};

    [[nodiscard]] engine::Result<engine::RenderedLetter> render(const LetterVariables& variables,
                                                                std::string_view letter = "note") const {
        const auto source = [this](std::string_view path) {
            const auto found = files.find(path);
            return found == files.end() ? std::string_view() : std::string_view(found->second);
        };
        return mustache::make_renderer(manifest_, source)->render(letter, Locale::fr, variables);
    }

    [[nodiscard]] Error error(const LetterVariables& variables, std::string_view letter = "note") const {
        return render(variables, letter).error();
    }

private:
    const mustache::Manifest manifest_ = mustache::parse_manifest(R"({
        "common": {"name": "optional"},
        "variables": {
            "name": {"kind": "text", "means": "-", "privacy": "own_name", "sample": {"fr": "a", "en": "a"}},
            "number": {"kind": "text", "means": "-", "privacy": "none", "sample": {"fr": "1", "en": "1"}},
            "link": {"kind": "link", "means": "-", "privacy": "none", "sample": {"fr": "-", "en": "-"}},
            "rows": {"kind": "list", "means": "-", "privacy": "none", "sample": {"fr": [], "en": []},
                     "fields": {"what": "required", "late": "optional"}}},
        "letters": {
            "note": {"audience": "cell", "label": {"fr": "n", "en": "n"},
                     "variables": {"number": "required", "link": "optional", "rows": "optional"}},
            "nameless": {"audience": "cell", "label": {"fr": "n", "en": "n"}, "withheld": ["name"], "variables": {}},
            "listing": {"audience": "cell", "label": {"fr": "n", "en": "n"}, "variables": {"rows": "required"}}}})")
                                             .value();
};

const LetterVariables good{{{"name", "Léa"}, {"number", "7"}}, {}};

}  // namespace

TEST_CASE("a letter is filled in three parts", "[letters]") {
    const auto letter = Letters().render(good).value();

    CHECK(letter.subject == "Note 7");
    CHECK(letter.text == "Bonjour Léa\n");
    CHECK(letter.html == "<p>Bonjour Léa</p>\n");
}

TEST_CASE("a letter nobody wrote is an error", "[letters]") {
    const auto error = Letters().error(good, "love_letter");

    CHECK(error.code == Error::Code::configuration);
    CHECK(error.message == "there is no letter love_letter");
}

TEST_CASE("a variable the letter does not declare is an error, and its value is not told", "[letters]") {
    auto variables = good;
    variables.values["diagnosis"] = "secret";
    const auto error = Letters().error(variables);

    CHECK(error.code == Error::Code::invalid_input);
    CHECK(error.message == "letter fr/note: diagnosis is not declared");
}

TEST_CASE("a required variable that is missing, empty or nothing but control characters is an error", "[letters]") {
    for (const auto* const value : {"", "\x01\x02"}) {
        auto variables = good;
        variables.values["number"] = value;
        CHECK(Letters().error(variables).message == "letter fr/note: number is missing");
    }
    CHECK(Letters().error({}).code == Error::Code::invalid_input);
}

TEST_CASE("a list is held to its fields", "[letters]") {
    auto variables = good;

    variables.lists["rows"] = {{{"late", "2 jours"}}};
    CHECK(Letters().error(variables).message == "letter fr/note: rows: what is missing");
    variables.lists["rows"] = {{{"what", "a"}, {"who", "b"}}};
    CHECK(Letters().error(variables).message == "letter fr/note: rows: who is not declared");
    variables.lists["rows"] = {{{"what", "a"}}};
    CHECK(Letters().render(variables).has_value());
    variables.lists["name"] = {{{"what", "a"}}};
    CHECK(Letters().error(variables).message == "letter fr/note: name is not declared as a list");
    CHECK(Letters().error({}, "listing").message == "letter fr/listing: rows is missing");
}

TEST_CASE("a list given as a value is an error", "[letters]") {
    auto variables = good;
    variables.values["rows"] = "a";

    CHECK(Letters().error(variables).message == "letter fr/note: rows is not declared");
}

TEST_CASE("a link leads to the web and nowhere else", "[letters]") {
    for (const auto* const address : {"javascript:alert(1)", "data:text/html,x", "file:///x", "https://a b", "x"}) {
        auto variables = good;
        variables.values["link"] = address;
        INFO(address);
        CHECK(Letters().error(variables).message == "letter fr/note: link is not a web address");
    }
}

TEST_CASE("a template that is missing, malformed or empty when filled is an error", "[letters]") {
    const std::map<std::string, std::string> broken{{"fr/letters/note.text", ""},
                                                    {"fr/letters/note.html", "{{#name}}<p>"},
                                                    {"fr/letters/note.subject", "{{#link}}x{{/link}}"}};
    for (const auto& [path, content] : broken) {
        Letters letters;
        letters.files[path] = content;
        INFO(path);
        CHECK(letters.error(good).code == Error::Code::configuration);
    }
}

TEST_CASE("a subject of two lines is an error of the template", "[letters]") {
    Letters letters;
    letters.files["fr/letters/note.subject"] = "Note\n{{number}}\n";

    CHECK(letters.error(good).message == "letter fr/note: the subject is more than one line");
}

TEST_CASE("a value with line breaks adds no line anywhere", "[letters]") {
    auto variables = good;
    variables.values["number"] = "7\r\nBcc: autre@cpts.example";
    variables.values["name"] = "Léa\n.\nFin";
    const auto letter = Letters().render(variables).value();

    CHECK(letter.subject == "Note 7  Bcc: autre@cpts.example");
    CHECK(letter.text == "Bonjour Léa . Fin\n");
}

TEST_CASE("a value is escaped in HTML only and never read as a template", "[letters]") {
    auto variables = good;
    variables.values["name"] = "<b>\"L'{{number}}\"</b> & {{{number}}}";
    const auto letter = Letters().render(variables).value();

    CHECK(letter.text == "Bonjour <b>\"L'{{number}}\"</b> & {{{number}}}\n");
    CHECK(letter.html == "<p>Bonjour &lt;b&gt;&quot;L&apos;{{number}}&quot;&lt;/b&gt; &amp; {{{number}}}</p>\n");
}

TEST_CASE("what is withheld from a letter is accepted and dropped", "[letters]") {
    Letters letters;
    for (const auto* const part : {"subject", "text", "html"})
        letters.files[std::string("fr/letters/nameless.") + part] = "Bonjour{{#name}} {{name}}{{/name}},\n";

    const auto letter = letters.render({{{"name", "Léa"}}, {}}, "nameless").value();

    CHECK(letter.subject == "Bonjour,");
    CHECK(letter.text == "Bonjour,\n");
}

}  // namespace rexflow::testing
