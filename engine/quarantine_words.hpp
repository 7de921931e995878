#pragma once

#include "engine/text.hpp"

#include <string>
#include <string_view>

namespace rexflow::engine {

/// Why a message is in quarantine, for the person who looks after it. What has no words of its own is said as it is.
[[nodiscard]] std::string quarantine_in_words(std::string_view reason, Locale locale);

}  // namespace rexflow::engine
