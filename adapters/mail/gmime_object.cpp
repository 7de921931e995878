#include "adapters/mail/gmime_object.hpp"

#include <iconv.h>

#include <array>
#include <mutex>

namespace rexflow::mail {
namespace {

BorrowedBytes borrowed(std::string_view raw) {
    return BorrowedBytes(g_byte_array_new_take(reinterpret_cast<guint8*>(const_cast<char*>(raw.data())), raw.size()));
}

Object<GMimeParser> parser_of(GByteArray* bytes) {
    const Object<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_stream_mem_set_byte_array(GMIME_STREAM_MEM(stream.get()), bytes);
    return Object<GMimeParser>(g_mime_parser_new_with_stream(stream.get()));
}

/// glibc unloads the tables of a charset with its last descriptor, and loads them again for the next mail.
void keep_charsets_loaded() {
    for (const auto* charset : {"ISO-8859-1", "ISO-8859-15", "WINDOWS-1252", "US-ASCII", "UTF-16", "UTF-7"})
        static_cast<void>(iconv_open("UTF-8", charset));  // never closed, on purpose
}

}  // namespace

void start_gmime() {
    static std::once_flag once;
    std::call_once(once, [] {
        g_mime_init();
        keep_charsets_loaded();
    });
}

GMimeParserOptions* parser_options() {
    static GMimeParserOptions* const options = [] {
        start_gmime();
        std::array<const char*, 3> charsets{"utf-8", "windows-1252", nullptr};
        auto* made = g_mime_parser_options_new();
        g_mime_parser_options_set_fallback_charsets(made, charsets.data());
        return made;
    }();
    return options;
}

Parsed<GMimeMessage> parse_message(std::string_view raw) {
    auto bytes = borrowed(raw);
    const auto parser = parser_of(bytes.get());
    return {std::move(bytes), Object<GMimeMessage>(g_mime_parser_construct_message(parser.get(), parser_options()))};
}

Parsed<GMimeObject> parse_part(std::string_view raw) {
    auto bytes = borrowed(raw);
    const auto parser = parser_of(bytes.get());
    return {std::move(bytes), Object<GMimeObject>(g_mime_parser_construct_part(parser.get(), parser_options()))};
}

}  // namespace rexflow::mail
