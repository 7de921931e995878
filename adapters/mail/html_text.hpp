#pragma once

#include <string>
#include <string_view>

namespace rexflow::mail {

/// HTML (UTF-8) as the text its reader sees; nothing is fetched, nothing fails.
///
/// Blocks become lines, the cells of a row are separated by a tab, items of lists have their bullet or number,
/// quotations "> " before each line, as in plain text, and a horizontal rule is a line of underscores, so that what was
/// answered can be told from the answer. A link is its text, with the host it leads to in brackets where the text does
/// not name it; an image is its alternative text. Scripts, styles, comments and all that styles or attributes hide are
/// left out.
[[nodiscard]] std::string html_to_text(std::string_view html);

/// The charset an HTML document declares for itself in its first bytes; empty when it does not.
[[nodiscard]] std::string_view charset_in_html(std::string_view html);

}  // namespace rexflow::mail
