#pragma once

#include <sys/types.h>
#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace rexflow::testing {

/// A program as a shell would start it.
struct Words {
    std::vector<std::string> words;                  ///< the program first
    std::string input;                               ///< all of its standard input
    std::map<std::string, std::string> environment;  ///< beside the test's own
};

/// What a program left behind.
struct Ended {
    int status = 0;  ///< its exit status, or 128 + the signal that ended it, as a shell says
    std::string out;
    std::string err;
};

/// A program that runs beside the test, and is gone (SIGKILL) with the object or with the test.
class Program {
public:
    explicit Program(const Words& words);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void signal(int number) const;

    /// Whether it ended within that time; at once when it has.
    [[nodiscard]] bool ends_within(std::chrono::milliseconds time);

    /// Waits for its end. @throws std::runtime_error when it takes longer than a minute
    [[nodiscard]] Ended end();

    /// What it has written to standard output and to standard error so far.
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;

private:
    pid_t pid_ = -1;
    int pid_descriptor_ = -1;
    int out_ = -1;
    int err_ = -1;
    int wait_status_ = 0;
    bool has_ended_ = false;
};

/// Runs a program to its end. @throws std::runtime_error when it takes longer than a minute
[[nodiscard]] Ended run(const Words& words);

}  // namespace rexflow::testing
