#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rexflow::mail {

/// One field of a header block, as it stands in the bytes.
struct RawField {
    std::string_view name;   ///< as written
    std::string_view value;  ///< after the colon, still folded
};

/// Where a message's fields end and its body starts (RFC 5322, 2.1).
struct HeaderBlock {
    std::vector<RawField> fields;
    std::size_t size = 0;  ///< bytes of the block with the blank line that ends it
};

/// Reads the block at the start of `bytes`. Lines without a colon are passed over, as are blank lines before the
/// first field and an mbox "From " line. The views point into `bytes`.
[[nodiscard]] HeaderBlock read_header_block(std::string_view bytes);

/// A value on one line: folds and runs of blanks become one blank, none around.
[[nodiscard]] std::string unfolded(std::string_view value);

[[nodiscard]] std::string lower_case(std::string_view text);  ///< ASCII letters only
[[nodiscard]] bool equal_ignoring_case(std::string_view left, std::string_view right);

/// The first value of a field; empty when absent.
[[nodiscard]] std::string_view find_value(const HeaderBlock& block, std::string_view name);

/// What stands in angle brackets, in order: the ids of Message-ID, In-Reply-To and References, which people's mail
/// programs fill with comments and other text. Without any bracket, the text itself when it is one word.
[[nodiscard]] std::vector<std::string> ids_in(std::string_view value);

}  // namespace rexflow::mail
