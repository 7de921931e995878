#pragma once

#include <chrono>
#include <cstddef>

namespace rexflow::documents {

/// What a process that reads a stranger's file may use. In builds with sanitizers memory is not limited, as they
/// reserve more address space than any limit leaves.
struct Containment {
    std::chrono::seconds processor{2};
    std::size_t memory = 600U << 20U;  ///< address space, bytes
};

/// How much longer everything takes in builds with sanitizers.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int slowness_of_sanitizers = 5;
#else
constexpr int slowness_of_sanitizers = 1;
#endif

/// Takes from this process, for good, what reading a file does not need: more time and memory than `limits`, core
/// dumps, writing files, and on Linux sockets, other programs and other processes. False when the system refuses.
[[nodiscard]] bool contain_this_process(const Containment& limits);

}  // namespace rexflow::documents
