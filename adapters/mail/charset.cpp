#include "adapters/mail/charset.hpp"

#include "adapters/mail/utf8.hpp"
#include "engine/utf8.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace rexflow::mail {
namespace {

constexpr std::string_view replacement_text = "\xEF\xBF\xBD";

enum class Family {
    anything,     ///< UTF-8 or windows-1252, as the bytes are
    single_byte,  ///< ASCII and 128 more
    multi_byte,   ///< bytes above 0x7F come in groups
    utf_16,       ///< in an order the label does not say
    seven_bit,    ///< ASCII bytes that are not ASCII text
};

struct Charset {
    std::string_view label;
    const char* name;  ///< iconv's
    Family family;
};

/// Labels under which UTF-8 or windows-1252 comes.
constexpr std::array<std::string_view, 40> usual_labels{"",
                                                        "us-ascii",
                                                        "ascii",
                                                        "ansi_x3.4-1968",
                                                        "646",
                                                        "iso646-us",
                                                        "utf-8",
                                                        "utf8",
                                                        "utf_8",
                                                        "utf8mb4",
                                                        "cp65001",
                                                        "unicode-1-1-utf-8",
                                                        "unknown",
                                                        "unknown-8bit",
                                                        "x-unknown",
                                                        "x-user-defined",
                                                        "default",
                                                        "default_charset",
                                                        "binary",
                                                        "8bit",
                                                        "windows-1252",
                                                        "windows1252",
                                                        "cp1252",
                                                        "cp-1252",
                                                        "x-cp1252",
                                                        "iso-8859-1",
                                                        "iso8859-1",
                                                        "iso_8859-1",
                                                        "iso_8859-1:1987",
                                                        "iso-8859_1",
                                                        "iso88591",
                                                        "8859-1",
                                                        "8859_1",
                                                        "iso-ir-100",
                                                        "latin1",
                                                        "latin-1",
                                                        "l1",
                                                        "cp819",
                                                        "ibm819",
                                                        "ansi"};

/// What iconv does not know by this label, or knows as something narrower than what mail programs write under it.
constexpr std::array charsets{
    Charset{"_iso-2022-jp$esc", "ISO-2022-JP", Family::seven_bit},
    Charset{"iso8859-15", "ISO-8859-15", Family::single_byte},
    Charset{"latin9", "ISO-8859-15", Family::single_byte},
    Charset{"latin-9", "ISO-8859-15", Family::single_byte},
    Charset{"iso-8859-8-i", "ISO-8859-8", Family::single_byte},
    Charset{"iso-8859-8-e", "ISO-8859-8", Family::single_byte},
    Charset{"iso-8859-9", "CP1254", Family::single_byte},
    Charset{"iso-8859-11", "CP874", Family::single_byte},
    Charset{"tis-620", "CP874", Family::single_byte},
    Charset{"windows-874", "CP874", Family::single_byte},
    Charset{"macintosh", "MACINTOSH", Family::single_byte},
    Charset{"x-mac-roman", "MACINTOSH", Family::single_byte},
    Charset{"mac-roman", "MACINTOSH", Family::single_byte},
    Charset{"x-mac-cyrillic", "MAC-CYRILLIC", Family::single_byte},
    Charset{"gb2312", "GB18030", Family::multi_byte},
    Charset{"gb_2312-80", "GB18030", Family::multi_byte},
    Charset{"euc-cn", "GB18030", Family::multi_byte},
    Charset{"gbk", "GB18030", Family::multi_byte},
    Charset{"x-gbk", "GB18030", Family::multi_byte},
    Charset{"cp936", "GB18030", Family::multi_byte},
    Charset{"big5", "BIG5-HKSCS", Family::multi_byte},
    Charset{"big5-hkscs", "BIG5-HKSCS", Family::multi_byte},
    Charset{"x-x-big5", "BIG5-HKSCS", Family::multi_byte},
    Charset{"cp950", "BIG5-HKSCS", Family::multi_byte},
    Charset{"euc-kr", "CP949", Family::multi_byte},
    Charset{"ks_c_5601-1987", "CP949", Family::multi_byte},
    Charset{"ks_c_5601", "CP949", Family::multi_byte},
    Charset{"ksc5601", "CP949", Family::multi_byte},
    Charset{"windows-949", "CP949", Family::multi_byte},
    Charset{"shift_jis", "CP932", Family::multi_byte},
    Charset{"shift-jis", "CP932", Family::multi_byte},
    Charset{"sjis", "CP932", Family::multi_byte},
    Charset{"x-sjis", "CP932", Family::multi_byte},
    Charset{"windows-31j", "CP932", Family::multi_byte},
    Charset{"euc-jp", "EUC-JP-MS", Family::multi_byte},
    Charset{"x-euc-jp", "EUC-JP-MS", Family::multi_byte},
    Charset{"iso-2022-jp", "ISO-2022-JP", Family::seven_bit},
    Charset{"iso-2022-jp-1", "ISO-2022-JP-3", Family::seven_bit},
    Charset{"iso-2022-jp-2", "ISO-2022-JP-2", Family::seven_bit},
    Charset{"iso-2022-kr", "ISO-2022-KR", Family::seven_bit},
    Charset{"iso-2022-cn", "ISO-2022-CN", Family::seven_bit},
    Charset{"utf-7", "UTF-7", Family::seven_bit},
    Charset{"unicode-1-1-utf-7", "UTF-7", Family::seven_bit},
    Charset{"unicode", "", Family::utf_16},
    Charset{"ucs-2", "", Family::utf_16},
    Charset{"iso-10646-ucs-2", "", Family::utf_16},
};

constexpr std::array<std::string_view, 9> single_byte_beginnings{
    "iso-8859", "iso8859", "iso_8859", "windows-125", "cp125", "koi8", "cp8", "ibm8", "viscii"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// A label without what cannot be in one; iconv takes a slash for an option or a path.
std::string plain_label(std::string_view label) {
    std::string plain;
    for (const char c : label.substr(0, 40)) {
        const char small = lower(c);
        const bool belongs = (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') ||
                             std::string_view("-_.:+$").find(c) != std::string_view::npos;
        plain += belongs ? std::string_view(&small, 1) : std::string_view{};
    }
    return plain;
}

Charset charset_of(const std::string& label) {
    if (std::ranges::find(usual_labels, label) != usual_labels.end()) {
        return {label, "", Family::anything};
    }
    if (label.starts_with("utf-16") || label.starts_with("utf16")) {
        return {label, "", Family::utf_16};
    }
    if (const auto* found = std::ranges::find(charsets, label, &Charset::label); found != charsets.end()) {
        return *found;
    }
    const bool is_single = std::ranges::any_of(single_byte_beginnings, [&](auto b) { return label.starts_with(b); });
    return {label, label.c_str(), is_single ? Family::single_byte : Family::multi_byte};
}

// --- iconv ----------------------------------------------------------------------------------------------------------

struct Converted {
    std::string text;
    std::size_t damage = 0;  ///< places where the bytes meant nothing
};

struct Close {
    void operator()(void* descriptor) const { iconv_close(descriptor); }
};

/// Nothing when iconv does not know the charset, or the bytes are hardly in it.
std::optional<Converted> converted(std::string_view bytes, const char* charset) {
    auto* const opened = iconv_open("UTF-8", charset);
    if (opened == reinterpret_cast<iconv_t>(-1)) {  // NOLINT(performance-no-int-to-ptr): iconv's own way to say no
        return std::nullopt;
    }
    const std::unique_ptr<void, Close> descriptor(opened);
    Converted result;
    result.text.reserve(bytes.size() + bytes.size() / 2);
    std::array<char, 4096> buffer{};
    auto* from = const_cast<char*>(bytes.data());  // iconv reads only; its type is older than const
    std::size_t left = bytes.size();
    constexpr std::size_t most_damage = 2000;
    while (left > 0) {
        if (result.damage > most_damage) {
            return std::nullopt;
        }
        auto* to = buffer.data();
        std::size_t room = buffer.size();
        const auto done = iconv(opened, &from, &left, &to, &room);
        const auto why = errno;
        result.text.append(buffer.data(), buffer.size() - room);
        if (done == static_cast<std::size_t>(-1) && why != E2BIG) {
            result.text += replacement_text;
            ++result.damage;
            const auto skipped = why == EILSEQ ? std::size_t{1} : left;
            from += skipped;
            left -= skipped;
        }
    }
    return result;
}

// --- UTF-16 ---------------------------------------------------------------------------------------------------------

/// How often a blank or a line end stands there, read as UTF-16 with the low byte second (big) or first (little).
struct BlanksByOrder {
    std::size_t big = 0;
    std::size_t little = 0;
};

BlanksByOrder blanks_by_order(std::string_view bytes) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\n'; };
    BlanksByOrder blanks;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        blanks.big += bytes[i] == '\0' && is_blank(bytes[i + 1]) ? 1 : 0;
        blanks.little += bytes[i + 1] == '\0' && is_blank(bytes[i]) ? 1 : 0;
    }
    return blanks;
}

/// Half of the bytes of Chinese in UTF-16 are none of ASCII's, and of Latin text half are NUL.
bool is_hardly_utf16(std::string_view bytes) {
    const auto ascii = std::ranges::count_if(bytes, [](char c) { return c > '\0'; });
    return static_cast<std::size_t>(ascii) * 10 > bytes.size() * 9 ||
           (!bytes.empty() && ascii > 0 && engine::is_utf8(bytes));
}

/// Without a mark the order is the one in which there are blanks; where there are none, network order (RFC 2781, 4.3)
/// unless the label says otherwise.
std::string from_utf16(std::string_view bytes, std::string_view label) {
    if (bytes.find('\0') == std::string_view::npos && is_hardly_utf16(bytes)) {
        return utf8_or_windows_1252(bytes);
    }
    const auto blanks = blanks_by_order(bytes);
    const bool is_little = blanks.big == blanks.little ? label.ends_with("le") : blanks.little > blanks.big;
    const auto text = converted(bytes, is_little ? "UTF-16LE" : "UTF-16BE");
    return text ? text->text : utf8_or_windows_1252(bytes);
}

/// Every second byte of Latin text in UTF-16 is NUL; nobody else writes so.
bool looks_like_utf16(std::string_view bytes) {
    std::array<std::size_t, 2> nul_bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        nul_bytes[i % 2] += bytes[i] == '\0' ? 1 : 0;
    }
    const auto [few, many] = std::ranges::minmax(nul_bytes);
    constexpr std::size_t shortest = 8;
    return bytes.size() >= shortest && many * 3 > bytes.size() && few * 20 < many;
}

