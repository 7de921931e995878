#include "adapters/api/route.hpp"

#include <algorithm>
#include <charconv>

namespace rexflow::api {

namespace {

constexpr std::size_t longest = 100;

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && rest == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-_.:/").find(c) != std::string_view::npos;
    });
}

}  // namespace

int Call::number(std::string_view name, int usual) const {
    return static_cast<int>(whole_number(engine::text_of(query, name)).value_or(usual));
}

Page page_of(const Call& call) {
    constexpr int usual = 50;
    return {whole_number(engine::text_of(call.query, "after")).value_or(0),
            static_cast<std::size_t>(call.number("limit", usual))};
}

bool is_right(const Parameter& parameter, std::string_view value) {
    switch (parameter.kind) {
        case ParameterKind::count: {
            const auto number = whole_number(value);
            return number && *number >= 1 && *number <= parameter.most;
        }
        case ParameterKind::flag:
            return value == "true";
        case ParameterKind::one_of: {
            const auto words = words_of(parameter.choices);
            return std::ranges::find(words, value) != words.end();
        }
        case ParameterKind::instant:
            return engine::parse_instant(value).has_value();
        case ParameterKind::word:
            return is_word(value);
        case ParameterKind::text:
            return !value.empty() && value.size() <= longest;
    }
    return false;
}

Json schema_of(const Parameter& parameter) {
    switch (parameter.kind) {
        case ParameterKind::count:
            return {{"type", "integer"}, {"minimum", 1}, {"maximum", parameter.most}};
        case ParameterKind::flag:
            return {{"type", "boolean"}, {"const", true}};
        case ParameterKind::one_of:
            return {{"type", "string"}, {"enum", words_of(parameter.choices)}};
        case ParameterKind::instant:
            return {{"type", "string"}, {"format", "date-time"}};
        case ParameterKind::word:
        case ParameterKind::text:
            return {{"type", "string"}, {"minLength", 1}, {"maxLength", longest}};
    }
    return {};
}

}  // namespace rexflow::api
