#include "tests/support/mail_parts.hpp"

#include <cstdint>

namespace rexflow::testing {
namespace {

std::string little_endian(std::uint32_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(static_cast<unsigned char>(value >> 8U * static_cast<unsigned>(i)));
    return text;
}

std::string attribute(char level, std::uint32_t id, const std::string& content) {
    std::uint32_t sum = 0;
    for (const unsigned char c : content) sum += c;
    return std::string(1, level) + little_endian(id, 4) + little_endian(static_cast<std::uint32_t>(content.size()), 4) +
           content + little_endian(sum, 2);
}

std::string binary_property(std::uint32_t tag, const std::string& content) {
    return little_endian(tag, 4) + little_endian(1, 4) + little_endian(static_cast<std::uint32_t>(content.size()), 4) +
           content + std::string((4 - content.size() % 4) % 4, '\0');
}

/// Rich Text in its wrapping ([MS-OXRTFCP]), nothing of it in the dictionary.
std::string wrapped_rtf(const std::string& rtf) {
    std::string literal;
    for (std::size_t i = 0; i < rtf.size(); i += 8) literal += '\0' + rtf.substr(i, 8);
    return little_endian(static_cast<std::uint32_t>(literal.size()) + 12, 4) +
           little_endian(static_cast<std::uint32_t>(rtf.size()), 4) + "LZFu" + little_endian(0, 4) + literal;
}

std::string der(unsigned char tag, const std::string& content) {
    const auto size = content.size();
    std::string text(1, static_cast<char>(tag));
    if (size < 128)
        text += static_cast<char>(size);
    else
        text += std::string("\x82") + static_cast<char>(size / 256) + static_cast<char>(size % 256);
    return text + content;
}

constexpr unsigned char sequence = 0x30;
constexpr unsigned char set = 0x31;
constexpr unsigned char tagged = 0xA0;

std::string pkcs7_type(char last) { return der(0x06, std::string("\x2A\x86\x48\x86\xF7\x0D\x01\x07") + last); }
std::string number(char value) { return der(0x02, std::string(1, value)); }

}  // namespace

std::string message_of(std::string_view media_type, const std::vector<MailPart>& parts, std::string_view boundary) {
    std::string raw =
        "From: lea@cabinet.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: " + std::string(media_type) +
        "; boundary=\"" + std::string(boundary) + "\"\n\n";
    for (const auto& part : parts)
        raw += "--" + std::string(boundary) + "\n" + part.fields + "\n" + part.content + "\n";
    return raw + "--" + std::string(boundary) + "--\n";
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t line = 76;
    std::string text;
    std::size_t column = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (unsigned k = 0; k < 4; ++k) text += i + k > bytes.size() ? '=' : digits[group >> (18U - 6U * k) & 63U];
        column += 4;
        if (column % line == 0) text += '\n';
    }
    return text;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    result.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

std::string winmail_of(const WinmailContent& content) {
    std::string properties;
    std::uint32_t count = 0;
    if (!content.html.empty()) properties += binary_property(0x10130102, content.html), ++count;
    if (!content.rtf.empty()) properties += binary_property(0x10090102, wrapped_rtf(content.rtf)), ++count;
    std::string bytes = std::string("\x78\x9F\x3E\x22\x01\x00", 6) +
                        attribute(1, 0x00089006, little_endian(0x10000, 4)) +
                        attribute(1, 0x00069007, little_endian(1252, 4) + little_endian(0, 4));
    if (!content.text.empty()) bytes += attribute(1, 0x0002800C, content.text + '\0');
    if (count > 0) bytes += attribute(1, 0x00069003, little_endian(count, 4) + properties);
    for (const auto& [name, file] : content.files)
        bytes += attribute(2, 0x00069002, std::string(14, '\0')) + attribute(2, 0x00018010, name + '\0') +
                 attribute(2, 0x0006800F, file);
    return bytes;
}

std::string signed_data_of(std::string_view entity) {
    const auto content = der(sequence, pkcs7_type(1) + der(tagged, der(0x04, std::string(entity))));
    return der(sequence, pkcs7_type(2) + der(tagged, der(sequence, number(1) + der(set, "") + content + der(set, ""))));
}

std::string enveloped_data() {
    const auto algorithm = der(sequence, der(0x06, "\x2A\x86\x48\x86\xF7\x0D\x03\x07"));
    return der(sequence, pkcs7_type(3) + der(tagged, der(sequence, number(0) + der(set, "") +
                                                                       der(sequence, pkcs7_type(1) + algorithm))));
}

}  // namespace rexflow::testing
