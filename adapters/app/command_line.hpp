#pragma once

#include "adapters/app/session.hpp"

namespace rexflow::app {

/// Reads the words of the command line and runs the command.
[[nodiscard]] Exit run_command_line(int count, const char* const* words);

}  // namespace rexflow::app
