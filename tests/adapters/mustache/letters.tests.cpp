#include "tests/adapters/mustache/letters.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <thread>

namespace rexflow::testing {

namespace {

using engine::LetterVariables;
using engine::Locale;
using engine::RenderedLetter;
using mustache::Kind;
using mustache::LetterDescription;
using mustache::manifest;
using mustache::Sample;

/// Every sample of every letter, once.
template <typename Check>
void for_each_letter(const Check& check) {
    for (const auto& letter : manifest().letters) {
        for (const auto locale : locales) {
            for (const auto size : sizes) {
                INFO(to_text(locale) << " " << letter.name << (size == Sample::full ? " full" : " minimal"));
                const auto variables = manifest().sample(letter, locale, size);
                check(letter, locale, variables, rendered(letter.name, locale, variables));
            }
        }
    }
}

/// A value for every variable that is easy to find again.
LetterVariables marked(const LetterDescription& letter, const std::string& mark) {
    LetterVariables result;
    for (const auto& [name, need] : letter.variables) {
        const auto& description = manifest().variables.at(name);
        if (description.kind == Kind::list) {
            for (const auto& [field, field_need] : description.fields)
                result.lists[name].resize(1, {}), result.lists[name].front()[field] = mark + field;
        } else {
            result.values[name] = (description.kind == Kind::link ? "https://" : "") + mark + name;
        }
    }
    return result;
}

bool shows(const RenderedLetter& letter, const std::string& value) {
    return letter.subject.find(value) != std::string::npos || letter.text.find(value) != std::string::npos ||
           letter.html.find(value) != std::string::npos;
}

std::ptrdiff_t characters(const std::string& line) {
    return std::ranges::count_if(line, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; });
}

const std::vector<std::string> none;

}  // namespace

TEST_CASE("every letter renders in every language with a full and with a minimal sample", "[letters]") {
    for_each_letter([](const auto&, Locale, const auto&, const RenderedLetter& letter) {
        CHECK_FALSE(letter.subject.empty());
        CHECK(letter.text.size() + letter.html.size() < 30'000);
    });
}

TEST_CASE("subjects are one short line and start with the number of the case", "[letters]") {
    for_each_letter([](const auto&, Locale, const LetterVariables& variables, const RenderedLetter& letter) {
        CHECK(letter.subject.find_first_of("\r\n\t") == std::string::npos);
        CHECK(letter.subject.size() <= 120);
        if (variables.values.contains("case")) CHECK(letter.subject.starts_with("[REX-2026-0001] "));
    });
}

TEST_CASE("every letter is signed by the cell and says where to write", "[letters]") {
    for_each_letter([](const auto&, Locale, const LetterVariables&, const RenderedLetter& letter) {
        CHECK(letter.text.find("\nLa cellule qualité — CPTS des Collines (ex") != std::string::npos);
        CHECK(letter.text.ends_with("qualite@cpts.example\n"));
    });
}

TEST_CASE("letters to people outside say who reads the answer and what comes next", "[letters]") {
    for_each_letter([](const LetterDescription& description, Locale locale, const auto&, const RenderedLetter& letter) {
        if (description.audience == engine::Audience::cell) return;
        const auto words = words_of_text(letter.text);
        const bool french = locale == Locale::fr;
        const auto readers = matches(words, french ? "(eux seuls|elle seule)" : "(nobody else)");
        CHECK_FALSE(readers.empty());
        const auto next = matches(
            words, french ? "(passer|Rien n’est à préparer|rappel)" : "(happens next|nothing to prepare|reminder)");
        CHECK_FALSE(next.empty());
    });
}

TEST_CASE("the lines of a text part are at most 78 characters long, links apart", "[letters]") {
    for_each_letter([](const auto&, Locale, const auto&, const RenderedLetter& letter) {
        for (const auto& line : matches(letter.text, "[^\n]+"))
            CHECK((characters(line) <= 78 || line.starts_with("https://")));
        CHECK(matches(letter.text, "[ \t]\n") == none);
        CHECK(matches(letter.text, "\n\n\n") == none);
    });
}

TEST_CASE("text and HTML say the same words", "[letters]") {
    for_each_letter([](const auto&, Locale, const auto&, const RenderedLetter& letter) {
        CHECK(words_of_text(letter.text) == words_of_html(letter.html));
    });
}

TEST_CASE("text and HTML lead to the same places", "[letters]") {
    for_each_letter([](const auto&, Locale, const auto&, const RenderedLetter& letter) {
        auto in_text = matches(letter.text, R"(https?://[^ \n]+)");
        auto in_html = matches(replaced(letter.html, ">[^<]*<", "><"), R"(https?://[^"]+)");
        CHECK(in_text == in_html);
    });
}

