#pragma once

#include "engine/result.hpp"

#include <cstddef>
#include <string_view>

namespace rexflow::mail {

/// Beyond these a message is refused as unreadable before it can cost memory or time. Its raw bytes are kept anyway.
struct ReadingLimits {
    std::size_t total_bytes = 50UL * 1024 * 1024;
    std::size_t header_bytes = 1024UL * 1024;        ///< of one header block, whether the message's or a part's
    std::size_t header_fields = 2000;                ///< of the message
    std::size_t parts = 500;                         ///< of the whole message, forwarded ones in it included
    std::size_t nesting = 40;                        ///< of parts in parts
    std::size_t attachments = 500;                   ///< in all, those of a winmail.dat included
    std::size_t text_bytes = 2UL * 1024 * 1024;      ///< of InboundEmail::text, which ends there
    std::size_t html_bytes = 4UL * 1024 * 1024;      ///< of one HTML part; what follows is not read
    std::size_t winmail_bytes = 30UL * 1024 * 1024;  ///< of a winmail.dat; a larger one stays packed
};

/// Counts header bytes and boundary lines in one pass over the bytes, without building anything.
/// @return unreadable_message naming the limit; or that there is no header field at all
[[nodiscard]] engine::Result<void> check_limits(std::string_view raw, const ReadingLimits& limits);

[[nodiscard]] engine::Error unreadable(std::string_view reason);

}  // namespace rexflow::mail
