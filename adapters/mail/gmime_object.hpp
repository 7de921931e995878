#pragma once

#include <glib-object.h>
#include <gmime/gmime.h>

#include <memory>
#include <string_view>

namespace rexflow::mail {

/// Initialises GMime once for the process, whichever thread is first. Everything that uses GMime calls it before.
void start_gmime();

/// How mail is read: forgiving everywhere; text without a charset is UTF-8, else windows-1252. Shared, never changed.
[[nodiscard]] GMimeParserOptions* parser_options();

struct Unreference {
    void operator()(gpointer object) const { g_object_unref(object); }
};

/// A GObject that is ours to release.
template <typename T>
using Object = std::unique_ptr<T, Unreference>;

struct FreeText {
    void operator()(char* text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, FreeText>;

/// Bytes of somebody else's as GLib wants them, without a copy; they are only read, and stay where they are meanwhile.
struct GiveBack {
    void operator()(GByteArray* array) const {
        g_byte_array_steal(array, nullptr);
        g_byte_array_unref(array);
    }
};
using BorrowedBytes = std::unique_ptr<GByteArray, GiveBack>;

/// What was parsed, and the bytes its parts point into.
template <typename T>
struct Parsed {
    BorrowedBytes bytes;
    Object<T> object;  ///< nullptr where there is nothing to parse
};

[[nodiscard]] Parsed<GMimeMessage> parse_message(std::string_view raw);
[[nodiscard]] Parsed<GMimeObject> parse_part(std::string_view raw);

}  // namespace rexflow::mail
