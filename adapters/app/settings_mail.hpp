#pragma once

#include "adapters/app/settings.hpp"
#include "adapters/app/settings_walk.hpp"

/// Readers of the settings that say how mail comes in and goes out. Relative paths are taken from `folder`.
namespace rexflow::app {

void read_mailbox(const Walk& walk, Settings& settings, const std::filesystem::path& folder);
void read_outgoing(const Walk& walk, Settings& settings, const std::filesystem::path& folder);
void read_lmtp(const Walk& walk, Settings& settings, const std::filesystem::path& folder);

}  // namespace rexflow::app
