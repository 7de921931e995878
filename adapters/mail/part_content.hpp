#pragma once

#include <gmime/gmime.h>

#include <cstddef>
#include <string>

namespace rexflow::mail {

/// Content of a part without its transfer encoding; of an attached message, the message as it stands.
/// @param most bytes after which the rest is left unread
[[nodiscard]] std::string decoded_content(GMimeObject* part, std::size_t most = static_cast<std::size_t>(-1));

/// Bytes of that content, counted without keeping them.
[[nodiscard]] std::size_t decoded_size(GMimeObject* part);

}  // namespace rexflow::mail
