#pragma once

#include <glib-object.h>
#include <gmime/gmime.h>

#include <memory>

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

}  // namespace rexflow::mail
