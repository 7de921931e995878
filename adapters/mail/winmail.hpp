#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::mail {

struct WinmailFile {
    std::string name;  ///< as written there, UTF-8 or in the message's code page
    std::string content;
};

/// What Outlook packs into a winmail.dat (application/ms-tnef, [MS-OXTNEF]).
struct Winmail {
    std::string text;     ///< the body, in the charset below; made from RTF where there is nothing else
    std::string html;     ///< the same as HTML, usually instead of the text
    std::string charset;  ///< "windows-1252"
    std::vector<WinmailFile> files;
};

/// Unpacks one with libytnef, which runs in a process of its own. Nothing when it cannot be read, is larger than
/// `most_bytes`, or takes more time and memory than any real one.
[[nodiscard]] std::optional<Winmail> unpack_winmail(std::string_view bytes, std::size_t most_bytes);

}  // namespace rexflow::mail
