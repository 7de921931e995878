#pragma once

#include "adapters/mail/reading_limits.hpp"
#include "engine/message.hpp"
#include "engine/result.hpp"

#include <gmime/gmime.h>

#include <cstddef>
#include <optional>
#include <string>

namespace rexflow::mail {

/// What the parts of a message hold beside what goes into the InboundEmail.
struct Walked {
    std::optional<std::string> attachment;  ///< decoded bytes of the attachment asked for
};

/// Walks the tree of parts once: gathers the body, lists attachments, reads reports.
/// @param wanted position of the attachment whose bytes are asked for
/// @return unreadable_message where a limit is passed
[[nodiscard]] engine::Result<Walked> walk_parts(GMimeObject* top, const ReadingLimits& limits,
                                                engine::InboundEmail& email, std::optional<std::size_t> wanted = {});

}  // namespace rexflow::mail
