#include "adapters/mail/utf8.hpp"

#include "engine/utf8.hpp"

#include <algorithm>
#include <array>

namespace rexflow::mail {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// What 0x80..0x9F are in windows-1252; five of them are nothing.
constexpr std::array<char32_t, 32> windows_1252{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/// Valid sequences as they are, every other byte as windows-1252.
std::string from_both(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    while (!bytes.empty()) {
        const auto length = engine::character_size(bytes);
        if (length == 0) {
            append_utf8(text, windows_1252_character(static_cast<unsigned char>(bytes[0])));
        } else {
            text.append(bytes.substr(0, length));
        }
        bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char c : bytes) {
        if (static_cast<unsigned char>(c) < 0x80) {
            text += c;
        } else {
            append_utf8(text, windows_1252_character(static_cast<unsigned char>(c)));
        }
    }
    return text;
}

}  // namespace

Census census_of(std::string_view text) {
    Census census;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = engine::character_size(text.substr(at));
        census.sequences += length > 1 ? 1 : 0;
        census.long_sequences += length > 2 ? 1 : 0;
        census.strays += length == 0 ? 1 : 0;
        at += std::max<std::size_t>(length, 1);
    }
    return census;
}

std::string utf8_or_windows_1252(std::string_view bytes) {
    const auto census = census_of(bytes);
    if (census.strays == 0) {
        return std::string(bytes);
    }
    return census.sequences > census.strays ? from_both(bytes) : from_windows_1252(bytes);
}

void append_utf8(std::string& text, char32_t c) {
    const auto add = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        c = replacement;
    }
    if (c < 0x80) {
        return add(c);
    }
    if (c < 0x800) {
        add(0xC0 | c >> 6);
    } else if (c < 0x10000) {
        add(0xE0 | c >> 12);
        add(0x80 | (c >> 6 & 0x3F));
    } else {
        add(0xF0 | c >> 18);
        add(0x80 | (c >> 12 & 0x3F));
        add(0x80 | (c >> 6 & 0x3F));
    }
    add(0x80 | (c & 0x3F));
}

char32_t windows_1252_character(unsigned char byte) {
    return byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80U] : byte;
}

unsigned char windows_1252_byte(char32_t character) {
    if (character >= 0x80 && character < 0x100) {
        return static_cast<unsigned char>(character);
    }
    const auto* found = std::ranges::find(windows_1252, character);
    return found == windows_1252.end() ? 0 : static_cast<unsigned char>(0x80 + (found - windows_1252.begin()));
}

char32_t next_character(std::string_view text, std::size_t& at) {
    const auto length = engine::character_size(text.substr(at));
    const auto first = static_cast<unsigned char>(text[at]);
    if (length < 2) {
        ++at;
        return length == 1 ? first : replacement;
    }
    char32_t character = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        character = character << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    at += length;
    return character;
}

}  // namespace rexflow::mail
