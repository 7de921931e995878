#include "tests/adapters/mustache/letters.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

namespace rexflow::testing {

namespace {

using mustache::Kind;
using mustache::manifest;
using mustache::Need;
using mustache::Privacy;
using Names = std::set<std::string>;

Names with_privacy(const mustache::LetterDescription& letter, Privacy privacy) {
    Names result;
    for (const auto& [name, need] : letter.variables) {
        if (manifest().variables.at(name).privacy == privacy) result.insert(name);
    }
    return result;
}

bool is_withheld(const mustache::LetterDescription& letter, const std::string& name) {
    return std::ranges::find(letter.withheld, name) != letter.withheld.end();
}

/// What the templates of a letter may speak of: its variables, and the fields of its lists.
Names speakable(const mustache::LetterDescription& letter) {
    Names result;
    for (const auto& [name, need] : letter.variables) {
        if (is_withheld(letter, name)) continue;
        result.insert(name);
        for (const auto& [field, field_need] : manifest().variables.at(name).fields) result.insert(field);
    }
    return result;
}

}  // namespace

TEST_CASE("the manifest describes every letter of the workflows", "[letters]") {
    const Names expected{"answer_received",   "account_invited",
                         "account_opened",    "action_assigned",
                         "action_overdue",    "action_reminded",
                         "closed_told",       "command_refused",
                         "daily_digest",      "declaration_help",
                         "delivery_failed",   "dismissed_explained",
                         "escalation",        "follow_up_asked",
                         "information_asked", "intake_acknowledged",
                         "mailbox_recovered", "mailbox_trouble",
                         "meeting_invited",   "meeting_reminded",
                         "new_case",          "orientation_announced",
                         "orientation_asked", "outcome_told",
                         "outgoing_trouble",  "overdue",
                         "password_asked",    "reminder",
                         "reopened_told",     "reply_received",
                         "reply_to_closed",   "report_told",
                         "survey_invited",    "survey_reminded"};
    Names described;
    for (const auto& letter : manifest().letters) described.insert(letter.name);

    CHECK(described == expected);
}

TEST_CASE("every letter has a label for timelines in both languages", "[letters]") {
    Names french;
    for (const auto& letter : manifest().letters) {
        INFO(letter.name);
        CHECK_FALSE(letter.label.en.empty());
        CHECK(french.insert(letter.label.fr).second);
    }
}

TEST_CASE("letters to the cell do not count against the brake, the others do", "[letters]") {
    const Names to_the_cell{"account_invited",   "password_asked",  "account_opened",  "answer_received",
                            "command_refused",   "daily_digest",    "delivery_failed", "escalation",
                            "mailbox_recovered", "mailbox_trouble", "new_case",        "outgoing_trouble",
                            "overdue",           "reminder",        "reply_received",  "reply_to_closed"};

    for (const auto& letter : manifest().letters) {
        INFO(letter.name);
        CHECK((letter.audience == engine::Audience::cell) == to_the_cell.contains(letter.name));
    }
}

/// Whoever adds a variable has to come here and say why it carries no clinical text and no word of a sender.
TEST_CASE("letters know only variables that are numbers, dates, labels, links and recorded names",
          "[letters][privacy]") {
    const Names harmless{"account_link",
                         "valid_until",
                         "answer",
                         "link_absent",
                         "link_present",
                         "case",
                         "cpts",
                         "contact_address",
                         "contact_phone",
                         "due",
                         "late",
                         "lines",
                         "link",
                         "link_delay",
                         "link_done",
                         "link_resolved",
                         "link_unresolved",
                         "letter",
                         "mailbox",
                         "meeting_at",
                         "missing",
                         "obligation",
                         "place",
                         "received_at",
                         "refusals",
                         "since",
                         "status",
                         "to_profession",
                         "urgent",
                         "advice",
                         "cause",
                         "stopped"};
    // "refusals" are sentences of the program and of guards, never a word of the mail that was refused.
    const Names identities{"name", "reporter_name", "reporter_phone"};

    for (const auto& [name, variable] : manifest().variables) {
        INFO(name);
        CHECK(harmless.contains(name) == (variable.privacy == Privacy::none));
        CHECK(identities.contains(name) == (variable.privacy != Privacy::none));
    }
    CHECK(manifest().variables.at("missing").fields == mustache::Needs{{"label", Need::required}});
    CHECK(manifest().variables.at("lines").fields == mustache::Needs{{"case", Need::required},
                                                                     {"due", Need::required},
                                                                     {"late", Need::optional},
                                                                     {"obligation", Need::required}});
}

TEST_CASE("a third person is named in one letter only, and never has to be", "[letters][privacy]") {
    for (const auto& letter : manifest().letters) {
        INFO(letter.name);
        const auto third_persons = with_privacy(letter, Privacy::third_person_with_consent);
        if (letter.name == "orientation_asked")
            CHECK(third_persons == Names{"reporter_name", "reporter_phone"});
        else
            CHECK(third_persons.empty());
        for (const auto& name : third_persons) CHECK(letter.variables.at(name) == Need::optional);
    }
}

TEST_CASE("the acknowledgement is the one letter that greets without a name", "[letters][privacy]") {
    for (const auto& letter : manifest().letters) {
        INFO(letter.name);
        CHECK(is_withheld(letter, "name") == (letter.name == "intake_acknowledged"));
        CHECK(with_privacy(letter, Privacy::own_name) == Names{"name"});
    }
}

TEST_CASE("both languages say the same and use just what the manifest declares", "[letters]") {
    for (const auto& letter : manifest().letters) {
        for (const auto locale : locales) {
            INFO(to_text(locale) << " " << letter.name);
            auto in_text = names(source(locale, letter.name, "text"));
            in_text.merge(names(frame(locale, "text")));
            auto in_html = names(source(locale, letter.name, "html"));
            in_html.merge(names(frame(locale, "html")));

            CHECK(in_text == speakable(letter));
            CHECK(in_html == speakable(letter));
            for (const auto& name : names(source(locale, letter.name, "subject"))) CHECK(in_text.contains(name));
        }
        CHECK(tags(source(engine::Locale::fr, letter.name, "subject")) ==
              tags(source(engine::Locale::en, letter.name, "subject")));
        CHECK(tags(source(engine::Locale::fr, letter.name, "text")) ==
              tags(source(engine::Locale::en, letter.name, "text")));
    }
}

TEST_CASE("no subject names anybody", "[letters][privacy]") {
    for (const auto& letter : manifest().letters) {
        for (const auto locale : locales) {
            for (const auto& name : names(source(locale, letter.name, "subject")))
                CHECK(manifest().variables.at(name).privacy == Privacy::none);
        }
    }
}

TEST_CASE("templates use variables and sections only, and always escape", "[letters]") {
    for (const auto& [path, content] : mustache::embedded_files()) {
        if (path == "manifest.json") continue;
        INFO(path);
        CHECK(content.find("{{{") == std::string_view::npos);
        for (const auto& tag : tags(content)) {
            const bool is_frame_mark =
                (tag == "> letter" && path.find("/frame.") != std::string_view::npos) ||
                ((tag == "> page" || tag == "> title") && path.find("_frame.") != std::string_view::npos);
            const bool is_plain =
                tag.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", tag.find_first_not_of("#/^")) == std::string::npos;
            CHECK((is_frame_mark || is_plain));
        }
    }
}

TEST_CASE("a manifest that is wrong says so and gives nothing", "[letters]") {
    const auto code = [](std::string_view json) { return mustache::parse_manifest(json).error().code; };

    CHECK(code("") == engine::Error::Code::configuration);
    CHECK(code("{}") == engine::Error::Code::configuration);
    CHECK(code(R"({"common": {"x": "required"}, "variables": {}, "letters":
          {"a": {"audience": "cell", "label": {"fr": "a", "en": "a"}, "variables": {}}}})") ==
          engine::Error::Code::configuration);
    CHECK(code(R"({"common": {"x": "sometimes"}, "variables": {}, "letters": {}})") ==
          engine::Error::Code::configuration);
}

}  // namespace rexflow::testing
