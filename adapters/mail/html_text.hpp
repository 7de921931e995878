#pragma once

#include <string>
#include <string_view>

namespace rexflow::mail {

/// HTML (UTF-8) as the text a reader would see: scripts, styles, comments and the head are dropped, blocks become
/// lines, entities characters. Reads any bytes once, from front to back; never fails. Not an HTML parser: enough for
/// reading what mail programs write.
[[nodiscard]] std::string html_to_text(std::string_view html);

/// Undoes format=flowed (RFC 3676): lines that end in a blank go on in the next one of the same quote depth.
enum class DelSp { no, yes };
[[nodiscard]] std::string unfold_flowed(std::string_view text, DelSp delsp);

}  // namespace rexflow::mail
