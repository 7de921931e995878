#pragma once

#include <string>
#include <string_view>

namespace rexflow::mail {

/// The text of a Rich Text document (UTF-8): what Outlook writes into a winmail.dat when it writes nothing simpler.
/// HTML that was wrapped into RTF ([MS-OXRTFEX]) comes out as its text, too. Never fails.
[[nodiscard]] std::string rtf_to_text(std::string_view rtf);

}  // namespace rexflow::mail
