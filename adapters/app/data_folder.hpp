#pragma once

/// What the files of a data folder are called.
namespace rexflow::app {

inline constexpr const char* settings_file = "rexflow.json";
inline constexpr const char* database_file = "rexflow.db";
inline constexpr const char* key_file = "keys.db";
inline constexpr const char* master_key_file = "master.key";

}  // namespace rexflow::app
