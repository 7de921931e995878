#include "adapters/mustache/renderer.hpp"

#include "adapters/mustache/embedded.hpp"
#include "adapters/mustache/plain_text.hpp"
#include "adapters/mustache/template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <utility>

namespace rexflow::mustache {

namespace {

using engine::Err;
using engine::Error;
using engine::LetterVariables;
using engine::Locale;
using engine::RenderedLetter;
using engine::Result;
using Values = std::map<std::string, std::string, std::less<>>;

/// Where a frame takes the letter in.
constexpr std::string_view letter_mark = "{{> letter}}\n";

constexpr std::string_view to_text(Locale locale) { return locale == Locale::fr ? "fr" : "en"; }

struct ParsedLetter {
    Template subject;
    Template text;
    Template html;
};

Result<void> check_needs(const Needs& needs, const Values& values) {
    for (const auto& [name, need] : needs) {
        const auto value = values.find(name);
        if (need == Need::required && (value == values.end() || value->second.empty()))
            return Err(Error::Code::invalid_input, name + " is missing");
    }
    for (const auto& [name, value] : values) {
        if (!needs.contains(name)) return Err(Error::Code::invalid_input, name + " is not declared");
    }
    return {};
}

Result<void> check_items(const std::string& list, const Needs& fields, const std::vector<Values>& items) {
    for (const auto& item : items) {
        if (const auto checked = check_needs(fields, item); !checked) return Err(checked.error().within(list));
    }
    return {};
}

bool is_web_address(std::string_view value) {
    const bool known_scheme = value.starts_with("https://") || value.starts_with("http://");
    return known_scheme && std::ranges::none_of(value, [](char c) { return c == ' ' || c == '\t'; });
}

bool is_withheld(const LetterDescription& letter, std::string_view name) {
    return std::ranges::find(letter.withheld, name) != letter.withheld.end();
}

/// A copy whose values are one harmless line each, without those the letter must not show.
LetterVariables cleaned(const LetterDescription& letter, const LetterVariables& variables) {
    LetterVariables result;
    for (const auto& [name, value] : variables.values) {
        if (!is_withheld(letter, name)) result.values[name] = one_line(value);
    }
    for (const auto& [name, items] : variables.lists) {
        auto& list = result.lists[name];
        for (const auto& item : items) {
            auto& fields = list.emplace_back();
            for (const auto& [field, value] : item) fields[field] = one_line(value);
        }
    }
    return result;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \n";
    const auto first = std::min(text.find_first_not_of(blanks), text.size());
    const auto last = text.find_last_not_of(blanks);
    return std::string(text.substr(first, last == std::string_view::npos ? 0 : last + 1 - first));
}

class StrictRenderer final : public engine::LetterRenderer {
public:
    StrictRenderer(const Manifest& manifest, TemplateSource source) : manifest_(manifest), source_(std::move(source)) {}

    Result<RenderedLetter> render(std::string_view name, Locale locale,
                                  const LetterVariables& variables) const override {
        const auto* const letter = manifest_.find(name);
        if (letter == nullptr) return Err(Error::Code::configuration, fmt::format("there is no letter {}", name));
        const auto clean = cleaned(*letter, variables);
        const auto place = fmt::format("letter {}/{}", to_text(locale), name);
        const auto rendered = check(*letter, clean)
                                  .and_then([&] { return parsed(*letter, locale); })
                                  .and_then([&](const ParsedLetter* parts) { return filled(*parts, clean); });
        if (!rendered) return Err(rendered.error().within(place));
        return rendered;
    }

private:
    Result<void> check(const LetterDescription& letter, const LetterVariables& variables) const {
        Needs values;
        Needs lists;
        for (const auto& [name, need] : letter.variables) {
            if (is_withheld(letter, name)) continue;
            const bool is_list = manifest_.variables.find(name)->second.kind == Kind::list;
            (is_list ? lists : values).emplace(name, need);
        }
        return check_needs(values, variables.values)
            .and_then([&] { return check_links(variables.values); })
            .and_then([&] { return check_lists(lists, variables); });
    }

