#pragma once

#include "engine/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace rexflow::app {

/// Larger than any mail: what nobody means to read.
inline constexpr std::size_t largest_file = std::size_t{1} << 30U;

/// What is in a file named on the command line or in the settings. Error::Code::invalid_input where it is not there, is
/// a folder, may not be read or is larger than `most` bytes; a device that never ends is larger as well.
[[nodiscard]] engine::Result<std::string> bytes_of(const std::filesystem::path& path, std::size_t most = largest_file);

}  // namespace rexflow::app
