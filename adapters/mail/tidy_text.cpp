#include "adapters/mail/tidy_text.hpp"

#include "adapters/mail/utf8.hpp"
#include "engine/utf8.hpp"

#include <glib.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>

namespace rexflow::mail {
namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// --- encoded twice --------------------------------------------------------------------------------------------------

/// What French and English writers type beyond ASCII, all that a repair may bring out: Latin letters and their marks,
/// punctuation, signs, ligatures, pictures, the byte order mark.
bool is_plausible(char32_t c) {
    return (c >= 0xA0 && c <= 0x17F) || (c >= 0x300 && c <= 0x36F) || (c >= 0x2000 && c <= 0x206F) || c == 0x20AC ||
           (c >= 0x2100 && c <= 0x27FF) || (c >= 0xFB00 && c <= 0xFB06) || (c >= 0xFE00 && c <= 0xFE0F) ||
           c == 0xFEFF || (c >= 0x1F000 && c <= 0x1FAFF);
}

/// The run of characters beyond ASCII at `at`, taken as bytes; nothing when one of them is no byte of windows-1252.
std::optional<std::string> run_as_bytes(std::string_view text, std::size_t& at) {
    std::string bytes;
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) {
        const auto byte = windows_1252_byte(next_character(text, at));
        if (byte == 0) {
            return std::nullopt;
        }
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

bool is_plausible_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (!is_plausible(next_character(text, at))) {
            return false;
        }
    }
    return true;
}

/// The text encoded once, where all of it was encoded twice.
std::optional<std::string> encoded_once(std::string_view text) {
    std::string once;
    bool is_in_a_word = false;
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            once += text[at++];
            continue;
        }
        const bool follows_letter = !once.empty() && is_letter(once.back());
        const auto run = run_as_bytes(text, at);
        if (!run || !engine::is_utf8(*run) || !is_plausible_text(*run)) {
            return std::nullopt;
        }
        once += *run;
        is_in_a_word = is_in_a_word || follows_letter || (at < text.size() && is_letter(text[at]));
    }
    return is_in_a_word ? std::optional(std::move(once)) : std::nullopt;
}

// --- NFC ------------------------------------------------------------------------------------------------------------

/// Below U+0300 everything is in NFC whatever stands beside it, and so are the usual French punctuation marks.
bool needs_no_composition(char32_t c) {
    return c < 0x300 || (c >= 0x2010 && c <= 0x2027) || c == 0x202F || c == 0x20AC || c == replacement;
}

/// Composing sorts each run of marks; a run no language has would take quadratic time.
constexpr int longest_run_of_marks = 30;

enum class Composition { done, needed, hopeless };

Composition composition_of(std::string_view text) {
    auto result = Composition::done;
    int marks = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = next_character(text, at);
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

struct Free {
    void operator()(char* text) const { g_free(text); }
};

std::string composed(std::string text) {
    if (composition_of(text) != Composition::needed) {
        return text;
    }
    const std::unique_ptr<char, Free> normal(
        g_utf8_normalize(text.data(), static_cast<gssize>(text.size()), G_NORMALIZE_DEFAULT_COMPOSE));
    return normal ? std::string(normal.get()) : text;
}

// --- single characters ----------------------------------------------------------------------------------------------

/// ASCII that stands for itself.
bool is_plain(char c) { return (c >= ' ' && c < '\x7F') || c == '\n' || c == '\t'; }

/// What a character that is not plain ASCII stands for; 0 when it is left out.
char32_t meant(char32_t c) {
    constexpr char32_t line_separator = 0x2028;
    constexpr char32_t paragraph_separator = 0x2029;
    constexpr char32_t byte_order_mark = 0xFEFF;  // wherever texts were joined
    if (c == '\f' || c == '\v' || c == line_separator || c == paragraph_separator) {
        return U'\n';
    }
    if (c < ' ' || c == 0x7F || c == byte_order_mark) {
        return 0;
    }
    const auto character = c < 0x100 ? windows_1252_character(static_cast<unsigned char>(c)) : c;
    return character >= 0x80 && character < 0xA0 ? replacement : character;
}

/// Copies valid UTF-8 with the repairs that work on single characters.
std::string repaired(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (is_plain(text[at])) {
            result += text[at++];
            continue;
        }
        if (text[at] == '\r') {
            result += text.substr(++at, 1) == "\n" ? "" : "\n";
            continue;
        }
        if (const auto character = meant(next_character(text, at)); character != 0) {
            append_utf8(result, character);
        }
    }
    return result;
}

bool turns_direction(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

std::string without_turns(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto start = at;
        if (!turns_direction(next_character(text, at))) {
            result += text.substr(start, at - start);
        }
    }
    return result;
}

}  // namespace

std::string tidy(std::string_view text) {
    if (std::ranges::all_of(text, is_plain)) {
        return std::string(text);
    }
    auto valid = utf8_or_windows_1252(text);
    constexpr int most_times = 2;
    for (int i = 0; i < most_times; ++i) {
        auto once = encoded_once(valid);
        if (!once) {
            break;
        }
        valid = std::move(*once);
    }
    return composed(repaired(valid));
}

std::string tidy_line(std::string_view text) {
    auto line = tidy(text);
    std::ranges::replace_if(
        line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    if (line.find("\xE2\x80") != std::string::npos || line.find("\xE2\x81") != std::string::npos) {
        line = without_turns(line);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    line.erase(0, line.find_first_not_of(' '));
    return line;
}

}  // namespace rexflow::mail
