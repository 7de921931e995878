#include "adapters/mail/part_content.hpp"

#include "adapters/mail/gmime_object.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rexflow::mail {
namespace {

constexpr std::array<std::uint8_t, 256> base64_digits = [] {
    std::array<std::uint8_t, 256> digits{};
    for (const unsigned char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")) {
        digits[c] = 1;
    }
    return digits;
}();

/// The bytes of a part as they stand in the message, which lies in memory.
std::optional<std::string_view> encoded_content(GMimePart* part) {
    auto* content = g_mime_part_get_content(part);
    auto* stream = content == nullptr ? nullptr : g_mime_data_wrapper_get_stream(content);
    if (stream == nullptr || !GMIME_IS_STREAM_MEM(stream)) {
        return std::nullopt;
    }
    const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    const auto size = static_cast<gint64>(bytes->len);
    const auto begin = std::clamp<gint64>(stream->bound_start, 0, size);
    const auto end = stream->bound_end < 0 ? size : std::clamp<gint64>(stream->bound_end, begin, size);
    return std::string_view(reinterpret_cast<const char*>(bytes->data), static_cast<std::size_t>(size))
        .substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

/// Declared, unless the content contradicts it: prose called base64 would be lost, and its letters pass for digits.
GMimeContentEncoding encoding_of(GMimePart* part) {
    const auto declared = g_mime_part_get_content_encoding(part);
    const auto encoded = declared == GMIME_CONTENT_ENCODING_BASE64 ? encoded_content(part) : std::nullopt;
    if (!encoded) {
        return declared;
    }
    constexpr std::size_t looked_at = 4096;
    constexpr std::ptrdiff_t one_in = 20;
    constexpr std::ptrdiff_t damage = 3;  // less may be the fault of a line
    const auto start = encoded->substr(0, std::min(looked_at, encoded->find('=')));
    const auto strange =
        std::ranges::count_if(start, [](unsigned char c) { return base64_digits[c] == 0 && c != '\r' && c != '\n'; });
    return strange > damage && strange * one_in > std::ssize(start) ? GMIME_CONTENT_ENCODING_BINARY : declared;
}

/// The decoded content as a stream; nothing when the part has none.
Object<GMimeStream> open_content(GMimePart* part) {
    auto* content = g_mime_part_get_content(part);
    auto* stream = content == nullptr ? nullptr : g_mime_data_wrapper_get_stream(content);
    if (stream == nullptr) {
        return nullptr;
    }
    g_mime_stream_reset(stream);
    Object<GMimeStream> decoded(g_mime_stream_filter_new(stream));
    const auto encoding = encoding_of(part);
    if (encoding != GMIME_CONTENT_ENCODING_DEFAULT) {
        const Object<GMimeFilter> filter(g_mime_filter_basic_new(encoding, FALSE));
        g_mime_stream_filter_add(GMIME_STREAM_FILTER(decoded.get()), filter.get());
    }
    return decoded;
}

/// An attached message, its header included; anything else that is no leaf.
GMimeObject* whole(GMimeObject* object) {
    auto* message =
        GMIME_IS_MESSAGE_PART(object) ? g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)) : nullptr;
    return message == nullptr ? object : GMIME_OBJECT(message);
}

std::string written(GMimeObject* object) {
    const Object<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(whole(object), nullptr, stream.get());
    const auto* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return bytes->len == 0 ? std::string{} : std::string(reinterpret_cast<const char*>(bytes->data), bytes->len);
}

/// In blocks of a fixed size, which compilers turn into vector instructions: attachments are most of what mail weighs.
std::size_t count_base64_digits(std::string_view text) {
    constexpr std::size_t block = 64;
    const auto is_digit = [](unsigned char c) {
        const auto letter = static_cast<unsigned char>((c | 0x20U) - 'a');
        const auto number = static_cast<unsigned char>(c - '/');  // '/' stands before '0'
        return static_cast<unsigned char>((letter < 26) | (number < 11) | (c == '+'));
    };
    std::size_t count = 0;
    for (; text.size() >= block; text.remove_prefix(block)) {
        unsigned char in_block = 0;
        for (std::size_t i = 0; i < block; ++i) {
            in_block = static_cast<unsigned char>(in_block + is_digit(static_cast<unsigned char>(text[i])));
        }
        count += in_block;
    }
    for (const unsigned char c : text) {
        count += is_digit(c);
    }
    return count;
}

/// Three bytes for four digits; nothing when padding stands in the middle, where decoding has to tell.
std::optional<std::size_t> base64_size(std::string_view encoded) {
    const auto padding = encoded.find('=');
    const auto digits = count_base64_digits(encoded.substr(0, padding));
    const auto rest = padding == std::string_view::npos ? std::string_view{} : encoded.substr(padding);
    const bool ends = rest.find_first_not_of("= \t\r\n") == std::string_view::npos;
    return ends && (digits % 4 == 0 || !rest.empty()) ? std::optional(digits / 4 * 3 + digits % 4 * 3 / 4)
                                                      : std::nullopt;
}

std::optional<std::size_t> size_as_it_stands(GMimePart* part) {
    const auto encoded = encoded_content(part);
    if (!encoded) {
        return std::nullopt;
    }
    switch (encoding_of(part)) {
        case GMIME_CONTENT_ENCODING_DEFAULT:
        case GMIME_CONTENT_ENCODING_7BIT:
        case GMIME_CONTENT_ENCODING_8BIT:
        case GMIME_CONTENT_ENCODING_BINARY:
            return encoded->size();
        case GMIME_CONTENT_ENCODING_BASE64:
            return base64_size(*encoded);
        case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
        case GMIME_CONTENT_ENCODING_UUENCODE:
            break;
    }
    return std::nullopt;
}

}  // namespace

std::string decoded_content(GMimeObject* part, std::size_t most) {
    if (!GMIME_IS_PART(part)) {
        return written(part);
    }
    std::string bytes;
    const auto stream = open_content(GMIME_PART(part));
    std::array<char, 16384> buffer{};
    while (stream && bytes.size() < most) {
        const auto got = g_mime_stream_read(stream.get(), buffer.data(), std::min(buffer.size(), most - bytes.size()));
        if (got <= 0) {
            break;
        }
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return bytes;
}

std::size_t decoded_size(GMimeObject* part) {
    if (GMIME_IS_PART(part)) {
        if (const auto size = size_as_it_stands(GMIME_PART(part))) {
            return *size;
        }
    }
    const Object<GMimeStream> nowhere(g_mime_stream_null_new());
    if (!GMIME_IS_PART(part)) {
        g_mime_object_write_to_stream(whole(part), nullptr, nowhere.get());
    } else if (const auto stream = open_content(GMIME_PART(part))) {
        g_mime_stream_write_to_stream(stream.get(), nowhere.get());
    }
    return GMIME_STREAM_NULL(nowhere.get())->written;
}

}  // namespace rexflow::mail
