#include "adapters/mail/charset.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace rexflow::mail {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// What 0x80..0x9F are in windows-1252; five of them are nothing.
constexpr std::array<char32_t, 32> windows_1252{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

/// Labels that stand for windows-1252 in practice.
constexpr std::array<std::string_view, 13> western_labels{
    "windows-1252", "cp1252", "cp-1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1",
    "iso88591",     "latin1", "latin-1", "l1",       "ansi",       "8859-1"};

/// Labels under which anything may come.
constexpr std::array<std::string_view, 10> vague_labels{
    "", "us-ascii", "ascii", "ansi_x3.4-1968", "utf-8", "utf8", "unknown", "unknown-8bit", "x-unknown", "default"};

struct Free {
    void operator()(char* text) const { g_free(text); }
};
using GText = std::unique_ptr<char, Free>;

gssize glib_size(std::string_view text) { return static_cast<gssize>(text.size()); }

bool is_utf8(std::string_view text) {
    return text.find('\0') == std::string_view::npos && g_utf8_validate(text.data(), glib_size(text), nullptr) != 0;
}

void append(std::string& text, char32_t character) {
    std::array<char, 6> buffer{};
    const auto size = g_unichar_to_utf8(character, buffer.data());
    text.append(buffer.data(), static_cast<std::size_t>(size));
}

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            append(text, byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
        }
    }
    return text;
}

std::optional<std::string> converted(std::string_view bytes, const std::string& charset) {
    gsize written = 0;
    const GText text(g_convert_with_fallback(bytes.data(), glib_size(bytes), "UTF-8", charset.c_str(), "\xEF\xBF\xBD",
                                             nullptr, &written, nullptr));
    return text ? std::optional(std::string(text.get(), written)) : std::nullopt;
}

std::string lower_label(std::string_view label) {
    std::string lower;
    for (const char c : label) {
        if (c > ' ' && c != '"' && c != '\'') {
            lower += g_ascii_tolower(c);
        }
    }
    return lower;
}

template <typename Labels>
bool is_one_of(std::string_view label, const Labels& labels) {
    return std::ranges::find(labels, label) != labels.end();
}

/// Below U+0300 everything is in NFC whatever stands beside it, and so are the usual French punctuation marks.
bool needs_no_composition(gunichar c) {
    return c < 0x300 || (c >= 0x2010 && c <= 0x2027) || c == 0x202F || c == 0x20AC || c == replacement;
}

/// Composing sorts each run of marks; a run no language has would take quadratic time.
constexpr int longest_run_of_marks = 30;

enum class Composition { done, needed, hopeless };

Composition composition_of(const std::string& text) {
    auto result = Composition::done;
    int marks = 0;
    for (const char* p = text.data(); p < text.data() + text.size(); p = g_utf8_next_char(p)) {
        const auto c = static_cast<unsigned char>(*p) < 0x80 ? static_cast<gunichar>(*p) : g_utf8_get_char(p);
        if (needs_no_composition(c)) {
            marks = 0;
            continue;
        }
        result = Composition::needed;
        marks = g_unichar_combining_class(c) == 0 ? 0 : marks + 1;
        if (marks > longest_run_of_marks) {
            return Composition::hopeless;
        }
    }
    return result;
}

std::string composed(std::string text) {
    if (composition_of(text) != Composition::needed) {
        return text;
    }
    const GText normal(g_utf8_normalize(text.data(), glib_size(text), G_NORMALIZE_DEFAULT_COMPOSE));
    return normal ? std::string(normal.get()) : text;
}

/// Copies valid UTF-8 with the small repairs that work on single characters.
std::string repaired(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == '\r') {
            result += text.substr(i + 1, 1) == "\n" ? "" : "\n";
        } else if (byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
            append(result, windows_1252[static_cast<unsigned char>(text[++i]) - 0x80U]);
        } else {
            result += text[i];
        }
    }
    return result;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
    const auto label = lower_label(charset);
    if (is_one_of(label, western_labels)) {
        return from_windows_1252(bytes);
    }
    if (!is_one_of(label, vague_labels)) {
        if (auto text = converted(bytes, label); text && !text->empty()) {
            return *text;
        }
    }
    return is_utf8(bytes) ? std::string(bytes) : from_windows_1252(bytes);
}

std::string tidy(std::string_view text) {
    std::string clean(text);
    std::erase(clean, '\0');
    if (!is_utf8(clean)) {
        clean = from_windows_1252(clean);
    }
    const auto is_plain = [](char c) { return c != '\r' && static_cast<unsigned char>(c) < 0x80; };
    return std::ranges::all_of(clean, is_plain) ? clean : composed(repaired(clean));
}

std::string tidy_line(std::string_view text) {
    auto line = tidy(text);
    std::ranges::replace_if(
        line, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, ' ');
    line.erase(line.find_last_not_of(' ') + 1);
    line.erase(0, line.find_first_not_of(' '));
    return line;
}

}  // namespace rexflow::mail
