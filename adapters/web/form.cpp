#include "adapters/web/form.hpp"

#include "engine/utf8.hpp"

#include <charconv>
#include <optional>
#include <string>

namespace rexflow::web {

namespace {

using engine::Err;
using engine::Error;

std::optional<char> unescaped(std::string_view two_digits) {
    unsigned value = 0;
    const auto* const end = two_digits.data() + two_digits.size();
    const auto [rest, error] = std::from_chars(two_digits.data(), end, value, 16);
    if (two_digits.size() != 2 || error != std::errc{} || rest != end) return std::nullopt;
    return static_cast<char>(value);
}

std::optional<std::string> decoded(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%') {
            const auto character = unescaped(text.substr(at + 1, 2));
            if (!character) return std::nullopt;
            result += *character;
            at += 2;
        } else {
            result += text[at] == '+' ? ' ' : text[at];
        }
    }
    return result;
}

/// None for a character no keyboard sends.
std::optional<std::string> tidy(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\r') continue;
        if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) return std::nullopt;
        result += c;
    }
    constexpr std::string_view blanks = " \t\n";
    const auto first = result.find_first_not_of(blanks);
    if (first == std::string::npos) return std::string{};
    return result.substr(first, result.find_last_not_of(blanks) + 1 - first);
}

std::optional<std::string> clean(std::string_view text) {
    const auto plain = decoded(text);
    return plain ? clean_value(*plain) : std::nullopt;
}

}  // namespace

std::optional<std::string> clean_value(std::string_view plain) {
    return engine::is_utf8(plain) ? tidy(plain) : std::nullopt;
}

engine::Result<engine::Payload> parse_form(std::string_view body) {
    engine::Payload fields;
    while (!body.empty()) {
        const auto end = std::min(body.find('&'), body.size());
        const auto pair = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = clean(pair.substr(0, equals));
        auto value = clean(pair.substr(std::min(equals + 1, pair.size())));
        if (!name || !value) return Err(Error::Code::invalid_input, "a field of the form is badly written");
        if (!fields.emplace(std::move(*name), std::move(*value)).second || fields.size() > most_form_fields)
            return Err(Error::Code::invalid_input, "the form has a field twice, or too many");
    }
    return fields;
}

}  // namespace rexflow::web