    Result<void> check_lists(const Needs& lists, const LetterVariables& variables) const {
        for (const auto& [name, need] : lists) {
            const auto list = variables.lists.find(name);
            const bool is_empty = list == variables.lists.end() || list->second.empty();
            if (need == Need::required && is_empty) return Err(Error::Code::invalid_input, name + " is missing");
        }
        for (const auto& [name, items] : variables.lists) {
            if (!lists.contains(name)) return Err(Error::Code::invalid_input, name + " is not declared as a list");
            const auto checked = check_items(name, manifest_.variables.find(name)->second.fields, items);
            if (!checked) return checked;
        }
        return {};
    }

    Result<void> check_links(const Values& values) const {
        for (const auto& [name, value] : values) {
            const bool is_link = manifest_.variables.find(name)->second.kind == Kind::link;
            if (is_link && !value.empty() && !is_web_address(value))
                return Err(Error::Code::invalid_input, name + " is not a web address");
        }
        return {};
    }

    /// Parsed at the first use and then for ever: a program that sends ten kinds of letters keeps ten in memory.
    Result<const ParsedLetter*> parsed(const LetterDescription& letter, Locale locale) const {
        const std::lock_guard lock(mutex_);
        const auto key = std::pair(locale, &letter);
        if (const auto found = cache_.find(key); found != cache_.end()) return &found->second;
        auto subject = part(letter, locale, "subject", Escape::none);
        if (!subject) return Err(subject.error());
        auto text = part(letter, locale, "text", Escape::none);
        if (!text) return Err(text.error());
        auto html = part(letter, locale, "html", Escape::html);
        if (!html) return Err(html.error());
        ParsedLetter parts{*std::move(subject), *std::move(text), *std::move(html)};
        return &cache_.emplace(key, std::move(parts)).first->second;
    }

    Result<Template> part(const LetterDescription& letter, Locale locale, std::string_view kind, Escape escape) const {
        const auto body = source_(fmt::format("{}/letters/{}.{}", to_text(locale), letter.name, kind));
        if (body.empty()) return Err(Error::Code::configuration, fmt::format("there is no {} template", kind));
        auto parsed = Template::parse(framed(body, locale, kind), escape);
        if (!parsed) return Err(parsed.error().within(std::string(kind)));
        return parsed;
    }

    /// The letter inside what all letters of a language share; a subject has no frame.
    std::string framed(std::string_view body, Locale locale, std::string_view kind) const {
        std::string frame(source_(fmt::format("{}/frame.{}", to_text(locale), kind)));
        const auto at = frame.find(letter_mark);
        if (at == std::string::npos) return std::string(body);
        return frame.replace(at, letter_mark.size(), body);
    }

    static Result<RenderedLetter> filled(const ParsedLetter& parts, const LetterVariables& variables) {
        RenderedLetter result;
        result.subject = trimmed(parts.subject.fill(variables));
        result.text = wrapped(parts.text.fill(variables));
        result.html = parts.html.fill(variables);
        if (has_control_character(result.subject))
            return Err(Error::Code::configuration, "the subject is more than one line");
        if (result.subject.empty() || trimmed(result.text).empty() || trimmed(result.html).empty())
            return Err(Error::Code::configuration, "nothing is left when it is filled");
        return result;
    }

    const Manifest& manifest_;
    TemplateSource source_;
    mutable std::mutex mutex_;
    mutable std::map<std::pair<Locale, const LetterDescription*>, ParsedLetter> cache_;
};

}  // namespace

std::unique_ptr<engine::LetterRenderer> make_renderer() { return make_renderer(manifest(), embedded_file); }

std::unique_ptr<engine::LetterRenderer> make_renderer(const Manifest& manifest, TemplateSource source) {
    return std::make_unique<StrictRenderer>(manifest, std::move(source));
}

}  // namespace rexflow::mustache
