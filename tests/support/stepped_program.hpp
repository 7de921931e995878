#pragma once

#include "tests/support/program.hpp"

#include <string>

namespace rexflow::testing {

/// How a program ended that was to be killed.
struct Stepped {
    bool was_killed = false;  ///< else it reached its end before that step
    int status = 0;           ///< its exit status, when it reached its end
};

/// Runs a program and kills it (SIGKILL) just before its `step`-th statement that anybody else could see: one that
/// sends to a server, writes, moves or deletes a file, or makes it durable. Standard output does not count. Nothing in
/// the program knows of it: its system calls are counted from outside (ptrace).
[[nodiscard]] Stepped run_until(const Words& words, int step);

/// Empty when programs can be watched here, else why not.
[[nodiscard]] std::string why_no_steps();

}  // namespace rexflow::testing
