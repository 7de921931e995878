#pragma once

#include <string>
#include <string_view>

namespace rexflow::engine::reading {

/// A body cut into what its sender wrote and what came along. Nothing is lost: every line of the body is in one of
/// the two.
struct SplitText {
    std::string new_text;     ///< what the sender wrote, signature included, answers between quoted lines too
    std::string quoted_text;  ///< the mail answered or passed on, with the lines that introduce it
    bool is_forward = false;  ///< the quoted text was passed on, not answered: it is the matter itself
    bool operator==(const SplitText&) const = default;
};

/// Separates new text from quoted text for French and English mail programs of every kind.
[[nodiscard]] SplitText split_quotation(std::string_view body);

}  // namespace rexflow::engine::reading
