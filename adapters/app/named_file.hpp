#pragma once

#include "engine/result.hpp"

#include <filesystem>
#include <string>

namespace rexflow::app {

/// What is in a file named on the command line. Error::Code::invalid_input where it is not there, is a folder or may
/// not be read.
[[nodiscard]] engine::Result<std::string> bytes_of(const std::filesystem::path& path);

}  // namespace rexflow::app
