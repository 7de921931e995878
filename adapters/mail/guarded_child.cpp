#include "adapters/mail/guarded_child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <string_view>

namespace rexflow::mail {
namespace {

/// Address sanitizers reserve far more address space than any limit.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool may_limit_memory = false;
constexpr int slowness = 5;
#else
constexpr bool may_limit_memory = true;
constexpr int slowness = 1;
#endif

void limit(__rlimit_resource resource, std::size_t most) {
    const rlimit both{most, most};
    ::setrlimit(resource, &both);
}

bool write_all(int pipe, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(pipe, bytes.data(), bytes.size());
        if (written <= 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return true;
}

[[noreturn]] void work_and_leave(int pipe, const std::function<std::string()>& work, const ChildLimits& limits) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, static_cast<std::size_t>(limits.processor_seconds));
    if (may_limit_memory) {
        limit(RLIMIT_AS, limits.memory_bytes);
    }
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    bool done = false;
    try {
        done = write_all(pipe, work());
    } catch (...) {
        done = false;
    }
    ::_exit(done ? 0 : 1);
}

/// What the child writes until it closes its end; nothing when it takes too long or writes too much.
std::optional<std::string> answer_of(int pipe, const ChildLimits& limits) {
    const auto until = std::chrono::steady_clock::now() + limits.patience * slowness;
    std::string answer;
    std::array<char, 65536> buffer{};
    while (answer.size() <= limits.answer_bytes) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd waiting{pipe, POLLIN, 0};
        const auto ready = left.count() > 0 ? ::poll(&waiting, 1, static_cast<int>(left.count())) : 0;
        if (ready == 0) {
            return std::nullopt;
        }
        const auto got = ready < 0 ? -1 : ::read(pipe, buffer.data(), buffer.size());
        if (got == 0) {
            return answer;
        }
        if (got < 0 && errno != EINTR) {
            return std::nullopt;
        }
        answer.append(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> run_in_child(const std::function<std::string()>& work, const ChildLimits& limits) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
        return std::nullopt;
    }
    const auto child = ::fork();
    if (child == 0) {
        ::close(pipe[0]);
        work_and_leave(pipe[1], work, limits);
    }
    ::close(pipe[1]);
    auto answer = child < 0 ? std::nullopt : answer_of(pipe[0], limits);
    ::close(pipe[0]);
    if (child < 0) {
        return std::nullopt;
    }
    if (!answer) {
        ::kill(child, SIGKILL);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? answer : std::nullopt;
}

}  // namespace rexflow::mail