struct ByteOrderMark {
    std::string_view bytes;
    const char* charset;
};
constexpr std::array marks{ByteOrderMark{"\xEF\xBB\xBF", ""}, ByteOrderMark{{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
                           ByteOrderMark{"\xFF\xFE", "UTF-16LE"}, ByteOrderMark{"\xFE\xFF", "UTF-16BE"}};

/// Among characters of two bytes some pairs look like UTF-8; hardly a triple, and not many pairs without any other.
bool is_surely_utf8(const Census& census) {
    constexpr std::size_t enough = 8;
    return census.strays == 0 && census.sequences + 3 * census.long_sequences >= enough;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string from_multi_byte(std::string_view bytes, const char* name) {
    const auto census = census_of(bytes);
    const auto text = converted(bytes, name);
    const bool is_better_utf8 = census.strays == 0 && (!text || text->damage > 0 || is_surely_utf8(census));
    return text && !is_better_utf8 ? text->text : utf8_or_windows_1252(bytes);
}

std::string from_seven_bit(std::string_view bytes, const char* name) {
    if (!is_ascii(bytes)) {
        return utf8_or_windows_1252(bytes);
    }
    const auto text = converted(bytes, name);
    return text && text->damage == 0 ? text->text : std::string(bytes);
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
    for (const auto& mark : marks) {
        if (bytes.starts_with(mark.bytes)) {
            bytes.remove_prefix(mark.bytes.size());
            const auto text = *mark.charset == '\0' ? std::nullopt : converted(bytes, mark.charset);
            return text ? text->text : utf8_or_windows_1252(bytes);
        }
    }
    const auto label = plain_label(charset);
    const auto [unused, name, family] = charset_of(label);
    if (family == Family::utf_16 || looks_like_utf16(bytes)) {
        return from_utf16(bytes, label);
    }
    if (family == Family::seven_bit) {
        return from_seven_bit(bytes, name);
    }
    if (is_ascii(bytes)) {
        return bytes.find("\x1B$") == std::string_view::npos ? std::string(bytes)
                                                             : from_seven_bit(bytes, "ISO-2022-JP");
    }
    if (family == Family::multi_byte) {
        return from_multi_byte(bytes, name);
    }
    const auto text = family == Family::anything || engine::is_utf8(bytes) ? std::nullopt : converted(bytes, name);
    return text ? text->text : utf8_or_windows_1252(bytes);
}

}  // namespace rexflow::mail
