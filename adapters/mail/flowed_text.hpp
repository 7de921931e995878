#pragma once

#include <string>
#include <string_view>

namespace rexflow::mail {

/// Whether the blank a flowed line ends in is the writer's (no) or the mail program's (yes).
enum class DelSp { no, yes };

/// Undoes format=flowed (RFC 3676): lines that end in a blank go on in the next one of the same quote depth.
[[nodiscard]] std::string unfold_flowed(std::string_view text, DelSp delsp);

}  // namespace rexflow::mail
