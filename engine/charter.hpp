#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rexflow::engine {

/// The charter of a CPTS that has written its own; without paragraphs it is the one in the program.
struct CharterText {
    std::vector<std::string> paragraphs;
    std::string fingerprint;  ///< tells one text from any other; empty: the one in the program
};

/// What stands between blank lines, line ends kept; white space around lines and a byte order mark are not.
[[nodiscard]] std::vector<std::string> paragraphs_of(std::string_view text);

}  // namespace rexflow::engine
