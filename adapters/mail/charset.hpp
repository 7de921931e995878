#pragma once

#include <string>
#include <string_view>

namespace rexflow::mail {

/// Text in a declared charset as UTF-8. What mail programs declare is taken as they mean it: "iso-8859-1" and
/// "us-ascii" are windows-1252 (WHATWG Encoding, 4.2), where ’ “ ” € œ live; an unknown or absent charset is UTF-8
/// when the bytes are, else windows-1252. Never fails: a byte that means nothing becomes U+FFFD.
[[nodiscard]] std::string to_utf8(std::string_view bytes, std::string_view charset);

/// UTF-8 text as the engine wants it: valid, NFC, without NUL, line ends "\n", and C1 controls (U+0080..U+009F, which
/// nobody types) read as the windows-1252 characters they came from.
[[nodiscard]] std::string tidy(std::string_view text);

/// The same for a header value or a file name: one line, control characters as blanks, no blanks around it.
[[nodiscard]] std::string tidy_line(std::string_view text);

}  // namespace rexflow::mail
