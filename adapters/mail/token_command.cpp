#include "adapters/mail/token_command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <csignal>
#include <optional>

namespace rexflow::mail {
namespace {

using engine::Err;
using engine::Error;
using engine::Result;
using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_token = 64UL * 1024;
constexpr const char* hint = "run token_command by hand, as the user of the program: it has to print a token";

/// Starts with the words as a process group of its own, standard output into `out`, nothing else of ours open, and no
/// signal blocked or ignored.
pid_t start(const std::vector<std::string>& words, int out) {
    std::vector<std::string> texts = words;
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);

    sigset_t none;
    sigset_t ignored_by_us;
    sigemptyset(&none);
    sigemptyset(&ignored_by_us);
    sigaddset(&ignored_by_us, SIGPIPE);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &ignored_by_us);

    pid_t pid = -1;
    const int failed = posix_spawnp(&pid, pointers.front(), &files, &attributes, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return failed == 0 ? pid : -1;
}

/// What comes out until its end, at most that long; none when the time is over first.
std::optional<std::string> read_all(int descriptor, Clock::time_point until) {
    std::string text;
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd watched{descriptor, POLLIN, 0};
        if (left <= 0 || ::poll(&watched, 1, static_cast<int>(left)) != 1) return std::nullopt;
        std::array<char, 4096> buffer{};
        const auto count = ::read(descriptor, buffer.data(), buffer.size());
        if (count <= 0) return text;
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > longest_token) return text;
    }
}

/// Waits for the end of a process that may still be at work after closing its output; kills it when the time is over.
bool ends_well(pid_t pid, bool is_in_time, Clock::time_point until) {
    int status = 0;
    const int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd watched{descriptor, POLLIN, 0};
    if (!is_in_time || descriptor < 0 || ::poll(&watched, 1, static_cast<int>(std::max<long>(0, left))) != 1)
        ::kill(-pid, SIGKILL);
    if (descriptor >= 0) ::close(descriptor);
    return ::waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

Result<std::string> run_token_command(const std::vector<std::string>& words, std::chrono::milliseconds limit) {
    std::array<int, 2> pipe{-1, -1};
    if (words.empty() || ::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return Err(Error::Code::configuration, "the token command cannot be started", hint);
    const auto until = Clock::now() + limit;
    const auto pid = start(words, pipe[1]);
    ::close(pipe[1]);
    const auto text = pid < 0 ? std::nullopt : read_all(pipe[0], until);
    ::close(pipe[0]);
    if (pid < 0) return Err(Error::Code::configuration, "the token command cannot be started", hint);
    const bool is_well = ends_well(pid, text.has_value(), until);
    if (!text) return Err(Error::Code::connection, "the token command did not end in time", hint);
    auto token = text->substr(0, text->find_first_of("\r\n"));
    const bool is_token = !token.empty() && text->size() <= longest_token &&
                          std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
    if (!is_well || !is_token)
        return Err(Error::Code::authentication, "the token command failed, or printed no token", hint);
    return token;
}

}  // namespace rexflow::mail
