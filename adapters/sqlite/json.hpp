#pragma once

#include "engine/time.hpp"

#include <string>
#include <string_view>

namespace rexflow::sqlite {

/// Writes the few JSON forms the codec needs: strings, arrays, objects of strings. A reader and a writer of our own
/// because opening a case of 30 events would spend half its time in a general parser (3 to 5 us a row against 1), and
/// because bytes that are not UTF-8 must come back as they were.
class JsonWriter {
public:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);
    JsonWriter& value(engine::Instant at);
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void separate();
    void quote(std::string_view text);

    std::string text_;
    bool needs_comma_ = false;
};

/// Walks over such a text. Throws EnvironmentFailure where it is not what the caller asks for.
class JsonCursor {
public:
    explicit JsonCursor(std::string_view text) : rest_(text) {}

    /// Takes the bracket that opens an array or object.
    void open(char bracket);
    /// Whether another element follows; otherwise takes the closing bracket.
    [[nodiscard]] bool more(char closing);
    /// Goes to the next element, which must be there.
    void next();
    /// Takes the bracket after the last element.
    void close(char bracket);
    [[nodiscard]] std::string string();
    /// A member's name and its colon.
    [[nodiscard]] std::string key();
    [[nodiscard]] std::string next_string();
    [[nodiscard]] engine::Instant next_instant();
    /// Nothing may be left.
    void end() const;

private:
    void take(char expected);
    char unescape();

    std::string_view rest_;
    bool first_ = true;
};

}  // namespace rexflow::sqlite
