#pragma once

#include "engine/charter.hpp"
#include "engine/result.hpp"

#include <filesystem>

namespace rexflow::app {

/// The CPTS's charter in a text file. Its fingerprint begins the SHA-256 of the file, so that sha256sum tells years
/// later which text somebody accepted. Error::Code::invalid_input where there is none, or it is no plain text in UTF-8,
/// empty, or larger than 64 KiB.
[[nodiscard]] engine::Result<engine::CharterText> read_charter(const std::filesystem::path& path);

}  // namespace rexflow::app
