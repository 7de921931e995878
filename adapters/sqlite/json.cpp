#include "adapters/sqlite/json.hpp"

#include "adapters/sqlite/failure.hpp"
#include "adapters/sqlite/moment.hpp"

#include <array>
#include <utility>

namespace rexflow::sqlite {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

constexpr std::array<std::pair<char, char>, 7> short_escapes{
    {{'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}, {'\b', 'b'}, {'\f', 'f'}}};

constexpr bool needs_escape(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' '; }

void append_escaped(std::string& text, char c) {
    text += '\\';
    for (const auto& [plain, letter] : short_escapes)
        if (c == plain) {
            text += letter;
            return;
        }
    text += "u00";
    text += hex_digits[static_cast<unsigned char>(c) >> 4U];
    text += hex_digits[static_cast<unsigned char>(c) & 0xFU];
}

[[noreturn]] void unreadable() {
    throw EnvironmentFailure({engine::Error::Code::broken_chain, "a stored row cannot be read",
                              "run 'rexflow verify', then restore the last backup"});
}

}  // namespace

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    text_ += bracket;
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    text_ += bracket;
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    quote(name);
    text_ += ':';
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    separate();
    quote(text);
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::value(engine::Instant at) { return value(text_of(at)); }

void JsonWriter::separate() {
    if (needs_comma_) text_ += ',';
}

void JsonWriter::quote(std::string_view text) {
    text_ += '"';
    std::size_t plain_from = 0;
    for (std::size_t place = 0; place < text.size(); ++place) {
        if (!needs_escape(text[place])) continue;
        text_ += text.substr(plain_from, place - plain_from);
        append_escaped(text_, text[place]);
        plain_from = place + 1;
    }
    text_ += text.substr(plain_from);
    text_ += '"';
}

void JsonCursor::open(char bracket) {
    take(bracket);
    first_ = true;
}

bool JsonCursor::more(char closing) {
    if (!rest_.empty() && rest_.front() == closing) {
        close(closing);
        return false;
    }
    next();
    return true;
}

void JsonCursor::next() {
    if (!std::exchange(first_, false)) take(',');
}

void JsonCursor::close(char bracket) {
    take(bracket);
    first_ = false;
}

std::string JsonCursor::string() {
    take('"');
    std::string text;
    while (true) {
        const auto stop = rest_.find_first_of("\"\\");
        if (stop == std::string_view::npos) unreadable();
        text += rest_.substr(0, stop);
        const bool is_end = rest_[stop] == '"';
        rest_.remove_prefix(stop + 1);
        if (is_end) return text;
        text += unescape();
    }
}

std::string JsonCursor::key() {
    auto name = string();
    take(':');
    return name;
}

std::string JsonCursor::next_string() {
    next();
    return string();
}

engine::Instant JsonCursor::next_instant() {
    const auto at = instant_of(next_string());
    if (!at) unreadable();
    return *at;
}

void JsonCursor::end() const {
    if (!rest_.empty()) unreadable();
}

void JsonCursor::take(char expected) {
    if (rest_.empty() || rest_.front() != expected) unreadable();
    rest_.remove_prefix(1);
}

/// What follows a backslash; \u only as this file writes it, below U+0020.
char JsonCursor::unescape() {
    if (rest_.empty()) unreadable();
    const char letter = rest_.front();
    rest_.remove_prefix(1);
    for (const auto& [plain, escape] : short_escapes)
        if (letter == escape) return plain;
    if (letter != 'u' || !rest_.starts_with("00") || rest_.size() < 4) unreadable();
    const auto high = hex_digits.find(rest_[2]);
    const auto low = hex_digits.find(rest_[3]);
    if (high > 1 || low == std::string_view::npos) unreadable();
    rest_.remove_prefix(4);
    return static_cast<char>(high * 16 + low);
}

}  // namespace rexflow::sqlite
