#pragma once

#include "engine/environment_failure.hpp"

#include <string>

namespace rexflow::sqlite {

using engine::EnvironmentFailure;

/// What an (extended) SQLite result code means for the operator. `place` is a word of ours: "database", "key file".
/// Never SQLite's own message: it may quote data.
[[nodiscard]] engine::Error describe(int code, const std::string& place);

}  // namespace rexflow::sqlite
