#pragma once

#include "engine/reading/reading.hpp"

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace rexflow::app {

/// What a mail says, for programs: each value with the sentence it came from (`evidence`) and a `confidence` of 0 to 1.
[[nodiscard]] nlohmann::ordered_json json_of(const engine::InboundEmail& email,
                                             const engine::reading::Reading& reading);

/// The same for a person, in their language: one line a value, the sentence beside it.
[[nodiscard]] std::string text_of(const engine::InboundEmail& email, const engine::reading::Reading& reading,
                                  engine::Locale language);

}  // namespace rexflow::app
