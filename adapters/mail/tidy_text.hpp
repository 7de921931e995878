#pragma once

#include <string>
#include <string_view>

namespace rexflow::mail {

/// Text as the engine wants it: valid UTF-8, NFC, line ends "\n", no NUL and no other control character but the tab;
/// C1 controls (U+0080..U+009F, which nobody types) are the windows-1252 characters they came from. Text that was
/// encoded in UTF-8 twice ("RÃ©union") is put right where that is sure: every character beyond ASCII belongs to such a
/// sequence, and one of them stands in a word.
[[nodiscard]] std::string tidy(std::string_view text);

/// The same for a header value or a file name: one line, control characters as blanks, no blanks around it, none of
/// the marks that turn the direction of writing ("fdp.exe" shown as "exe.pdf").
[[nodiscard]] std::string tidy_line(std::string_view text);

}  // namespace rexflow::mail
