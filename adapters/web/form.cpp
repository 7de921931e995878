#include "adapters/web/form.hpp"

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

/// The length of the UTF-8 sequence a lead byte begins; 0 for a byte that begins none.
std::size_t length_of(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    if (lead >= 0xF0 && lead < 0xF5) return 4;
    return 0;
}

/// Well-formed as RFC 3629, 4 has it: no overlong form, no surrogate, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = [&](std::size_t place) { return static_cast<unsigned char>(text[place]); };
        const auto length = length_of(byte(at));
        if (length == 0 || at + length > text.size()) return false;
        for (std::size_t next = at + 1; next < at + length; ++next)
            if ((byte(next) & 0xC0U) != 0x80U) return false;
        if (length >= 3) {
            const auto lead = byte(at);
            const auto second = byte(at + 1);
            if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
                (lead == 0xF4 && second > 0x8F))
                return false;
        }
        at += length;
    }
    return true;
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

std::optional<std::string> clean_value(std::string_view plain) { return is_utf8(plain) ? tidy(plain) : std::nullopt; }

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