TEST_CASE("the only address a template writes itself is the national portal", "[letters]") {
    for (const auto& [path, content] : mustache::embedded_files()) {
        if (path == "manifest.json") continue;
        INFO(path);
        for (const auto& address : matches(std::string(content), R"(https?://[^"<\n ]*)"))
            CHECK(address == "https://signalement.social-sante.gouv.fr");
    }
}

TEST_CASE("HTML parts are plain documents every program can show", "[letters]") {
    for_each_letter([](const auto&, Locale locale, const auto&, const RenderedLetter& letter) {
        CHECK(letter.html.starts_with("<!DOCTYPE html>\n<html lang=\"" + std::string(to_text(locale)) + "\">\n"));
        CHECK(matches(letter.html, "<(script|img|link|iframe|form|svg|object)|url\\(|@import| on[a-z]+=") == none);
        CHECK(matches(letter.html, "<[a-z][^>]*>") == matches(letter.html, "<[a-z][a-z0-9]*( [a-z-]+=\"[^\"]*\")*>"));
        for (const auto* const element : {"p", "ul", "li", "h2", "a", "div", "strong"}) {
            INFO(element);
            const auto opened = matches(letter.html, (std::string("<") + element + "[ >]").c_str()).size();
            CHECK(opened == matches(letter.html, (std::string("</") + element + ">").c_str()).size());
        }
    });
}

TEST_CASE("French letters keep French typography", "[letters]") {
    for_each_letter([](const auto&, Locale locale, const auto&, const RenderedLetter& letter) {
        if (locale != Locale::fr) return;
        for (const auto& text : {letter.subject, letter.text, words_of_html(letter.html)}) {
            const auto prose = replaced(text, R"(https?://[^ \n]+)", "");
            CHECK(matches(prose, "['\"]") == none);
            CHECK(matches(prose, "[^\xA0][:;?!]") == none);
            CHECK(matches(prose, "[^\xA0]»|«(?!\u00A0)") == none);
            CHECK(matches(prose, "\\.\\.\\.| ,| \\.") == none);
        }
    });
}

TEST_CASE("no letter blames, threatens or becomes familiar", "[letters]") {
    constexpr auto unkind_fr =
        "fautes?\\b|coupable|fautif|négligen|sanction|plainte|erreur de votre|vous auriez dû|vous devez|obligatoire|"
        "impérati|votre retard| (tu|te|toi|tes|ton|ta)[ ,.]";
    constexpr auto unkind_en =
        "\\bfaults?\\b|guilt|negligen|sanction|complaint|your (mistake|error)|you should have|you must|mandatory|"
        "your delay";
    for_each_letter([&](const auto&, Locale locale, const auto&, const RenderedLetter& letter) {
        const auto words = letter.subject + " " + words_of_text(letter.text);
        CHECK(matches(words, locale == Locale::fr ? unkind_fr : unkind_en, Letters::either_case) == none);
    });
}

TEST_CASE("a letter shows what it declares and depends on nothing else", "[letters][privacy]") {
    for (const auto& letter : manifest().letters) {
        for (const auto locale : locales) {
            INFO(to_text(locale) << " " << letter.name);
            const auto one = rendered(letter.name, locale, marked(letter, "first-"));
            const auto other = rendered(letter.name, locale, marked(letter, "other-"));

            CHECK(replaced(one.subject, "first-", "?") == replaced(other.subject, "other-", "?"));
            CHECK(replaced(one.text, "first-", "?") == replaced(other.text, "other-", "?"));
            CHECK(replaced(one.html, "first-", "?") == replaced(other.html, "other-", "?"));
            for (const auto& [name, need] : letter.variables) {
                const auto& description = manifest().variables.at(name);
                const bool is_withheld = std::ranges::find(letter.withheld, name) != letter.withheld.end();
                const bool is_shown =
                    !is_withheld && (description.kind == Kind::text || description.kind == Kind::link);
                if (description.kind != Kind::list) CHECK(shows(one, "first-" + name) == is_shown);
                for (const auto& [field, field_need] : description.fields) CHECK(shows(one, "first-" + field));
            }
        }
    }
}

