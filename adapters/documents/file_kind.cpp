#include "adapters/documents/file_kind.hpp"

#include "engine/utf8.hpp"

#include <algorithm>
#include <array>

namespace rexflow::documents {

namespace {

struct Magic {
    std::size_t at;
    std::string_view bytes;
    FileKind kind;
};

using namespace std::string_view_literals;

constexpr auto magics = std::to_array<Magic>({
    {0, "PK\x03\x04"sv, FileKind::zip},
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, FileKind::old_office},  // OLE2 compound file
    {0, "{\\rtf"sv, FileKind::rich_text},
    {0, "\xFF\xD8\xFF"sv, FileKind::picture},
    {0, "\x89PNG\r\n"sv, FileKind::picture},
    {0, "GIF8"sv, FileKind::picture},
    {0, "BM"sv, FileKind::picture},
    {0, "II*\0"sv, FileKind::picture},
    {0, "MM\0*"sv, FileKind::picture},
    {8, "WEBP"sv, FileKind::picture},
    {4, "ftyphei"sv, FileKind::picture},
    {4, "ftyphev"sv, FileKind::picture},
    {4, "ftypmif1"sv, FileKind::picture},
    {4, "ftypmsf1"sv, FileKind::picture},
    {4, "ftypavif"sv, FileKind::picture},
});

void put(std::string& text, unsigned code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0U | (code >> 6U));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        text += static_cast<char>(0xE0U | (code >> 12U));
        text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

/// 0x80 to 0x9F of windows-1252.
constexpr std::array<unsigned, 32> windows_1252{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::string from_utf16(std::string_view bytes, std::size_t high) {
    std::string text;
    for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
        const auto code = (static_cast<unsigned>(static_cast<unsigned char>(bytes[at + high])) << 8U) |
                          static_cast<unsigned char>(bytes[at + 1 - high]);
        put(text, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
    }
    return text;
}

/// A document with a password is a compound file with such a stream, its name in UTF-16 (MS-OFFCRYPTO, 2.3.4.4).
bool holds_encrypted_package(std::string_view bytes) {
    std::string name;
    for (const char c : std::string_view("EncryptedPackage")) (name += c) += '\0';
    return bytes.find(name) != std::string_view::npos;
}

constexpr std::size_t largest_file = 30U << 20U;
constexpr std::size_t largest_text = 1U << 20U;

}  // namespace

FileKind kind_of(const engine::ReceivedFile& file) {
    constexpr std::size_t pdf_header_within = 1024;  // ISO 32000-1, implementation note 13
    if (file.bytes.substr(0, pdf_header_within).find("%PDF-") != std::string_view::npos) return FileKind::pdf;
    for (const auto& magic : magics)
        if (file.bytes.size() > magic.at && file.bytes.substr(magic.at).starts_with(magic.bytes)) return magic.kind;
    const bool is_called_text = file.media_type == "text/plain" || file.file_name.ends_with(".txt");
    const bool is_marked = file.bytes.starts_with("\xFF\xFE") || file.bytes.starts_with("\xFE\xFF");
    if (is_called_text && (is_marked || file.bytes.find('\0') == std::string_view::npos)) return FileKind::text;
    return FileKind::unknown;
}

std::string_view reason_to_leave(const engine::ReceivedFile& file) {
    if (file.bytes.empty()) return "damaged";
    if (file.bytes.size() > largest_file) return "too_large";
    switch (kind_of(file)) {
        case FileKind::pdf:
        case FileKind::zip:
            return {};
        case FileKind::text:
            return file.bytes.size() > largest_text ? std::string_view("too_large") : std::string_view{};
        case FileKind::picture:
            return "picture";
        case FileKind::old_office:
            return holds_encrypted_package(file.bytes) ? "encrypted" : "old_word";
        case FileKind::rich_text:
            return "rich_text";
        case FileKind::unknown:
            break;
    }
    return "unknown_kind";
}

std::string_view reason_to_leave_at_a_glance(const engine::ReceivedFile& beginning) {
    // What makes a compound file an encrypted document stands further on.
    return kind_of(beginning) == FileKind::old_office ? std::string_view{} : reason_to_leave(beginning);
}

std::string as_utf8(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes, 1);
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes, 0);
    if (engine::is_utf8(bytes)) return std::string(bytes);
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        put(text, byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80U] : byte);
    }
    return text;
}

}  // namespace rexflow::documents
