#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace rexflow::mail {

/// What a process of its own may use before it is ended.
struct ChildLimits {
    int processor_seconds = 1;
    std::chrono::milliseconds patience{700};  ///< by the clock on the wall
    std::size_t memory_bytes = 512UL * 1024 * 1024;
    std::size_t answer_bytes = 64UL * 1024 * 1024;
};

/// Runs `work` in a child process and gives what it returned. Nothing when it crashed, threw, or passed a limit: a
/// library that cannot be trusted with what strangers send takes only the child with it.
[[nodiscard]] std::optional<std::string> run_in_child(const std::function<std::string()>& work,
                                                      const ChildLimits& limits = {});

}  // namespace rexflow::mail