TEST_CASE("no letter takes a variable another letter declares", "[letters][privacy]") {
    for (const auto& letter : manifest().letters) {
        for (const auto& [name, description] : manifest().variables) {
            if (letter.variables.contains(name)) continue;
            auto variables = manifest().sample(letter, Locale::fr, Sample::full);
            variables.values[name] = "Dominique Modèle";
            INFO(letter.name << " " << name);
            CHECK(renderer().render(letter.name, Locale::fr, variables).error().code ==
                  engine::Error::Code::invalid_input);
        }
    }
}

TEST_CASE("a reporter who gave no consent is not in the letter to the professional", "[letters][privacy]") {
    const auto& letter = *manifest().find("orientation_asked");
    const auto with = rendered(letter.name, Locale::fr, manifest().sample(letter, Locale::fr, Sample::full));
    auto variables = manifest().sample(letter, Locale::fr, Sample::full);
    variables.values.erase("reporter_name");
    const auto only_phone = rendered(letter.name, Locale::fr, variables);

    CHECK(shows(with, "Dominique Modèle"));
    CHECK(shows(with, "06 39 98 00 02"));
    CHECK_FALSE(shows(only_phone, "06 39 98 00 02"));
    CHECK(only_phone.text.find("vous mettra en relation") != std::string::npos);
}

TEST_CASE("hostile values stay what they are: words", "[letters][privacy]") {
    const std::string hostile =
        "<script>alert('x')</script>\" onclick=\"x {{cpts}}{{{case}}}{{#name}}\r\nBcc: a@b\n.\n\u2028\u202E";
    for (const auto& letter : manifest().letters) {
        for (const auto locale : locales) {
            INFO(to_text(locale) << " " << letter.name);
            auto variables = manifest().sample(letter, locale, Sample::full);
            const auto harmless = rendered(letter.name, locale, variables);
            for (auto& [name, value] : variables.values) {
                if (manifest().variables.at(name).kind == Kind::text) value = hostile;
            }
            for (auto& [name, items] : variables.lists) {
                for (auto& item : items) {
                    for (auto& [field, value] : item) value = hostile;
                }
            }
            const auto attacked = rendered(letter.name, locale, variables);

            CHECK(attacked.subject.find_first_of("\r\n") == std::string::npos);
            CHECK(matches(attacked.html, "[<>\"]") == matches(harmless.html, "[<>\"]"));
            CHECK(std::ranges::count(attacked.html, '\n') == std::ranges::count(harmless.html, '\n'));
            CHECK(attacked.text.find('\r') == std::string::npos);
            CHECK(attacked.text.find("\u2028") == std::string::npos);
            CHECK(attacked.text.find("\n.\n") == std::string::npos);
            CHECK(attacked.text.find("{{cpts}}{{{case}}}{{#name}}") != std::string::npos);
        }
    }
}

TEST_CASE("letters rendered by several threads at once are the same", "[letters]") {
    const auto fresh = mustache::make_renderer();
    const auto& letter = *manifest().find("intake_acknowledged");
    const auto variables = manifest().sample(letter, Locale::fr, Sample::full);
    const auto expected = rendered(letter.name, Locale::fr, variables);
    std::array<int, 4> same{};

    std::vector<std::jthread> threads;
    for (auto& count : same) {
        threads.emplace_back([&] {
            for (int round = 0; round < 20; ++round) {
                const auto result = fresh->render(letter.name, Locale::fr, variables);
                if (result && result->text == expected.text && result->html == expected.html) ++count;
            }
        });
    }
    threads.clear();

    CHECK(same == std::array{20, 20, 20, 20});
}

}  // namespace rexflow::testing
